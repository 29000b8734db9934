// SPDX-License-Identifier: Apache-2.0
#include "report/catalogue.hpp"

#include "base/try.hpp"
#include "report/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kb::report {
namespace {

constexpr std::uint32_t kCaseWindowHoursMax = 2400;
constexpr std::string_view kFutureNote =
    "The period has not begun yet: that nothing is counted says nothing.";
constexpr std::uint32_t kTopMax = 10'000;
constexpr std::uint32_t kPeopleMinMax = 1000;
constexpr double kCostMax = 1e9;
// An attempt that begins at the very end of the period may go on for a while.
constexpr std::chrono::hours kAttemptLength{24};

Result<void> check_range(std::string_view name, std::uint32_t value, std::uint32_t max) {
    if (value < 1 || value > max) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("{} is {}; it must be from 1 to {}", name, value, max)};
    }
    return {};
}

// The figures without what is drawn and listed.
Section figures_only(Section section) {
    section.table = {};
    section.chart = ChartKind::kNone;
    return section;
}

std::vector<Section> summary(const Material& in) {
    return {figures_only(deflection_section(in)),   figures_only(saving_section(in)),
            figures_only(self_service_section(in)), figures_only(search_section(in)),
            figures_only(solve_loop_section(in)),   figures_only(channels_section(in)),
            figures_only(quality_section(in))};
}

std::vector<Section> deflection(const Material& in) {
    return {deflection_section(in), outcomes_section(in), exclusions_section(in),
            saving_section(in), quality_section(in)};
}

Result<std::vector<Section>> articles(const Material& in) {
    KB_TRY_ASSIGN(Section reuse, reuse_section(in));
    KB_TRY_ASSIGN(Section escalation, escalation_section(in));
    KB_TRY_ASSIGN(Section state, articles_section(in));
    return std::vector<Section>{std::move(reuse), std::move(escalation), gaps_section(in),
                                std::move(state)};
}

Result<std::vector<Section>> full(const Material& in) {
    KB_TRY_ASSIGN(Section reuse, reuse_section(in));
    KB_TRY_ASSIGN(Section escalation, escalation_section(in));
    KB_TRY_ASSIGN(Section state, articles_section(in));
    return std::vector<Section>{
        headline_section(in),   deflection_section(in), outcomes_section(in),
        exclusions_section(in), saving_section(in),     self_service_section(in),
        std::move(escalation),  search_section(in),     ranks_section(in),
        gaps_section(in),       solve_loop_section(in), std::move(reuse),
        std::move(state),       channels_section(in),   quality_section(in)};
}

Result<std::vector<Section>> sections_of(const Material& in) {
    switch (in.request.kind) {
    case ReportKind::kSummary: return summary(in);
    case ReportKind::kDeflection: return deflection(in);
    case ReportKind::kArticles: return articles(in);
    case ReportKind::kFull: return full(in);
    }
    return Error{ErrorCode::kInvalidArgument, "unknown kind of report"};
}

// In the order of the glossary, each once.
std::vector<std::string> used_definitions(const std::vector<Section>& sections) {
    std::vector<std::string> used;
    for (const Definition& definition : definitions()) {
        const bool is_used =
            std::any_of(sections.begin(), sections.end(), [&definition](const Section& section) {
                return std::any_of(
                    section.figures.begin(), section.figures.end(),
                    [&definition](const Figure& figure) { return figure.id == definition.id; });
            });
        if (is_used) {
            used.push_back(definition.id);
        }
    }
    return used;
}

}  // namespace

Result<void> check(const ReportRequest& request) {
    if (request.from >= request.until) {
        return Error{ErrorCode::kInvalidArgument, "the period ends before it begins"};
    }
    KB_TRY(check_range("case_window_hours", request.case_window_hours, kCaseWindowHoursMax));
    KB_TRY(check_range("top", request.top, kTopMax));
    KB_TRY(check_range("people_min", request.people_min, kPeopleMinMax));
    if (!(request.cost_per_case >= 0.0 && request.cost_per_case <= kCostMax)) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("cost_per_case is {}; it must be from 0 to {}",
                                 request.cost_per_case, kCostMax)};
    }
    return {};
}

std::pair<Timestamp, Timestamp> event_range(const ReportRequest& request) {
    const std::chrono::hours window(request.case_window_hours);
    return {request.from - std::max(kLookback, window), request.until + window + kAttemptLength};
}

Result<Report> build(const ReportRequest& request, event::EventCursor& cursor,
                     const metrics::ArticleSource& articles, Timestamp now) {
    KB_TRY(check(request));
    const metrics::Step step = metrics::choose_step(request.from, request.until);
    KB_TRY_ASSIGN(auto buckets, metrics::split(request.from, request.until, request.zone, step));
    metrics::Fold fold({.from = request.from,
                        .until = request.until,
                        .buckets = std::move(buckets),
                        .case_window = std::chrono::hours(request.case_window_hours),
                        .people_min = request.people_min,
                        .now = now});
    for (Event event;;) {
        KB_TRY_ASSIGN(const bool more, cursor.next(event));
        if (!more) {
            break;
        }
        fold.add(event);
    }
    const metrics::Measures measures = std::move(fold).finish();
    Report report{.request = request, .made = now};
    KB_TRY_ASSIGN(report.sections, sections_of({request, measures, articles}));
    std::erase_if(report.sections, [](const Section& section) { return section.id.empty(); });
    report.definitions = used_definitions(report.sections);
    if (request.from > now && !report.sections.empty()) {
        std::string& text = report.sections.front().text;
        text = std::string(kFutureNote) + (text.empty() ? "" : " ") + text;
    }
    return report;
}

}  // namespace kb::report
