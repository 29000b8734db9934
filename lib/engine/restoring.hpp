// SPDX-License-Identifier: Apache-2.0
#pragma once

// A complete export back to the base it was made of: every record under the key it had, every stamp
// as it was. Into a base without articles, whose people and log give way to those of the export; or
// into the base that it is of already, where nothing is left to do.
//
// A file is read twice: once to see that all of it can be taken, then to take it. What comes from
// stdin is taken as it comes. A restore that a crash or a fault ended leaves a mark: the base can
// then do nothing but the same restore again, which goes on where that one ended.

#include "engine/state.hpp"

#include <kb/exchange.hpp>
#include <kb/lifecycle.hpp>

namespace kb::engine {

// Precondition: State::reopen is held exclusively. Errors are those that knowledge_base.hpp
// promises, and kCorruption where the base holds part of another restore.
[[nodiscard]] Result<ImportSummary> restore_base(State& state, const ImportRequest& request,
                                                 const Action& action,
                                                 const ProgressCallback& progress);

}  // namespace kb::engine
