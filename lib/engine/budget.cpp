// SPDX-License-Identifier: Apache-2.0
#include "engine/budget.hpp"

#include "base/try.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kb::engine {
namespace {

// A write is in the log of the store first and in a table afterwards, for a while in both.
constexpr std::uint64_t kCopiesInStore = 2;
// The index holds so much of the budget at the most before it is written to files: merging it in
// memory takes the same again, and the rest is for the write at hand.
constexpr std::uint64_t kShareHeld = 4;

Error beyond(const State& state, std::string_view what, std::string_view resource,
             std::uint64_t bytes, std::uint64_t budget, std::uint64_t used) {
    return {ErrorCode::kResourceExhausted,
            fmt::format("{}: {} needs about {} bytes of {}; of the budget of {} bytes {} are free",
                        state.directory.string(), what, bytes, resource, budget,
                        budget - std::min(used, budget))};
}

bool fits(std::uint64_t bytes, std::uint64_t used, std::uint64_t budget) {
    return used <= budget && bytes <= budget - used;
}

std::uint64_t held_in_memory(const State& state) {
    return state.index == nullptr ? 0 : state.index->size().memory_bytes;
}

std::uint64_t bytes_of(const index::ShelfState& shelf) {
    std::uint64_t bytes = 0;
    for (const index::SegmentState& segment : shelf.segments) {
        bytes += segment.segment->bytes().size();
    }
    return bytes;
}

// What the index makes of the operations: their documents, and where the mean lengths of a shelf
// move too far, all of the shelf anew.
std::uint64_t index_bytes(const State& state, std::span<const index::Operation> operations) {
    const auto snapshot = state.index->snapshot();
    std::array<index::LengthSums, kShelfCount> sums{};
    std::array<bool, kShelfCount> drifts{};
    for (std::size_t s = 0; s < kShelfCount; ++s) {
        sums[s] = snapshot->shelves[s]->sums;
    }
    std::uint64_t bytes = 0;
    for (const index::Operation& operation : operations) {
        if (!operation.enters) {
            continue;
        }
        const index::Document& document = operation.document;
        bytes += document.terms.size() + document.occurrences.size() * sizeof(index::Occurrence);
        const std::size_t s = *operation.enters;
        sums[s].add(index::capped_lengths(document.lengths));
        drifts[s] = drifts[s] || index::has_drifted(snapshot->shelves[s]->epoch, sums[s]);
    }
    for (std::size_t s = 0; s < kShelfCount; ++s) {
        bytes += drifts[s] ? bytes_of(*snapshot->shelves[s]) : 0;
    }
    return bytes;
}

}  // namespace

Result<void> check_disk(const State& state, std::string_view what, std::uint64_t bytes) {
    const std::uint64_t budget = state.open_options.disk_bytes_max;
    if (budget == 0) {
        return {};
    }
    KB_TRY_ASSIGN(const std::uint64_t used, base::bytes_below(state.directory));
    if (!fits(bytes, used, budget)) {
        return beyond(state, what, "disk", bytes, budget, used);
    }
    return {};
}

Result<void> check_memory(const State& state, std::string_view what, std::uint64_t bytes) {
    const std::uint64_t budget = state.open_options.write_memory_max;
    const std::uint64_t used = held_in_memory(state);
    if (budget != 0 && !fits(bytes, used, budget)) {
        return beyond(state, what, "memory", bytes, budget, used);
    }
    return {};
}

Result<void> check_free_space(const base::Path& folder, std::string_view what,
                              std::uint64_t bytes) {
    KB_TRY_ASSIGN(const std::uint64_t free, base::free_bytes(folder));
    if (bytes > free) {
        return Error{ErrorCode::kResourceExhausted,
                     fmt::format("{}: {} needs about {} bytes of disk; {} are free on its file "
                                 "system",
                                 folder.string(), what, bytes, free)};
    }
    return {};
}

Result<void> check_write(const State& state, const store::Batch& batch,
                         std::span<const index::Operation> operations) {
    const OpenOptions& options = state.open_options;
    if (options.disk_bytes_max == 0 && options.write_memory_max == 0) {
        return {};
    }
    const std::uint64_t held = held_in_memory(state);
    const std::uint64_t fresh = operations.empty() ? 0 : index_bytes(state, operations);
    // What is held in memory goes to a file later, and the room for it is kept.
    KB_TRY(check_disk(state, "this write", kCopiesInStore * batch.bytes() + fresh + held));
    return check_memory(state, "this write",
                        batch.bytes() + fresh + (operations.empty() ? 0 : held));
}

Result<void> commit_within_budget(State& state, store::Batch&& batch) {
    KB_TRY(check_write(state, batch));
    return state.database->commit(std::move(batch));
}

Result<void> check_budget_of_rebuild(const State& state, const index::Index& fresh) {
    const std::uint64_t bytes = fresh.size().memory_bytes;
    KB_TRY(check_memory(state, "making the index anew", bytes));
    return check_disk(state, "making the index anew", bytes);
}

index::FlushRules flush_rules(const State& state) {
    return {.may_merge = [&state](std::uint64_t bytes) -> Result<void> {
                KB_TRY(check_memory(state, "merging segments", bytes));
                KB_TRY(check_disk(state, "merging segments", bytes));
                return check_free_space(state.index->folder(), "merging segments", bytes);
            },
            .may_write = [&state](std::uint64_t bytes) -> Result<void> {
                KB_TRY(check_disk(state, "writing a segment", bytes));
                return check_free_space(state.index->folder(), "writing a segment", bytes);
            }};
}

Result<void> check_task(const State& state, const index::Task& task) {
    std::uint64_t merged = 0;
    std::uint64_t written = 0;
    for (const index::PlannedMerge& merge : task.merges) {
        for (const index::SegmentState& source : merge.sources) {
            const std::uint64_t bytes = source.segment->bytes().size();
            merged += bytes;
            written += merge.file.empty() ? 0 : bytes;
        }
    }
    KB_TRY(check_memory(state, "merging segments", merged));
    return written == 0 ? Result<void>() : flush_rules(state).may_write(written);
}

std::uint64_t memory_at_flush(const State& state) {
    const OpenOptions& options = state.open_options;
    return options.write_memory_max == 0
               ? options.memory_bytes_max
               : std::min(options.memory_bytes_max, options.write_memory_max / kShareHeld);
}

}  // namespace kb::engine
