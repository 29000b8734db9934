// SPDX-License-Identifier: Apache-2.0
#include "base/try.hpp"
#include "report/figures.hpp"
#include "report/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace kb::report {
namespace {

using metrics::ArticleFacts;
using metrics::ArticleUse;
using metrics::SolveLoop;

constexpr std::size_t kConfidences = 4;
constexpr std::size_t kAudiences = 4;

Result<std::string> title_of(const Material& in, const ArticleId& id) {
    KB_TRY_ASSIGN(const std::optional<ArticleFacts> facts, in.articles.find(id));
    return facts ? facts->title : std::string("(not in this base)");
}

// The fewest articles, the most reused first, that make up 80 % of all reuses.
std::uint64_t articles_behind_80(const std::vector<ArticleUse>& by_reuse, std::uint64_t all) {
    std::uint64_t sum = 0;
    std::uint64_t count = 0;
    for (const ArticleUse& use : by_reuse) {
        if (sum * 5 >= all * 4) {
            break;
        }
        sum += use.reuse;
        ++count;
    }
    return count;
}

}  // namespace

Section solve_loop_section(const Material& in) {
    const metrics::CaseMeasures& cases = in.measures.cases;
    const SolveLoop& all = cases.total;
    const auto of_closed = [&all](std::string_view id, std::uint64_t part) {
        return rate(id, {part, all.closed}, "no case was closed in the period");
    };
    Section section{.id = "solve_loop", .title = "Cases and articles"};
    section.text =
        "How often closed cases were resolved with an article. A link rate says nothing "
        "about whether the links are right: review a sample.";
    section.figures = {
        count("cases_closed", all.closed, "cases"),
        of_closed("link_rate", all.linked),
        of_closed("reuse_rate", all.reused),
        of_closed("create_rate", all.created),
        rate("known_share", {all.known, all.known + all.fresh}, "no closed case has a link"),
        of_closed("known_share_all", all.known),
        of_closed("new_share_all", all.fresh),
        of_closed("unknown_share_all", all.unknown),
        count("cases_left_out", cases.left_out, "cases"),
    };
    section.table = {
        .id = "cases_over_time",
        .title = "Closed cases over time",
        .columns = {
            {"begins"}, {"link rate", "%"}, {"reuse rate", "%"}, {"create rate", "%"}, {"closed"}}};
    for (std::size_t i = 0; i < in.measures.buckets.size(); ++i) {
        const SolveLoop& part = cases.by_bucket[i];
        section.table.rows.push_back(
            row_of(in.measures.buckets[i].label, percent_cell({part.linked, part.closed}),
                   percent_cell({part.reused, part.closed}),
                   percent_cell({part.created, part.closed}), cell(part.closed)));
    }
    section.chart = ChartKind::kLines;
    return section;
}

Section channels_section(const Material& in) {
    const metrics::Demand& demand = in.measures.demand;
    const metrics::CaseMeasures& cases = in.measures.cases;
    Section section{.id = "channels", .title = "Where people ask"};
    section.text =
        "Phone, mail, web tickets and chat take a person and are assisted; moving from "
        "one to another changes nothing in the share.";
    section.figures = {
        rate("demand_share", demand.share(), "no contact in the period"),
        count("demand_unassisted", demand.unassisted, "attempts"),
        count("demand_assisted", demand.assisted, "cases"),
        count("demand_virtual_agent", demand.virtual_agent, "conversations"),
    };
    section.table = {.id = "cases_by_channel",
                     .title = "Cases opened by channel",
                     .columns = {{"channel"}, {"cases"}, {"kind"}}};
    for (std::size_t i = 0; i < metrics::kChannelCount; ++i) {
        const auto channel = static_cast<Channel>(i);
        const bool assisted = is_assisted(channel);
        const bool virtual_agent = channel == Channel::kVirtualAgent;
        section.table.rows.push_back(row_of(std::string(to_string(channel)),
                                            cell(cases.by_channel[i]),
                                            std::string(assisted        ? "assisted"
                                                        : virtual_agent ? "own bucket"
                                                                        : "unassisted")));
    }
    section.table.rows.push_back(
        row_of(std::string("not told"), cell(cases.no_channel), std::string("assisted")));
    section.chart = ChartKind::kBars;
    return section;
}

Result<Section> reuse_section(const Material& in) {
    const std::vector<ArticleUse>& articles = in.measures.articles;
    std::uint64_t all = 0;
    std::uint64_t reused = 0;
    for (const ArticleUse& use : articles) {
        all += use.reuse;
        reused += use.reuse > 0 ? 1U : 0U;
    }
    Section section{.id = "reuse", .title = "Articles that carry the load"};
    section.text =
        "The most reused articles and what share of all reuses they make up together. "
        "Look at the top first: catch-alls gather there.";
    Figure pareto = count("pareto_80", articles_behind_80(articles, all), "articles");
    pareto.note = fmt::format("of {} articles reused", reused);
    section.figures = {count("reuse_count", all, "cases"), pareto};
    section.table = {.id = "top_articles",
                     .title = "Top articles by reuse",
                     .columns = {{"article"},
                                 {"reuses"},
                                 {"share of reuses so far", "%"},
                                 {"title"},
                                 {"votes up"},
                                 {"votes down"}}};
    std::uint64_t so_far = 0;
    for (const ArticleUse& use : articles) {
        if (use.reuse == 0 || section.table.rows.size() == in.request.top) {
            break;
        }
        so_far += use.reuse;
        KB_TRY_ASSIGN(std::string title, title_of(in, use.id));
        section.table.rows.push_back(row_of(use.id, cell(use.reuse), percent_cell({so_far, all}),
                                            std::move(title), cell(use.up), cell(use.down)));
    }
    section.chart = ChartKind::kPareto;
    return section;
}

Result<Section> escalation_section(const Material& in) {
    std::vector<ArticleUse> viewed;
    for (const ArticleUse& use : in.measures.articles) {
        if (use.escalated.part > 0) {
            viewed.push_back(use);
        }
    }
    std::sort(viewed.begin(), viewed.end(), [](const ArticleUse& a, const ArticleUse& b) {
        return std::tie(b.escalated.part, b.escalated.whole, a.id) <
               std::tie(a.escalated.part, a.escalated.whole, b.id);
    });
    Section section{.id = "escalation", .title = "Viewed, then a case"};
    section.text = "Articles after which people opened a case: they were found and did not help.";
    section.figures = {rate("escalation_after_view", in.measures.ledger.escalated,
                            "no settled attempt viewed an article")};
    section.table = {
        .id = "escalation_by_article",
        .title = "Cases after a view, by article",
        .columns = {{"article"}, {"cases"}, {"attempts"}, {"escalated", "%"}, {"title"}}};
    for (const ArticleUse& use : viewed) {
        if (section.table.rows.size() == in.request.top) {
            break;
        }
        KB_TRY_ASSIGN(std::string title, title_of(in, use.id));
        section.table.rows.push_back(row_of(use.id, cell(use.escalated.part),
                                            cell(use.escalated.whole), percent_cell(use.escalated),
                                            std::move(title)));
    }
    return section;
}

Result<Section> articles_section(const Material& in) {
    std::array<std::array<std::uint64_t, kAudiences>, kConfidences> counts{};
    std::uint64_t all = 0;
    KB_TRY(in.articles.each([&counts, &all](const ArticleFacts& article) {
        ++counts[static_cast<std::size_t>(article.state.confidence)]
                [static_cast<std::size_t>(article.state.audience)];
        ++all;
        return true;
    }));
    Section section{.id = "articles", .title = "State of the base"};
    section.text = "All articles by how sure we are of them and by who may read them.";
    section.figures = {count("articles_total", all, "articles")};
    if (const auto flags = in.articles.open_flags()) {
        section.figures.push_back(count("open_flags", *flags, "flags"));
    }
    section.table = {.id = "articles_by_state", .title = "Articles by state"};
    section.table.columns = {{"confidence"}};
    for (std::size_t audience = 0; audience < kAudiences; ++audience) {
        section.table.columns.push_back({std::string(to_string(static_cast<Audience>(audience)))});
    }
    for (std::size_t i = 0; i < kConfidences; ++i) {
        std::vector<Cell> row = row_of(std::string(to_string(static_cast<Confidence>(i))));
        for (const std::uint64_t n : counts[i]) {
            row.push_back(cell(n));
        }
        section.table.rows.push_back(std::move(row));
    }
    return section;
}

}  // namespace kb::report
