// SPDX-License-Identifier: Apache-2.0
// Goal: days begin at the zone's midnight also where the clocks change, and periods in words give
// the days a calendar gives.
#include "metrics/period.hpp"

#include "base/time.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace kb;
using namespace kb::metrics;
using std::chrono::hours;

namespace {

Timestamp at(std::string_view text) { return base::parse_iso8601(text).value(); }

}  // namespace

TEST_CASE("days have 23 or 25 hours where the clocks change", "[metrics]") {
    struct Case {
        const char* zone;
        const char* from;
        const char* until;
        int day;  // of the change, counted from 0
        int length;
    };
    const auto [zone, from, until, day, length] =
        GENERATE(Case{"Europe/Berlin", "2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z", 1, 23},
                 Case{"Europe/Berlin", "2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z", 1, 25},
                 Case{"America/New_York", "2026-03-07T05:00:00Z", "2026-03-09T04:00:00Z", 1, 23},
                 Case{"UTC", "2026-03-28T00:00:00Z", "2026-03-31T00:00:00Z", 1, 24});
    CAPTURE(zone, from);
    const auto days = split(at(from), at(until), zone, Step::kDay).value();
    for (std::size_t i = 0; i < days.size(); ++i) {
        CHECK(days[i].end - days[i].start == hours(static_cast<int>(i) == day ? length : 24));
        CHECK_FALSE(days[i].partial);
    }
    CHECK(days.size() == (std::string_view(zone) == "America/New_York" ? 2 : 3));
}

TEST_CASE("a day that begins an hour late because midnight is skipped still has one bucket",
          "[metrics]") {
    // Santiago moves from 24:00 to 01:00 on 6 September 2026.
    const auto days = split(at("2026-09-05T04:00:00Z"), at("2026-09-07T03:00:00Z"),
                            "America/Santiago", Step::kDay)
                          .value();
    REQUIRE(days.size() == 2);
    CHECK(days[0].label == "2026-09-05");
    CHECK(days[1].start == at("2026-09-06T04:00:00Z"));
    CHECK(days[1].end - days[1].start == hours(23));
}

TEST_CASE("buckets cover the window without gaps and mark what the window cuts", "[metrics]") {
    const auto weeks =
        split(at("2026-03-04T12:00:00Z"), at("2026-03-18T00:00:00Z"), "UTC", Step::kWeek).value();
    REQUIRE(weeks.size() == 3);
    CHECK(weeks[0] == Bucket{at("2026-03-04T12:00:00Z"), at("2026-03-09"), "2026-03-02", true});
    CHECK(weeks[1] == Bucket{at("2026-03-09"), at("2026-03-16"), "2026-03-09", false});
    CHECK(weeks[2] == Bucket{at("2026-03-16"), at("2026-03-18"), "2026-03-16", true});
    CHECK(find_bucket(weeks, at("2026-03-09")) == 1U);
    CHECK(find_bucket(weeks, at("2026-03-08T23:59:59Z")) == 0U);
    CHECK_FALSE(find_bucket(weeks, at("2026-03-18")).has_value());
    CHECK_FALSE(find_bucket(weeks, at("2026-03-04")).has_value());
}

TEST_CASE("an unknown zone and a period without end are refused", "[metrics]") {
    const auto unknown = split(at("2026-03-01"), at("2026-03-02"), "Mars/Olympus", Step::kDay);
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().code == ErrorCode::kInvalidArgument);
    CHECK(unknown.error().message.find("Mars/Olympus") != std::string::npos);
    const auto endless = split(at("1900-01-01"), at("2026-03-02"), "UTC", Step::kDay);
    REQUIRE_FALSE(endless.has_value());
    CHECK(endless.error().code == ErrorCode::kResourceExhausted);
}

TEST_CASE("periods in words give the days of a calendar", "[metrics]") {
    struct Case {
        const char* last;
        const char* from;
        const char* to;
        const char* zone;
        const char* start;
        const char* end;
    };
    // Now is Tuesday, 31 March 2026, 22:30 UTC: in Berlin already 1 April.
    const auto one = GENERATE(
        Case{"", "", "", "UTC", "2026-03-04", "2026-04-01"},  // 28 days, today included
        Case{"28d", "", "", "UTC", "2026-03-04", "2026-04-01"},
        Case{"1d", "", "", "Europe/Berlin", "2026-03-31T22:00:00Z", "2026-04-01T22:00:00Z"},
        Case{"2w", "", "", "UTC", "2026-03-18", "2026-04-01"},
        Case{"week", "", "", "UTC", "2026-03-23", "2026-03-30"},
        Case{"month", "", "", "UTC", "2026-02-01", "2026-03-01"},
        Case{"month", "", "", "Europe/Berlin", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"},
        Case{"quarter", "", "", "UTC", "2025-10-01", "2026-01-01"},
        Case{"quarter", "", "", "Europe/Berlin", "2025-12-31T23:00:00Z", "2026-03-31T22:00:00Z"},
        Case{"year", "", "", "UTC", "2025-01-01", "2026-01-01"},
        Case{"", "2026-01-01", "2026-03-31", "UTC", "2026-01-01", "2026-04-01"},
        Case{"", "2026-03-30", "", "UTC", "2026-03-30", "2026-04-01"},
        Case{"", "2026-03-29", "2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z",
             "2026-03-29T22:00:00Z"},  // 23 hours
        Case{"", "2026-03-01T06:00:00Z", "2026-03-01T09:30:00Z", "UTC", "2026-03-01T06:00:00Z",
             "2026-03-01T09:30:00Z"});
    CAPTURE(one.last, one.from, one.to, one.zone);
    const auto got = window(one.last, one.from, one.to, one.zone, at("2026-03-31T22:30:00Z"));
    REQUIRE(got.has_value());
    CHECK(got->first == at(one.start));
    CHECK(got->second == at(one.end));
}

TEST_CASE("periods that make no sense are refused", "[metrics]") {
    struct Case {
        const char* last;
        const char* from;
        const char* to;
        const char* zone;
    };
    const auto one =
        GENERATE(Case{"28", "", "", "UTC"}, Case{"0d", "", "", "UTC"}, Case{"-3d", "", "", "UTC"},
                 Case{"d", "", "", "UTC"}, Case{"99999999999d", "", "", "UTC"},
                 Case{"99999w", "", "", "UTC"}, Case{"28d", "2026-01-01", "", "UTC"},
                 Case{"", "", "2026-01-01", "UTC"}, Case{"", "2026-02-30", "", "UTC"},
                 Case{"", "2026-03-02", "2026-03-01", "UTC"}, Case{"28d", "", "", "Nowhere"},
                 Case{"", "2027-01-01", "", "UTC"});
    CAPTURE(one.last, one.from, one.to, one.zone);
    const auto got = window(one.last, one.from, one.to, one.zone, at("2026-03-31T22:30:00Z"));
    REQUIRE_FALSE(got.has_value());
    CHECK(got.error().code == ErrorCode::kInvalidArgument);
}
