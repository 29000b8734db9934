// SPDX-License-Identifier: Apache-2.0
#pragma once

// The log of changes, and taking changes back. Errors are those that knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/change.hpp>
#include <kb/lifecycle.hpp>

#include <vector>

namespace kb::engine {

[[nodiscard]] Result<std::vector<Change>> list_changes(const State& state,
                                                       const ChangeRequest& request);

[[nodiscard]] Result<UndoOutcome> undo(State& state, const UndoRequest& request,
                                       const Action& action);

}  // namespace kb::engine
