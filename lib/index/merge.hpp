// SPDX-License-Identifier: Apache-2.0
#pragma once

// Documents to a segment, and several segments to one.

#include "index/document.hpp"
#include "index/snapshot.hpp"

#include <kb/result.hpp>

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kb::index {

struct SegmentRecipe {
    const Schema& schema;
    const Epoch& epoch;
    std::uint32_t shelf = 0;
    std::uint64_t last_change = 0;
    const std::atomic<bool>* stop = nullptr;  // true: a merge ends where it is
};

// The bytes of a segment of these documents, in their order.
//
// Errors: kResourceExhausted (segment_writer.hpp).
[[nodiscard]] Result<std::string> build_segment(std::span<const Document> documents,
                                                const SegmentRecipe& recipe);

// The bytes of a segment of the live documents of `sources`, in their order. Impact bytes of
// sources with another epoch are computed anew.
//
// Errors: kResourceExhausted, kCorruption, kCancelled.
[[nodiscard]] Result<std::string> merge_segments(std::span<const SegmentState> sources,
                                                 const SegmentRecipe& recipe);

// A segment is put into another order between these numbers of documents: below, it would save next
// to nothing; above, it would take gigabytes of memory.
inline constexpr std::uint32_t kReorderedMin = 1024;
inline constexpr std::uint32_t kReorderedMax = 4'000'000;

// The bytes of the same segment with documents that are alike side by side. Every document of it
// counts as alive. Takes about 8 bytes for each term of each document beside the two segments.
//
// Errors: those of merge_segments().
[[nodiscard]] Result<std::string> reorder_segment(const Segment& segment,
                                                  const SegmentRecipe& recipe);

// A segment of these bytes with all its documents alive. Errors: those of Segment::from_memory().
[[nodiscard]] Result<SegmentState> segment_in_memory(std::string image, const Schema& schema);

// How many documents of each are alive.
[[nodiscard]] std::vector<std::uint32_t> live_sizes(std::span<const SegmentState> segments);

// Which of the segments at the end of a list, given their sizes, oldest first, should be made one:
// the number of them, or 0. As soon as four or more at the end are of the last one's size class
// (powers of four) or below it.
[[nodiscard]] std::size_t pick_merge(std::span<const std::uint32_t> sizes);

}  // namespace kb::index
