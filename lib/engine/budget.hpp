// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a base may take of the machine: room on the disk, and memory while it is written to. Each
// write, flush and merge asks before it begins, so that nothing has to be taken back. What is
// needed is estimated, and rather too high. The caller holds State::write.

#include "engine/state.hpp"
#include "store/batch.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace kb::engine {

// Errors: kResourceExhausted, saying what is needed, what the budget is and what of it is free.
[[nodiscard]] Result<void> check_disk(const State& state, std::string_view what,
                                      std::uint64_t bytes);
[[nodiscard]] Result<void> check_memory(const State& state, std::string_view what,
                                        std::uint64_t bytes);

// Whether the file system of a folder, which need not be there yet, has so much room.
//
// Errors: kResourceExhausted, kIo.
[[nodiscard]] Result<void> check_free_space(const base::Path& folder, std::string_view what,
                                            std::uint64_t bytes);

// A commit of this batch, and of what it means for the index, within both budgets.
[[nodiscard]] Result<void> check_write(const State& state, const store::Batch& batch,
                                       std::span<const index::Operation> operations = {});

// Database::commit() after check_write().
[[nodiscard]] Result<void> commit_within_budget(State& state, store::Batch&& batch);

// Of an index that is made anew in memory and has come so far.
[[nodiscard]] Result<void> check_budget_of_rebuild(const State& state, const index::Index& fresh);

// What a flush has to ask before it merges and writes.
[[nodiscard]] index::FlushRules flush_rules(const State& state);

// What is merged and written beside the writing calls.
[[nodiscard]] Result<void> check_task(const State& state, const index::Task& task);

// The memory of all shelves at which the index is written to files.
[[nodiscard]] std::uint64_t memory_at_flush(const State& state);

}  // namespace kb::engine
