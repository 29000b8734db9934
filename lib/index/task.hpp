// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is done beside writing: merges planned from one snapshot, done by any thread, and taken over
// by the writer, who may have taken documents out meanwhile.

#include "base/file.hpp"
#include "index/merge.hpp"
#include "index/snapshot.hpp"

#include <kb/result.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kb::index {

struct PlannedMerge {
    std::uint32_t shelf = 0;
    std::vector<SegmentState> sources{};  // neighbours, oldest first
    Epoch epoch{};
    std::uint64_t change = 0;
    std::string file{};  // the name of the file to be; empty: a segment in memory
};

struct Task {
    Schema schema{};
    base::Path folder{};
    std::vector<PlannedMerge> merges{};
    // With a flush: the snapshot it was planned from, all of whose memory goes to files.
    std::shared_ptr<const Snapshot> flushes{};
};

// How much a shelf may hold in memory before it is due to go to files.
struct MemoryLimits {
    std::uint64_t documents = 0;
    std::uint64_t bytes = 0;
};

// The segments in memory, which are the last of the list.
[[nodiscard]] std::span<const SegmentState> memory_of(const ShelfState& shelf);

// Segments in files are merged away once a larger share of their documents is dead.
inline constexpr double kDeadShareMax = 0.25;
[[nodiscard]] inline double dead_share(const SegmentState& state) {
    return 1.0 - static_cast<double>(state.live->live()) /
                     static_cast<double>(state.segment->documents());
}

// Plans. None: nothing is due. Names of files are left to the caller.
//
// What a plan may be; others are passed over.
using Acceptable = std::function<bool(const PlannedMerge&)>;
// Segments in memory that have become many, the oldest first.
[[nodiscard]] std::optional<PlannedMerge> plan_memory_merge(const Snapshot& snapshot,
                                                            const Acceptable& acceptable);
// Files that have become many or hold many dead, as the list of files describes them.
[[nodiscard]] std::optional<PlannedMerge> plan_file_merge(const Snapshot& flushed,
                                                          const Acceptable& acceptable);
// All segments in memory, those of a shelf to one.
[[nodiscard]] std::vector<PlannedMerge> plan_flush(const Snapshot& snapshot);

// Does a task: one segment for each of its merges, files on disk and open. Any thread.
//
// Errors: kCancelled once `stop` is true; those of merge_segments(), write_file_durably() and
// Segment::open(). Then the files that were written are gone.
[[nodiscard]] Result<std::vector<SegmentState>> run_task(const Task& task,
                                                         const std::atomic<bool>& stop);
// Removes the files of a task that nobody wants.
void discard(std::span<const SegmentState> segments, const base::Path& folder);

// Whether the sources of a merge are still in `shelf`, whose epoch is still the same.
[[nodiscard]] bool can_take_over(const PlannedMerge& merge, const ShelfState& shelf);
// Puts `merged` in the place of its sources in `shelf`, without what died since. False, and nothing
// is changed, where it cannot.
[[nodiscard]] bool take_over(const PlannedMerge& merge, SegmentState merged, ShelfState& shelf);

}  // namespace kb::index
