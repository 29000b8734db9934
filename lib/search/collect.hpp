// SPDX-License-Identifier: Apache-2.0
#pragma once

// Phase one: a plan over the visible segments to the best k and the number of all that match.

#include "search/plan.hpp"
#include "search/top_k.hpp"

#include <kb/query.hpp>

#include <cstdint>
#include <vector>

namespace kb::search {

struct Collected {
    std::vector<Found> best{};  // best first, at most k
    std::uint64_t matched = 0;  // live documents that match plan and filter
};

[[nodiscard]] Collected collect(const Plan& plan, const Filter& filter, const Visible& visible,
                                const index::Schema& schema, std::size_t k);

}  // namespace kb::search
