// SPDX-License-Identifier: Apache-2.0
#pragma once

// Another policy for a base. Errors are those that knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/care.hpp>
#include <kb/lifecycle.hpp>

namespace kb::engine {

// The caller holds State::reopen, unless for a dry run exclusively: no call may see one half of it.
[[nodiscard]] Result<PolicyOutcome> set_policy(State& state, const Policy& policy,
                                               const Action& action, bool dry_run);

}  // namespace kb::engine
