// SPDX-License-Identifier: Apache-2.0
// Goal: every format tells the same numbers, each in a form its readers accept.
#include "report/formats.hpp"

#include "report/numbers.hpp"
#include "story.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <cstdlib>

using namespace kb;
using namespace kb::test;
using kb::report::grouped;
using kb::report::plain;

namespace {

// One title that tries each format's weak spot.
Report hostile() {
    Report made = test::report(ReportKind::kArticles);
    made.base = "=1+1 <b>\x1b[31m";
    made.sections[0].table.rows[0][3] = std::string("=HYPERLINK(\"x\"),\"<script>\r\n\x1b[2J\"");
    return made;
}

// Cells of an RFC 4180 file; an empty line has one empty cell.
std::vector<std::vector<std::string>> parse_csv(std::string_view file) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t i = 0; i < file.size(); ++i) {
        const char c = file[i];
        if (quoted && c == '"' && i + 1 < file.size() && file[i + 1] == '"') {
            rows.back().back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            rows.back().emplace_back();
        } else if (!quoted && c == '\r' && i + 1 < file.size() && file[i + 1] == '\n') {
            rows.emplace_back(1);
            ++i;
        } else {
            rows.back().back() += c;
        }
    }
    CHECK_FALSE(quoted);
    return rows;
}

// What is written as CSV where a report has no figures.
Report table_alone(const Report& report, std::size_t section) {
    Report alone = report;
    alone.sections = {report.sections.at(section)};
    alone.sections.front().figures.clear();
    return alone;
}

double to_double(const boost::json::value& value) { return value.to_number<double>(); }

}  // namespace

TEST_CASE("every figure has the same value in all formats", "[report]") {
    const Report made = test::report(ReportKind::kFull);
    const std::string text = render(made, ReportFormat::kText);
    const std::string html = render(made, ReportFormat::kHtml);
    const auto csv = parse_csv(render(made, ReportFormat::kCsv));
    const auto json = boost::json::parse(render(made, ReportFormat::kJson));
    std::size_t csv_row = 1;
    for (std::size_t s = 0; s < made.sections.size(); ++s) {
        const auto& json_figures = json.at("sections").at(s).at("figures").as_array();
        REQUIRE(json_figures.size() == made.sections[s].figures.size());
        for (std::size_t f = 0; f < json_figures.size(); ++f) {
            const Figure& figure = made.sections[s].figures[f];
            CAPTURE(made.sections[s].id, figure.id);
            const auto& cells = csv.at(csv_row++);
            REQUIRE(cells.size() == 17);
            CHECK(cells[0] == made.sections[s].id);
            CHECK(cells[1] == figure.id);
            CHECK(json_figures[f].at("id").as_string() == figure.id);
            REQUIRE(figure.value.has_value());  // the story leaves no figure empty
            CHECK(std::strtod(cells[5].c_str(), nullptr) == *figure.value);
            CHECK(cells[10] == "2026-03-02T00:00:00Z");
            CHECK(cells[15] == find_definition(figure.id).value().formula);
            CHECK(to_double(json_figures[f].at("value")) == *figure.value);
            const std::string people = report::shown_value(figure);
            const std::size_t named = text.find("  " + figure.name + "  ");
            REQUIRE(named != std::string::npos);
            CHECK(text.find(' ' + people, named) < text.find('\n', named));
            CHECK(html.find('>' + people + '<') != std::string::npos);
            if (figure.interval) {
                CHECK(cells[7] == plain(figure.interval->first));
                CHECK(cells[8] == plain(figure.interval->second));
                CHECK(to_double(json_figures[f].at("interval").at(1)) == figure.interval->second);
            } else {
                CHECK(cells[7].empty());
                CHECK(json_figures[f].at("interval").is_null());
            }
        }
    }
}

TEST_CASE("every cell of every table is in JSON, CSV and HTML", "[report]") {
    const Report made = test::report(ReportKind::kFull);
    const std::string html = render(made, ReportFormat::kHtml);
    const auto json = boost::json::parse(render(made, ReportFormat::kJson));
    for (std::size_t s = 0; s < made.sections.size(); ++s) {
        const Table& table = made.sections[s].table;
        if (table.columns.empty()) {
            CHECK(json.at("sections").at(s).at("table").is_null());
            continue;
        }
        const auto csv = parse_csv(render(table_alone(made, s), ReportFormat::kCsv));
        REQUIRE(csv.at(0).size() == table.columns.size());
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            for (std::size_t c = 0; c < table.columns.size(); ++c) {
                CAPTURE(table.id, r, c);
                const Cell& cell = table.rows[r][c];
                CHECK(csv.at(r + 1).at(c) == report::raw(cell));
                const auto& value = json.at("sections").at(s).at("table").at("rows").at(r).at(c);
                if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
                    CHECK(value.as_int64() == *whole);
                }
                CHECK(value.is_null() == std::holds_alternative<std::monostate>(cell));
                CHECK(html.find('>' + report::shown(cell, table.columns[c].unit) + '<') !=
                      std::string::npos);
            }
        }
    }
}

TEST_CASE("JSON names its schema and its request", "[report]") {
    const auto json =
        boost::json::parse(render(test::report(ReportKind::kDeflection), ReportFormat::kJson));
    CHECK(json.at("schema").as_string() == "kb.report/1");
    CHECK(json.at("request").at("kind").as_string() == "deflection");
    CHECK(json.at("request").at("from").as_string() == "2026-03-02T00:00:00Z");
    CHECK(json.at("request").at("case_window_hours").as_int64() == 72);
    CHECK(json.at("generation").as_int64() == 4711);
}

TEST_CASE("a value that is not finite is null in JSON", "[report]") {
    Report made;
    made.sections.push_back({.id = "s", .figures = {{.id = "x", .value = 1.0 / 0.0}}});
    const auto json = boost::json::parse(render(made, ReportFormat::kJson));
    CHECK(json.at("sections").at(0).at("figures").at(0).at("value").is_null());
}

TEST_CASE("CSV guards against formulas and keeps odd text in its cell", "[report]") {
    const auto csv = parse_csv(render(table_alone(hostile(), 0), ReportFormat::kCsv));
    std::size_t found = 0;
    for (const auto& cells : csv) {
        for (const std::string& cell : cells) {
            const bool is_formula = !cell.empty() && cell.front() == '=';
            CHECK_FALSE(is_formula);
            found += cell.find("'=HYPERLINK(\"x\"),\"<script>\r\n\\x1b[2J") == 0 ? 1U : 0U;
        }
    }
    CHECK(found == 1);
}

TEST_CASE("text is at most 80 columns wide and shows no control characters", "[report]") {
    for (const Report& made : {test::report(ReportKind::kFull), hostile()}) {
        const std::string text = render(made, ReportFormat::kText);
        std::size_t start = 0;
        while (start < text.size()) {
            const std::size_t end = text.find('\n', start);
            REQUIRE(end != std::string::npos);
            CAPTURE(text.substr(start, end - start));
            CHECK(end - start <= report::kTextColumns);
            start = end + 1;
        }
        CHECK(text.find('\x1b') == std::string::npos);
    }
}

TEST_CASE("long headings of numbers leave the room to the texts", "[report]") {
    Report made;
    const std::string title = "A title of forty columns, no more no less";
    made.sections.push_back(
        {.id = "s",
         .title = "S",
         .table = {.id = "t",
                   .title = "T",
                   .columns = {{"title"},
                               {"share of all the reuses so far", "%"},
                               {"votes that said it helped"}},
                   .rows = {{Cell(title), Cell(12.5), Cell(std::int64_t{3})}}}});
    const std::string text = render(made, ReportFormat::kText);
    CHECK(text.find(title) != std::string::npos);
    CHECK(text.find("so far %") != std::string::npos);
}

TEST_CASE("text never cuts a number, however long", "[report]") {
    Report made;
    made.sections.push_back({.id = "s",
                             .title = "S",
                             .figures = {{.id = "x",
                                          .name = "X",
                                          .value = 123456789012.0,
                                          .unit = "",
                                          .numerator = 123456789012.0,
                                          .denominator = 987654321098.0,
                                          .interval = std::pair{111111111111.5, 222222222222.5}}}});
    const std::string text = render(made, ReportFormat::kText);
    CHECK(text.find("123,456,789,012 ") != std::string::npos);
    CHECK(text.find("111,111,111,111.50 to 222,222,222,222.50") != std::string::npos);
    CHECK(text.find("123,456,789,012 / 987,654,321,098") != std::string::npos);
}

TEST_CASE("the period names whole days by the last one and cut days by their times", "[report]") {
    ReportRequest asked = request(ReportKind::kFull);
    CHECK(report::period_text(asked) == "2026-03-02 to 2026-03-29");
    asked.zone = "Europe/Berlin";
    CHECK(report::period_text(asked) == "2026-03-02 01:00 to 2026-03-30 02:00");  // summer time
    asked.zone = "Nowhere";
    CHECK(report::period_text(asked) == "2026-03-02 00:00 UTC to 2026-03-30 00:00 UTC");
}

TEST_CASE("formats are read by their names", "[report]") {
    CHECK(parse_report_format("text").value() == ReportFormat::kText);
    CHECK(parse_report_format("json").value() == ReportFormat::kJson);
    CHECK(parse_report_format("csv").value() == ReportFormat::kCsv);
    CHECK(parse_report_format("html").value() == ReportFormat::kHtml);
    const auto unknown = parse_report_format("pdf");
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().code == ErrorCode::kInvalidArgument);
}

TEST_CASE("a window is found through the public door", "[report]") {
    const auto window = parse_window("7d", "", "", "UTC", minute(10 * kDay + 60)).value();
    CHECK(window.first == minute(4 * kDay));
    CHECK(window.second == minute(11 * kDay));
}
