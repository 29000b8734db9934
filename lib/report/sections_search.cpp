// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "report/figures.hpp"
#include "report/sections.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::report {

using metrics::SearchCounts;

Section search_section(const Material& in) {
    const metrics::SearchMeasures& search = in.measures.search;
    const SearchCounts& total = search.total;
    constexpr std::string_view kNoSearch = "nobody searched in the period";
    constexpr std::string_view kNoCount = "no search told how many results it had";
    Section section{.id = "search", .title = "Search health"};
    section.text = "Searches of people only; what agents and machines search is left out.";
    section.figures = {
        count("searches", total.searches, "searches"),
        rate("zero_result_rate", {total.without_results, total.counted}, kNoCount),
        rate("no_click_rate", {total.with_results_no_click, total.with_results},
             "no search had results"),
        rate("refinement_rate", {total.refined, total.searches}, kNoSearch),
        rate("search_ctr", {total.clicked, total.searches}, kNoSearch),
        ratio("event_ctr", {total.clicks, total.searches}, "%", kNoSearch),
        ratio("click_rank", {search.rank_sum, search.ranked_clicks}, "", "no click told its rank"),
    };
    section.table = {.id = "search_over_time",
                     .title = "Search over time",
                     .columns = {{"begins"},
                                 {"zero-result", "%"},
                                 {"no-click", "%"},
                                 {"with click", "%"},
                                 {"searches"}}};
    for (std::size_t i = 0; i < in.measures.buckets.size(); ++i) {
        const SearchCounts& part = search.by_bucket[i];
        section.table.rows.push_back(
            row_of(in.measures.buckets[i].label, percent_cell({part.without_results, part.counted}),
                   percent_cell({part.with_results_no_click, part.with_results}),
                   percent_cell({part.clicked, part.searches}), cell(part.searches)));
    }
    section.chart = ChartKind::kLines;
    return section;
}

Section ranks_section(const Material& in) {
    const metrics::SearchMeasures& search = in.measures.search;
    Section section{.id = "ranks", .title = "Where people click"};
    section.text = "Clicks by the place of the result; the first place gets the most by habit.";
    section.figures = {
        ratio("click_rank", {search.rank_sum, search.ranked_clicks}, "", "no click told its rank")};
    section.table = {.id = "clicks_by_rank",
                     .title = "Clicks by rank",
                     .columns = {{"rank"}, {"clicks"}, {"share of clicks", "%"}}};
    for (std::size_t i = 0; i < search.by_rank.size(); ++i) {
        const bool is_last = i == metrics::kRanksShown;
        section.table.rows.push_back(row_of(
            is_last ? std::string("later") : fmt::format("{}", i + 1), cell(search.by_rank[i]),
            percent_cell({search.by_rank[i], search.ranked_clicks})));
    }
    section.chart = ChartKind::kBars;
    return section;
}

Section gaps_section(const Material& in) {
    const metrics::SearchMeasures& search = in.measures.search;
    Section section{.id = "gaps", .title = "Known gaps"};
    section.text = fmt::format(
        "What {} or more different people searched without a result. An empty result can also "
        "mean a missing permission or too narrow a filter.",
        in.request.people_min);
    section.figures = {count("gaps_withheld", search.gaps_withheld, "texts")};
    if (search.gap_searches_lost > 0) {
        section.text +=
            fmt::format(" {} searches of further texts were not kept.", search.gap_searches_lost);
    }
    section.table = {.id = "gaps",
                     .title = "Searches without results",
                     .columns = {{"text"}, {"people"}, {"searches"}, {"first"}}};
    const std::size_t shown = std::min<std::size_t>(search.gaps.size(), in.request.top);
    for (std::size_t i = 0; i < shown; ++i) {
        const metrics::Gap& gap = search.gaps[i];
        section.table.rows.push_back(
            row_of(gap.text, cell(gap.people), cell(gap.searches), base::to_iso_date(gap.first)));
    }
    return section;
}

}  // namespace kb::report
