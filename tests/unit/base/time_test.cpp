// SPDX-License-Identifier: Apache-2.0

// Goal: times are read and written as ISO 8601 in UTC, and what is no time is refused. Method:
// tables; the numbers of seconds are those of well-known moments.

#include "base/time.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

namespace kb::base {
namespace {

Timestamp at(std::int64_t milliseconds) {
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

TEST_CASE("times of many spellings are one moment", "[base]") {
    struct Row {
        std::string_view text;
        std::int64_t want;  // milliseconds since 1970
    };
    for (const Row& row : {
             Row{"1970-01-01", 0}, Row{"1970-01-01T00:00:00Z", 0}, Row{"1970-01-01 00:00", 0},
             Row{"1970-01-02T00:00Z", 86'400'000}, Row{"1970-01-01T01:00:00+01:00", 0},
             Row{"1970-01-01T00:00:00-0130", 5'400'000}, Row{"1969-12-31T23:59:59.999Z", -1},
             Row{"2001-09-09t01:46:40z", 1'000'000'000'000},
             Row{"2009-02-13T23:31:30.5Z", 1'234'567'890'500},
             Row{"2009-02-13T23:31:30,25Z", 1'234'567'890'250},
             Row{"1970-01-01T00:00:00.123456789Z", 123},  // what is finer is cut
             Row{"2000-02-29", 951'782'400'000},          // a leap day
             Row{"1970-01-01T00:00:60Z", 60'000},         // a leap second is the next second
         }) {
        CAPTURE(row.text);
        const auto time = parse_iso8601(row.text);
        REQUIRE(time);
        CHECK(*time == at(row.want));
    }
}

TEST_CASE("what is no time is refused with the text in the message", "[base]") {
    for (const std::string_view text :
         {"", "yesterday", "2026", "2026-13-01", "2026-02-29", "2026-04-31", "0000-01-01",
          "2026-1-1", "2026-01-01T", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
          "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+25:00",
          "2026-01-01T00:00:00Zx", "2026-01-01x", " 2026-01-01", "2026/01/01",
          "2026-01-01T00:00:00.1234567890Z"}) {
        CAPTURE(text);
        const auto time = parse_iso8601(text);
        REQUIRE_FALSE(time);
        CHECK(time.error().code == ErrorCode::kInvalidArgument);
        CHECK(time.error().message.find(text) != std::string::npos);
    }
}

TEST_CASE("a text that is no time is quoted on one line of UTF-8", "[base]") {
    const auto message = [](std::string_view text) { return parse_iso8601(text).error().message; };
    CHECK(message("2026\xFF").find("\"2026\xEF\xBF\xBD\"") != std::string::npos);
    CHECK(message("20\n26").find("\"20 26\"") != std::string::npos);
    // 39 bytes and a letter of two: cut before the letter, not inside it.
    CHECK(message(std::string(39, 'x') + "\xC3\xA4").find("x\";") != std::string::npos);
}

TEST_CASE("times are written in UTC, without milliseconds where they are 0", "[base]") {
    CHECK(to_iso8601(at(0)) == "1970-01-01T00:00:00Z");
    CHECK(to_iso8601(at(1'234'567'890'500)) == "2009-02-13T23:31:30.500Z");
    CHECK(to_iso8601(at(-1)) == "1969-12-31T23:59:59.999Z");
    CHECK(to_iso_date(at(951'782'400'000)) == "2000-02-29");
    CHECK(to_iso_date(at(-1)) == "1969-12-31");
}

TEST_CASE("what is written is read back", "[base]") {
    for (std::int64_t time = -62'135'596'800'000; time < 253'402'300'800'000;
         time += 987'654'321'987) {
        CAPTURE(time);
        const auto read = parse_iso8601(to_iso8601(at(time)));
        REQUIRE(read);
        CHECK(*read == at(time));
    }
}

}  // namespace
}  // namespace kb::base
