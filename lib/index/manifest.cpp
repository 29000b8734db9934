// SPDX-License-Identifier: Apache-2.0
// Which segment files make up the index, and up to which change; the bytes are drawn in
// docs/formats.md.
#include "base/coding.hpp"
#include "base/try.hpp"
#include "index/index.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::index {
namespace {

constexpr std::uint64_t kManifestFormat = 1;

void put_sums(std::string& to, const LengthSums& sums) {
    base::put_varint(to, sums.documents);
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        base::put_varint(to, sums.tokens[f]);
        base::put_varint(to, sums.filled[f]);
    }
}

LengthSums take_sums(base::Reader& reader) {
    LengthSums sums;
    sums.documents = reader.varint();
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        sums.tokens[f] = reader.varint();
        sums.filled[f] = reader.varint();
    }
    return sums;
}

// Names are those that the index gives its files, so that none leads elsewhere or garbles a
// message.
bool is_file_name(std::string_view name) {
    const auto is_plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
    };
    return std::ranges::all_of(name, is_plain) && name.find_first_not_of('.') != name.npos;
}

Error damaged() { return {ErrorCode::kCorruption, "the list of segments does not hold together"}; }

}  // namespace

std::string Index::encode_manifest(const Snapshot& snapshot) const {
    std::string bytes;
    base::put_varint(bytes, kManifestFormat);
    base::put_varint(bytes, snapshot.change);
    base::put_varint(bytes, next_file_);
    base::put_varint(bytes, kShelvesMax);
    for (const auto& shelf : snapshot.shelves) {
        put_sums(bytes, shelf->sums);
        base::put_varint(bytes, shelf->epoch.number);
        for (const double mean : shelf->epoch.mean) {
            base::put_double(bytes, mean);
        }
        base::put_varint(bytes, shelf->segments.size());
        for (const SegmentState& segment : shelf->segments) {
            base::put_text(bytes, segment.file);
            base::put_text(bytes, segment.live->encode());
        }
    }
    return bytes;
}

Result<void> Index::decode_manifest(std::string_view manifest) {
    auto snapshot = std::make_shared<Snapshot>();
    for (auto& shelf : snapshot->shelves) {
        shelf = std::make_shared<const ShelfState>();
    }
    if (manifest.empty()) {
        flushed_ = snapshot;
        snapshot_.store(std::move(snapshot));
        return {};
    }
    base::Reader reader(manifest);
    const std::uint64_t format = reader.varint();
    if (format > kManifestFormat) {
        return Error{ErrorCode::kUnsupported,
                     fmt::format("the list of segments has format {}, newer than {}", format,
                                 kManifestFormat)};
    }
    snapshot->change = reader.varint();
    next_file_ = reader.varint();
    if (reader.varint() != kShelvesMax) {
        return damaged();
    }
    for (auto& shelf : snapshot->shelves) {
        auto state = std::make_shared<ShelfState>();
        state->sums = take_sums(reader);
        state->epoch.number = reader.varint32();
        for (double& mean : state->epoch.mean) {
            mean = reader.real();
        }
        for (std::size_t i = reader.count(); i > 0; --i) {
            SegmentState segment;
            segment.file = reader.text();
            const std::string_view live = reader.text();
            if (!reader.good() || !is_file_name(segment.file)) {
                return damaged();
            }
            KB_TRY_ASSIGN(segment.segment, Segment::open(folder_ / segment.file, schema_));
            KB_TRY_ASSIGN(segment.live, LiveDocuments::decode(live, segment.segment->documents()));
            files_.push_back(segment.file);
            state->segments.push_back(std::move(segment));
        }
        shelf = std::move(state);
    }
    if (!reader.good() || !reader.at_end()) {
        return damaged();
    }
    flushed_ = snapshot;
    snapshot_.store(std::move(snapshot));
    return {};
}

}  // namespace kb::index
