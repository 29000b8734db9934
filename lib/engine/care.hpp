// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looking after a base: figures of it, its inside for people, and whether all of it is sound.

#include "engine/state.hpp"

#include <kb/knowledge_base.hpp>

#include <string>

namespace kb::engine {

[[nodiscard]] Result<BaseStatistics> read_statistics(const State& state);
[[nodiscard]] Result<std::string> inspect(const State& state,
                                          const KnowledgeBase::InspectRequest& request);
[[nodiscard]] Result<VerifyReport> verify(const State& state, const VerifyOptions& options);

}  // namespace kb::engine
