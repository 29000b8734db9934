// SPDX-License-Identifier: Apache-2.0
// Goal: a list keeps what it was while others go on from it, and counts are shared only by lists
// that agree; a count is found whole or not at all, also while threads write.
#include "index/dead_list.hpp"

#include <catch2/catch.hpp>

#include <thread>

using namespace kb::index;  // NOLINT: a test of one layer

namespace {

void append_all(DeadList& list, std::uint32_t first, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
        list.append(first + i);
    }
}

}  // namespace

TEST_CASE("lists that go on from one list do not disturb each other", "[index]") {
    for (const std::uint32_t common : {0U, 1U, 1023U, 1024U, 1025U, 2048U}) {
        DeadList first;
        append_all(first, 0, common);
        DeadList left = first;
        DeadList right = first;
        append_all(left, 10'000, 1500);
        append_all(right, 20'000, 1500);
        CAPTURE(common);
        CHECK(first.size() == common);
        REQUIRE(left.size() == common + 1500);
        for (std::uint32_t i = 0; i < common + 1500; ++i) {
            REQUIRE(left[i] == (i < common ? i : 10'000 + i - common));
            REQUIRE(right[i] == (i < common ? i : 20'000 + i - common));
        }
        CHECK(&left.counts() != &right.counts());
        if (common > 0) {
            CHECK(&left.counts() == &first.counts());  // the first to go on keeps them
        }
    }
}

TEST_CASE("a count is found until another takes its place", "[index]") {
    CountCache counts;
    CHECK_FALSE(counts.find(0));
    counts.keep(5, {.list_size = 3, .count = 2});
    REQUIRE(counts.find(5));
    CHECK(counts.find(5)->list_size == 3);
    CHECK(counts.find(5)->count == 2);
    CHECK_FALSE(counts.find(5 + 1024));
    counts.keep(5 + 1024, {.list_size = 9, .count = 1});
    CHECK_FALSE(counts.find(5));
    CHECK(counts.find(5 + 1024)->count == 1);
}

TEST_CASE("threads find whole counts or none", "[index]") {
    CountCache counts;
    std::atomic<int> wrong{0};
    std::atomic<int> found{0};
    const auto work = [&](std::uint32_t seed) {
        for (std::uint32_t i = 1; i < 200'000; ++i) {
            const std::uint32_t term = (seed + i) % 3 * 1024;  // all of one slot
            counts.keep(term, {.list_size = i, .count = i ^ term});
            if (const auto count = counts.find(term)) {
                ++found;
                wrong += count->count == (count->list_size ^ term) ? 0 : 1;
            }
        }
    };
    std::thread other(work, 1);
    work(2);
    other.join();
    CHECK(wrong == 0);
    CHECK(found > 0);
}
