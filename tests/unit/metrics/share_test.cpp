// SPDX-License-Identifier: Apache-2.0
// Goal: percentages and Wilson intervals agree with values worked out apart from this code, and
// nothing is made of a whole of 0.
#include "metrics/share.hpp"

#include <catch2/catch.hpp>

using namespace kb::metrics;

TEST_CASE("a share of nothing has neither a percentage nor an interval", "[metrics]") {
    CHECK_FALSE(percent({0, 0}).has_value());
    CHECK_FALSE(wilson({0, 0}).has_value());
}

TEST_CASE("a part larger than the whole is a percentage without an interval", "[metrics]") {
    CHECK(percent({2, 1}).value() == Approx(200.0));
    CHECK_FALSE(wilson({2, 1}).has_value());
}

TEST_CASE("wilson agrees with the formula worked apart", "[metrics]") {
    struct Case {
        std::uint64_t part;
        std::uint64_t whole;
        double low;
        double high;
    };
    const auto [part, whole, low, high] =
        GENERATE(Case{10, 42, 13.4810, 38.5275}, Case{0, 10, 0.0, 27.7533},
                 Case{10, 10, 72.2467, 100.0}, Case{50, 100, 40.3832, 59.6168});
    CAPTURE(part, whole);
    const auto interval = wilson({part, whole}).value();
    CHECK(interval.first == Approx(low).margin(0.0001));
    CHECK(interval.second == Approx(high).margin(0.0001));
}

TEST_CASE("wilson stays within 0 and 100 and holds the percentage", "[metrics]") {
    for (std::uint64_t whole = 1; whole < 60; ++whole) {
        for (std::uint64_t part = 0; part <= whole; ++part) {
            const auto interval = wilson({part, whole}).value();
            const double value = percent({part, whole}).value();
            CAPTURE(part, whole);
            CHECK(interval.first >= 0.0);
            CHECK(interval.second <= 100.0);
            CHECK(interval.first <= value + 1e-9);
            CHECK(interval.second >= value - 1e-9);
        }
    }
}
