// SPDX-License-Identifier: Apache-2.0
#include "index/task.hpp"

#include "base/try.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace kb::index {
namespace {

// Documents of the merged segment whose source document was alive then and is dead now.
std::vector<std::uint32_t> died_since(std::span<const SegmentState> then,
                                      std::span<const SegmentState> now) {
    std::vector<std::uint32_t> dead;
    std::uint32_t next = 0;  // the merged document that the next living one of `then` became
    for (std::size_t s = 0; s < then.size(); ++s) {
        const auto before = then[s].live->words();
        const auto after = now[s].live->words();
        for (std::size_t w = 0; w < before.size(); ++w) {
            for (std::uint64_t gone = before[w] & ~after[w]; gone != 0; gone &= gone - 1) {
                const std::uint64_t below = before[w] & ((gone & ~(gone - 1)) - 1);
                dead.push_back(next + static_cast<std::uint32_t>(std::popcount(below)));
            }
            next += static_cast<std::uint32_t>(std::popcount(before[w]));
        }
    }
    return dead;
}

std::span<const SegmentState> find_sources(const PlannedMerge& merge, const ShelfState& shelf) {
    const auto found = std::ranges::search(
        shelf.segments, merge.sources,
        [](const SegmentState& a, const SegmentState& b) { return a.segment == b.segment; });
    return {found.begin(), found.end()};
}

PlannedMerge merge_of(std::span<const SegmentState> sources, const Snapshot& snapshot,
                      std::uint32_t shelf) {
    return {.shelf = shelf,
            .sources = {sources.begin(), sources.end()},
            .epoch = snapshot.shelves[shelf]->epoch,
            .change = snapshot.change};
}

// Of segments that lie side by side, those to be made one.
std::optional<PlannedMerge> pick(std::span<const SegmentState> segments, const Snapshot& snapshot,
                                 std::uint32_t shelf, const Acceptable& acceptable) {
    const std::vector<std::uint32_t> sizes = live_sizes(segments);
    // A small one that came last must not hide that those before it are due.
    for (std::size_t end = sizes.size(); end > 0; --end) {
        const std::size_t count = pick_merge(std::span(sizes).first(end));
        if (count > 0) {
            PlannedMerge merge = merge_of(segments.subspan(end - count, count), snapshot, shelf);
            if (acceptable(merge)) {
                return merge;
            }
        }
    }
    return std::nullopt;
}

Result<SegmentState> run_merge(const PlannedMerge& merge, const Task& task,
                               const std::atomic<bool>& stop) {
    const SegmentRecipe recipe{.schema = task.schema,
                               .epoch = merge.epoch,
                               .shelf = merge.shelf,
                               .last_change = merge.change,
                               .stop = &stop};
    if (merge.file.empty()) {
        KB_TRY_ASSIGN(std::string image, merge_segments(merge.sources, recipe));
        return segment_in_memory(std::move(image), task.schema);
    }
    // What is one segment of this epoch already, with nothing dead, goes to the file as it is.
    const SegmentState& only = merge.sources.front();
    const bool as_it_is = merge.sources.size() == 1 &&
                          only.live->live() == only.segment->documents() &&
                          only.segment->epoch() == merge.epoch;
    std::string image;
    if (!as_it_is) {
        KB_TRY_ASSIGN(image, merge_segments(merge.sources, recipe));
    }
    KB_TRY(base::write_file_durably(task.folder / merge.file,
                                    as_it_is ? only.segment->bytes() : std::string_view(image)));
    KB_TRY_ASSIGN(auto segment, Segment::open(task.folder / merge.file, task.schema));
    const std::uint32_t documents = segment->documents();
    return SegmentState{.segment = std::move(segment),
                        .live = std::make_shared<const LiveDocuments>(documents),
                        .file = merge.file};
}

}  // namespace

std::span<const SegmentState> memory_of(const ShelfState& shelf) {
    const auto first = std::ranges::find_if(
        shelf.segments, [](const SegmentState& state) { return state.file.empty(); });
    return {first, shelf.segments.end()};
}

std::optional<PlannedMerge> plan_memory_merge(const Snapshot& snapshot,
                                              const Acceptable& acceptable) {
    for (std::uint32_t shelf = 0; shelf < kShelvesMax; ++shelf) {
        if (auto merge = pick(memory_of(*snapshot.shelves[shelf]), snapshot, shelf, acceptable)) {
            return merge;
        }
    }
    return std::nullopt;
}

std::optional<PlannedMerge> plan_file_merge(const Snapshot& flushed, const Acceptable& acceptable) {
    for (std::uint32_t s = 0; s < kShelvesMax; ++s) {
        const std::span<const SegmentState> segments(flushed.shelves[s]->segments);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            if (dead_share(segments[i]) > kDeadShareMax) {
                PlannedMerge merge = merge_of(segments.subspan(i, 1), flushed, s);
                if (acceptable(merge)) {
                    return merge;
                }
            }
        }
        if (auto merge = pick(segments, flushed, s, acceptable)) {
            return merge;
        }
    }
    return std::nullopt;
}

std::vector<PlannedMerge> plan_flush(const Snapshot& snapshot) {
    std::vector<PlannedMerge> merges;
    for (std::uint32_t shelf = 0; shelf < kShelvesMax; ++shelf) {
        const auto sources = memory_of(*snapshot.shelves[shelf]);
        if (!sources.empty()) {
            merges.push_back(merge_of(sources, snapshot, shelf));
        }
    }
    return merges;
}

Result<std::vector<SegmentState>> run_task(const Task& task, const std::atomic<bool>& stop) {
    std::vector<SegmentState> merged;
    for (const PlannedMerge& merge : task.merges) {
        auto one = run_merge(merge, task, stop);
        if (!one) {
            discard(merged, task.folder);
            return one.error();
        }
        merged.push_back(*std::move(one));
    }
    return merged;
}

void discard(std::span<const SegmentState> segments, const base::Path& folder) {
    for (const SegmentState& state : segments) {
        if (!state.file.empty()) {
            // One that stays is removed when the base is opened again.
            static_cast<void>(base::remove_file(folder / state.file));
        }
    }
}

bool can_take_over(const PlannedMerge& merge, const ShelfState& shelf) {
    return !find_sources(merge, shelf).empty() && shelf.epoch == merge.epoch;
}

bool take_over(const PlannedMerge& merge, SegmentState merged, ShelfState& shelf) {
    if (!can_take_over(merge, shelf)) {
        return false;
    }
    const auto found = find_sources(merge, shelf);
    merged.live = LiveDocuments::without(*merged.live, died_since(merge.sources, found));
    const auto first = shelf.segments.begin() + (found.data() - shelf.segments.data());
    const auto place =
        shelf.segments.erase(first, first + static_cast<std::ptrdiff_t>(found.size()));
    if (merged.live->live() > 0) {
        shelf.segments.insert(place, std::move(merged));
    }
    return true;
}

}  // namespace kb::index
