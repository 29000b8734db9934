// SPDX-License-Identifier: Apache-2.0
#pragma once

// A base to files. Errors are those that knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/exchange.hpp>

#include <cstdint>

namespace kb::engine {

// How many articles were written.
[[nodiscard]] Result<std::uint64_t> export_articles(const State& state,
                                                    const ExportRequest& request);

}  // namespace kb::engine
