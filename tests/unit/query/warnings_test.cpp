// SPDX-License-Identifier: Apache-2.0
//
// Goal: places are characters counted from 1, and there are never more warnings than can be read.

#include "query/warnings.hpp"

#include <catch2/catch.hpp>

namespace kb::query {
namespace {

TEST_CASE("a warning names the character, not the byte", "[query]") {
    Warnings warnings("né東x");
    warnings.add(0, "first");
    warnings.add(6, "fourth");
    warnings.add(7, "behind");
    CHECK(std::move(warnings).take() == std::vector<std::string>{"character 1: first",
                                                                 "character 4: fourth",
                                                                 "character 5: behind"});
}

TEST_CASE("what is beyond the readable is counted", "[query]") {
    Warnings warnings("x");
    for (std::size_t i = 0; i < Warnings::kShownMax; ++i) {
        warnings.add(0, "m");
    }
    Warnings one_more = warnings;
    CHECK(std::move(warnings).take().size() == Warnings::kShownMax);
    one_more.add(0, "m");
    const auto messages = std::move(one_more).take();
    REQUIRE(messages.size() == Warnings::kShownMax + 1);
    CHECK(messages.back() == "and 1 more like these");
}

}  // namespace
}  // namespace kb::query
