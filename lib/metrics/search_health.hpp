// SPDX-License-Identifier: Apache-2.0
#pragma once

// How well searching works, for those who search: results, clicks, ranks, second wordings, and what
// was looked for in vain. A click is a view that names the search it came from.

#include "metrics/identity.hpp"
#include "metrics/period.hpp"
#include "metrics/share.hpp"

#include <kb/event.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace kb::metrics {

inline constexpr std::size_t kRanksShown = 10;        // the last slot of the ranks is "later"
inline constexpr std::size_t kGapTextsMax = 200'000;  // different texts kept; more are counted
inline constexpr std::size_t kGapTextBytesMax = 200;  // of one text

// Searches of a period or of one of its buckets.
struct SearchCounts {
    std::uint64_t searches = 0;
    std::uint64_t counted = 0;  // searches that told how many results they had
    std::uint64_t without_results = 0;
    std::uint64_t with_results = 0;
    std::uint64_t with_results_no_click = 0;
    std::uint64_t clicked = 0;  // searches with a click or more
    std::uint64_t clicks = 0;
    std::uint64_t refined = 0;
};

// A text that was searched without a result.
struct Gap {
    std::string text{};
    std::uint64_t people = 0;  // different ones
    std::uint64_t searches = 0;
    Timestamp first{};
};

struct SearchMeasures {
    SearchCounts total{};
    std::vector<SearchCounts> by_bucket{};
    std::uint64_t ranked_clicks = 0;  // clicks that told their rank
    std::uint64_t rank_sum = 0;
    std::array<std::uint64_t, kRanksShown + 1> by_rank{};
    std::uint64_t stray_clicks = 0;       // of searches that are not in the period
    std::vector<Gap> gaps{};              // by people, searches, text
    std::uint64_t gaps_withheld = 0;      // texts that fewer people than asked for searched
    std::uint64_t gap_searches_lost = 0;  // searches of texts beyond kGapTextsMax
};

// One thread at a time. Only events of people belong in here.
class SearchFold {
public:
    // Precondition: `buckets` outlives this.
    explicit SearchFold(const std::vector<Bucket>& buckets);

    void add_search(const Event& event, std::optional<std::uint32_t> name);
    void add_view(const Event& event);
    // The search made at this time was worded again.
    void add_refined(Timestamp first_wording);

    // Precondition: once, as the last call.
    [[nodiscard]] SearchMeasures finish(const Identities& identities, std::uint32_t people_min) &&;

private:
    struct Query {
        std::uint32_t bucket = 0;
        std::uint32_t clicks = 0;
        bool counted = false;
        bool has_results = false;
    };
    struct Vain {
        std::vector<std::uint32_t> names{};  // sorted
        std::uint64_t searches = 0;
        Timestamp first{};
    };

    void add_vain(const Event& event, std::optional<std::uint32_t> name);
    void add_query(SearchCounts& into, const Query& query) const;

    const std::vector<Bucket>* buckets_;
    std::unordered_map<std::uint64_t, Query> queries_;  // by checksum of the query id
    std::vector<Query> nameless_;                       // searches without a query id
    std::unordered_map<std::string, Vain> vain_;
    SearchMeasures measures_;
};

}  // namespace kb::metrics
