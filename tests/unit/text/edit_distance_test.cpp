// SPDX-License-Identifier: Apache-2.0

// Goal: the bounded distance agrees with the plain definition. Method: a table worked by hand, and
// random words against the full table of costs, which needs no bound.

#include "text/edit_distance.hpp"

#include "support/plain_distance.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace kb::text {
namespace {

TEST_CASE("edit distance counts insertions, deletions, replacements and swaps", "[text]") {
    struct Row {
        std::string_view a;
        std::string_view b;
        unsigned want;
    };
    for (const Row& row : {
             Row{"", "", 0},
             Row{"printer", "printer", 0},
             Row{"printer", "printr", 1},
             Row{"printer", "prrinter", 1},
             Row{"printer", "pronter", 1},
             Row{"printer", "pirnter", 1},  // a swap is one edit
             Row{"ca", "abc", 3},           // the swapped pair may not be edited again
             Row{"kitten", "sitting", 3},
             Row{"caf\u00E9", "cafe", 1},  // a code point is one letter, however many bytes
             Row{"数据库", "数库", 1},
             Row{"", "abc", 3},
         }) {
        CAPTURE(row.a, row.b);
        CHECK(edit_distance(row.a, row.b, 10) == row.want);
        CHECK(edit_distance(row.b, row.a, 10) == row.want);
        CHECK(edit_distance(row.a, row.b, row.want) == row.want);
        CHECK(EditDistanceFrom(row.a)(row.b, row.want) == row.want);
        if (row.want > 0) {
            CHECK_FALSE(edit_distance(row.a, row.b, row.want - 1));
            CHECK_FALSE(EditDistanceFrom(row.a)(row.b, row.want - 1));
        }
    }
}

TEST_CASE("bounded edit distance equals the full table up to its bound", "[text]") {
    test::Random random(3);
    const auto word = [&] {
        return test::random_word(random() % 9, random() % 4 == 0 ? U"a\u00e4b" : U"abc", random);
    };
    for (int round = 0; round < 20'000; ++round) {
        const std::u32string from = word();
        const std::u32string to = word();
        const std::string a = test::utf8(from);
        const std::string b = test::utf8(to);
        const unsigned max = random() % 5;
        const unsigned want = test::plain_distance(from, to);
        CAPTURE(a, b, max);
        const auto got = edit_distance(a, b, max);
        REQUIRE(got.has_value() == (want <= max));
        if (got) {
            REQUIRE(*got == want);
        }
        REQUIRE(EditDistanceFrom(a)(b, max) == got);
    }
}

TEST_CASE("the distance from a word is that between two, whatever their lengths", "[text]") {
    test::Random random(4);
    for (const std::size_t size : {1U, 2U, 31U, 32U, 63U, 64U, 65U, 130U}) {
        for (int round = 0; round < 200; ++round) {
            const std::u32string letters = round % 2 == 0 ? U"abcd" : U"ab\u00e4\u0436\u6570";
            const std::u32string from = test::random_word(size, letters, random);
            std::u32string to = from;
            for (std::uint32_t edits = random() % 5; edits > 0; --edits) {
                to = test::edited(to, letters, random);
            }
            const std::string a = test::utf8(from);
            const std::string b = test::utf8(to);
            CAPTURE(a, b);
            REQUIRE(EditDistanceFrom(a)(b, 200) == test::plain_distance(from, to));
            for (unsigned max = 0; max < 4; ++max) {
                REQUIRE(EditDistanceFrom(a)(b, max) == edit_distance(a, b, max));
            }
        }
    }
}

TEST_CASE("bytes that are not UTF-8 count as replacement characters on both ways", "[text]") {
    CHECK(EditDistanceFrom("a\xFF")("a\xFE", 2) == 0);
    CHECK(edit_distance("a\xFF", "a\xFE", 2) == 0);
    CHECK(EditDistanceFrom("a\xC3")("a\u00e4", 2) == 1);
    CHECK(EditDistanceFrom("")("abc", 3) == 3);
    CHECK_FALSE(EditDistanceFrom("")("abc", 2));
    CHECK(EditDistanceFrom("abc")("", 3) == 3);
}

}  // namespace
}  // namespace kb::text
