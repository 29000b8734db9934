// SPDX-License-Identifier: Apache-2.0
#include "engine/signal_table.hpp"

#include "base/coding.hpp"

#include <algorithm>

namespace kb::engine {

const ranking::Reuse& SignalTable::View::find(std::uint64_t article) const {
    static const ranking::Reuse kNone;
    const Part& part = *(*parts_)[article % kParts];
    const auto found = part.find(article);
    return found == part.end() ? kNone : found->second;
}

void SignalTable::set(std::uint64_t article, ranking::Reuse reuse) {
    auto after = std::make_shared<Parts>(*parts_.load());
    auto& part = (*after)[article % kParts];
    auto changed = std::make_shared<Part>(*part);
    (*changed)[article] = std::move(reuse);
    part = std::move(changed);
    parts_.store(std::move(after));
}

void SignalTable::assign(std::vector<Entry> entries) {
    std::array<Part, kParts> filled;
    for (Entry& entry : entries) {
        filled[entry.first % kParts][entry.first] = std::move(entry.second);
    }
    auto after = std::make_shared<Parts>();
    for (std::size_t p = 0; p < kParts; ++p) {
        (*after)[p] = std::make_shared<const Part>(std::move(filled[p]));
    }
    parts_.store(std::move(after));
}

void add_case(ranking::Reuse& reuse, Timestamp at) {
    ++reuse.solved;
    reuse.recent.push_back(at);
    std::ranges::sort(reuse.recent);
    if (reuse.recent.size() > ranking::kRecentMax) {
        reuse.recent.erase(reuse.recent.begin());
    }
    reuse.last = reuse.recent.back();
}

void remove_case(ranking::Reuse& reuse, Timestamp at) {
    reuse.solved -= reuse.solved > 0 ? 1 : 0;
    const auto found = std::ranges::find(reuse.recent, at);
    if (found != reuse.recent.end()) {
        reuse.recent.erase(found);
    }
    reuse.last = reuse.recent.empty() ? Timestamp{} : reuse.recent.back();
}

std::string encode_reuse(const ranking::Reuse& reuse) {
    std::string bytes;
    base::put_varint(bytes, 1);  // format
    base::put_varint(bytes, reuse.solved);
    base::put_varint(bytes, base::zigzag(reuse.last.time_since_epoch().count()));
    base::put_varint(bytes, reuse.recent.size());
    for (const Timestamp at : reuse.recent) {
        base::put_varint(bytes, base::zigzag(at.time_since_epoch().count()));
    }
    return bytes;
}

Result<ranking::Reuse> decode_reuse(std::string_view bytes) {
    base::Reader reader(bytes);
    const auto time = [&] {
        return Timestamp{std::chrono::milliseconds(base::unzigzag(reader.varint()))};
    };
    const std::uint64_t format = reader.varint();
    ranking::Reuse reuse;
    reuse.solved = reader.varint();
    reuse.last = time();
    for (std::size_t i = reader.count(); i > 0; --i) {
        reuse.recent.push_back(time());
    }
    if (!reader.good() || !reader.at_end() || format != 1) {
        return Error{ErrorCode::kCorruption, "the signals of an article do not decode"};
    }
    return reuse;
}

}  // namespace kb::engine
