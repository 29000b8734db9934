// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether the rows of `kb_bench_prices` do what they say. Each check runs the whole mix of queries
// once, and throws std::runtime_error where an answer is not what the row's name promises.

#include "support/price_bases.hpp"

#include <kb/search.hpp>

#include <vector>

namespace kb::bench {

// Of one row: its base, and its requests in the order of the mix. The same queries everywhere.
struct PricedSearch {
    const KnowledgeBase* base = nullptr;
    std::vector<SearchRequest> requests{};
};

inline constexpr std::uint64_t kCountAll = (1ULL << 63U) - 1;  // SearchRequest::exact_total_up_to

// Nothing counted, nothing explained or cut out, nothing corrected, hits in the order of the text.
void check_bare(const PricedSearch& row);
// Every total exact; those that can be listed are as many as are listed.
void check_totals(const PricedSearch& row, const PricedSearch& bare);
// Spelling: words that stand nowhere were replaced.
void check_spelling(const PricedSearch& row);
// Another order than that of the text alone.
void check_order(const PricedSearch& row, const PricedSearch& bare);
// A passage for each hit, with what matched marked in it.
void check_snippets(const PricedSearch& row);
// Hits of all four audiences, and as many matches as where all is on one shelf.
void check_shelves(const PricedSearch& row, const PricedSearch& bare);
// Hits fit the filter, and all that fit are counted, but not those that are too old for it.
void check_filter(const PricedSearch& row, const PricedSearch& bare);
// As many segments as there should be, and the same matches in them.
void check_segments(const PricedSearch& row, const PricedSearch& bare);
// New versions come, old ones do not.
void check_replaced(const PricedSearch& row, std::size_t articles);
// Articles that were added come, too, and none is dead.
void check_added(const PricedSearch& row, std::size_t articles);

}  // namespace kb::bench
