// SPDX-License-Identifier: Apache-2.0
#pragma once

// Search first, then create. Errors are those that knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/capture.hpp>
#include <kb/lifecycle.hpp>

namespace kb::engine {

[[nodiscard]] Result<CaptureOutcome> capture_article(State& state, const CaptureRequest& request,
                                                     const Action& action);

}  // namespace kb::engine
