// SPDX-License-Identifier: Apache-2.0
#include "index/live_documents.hpp"

#include "base/coding.hpp"

#include <algorithm>

namespace kb::index {
namespace {

// How many of `documents`, which rise, the term is in.
std::uint32_t count_among(const Segment& segment, const TermEntry& term,
                          std::span<const std::uint32_t> documents) {
    PostingsCursor cursor = segment.postings(term);
    std::uint32_t count = 0;
    for (const std::uint32_t document : documents) {
        count += cursor.seek(document) ? 1 : 0;
    }
    return count;
}

std::uint32_t count_dead(const Segment& segment, const TermEntry& term, const LiveDocuments& live) {
    PostingsCursor cursor = segment.postings(term);
    std::uint32_t dead = 0;
    while (cursor.next_block()) {
        const Block& block = cursor.block();
        for (std::uint32_t i = 0; i < block.count; ++i) {
            dead += live.is_live(block.documents[i]) ? 0 : 1;
        }
    }
    return dead;
}

}  // namespace

LiveDocuments::LiveDocuments(std::uint32_t documents)
    : words_((documents + 63ULL) / 64, ~0ULL), documents_(documents) {
    if (documents % 64 != 0) {
        words_.back() = (1ULL << (documents % 64)) - 1;
    }
}

std::uint32_t LiveDocuments::dead_frequency(const Segment& segment, const TermEntry& term) const {
    // A posting is read in about the time of 64 of a block, a block of them is skipped for one.
    constexpr std::uint32_t kWorthSeeking = 64;
    if (dead_.size() == 0) {
        return 0;
    }
    CountCache& counts = dead_.counts();
    auto known = counts.find(term.ordinal);
    if (known && known->list_size == dead_.size()) {
        return known->count;
    }
    if (known && known->list_size > dead_.size()) {
        known.reset();  // this is an older list than the last that was counted
    }
    const std::uint32_t begin = known ? known->list_size : 0;
    const std::uint32_t more = dead_.size() - begin;
    std::uint32_t dead = 0;
    if (more < kWorthSeeking || more < term.documents / kWorthSeeking) {
        std::vector<std::uint32_t> documents;
        documents.reserve(more);
        for (std::uint32_t i = begin; i < dead_.size(); ++i) {
            documents.push_back(dead_[i]);
        }
        std::ranges::sort(documents);
        dead = (known ? known->count : 0) + count_among(segment, term, documents);
    } else {
        dead = count_dead(segment, term, *this);
    }
    counts.keep(term.ordinal, {.list_size = dead_.size(), .count = dead});
    return dead;
}

std::shared_ptr<const LiveDocuments> LiveDocuments::without(const LiveDocuments& before,
                                                            std::span<const std::uint32_t> dead) {
    auto after = std::make_shared<LiveDocuments>(before);
    for (const std::uint32_t document : dead) {
        if (after->is_live(document)) {
            after->words_[document / 64] &= ~(1ULL << (document % 64));
            after->dead_.append(document);
        }
    }
    return after;
}

std::string LiveDocuments::encode() const {
    std::string bytes;
    base::put_varint(bytes, dead_.size());
    std::uint32_t before = 0;
    for (std::uint32_t document = 0; document < documents_; ++document) {
        if (!is_live(document)) {
            base::put_varint(bytes, document - before);
            before = document;
        }
    }
    return bytes;
}

Result<std::shared_ptr<const LiveDocuments>> LiveDocuments::decode(std::string_view bytes,
                                                                   std::uint32_t documents) {
    base::Reader reader(bytes);
    std::vector<std::uint32_t> dead;
    std::uint64_t document = 0;
    for (std::size_t i = reader.count(); i > 0; --i) {
        document += reader.varint32();
        if (document >= documents) {
            reader.fail();
            break;
        }
        dead.push_back(static_cast<std::uint32_t>(document));
    }
    if (!reader.good() || !reader.at_end()) {
        return Error{ErrorCode::kCorruption, "the list of dead documents does not hold together"};
    }
    return without(LiveDocuments(documents), dead);
}

}  // namespace kb::index
