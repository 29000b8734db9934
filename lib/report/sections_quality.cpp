// SPDX-License-Identifier: Apache-2.0
#include "report/figures.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

#include <fmt/format.h>

#include <string>

namespace kb::report {
namespace {

using metrics::Fate;

std::string number(std::uint64_t n) { return grouped(static_cast<double>(n)); }

// The line that proves that nothing got lost.
std::string reconciliation(const metrics::Quality& quality) {
    return fmt::format(
        "{} events read = {} counted + {} wrong actor + {} sent by an agent + {} nameless + {} "
        "outside the period.",
        number(quality.read), number(quality.total(Fate::kCounted)),
        number(quality.total(Fate::kWrongActor)), number(quality.total(Fate::kAgentSent)),
        number(quality.total(Fate::kNameless)), number(quality.total(Fate::kOutside)));
}

std::string classes(const metrics::Quality& quality) {
    std::string text = " By class:";
    for (std::size_t i = 0; i < metrics::kActorClassCount; ++i) {
        text += fmt::format("{} {} {}", i == 0 ? "" : ",", to_string(static_cast<ActorClass>(i)),
                            number(quality.by_class[i]));
    }
    return text + '.';
}

}  // namespace

Section quality_section(const Material& in) {
    const metrics::Quality& quality = in.measures.quality;
    const metrics::Ledger& ledger = in.measures.ledger;
    Section section{.id = "quality", .title = "How good the data is"};
    section.text = reconciliation(quality) + classes(quality);
    section.figures = {
        count("events_read", quality.read, "events"),
        count("events_counted", quality.total(Fate::kCounted), "events"),
        count("events_excluded",
              quality.total(Fate::kWrongActor) + quality.total(Fate::kAgentSent) +
                  quality.total(Fate::kNameless),
              "events"),
        rate("identity_coverage", quality.identified, "no self-service event was counted"),
        rate("pending_share", {ledger.count(metrics::Outcome::kPending), ledger.attempts()},
             "no attempt in the period"),
        count("events_late", quality.late, "events"),
        count("events_skewed", quality.skewed, "events"),
        count("clicks_stray", in.measures.search.stray_clicks, "clicks"),
    };
    section.table = {
        .id = "events_by_type",
        .title = "Events by type and fate",
        .columns = {
            {"type"}, {"counted"}, {"wrong actor"}, {"agent-sent"}, {"nameless"}, {"outside"}}};
    for (std::size_t i = 0; i < metrics::kEventTypeCount; ++i) {
        std::vector<Cell> row = row_of(std::string(to_string(static_cast<EventType>(i))));
        for (const std::uint64_t n : quality.fates[i]) {
            row.push_back(cell(n));
        }
        section.table.rows.push_back(std::move(row));
    }
    return section;
}

}  // namespace kb::report
