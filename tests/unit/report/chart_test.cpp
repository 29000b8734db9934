// SPDX-License-Identifier: Apache-2.0
// Goal: charts draw what the table says, interrupt lines where there is no value, and never leave
// their frame.
#include "report/chart.hpp"

#include <catch2/catch.hpp>

#include <cstdint>

using namespace kb;
using namespace kb::report;

namespace {

std::size_t count(const std::string& in, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) {
        ++n;
    }
    return n;
}

Cell whole(std::int64_t value) { return value; }

Section lines(std::vector<Cell> values) {
    Section section{.chart = ChartKind::kLines};
    section.table.columns = {{"begins"}, {"rate", "%"}, {"cases"}};
    for (const Cell& value : values) {
        std::vector<Cell> row(3);
        row[0] = std::string("2026-03-02");
        row[1] = value;
        row[2] = whole(1000);
        section.table.rows.push_back(std::move(row));
    }
    return section;
}

}  // namespace

TEST_CASE("lines are broken where a value is missing and show columns in percent alone",
          "[report]") {
    const std::string svg = draw(lines({10.0, 20.0, Cell(), 30.0, 40.0}));
    const std::size_t path = svg.rfind("d=\"M");
    CHECK(count(svg.substr(path, svg.find('"', path + 3) - path), "M") == 2);
    CHECK(count(svg, "<circle") == 4);
    CHECK(svg.find("1,000") == std::string::npos);
    CHECK(svg.find("NaN") == std::string::npos);
    CHECK(svg.find("nan") == std::string::npos);
}

TEST_CASE("a single point, no point and only zeros are drawn without trouble", "[report]") {
    CHECK(draw(lines({})).empty());
    for (const auto& section : {lines({50.0}), lines({Cell()}), lines({0.0, 0.0})}) {
        const std::string svg = draw(section);
        CHECK(svg.find("</svg>") != std::string::npos);
        CHECK(svg.find("nan") == std::string::npos);
        CHECK(svg.find("inf") == std::string::npos);
    }
}

TEST_CASE("bars are as long as their values", "[report]") {
    Section section{.chart = ChartKind::kBars};
    section.table.columns = {{"channel"}, {"cases"}};
    for (const std::int64_t value : {100, 50, 0}) {
        std::vector<Cell> row(2);
        row[0] = std::string("one");
        row[1] = whole(value);
        section.table.rows.push_back(std::move(row));
    }
    const std::string svg = draw(section);
    std::vector<double> widths;
    for (std::size_t at = svg.find(" width=\""); at != std::string::npos;
         at = svg.find(" width=\"", at + 1)) {
        widths.push_back(std::stod(svg.substr(at + 8)));
    }
    REQUIRE(widths.size() == 3);
    CHECK(widths[0] == Approx(2.0 * widths[1]).margin(0.11));
    CHECK(widths[2] == 0.0);
}

TEST_CASE("a table with too few columns for its chart draws nothing", "[report]") {
    Section section = lines({10.0});
    section.chart = ChartKind::kBand;
    CHECK(draw(section).empty());
    section.chart = ChartKind::kNone;
    CHECK(draw(section).empty());
}

TEST_CASE("names in charts are escaped", "[report]") {
    Section section = lines({10.0});
    section.table.rows[0][0] = std::string("<b>");
    section.table.title = "\"><b>";
    CHECK(draw(section).find("<b>") == std::string::npos);
}
