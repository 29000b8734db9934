// SPDX-License-Identifier: Apache-2.0
//
// Goal: the best k are those of sorting everything, in any order of arrival, ties by article.

#include "search/top_k.hpp"

#include "support/random.hpp"

#include <catch2/catch.hpp>

namespace kb::search {
namespace {

TEST_CASE("the best k are the first k of all sorted", "[search]") {
    test::Random random(5);
    for (const std::size_t k : {0U, 1U, 2U, 7U, 100U}) {
        TopK top(k);
        std::vector<Found> all;
        for (std::uint64_t article = 0; article < 60; ++article) {
            all.push_back({.score = random() % 5, .article = (article * 37) % 61});
            if (all.back().score >= top.threshold()) {
                top.push(all.back());
            }
        }
        std::ranges::sort(all, is_better);
        all.resize(std::min(k, all.size()));
        INFO("k " << k);
        CHECK(top.take() == all);
    }
}

TEST_CASE("among equals the lower article enters late, too", "[search]") {
    TopK top(1);
    top.push({.score = 3, .article = 9});
    CHECK(top.threshold() == 3);
    top.push({.score = 3, .article = 4});
    top.push({.score = 3, .article = 5});
    const auto best = top.take();
    REQUIRE(best.size() == 1);
    CHECK(best[0].article == 4);
}

}  // namespace
}  // namespace kb::search
