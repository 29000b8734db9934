// SPDX-License-Identifier: Apache-2.0
#pragma once

// The segments of one moment, shelf by shelf. Immutable, any thread; whoever holds one keeps its
// segments alive.

#include "index/live_documents.hpp"
#include "index/segment.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

inline constexpr std::size_t kShelvesMax = 8;

struct SegmentState {
    std::shared_ptr<const Segment> segment{};
    std::shared_ptr<const LiveDocuments> live{};  // never null
    std::string file{};                           // its name; empty: in memory only
};

struct ShelfState {
    std::vector<SegmentState> segments{};  // oldest first
    LengthSums sums{};                     // over live documents
    Epoch epoch{};
};

struct Snapshot {
    std::array<std::shared_ptr<const ShelfState>, kShelvesMax> shelves{};  // never null
    std::uint64_t change = 0;  // the last change it shows
};

// Live documents that hold a term: of one segment.
[[nodiscard]] std::uint64_t live_frequency(const SegmentState& state, const TermEntry& term);
[[nodiscard]] std::uint64_t document_frequency(const SegmentState& state, std::string_view term);

// Where the live document of an article is.
struct DocumentPlace {
    const SegmentState* state = nullptr;  // null: nowhere
    std::uint32_t document = 0;
};
[[nodiscard]] DocumentPlace find_article(const ShelfState& shelf, std::uint64_t article);

}  // namespace kb::index
