// SPDX-License-Identifier: Apache-2.0
#pragma once

// A merge of segments in memory that is done beside writing: planned from one snapshot, done by any
// thread, and taken over by the writer, who may have taken documents out meanwhile.

#include "index/merge.hpp"
#include "index/snapshot.hpp"

#include <kb/result.hpp>

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace kb::index {

struct PendingMerge {
    std::uint32_t shelf = 0;
    std::vector<SegmentState> sources{};  // neighbours, oldest first
    Schema schema{};
    Epoch epoch{};
    std::uint64_t change = 0;
};

// The next merge that is due, over all shelves.
[[nodiscard]] std::optional<PendingMerge> next_merge(const Snapshot& snapshot,
                                                     const Schema& schema);

// Does it. Any thread. Errors: kCancelled once `stop` is true; those of merge_segments().
[[nodiscard]] Result<SegmentState> run_merge(const PendingMerge& merge,
                                             const std::atomic<bool>& stop);

// Puts `merged` in the place of its sources in `shelf`, without what died since. False, and nothing
// is changed, where the sources are there no more or the epoch is another.
[[nodiscard]] bool adopt_merge(const PendingMerge& merge, SegmentState merged, ShelfState& shelf);

}  // namespace kb::index
