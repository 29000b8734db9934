// SPDX-License-Identifier: Apache-2.0
#pragma once

// What waits for somebody, and who waits.

#include "engine/state.hpp"

#include <kb/queue.hpp>

#include <vector>

namespace kb::engine {

[[nodiscard]] Result<Queue> read_queue(const State& state, const QueueRequest& request);

[[nodiscard]] Result<std::vector<WaitingReader>> list_waiting(const State& state,
                                                              const ArticleId& article);

}  // namespace kb::engine
