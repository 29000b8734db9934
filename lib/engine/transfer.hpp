// SPDX-License-Identifier: Apache-2.0
#pragma once

// Files in, in batches that are each one synced write. Errors are those that
// knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/exchange.hpp>
#include <kb/lifecycle.hpp>

namespace kb::engine {

inline constexpr std::size_t kRejectsKept = 1000;

[[nodiscard]] Result<ImportSummary> import_articles(State& state, const ImportRequest& request,
                                                    const Action& action,
                                                    const ProgressCallback& progress);
[[nodiscard]] Result<ImportSummary> import_events(State& state, const std::filesystem::path& file,
                                                  const ProgressCallback& progress,
                                                  const Action& action);
// Counts it, and keeps it where there is still room.
void add_reject(ImportSummary& summary, Reject reject);

}  // namespace kb::engine
