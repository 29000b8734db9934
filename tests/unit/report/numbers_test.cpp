// SPDX-License-Identifier: Apache-2.0
// Goal: numbers are rounded once and written without surprises.
#include "report/numbers.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace kb;
using namespace kb::report;

TEST_CASE("values are rounded to two decimals and are never minus zero", "[report]") {
    CHECK(round_for_report(23.8095) == 23.81);
    CHECK(round_for_report(-23.8095) == -23.81);
    CHECK_FALSE(std::signbit(round_for_report(-0.001)));
    CHECK(round_for_report(1e300) == 1e300);
}

TEST_CASE("numbers for programs are the shortest, numbers for people line up", "[report]") {
    struct Case {
        double value;
        bool percent;
        const char* plain;
        const char* grouped;
    };
    const auto one = GENERATE(Case{0, false, "0", "0"}, Case{999, false, "999", "999"},
                              Case{1000, false, "1000", "1,000"},
                              Case{1234567.5, false, "1234567.5", "1,234,567.50"},
                              Case{-1234, false, "-1234", "-1,234"},
                              Case{60.1, true, "60.1", "60.10"}, Case{80, true, "80", "80.00"});
    CHECK(plain(one.value) == one.plain);
    CHECK(grouped(one.value, one.percent) == one.grouped);
}

TEST_CASE("a figure without a value says so and is not 0", "[report]") {
    const Figure nothing{.id = "link_rate", .name = "Link rate", .unit = "%"};
    CHECK(shown_value(nothing) == "no value");
    CHECK(shown_parts(nothing).empty());
    CHECK(shown_interval(nothing).empty());
    CHECK(shown(Cell()).empty());
    CHECK(raw(Cell()).empty());
}
