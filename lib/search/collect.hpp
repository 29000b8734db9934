// SPDX-License-Identifier: Apache-2.0
#pragma once

// Phase one: a plan over the visible segments to the best k and the number of all that match.

#include "search/plan.hpp"
#include "search/scope.hpp"
#include "search/top_k.hpp"

#include <kb/query.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace kb::search {

struct CollectRequest {
    std::size_t k = 10;
    // Matches are counted exactly up to here; with fewer to count, most need not be looked at.
    std::uint64_t count_up_to = std::numeric_limits<std::uint64_t>::max();
    std::optional<Deadline> deadline{};  // from then on no more documents are looked at
    // At the most; more than one only where a segment has so many documents and the plan so many
    // postings in it, because a thread takes as long to begin as to look at a good part of them.
    unsigned threads = 1;
    std::uint32_t threads_documents_min = 500'000;
    std::uint64_t threads_postings_min = 1'000'000;
};

struct Collected {
    std::vector<Found> best{};  // best first, at most k
    // Live documents that match plan and filter. More than `count_up_to`: no fewer than that.
    std::uint64_t matched = 0;
    bool complete = true;  // false: the deadline came first
    // What it took. Not for viewers: dead documents count too, and how often somebody else's
    // articles change is none of their business.
    Work work{};
};

[[nodiscard]] Collected collect(const Plan& plan, const Filter& filter, const Visible& visible,
                                const index::Schema& schema, const CollectRequest& request);

}  // namespace kb::search
