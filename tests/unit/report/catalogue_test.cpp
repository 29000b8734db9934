// SPDX-License-Identifier: Apache-2.0
// Goal: reports hold what their kind promises, figures equal counts made by hand, and nothing is
// guessed where there is nothing to divide by.
#include "report/catalogue.hpp"

#include "story.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace kb;
using namespace kb::test;

namespace {

Figure figure_of(const Report& made, const std::string& id) {
    for (const Section& section : made.sections) {
        for (const Figure& figure : section.figures) {
            if (figure.id == id) {
                return figure;
            }
        }
    }
    FAIL("no figure " << id);
    return {};
}

std::vector<std::string> sections_of(const Report& made) {
    std::vector<std::string> ids;
    for (const Section& section : made.sections) {
        ids.push_back(section.id);
    }
    return ids;
}

}  // namespace

TEST_CASE("an empty base makes a report without values and without zeros in their place",
          "[report]") {
    const Report made = test::report(ReportKind::kFull, {});
    for (const char* id : {"link_rate", "zero_result_rate", "self_service_success", "demand_share",
                           "deflection_middle", "contact_intent", "click_rank", "helpfulness"}) {
        CAPTURE(id);
        const Figure figure = figure_of(made, id);
        CHECK_FALSE(figure.value.has_value());
        CHECK_FALSE(figure.interval.has_value());
        CHECK_FALSE(figure.note.empty());
    }
    CHECK(figure_of(made, "attempts").value == 0.0);
    for (const ReportFormat format :
         {ReportFormat::kText, ReportFormat::kJson, ReportFormat::kCsv, ReportFormat::kHtml}) {
        const std::string file = render(made, format);
        CHECK(file.find("nan") == std::string::npos);
        CHECK(file.find("inf") == file.find("info"));
    }
}

TEST_CASE("each kind of report has its sections", "[report]") {
    using Ids = std::vector<std::string>;
    CHECK(
        sections_of(test::report(ReportKind::kSummary)) ==
        Ids{"deflection", "saving", "self_service", "search", "solve_loop", "channels", "quality"});
    CHECK(sections_of(test::report(ReportKind::kDeflection)) ==
          Ids{"deflection", "outcomes", "exclusions", "saving", "quality"});
    CHECK(sections_of(test::report(ReportKind::kArticles)) ==
          Ids{"reuse", "escalation", "gaps", "articles"});
    CHECK(sections_of(test::report(ReportKind::kFull)).size() == 15);
    ListCursor cursor({});
    ReportRequest free = request(ReportKind::kSummary);
    free.cost_per_case = 0.0;
    const Report without_cost = report::build(free, cursor, articles(), minute(0)).value();
    CHECK(sections_of(without_cost).size() == 6);  // nothing about savings
}

TEST_CASE("every row of every table is as long as its columns", "[report]") {
    for (const Section& section : test::report(ReportKind::kFull).sections) {
        CAPTURE(section.id);
        for (const auto& row : section.table.rows) {
            CHECK(row.size() == section.table.columns.size());
        }
    }
}

TEST_CASE("known numbers come out of the whole path", "[report]") {
    const Report made = test::report(
        ReportKind::kFull,
        {search(0, "ada", "q", "error E1234", 9), click(view(1, "ada", "KB-1", 40), "q", 1),
         click(view(2, "ada", "KB-2"), "q", 2), survey(3, "ada", "would_have_contacted", 1.0),
         survey(4, "bob", "would_have_contacted", 0.0),
         link(10, "1", "KB-1", LinkKind::kResolvedByKnown), close_case(11, "1"),
         link(12, "2", "KB-1", LinkKind::kResolvedByKnown), close_case(13, "2"),
         link(14, "3", "KB-2", LinkKind::kResolvedByNew), close_case(15, "3"),
         close_case(16, "4")});
    const std::map<std::string, double> want{
        {"event_ctr", 200.0},      {"search_ctr", 100.0},        {"click_rank", 1.5},
        {"link_rate", 75.0},       {"reuse_rate", 50.0},         {"create_rate", 25.0},
        {"known_share", 66.67},    {"known_share_all", 50.0},    {"unknown_share_all", 25.0},
        {"contact_intent", 50.0},  {"deflection_floor", 0.0},    {"deflection_middle", 0.5},
        {"deflection_ceiling", 1}, {"saving_middle", 9.25},      {"reuse_count", 2.0},
        {"pareto_80", 1.0},        {"self_service_success", 100}};
    for (const auto& [id, value] : want) {
        CAPTURE(id);
        CHECK(figure_of(made, id).value.value() == Approx(value));
    }
    CHECK_FALSE(figure_of(made, "event_ctr").interval.has_value());  // no proportion
    CHECK(figure_of(made, "link_rate").numerator == 3.0);
    CHECK(figure_of(made, "link_rate").denominator == 4.0);
    CHECK(figure_of(made, "link_rate").note.find("fewer than 30") == 0);
}

TEST_CASE("800 successes and 200 cases are a simple share of 80 %", "[report]") {
    std::vector<Event> events;
    for (int i = 0; i < 800; ++i) {
        events.push_back(search(i, fmt::format("r{}", i), fmt::format("q{}", i), "vpn", 3));
        events.push_back(view(i, fmt::format("r{}", i), "KB-1", 60));
    }
    for (int i = 0; i < 200; ++i) {
        events.push_back(
            open_case(i, fmt::format("p{}", i), fmt::format("c{}", i), Channel::kEmail));
    }
    CHECK(figure_of(test::report(ReportKind::kSummary, events), "simple_share").value == 80.0);
}

TEST_CASE("the fates in the reconciliation table add up to the events read", "[report]") {
    const Report made = test::report(ReportKind::kDeflection);
    double sum = 0.0;
    for (const auto& row : made.sections.back().table.rows) {
        for (std::size_t c = 1; c < row.size(); ++c) {
            sum += static_cast<double>(std::get<std::int64_t>(row[c]));
        }
    }
    CHECK(sum > 1000.0);
    CHECK(figure_of(made, "events_read").value == sum);
}

TEST_CASE("wrong requests are refused by name", "[report]") {
    struct Case {
        const char* member;
        ReportRequest request;
    };
    std::vector<Case> cases(6, {"", request(ReportKind::kSummary)});
    cases[0] = {"period", cases[0].request};
    cases[0].request.until = cases[0].request.from;
    cases[1] = {"case_window_hours", cases[1].request};
    cases[1].request.case_window_hours = 2401;
    cases[2] = {"top", cases[2].request};
    cases[2].request.top = 0;
    cases[3] = {"people_min", cases[3].request};
    cases[3].request.people_min = 0;
    cases[4] = {"cost_per_case", cases[4].request};
    cases[4].request.cost_per_case = std::nan("");
    cases[5] = {"zone", cases[5].request};
    cases[5].request.zone = "Mars/Olympus";
    for (const Case& one : cases) {
        CAPTURE(one.member);
        ListCursor cursor({});
        const auto made = report::build(one.request, cursor, articles(), minute(0));
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == ErrorCode::kInvalidArgument);
        CHECK(made.error().message.find(one.member) != std::string::npos);
    }
}

TEST_CASE("an error of the cursor is handed on", "[report]") {
    BrokenCursor cursor;
    const auto made = report::build(request(ReportKind::kFull), cursor, articles(), minute(0));
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().code == ErrorCode::kIo);
}

TEST_CASE("the cursor must cover what came before and the window after", "[report]") {
    ReportRequest asked = request(ReportKind::kFull);
    asked.case_window_hours = 48;
    const auto [first, last] = report::event_range(asked);
    CHECK(asked.from - first == std::chrono::hours(90 * 24));
    CHECK(last - asked.until == std::chrono::hours(48 + 24));
    asked.case_window_hours = 2400;  // longer than the usual look back
    CHECK(asked.from - report::event_range(asked).first == std::chrono::hours(2400));
}
