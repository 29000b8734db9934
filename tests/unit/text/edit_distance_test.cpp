// SPDX-License-Identifier: Apache-2.0

// Goal: the bounded distance agrees with the plain definition. Method: a table worked by hand, and
// random words against the full table of costs, which needs no bound.

#include "text/edit_distance.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

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
        if (row.want > 0) {
            CHECK_FALSE(edit_distance(row.a, row.b, row.want - 1));
        }
    }
}

unsigned full_table(std::string_view a, std::string_view b) {
    std::vector<std::vector<unsigned>> cost(a.size() + 1, std::vector<unsigned>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = static_cast<unsigned>(i + j);
                continue;
            }
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                                   cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[a.size()][b.size()];
}

TEST_CASE("bounded edit distance equals the full table up to its bound", "[text]") {
    std::mt19937 random(3);  // NOLINT(cert-msc51-cpp): a fixed seed repeats
    const auto word = [&] {
        std::string letters(random() % 9, 'a');
        for (char& c : letters) {
            c = static_cast<char>('a' + static_cast<char>(random() % 3));
        }
        return letters;
    };
    for (int round = 0; round < 20'000; ++round) {
        const std::string a = word();
        const std::string b = word();
        const auto max = static_cast<unsigned>(random() % 5);
        const unsigned want = full_table(a, b);
        CAPTURE(a, b, max);
        const auto got = edit_distance(a, b, max);
        REQUIRE(got.has_value() == (want <= max));
        if (got) {
            REQUIRE(*got == want);
        }
    }
}

}  // namespace
}  // namespace kb::text
