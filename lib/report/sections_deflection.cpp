// SPDX-License-Identifier: Apache-2.0
#include "report/figures.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace kb::report {
namespace {

using metrics::Ledger;
using metrics::Outcome;
using metrics::OutcomeCounts;

constexpr std::string_view kNoAttempts = "no attempt of the period is settled";
constexpr std::string_view kNoAnswers =
    "nobody answered the survey question would_have_contacted, so p is not known";

std::uint64_t of(const OutcomeCounts& counts, Outcome outcome) {
    return counts[static_cast<std::size_t>(outcome)];
}

std::uint64_t ceiling_of(const OutcomeCounts& counts) {
    return of(counts, Outcome::kConfirmed) + of(counts, Outcome::kProbable) +
           of(counts, Outcome::kPotential);
}

// confirmed + p * probable, p in percent; see metrics/deflection.hpp.
double middle_at(const OutcomeCounts& counts, double p) {
    return static_cast<double>(of(counts, Outcome::kConfirmed)) +
           p / 100.0 * static_cast<double>(of(counts, Outcome::kProbable));
}

Figure middle_figure(const Ledger& ledger, std::string_view id, double factor,
                     std::string_view unit) {
    const auto p = metrics::percent(ledger.contact);
    if (!p) {
        return none(id, unit, kNoAnswers);
    }
    const OutcomeCounts& counts = ledger.outcomes;
    Figure figure = amount(id, factor * middle_at(counts, *p), unit);
    if (const auto range = metrics::wilson(ledger.contact)) {
        figure.interval = std::pair{round_for_report(factor * middle_at(counts, range->first)),
                                    round_for_report(factor * middle_at(counts, range->second))};
    }
    figure.note = fmt::format("p from {} of {} answers", ledger.contact.part, ledger.contact.whole);
    return figure;
}

Figure of_settled(std::string_view id, std::uint64_t part, const Ledger& ledger) {
    return rate(id, {part, ledger.settled()}, kNoAttempts);
}

Figure simple_share(const Material& in) {
    const std::uint64_t solved = in.measures.ledger.success.part;
    return rate("simple_share", {solved, solved + in.measures.cases.opened},
                "neither a success nor a case in the period");
}

}  // namespace

Section headline_section(const Material& in) {
    const metrics::Measures& m = in.measures;
    const Ledger& ledger = m.ledger;
    Section section{.id = "headline", .title = "At a glance"};
    section.figures = {
        count("attempts", ledger.attempts(), "attempts"),
        rate("self_service_success", ledger.success, kNoAttempts),
        rate("demand_share", m.demand.share(), "no contact in the period"),
        rate("link_rate", {m.cases.total.linked, m.cases.total.closed},
             "no case was closed in the period"),
        rate("zero_result_rate", {m.search.total.without_results, m.search.total.counted},
             "no search told how many results it had"),
        count("deflection_floor", ledger.count(Outcome::kConfirmed), "attempts"),
        middle_figure(ledger, "deflection_middle", 1.0, "attempts"),
        count("deflection_ceiling", ceiling_of(ledger.outcomes), "attempts"),
    };
    return section;
}

Section deflection_section(const Material& in) {
    const Ledger& ledger = in.measures.ledger;
    Section section{.id = "deflection", .title = "Deflection ledger"};
    section.text = fmt::format(
        "Three numbers instead of one: what people confirmed (floor), what a survey makes likely "
        "(middle), and everything that may have replaced a case (ceiling). A case within {} hours "
        "undoes an attempt; younger attempts are pending. Outcomes by pattern table {}.",
        in.request.case_window_hours, metrics::kPatternVersion);
    section.figures = {
        count("attempts", ledger.attempts(), "attempts"),
        count("attempts_settled", ledger.settled(), "attempts"),
        count("deflection_floor", ledger.count(Outcome::kConfirmed), "attempts"),
        middle_figure(ledger, "deflection_middle", 1.0, "attempts"),
        count("deflection_ceiling", ceiling_of(ledger.outcomes), "attempts"),
        of_settled("deflection_rate_floor", ledger.count(Outcome::kConfirmed), ledger),
        of_settled("deflection_rate_ceiling", ceiling_of(ledger.outcomes), ledger),
        rate("contact_intent", ledger.contact, kNoAnswers),
        count("attempts_revoked", ledger.revoked, "attempts"),
        rate("pending_share", {ledger.count(Outcome::kPending), ledger.attempts()},
             "no attempt in the period"),
        count("attempts_excluded", ledger.count(Outcome::kExcluded), "attempts"),
    };
    section.table = {.id = "deflection_over_time",
                     .title = "Ledger over time",
                     .columns = {{"begins"},
                                 {"floor"},
                                 {"middle"},
                                 {"ceiling"},
                                 {"pending"},
                                 {"converted"},
                                 {"abandoned"}}};
    const auto p = metrics::percent(ledger.contact);
    for (std::size_t i = 0; i < in.measures.buckets.size(); ++i) {
        const OutcomeCounts& counts = ledger.by_bucket[i];
        const auto middle = p ? std::optional(middle_at(counts, *p)) : std::nullopt;
        section.table.rows.push_back(
            row_of(in.measures.buckets[i].label, cell(of(counts, Outcome::kConfirmed)),
                   cell(middle), cell(ceiling_of(counts)), cell(of(counts, Outcome::kPending)),
                   cell(of(counts, Outcome::kConverted)), cell(of(counts, Outcome::kAbandoned))));
    }
    section.chart = ChartKind::kBand;
    return section;
}

Section outcomes_section(const Material& in) {
    const Ledger& ledger = in.measures.ledger;
    Section section{.id = "outcomes", .title = "How attempts ended"};
    section.text = "Each attempt has one outcome: the first rule of the table that fits.";
    section.table = {.id = "outcomes",
                     .title = "Attempts by the rule that decided",
                     .columns = {{"rule"}, {"attempts"}, {"share of attempts", "%"}, {"outcome"}}};
    const auto rows = metrics::patterns();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].outcome != Outcome::kExcluded) {
            const std::uint64_t n = ledger.by_pattern[i];
            section.table.rows.push_back(row_of(std::string(rows[i].name), cell(n),
                                                percent_cell({n, ledger.attempts()}),
                                                std::string(metrics::to_string(rows[i].outcome))));
        }
    }
    section.chart = ChartKind::kBars;
    return section;
}

Section exclusions_section(const Material& in) {
    const Ledger& ledger = in.measures.ledger;
    Section section{.id = "exclusions", .title = "What was excluded"};
    section.text = "Attempts that could not have become a customer's case, and why.";
    section.table = {.id = "exclusions",
                     .title = "Excluded attempts by reason",
                     .columns = {{"reason"}, {"attempts"}}};
    const auto add = [&section](std::string reason, std::uint64_t n) {
        section.table.rows.push_back(row_of(std::move(reason), cell(n)));
    };
    const auto lane = [&ledger](metrics::Lane one) {
        return ledger.by_lane[static_cast<std::size_t>(one)];
    };
    add("agent", lane(metrics::Lane::kAgent));
    add("internal", lane(metrics::Lane::kInternal));
    add("bot", lane(metrics::Lane::kBot));
    add("crawler", lane(metrics::Lane::kCrawler));
    const auto rows = metrics::patterns();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        // The lanes above are what "wrong actor" is made of.
        if (rows[i].outcome == Outcome::kExcluded && rows[i].required != metrics::kWrongActor) {
            add(std::string(rows[i].name), ledger.by_pattern[i]);
        }
    }
    return section;
}

Section self_service_section(const Material& in) {
    const metrics::Measures& m = in.measures;
    const Ledger& ledger = m.ledger;
    Section section{.id = "self_service", .title = "Self-service"};
    section.text =
        "Success is not deflection: most people who find an answer would not have "
        "opened a case.";
    Figure first = rate("self_service_first", ledger.case_after_self_service,
                        "no case was opened in the period");
    if (m.cases.opened_nameless > 0) {
        first.note = fmt::format("{} of {} cases do not tell who opened them",
                                 m.cases.opened_nameless, m.cases.opened);
    }
    const metrics::Sessions& sessions = m.sessions;
    section.figures = {
        rate("self_service_success", ledger.success, kNoAttempts),
        of_settled("abandonment_rate", ledger.count(Outcome::kAbandoned), ledger),
        first,
        ratio("self_service_score", ledger.readers_and_openers, "",
              "nobody who can be told from others opened a case"),
        rate("helpfulness", m.helpful, "nobody voted"),
        rate("escalation_after_view", ledger.escalated, "no settled attempt viewed an article"),
        simple_share(in),
        rate("stage_one", {sessions.clicked - sessions.clicked_then_support, sessions.searched},
             "no session with a search"),
    };
    return section;
}

Section saving_section(const Material& in) {
    if (in.request.cost_per_case <= 0.0) {
        return {};
    }
    const Ledger& ledger = in.measures.ledger;
    const double cost = in.request.cost_per_case;
    const auto money = [cost](std::uint64_t n) { return cost * static_cast<double>(n); };
    Section section{.id = "saving", .title = "What it saved"};
    section.text = fmt::format(
        "Attempts of the ledger times a cost of {} per case, in the currency of that cost. What it "
        "costs to write and keep articles is not taken off.",
        grouped(cost));
    section.figures = {
        amount("saving_floor", money(ledger.count(Outcome::kConfirmed)), ""),
        middle_figure(ledger, "saving_middle", cost, ""),
        amount("saving_ceiling", money(ceiling_of(ledger.outcomes)), ""),
    };
    return section;
}

}  // namespace kb::report
