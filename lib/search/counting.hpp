// SPDX-License-Identifier: Apache-2.0
#pragma once

// How many documents match, without their scores: each posting sets a mark, and marks are counted.

#include "search/conjunction.hpp"

#include <cstdint>

namespace kb::search {

// From so many on, exact totals are counted apart from finding the best, which then need not look
// at every match.
inline constexpr std::uint64_t kCountedApart = 10'000;

// Counts in the scope what matches any of `clauses.should` and none of `clauses.must_not`, until
// there is more than is to be counted or the deadline comes. `marks` are clear before and after.
void count_any(Clauses clauses, Scope& scope, Marks& marks);

}  // namespace kb::search
