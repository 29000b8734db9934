// SPDX-License-Identifier: Apache-2.0
//
// Goal: the signals of trust agree with their formulas on numbers worked by hand.

#include "ranking/signals.hpp"

#include <catch2/catch.hpp>

#include <cmath>

namespace kb::ranking {
namespace {

using std::chrono::days;

const Timestamp kNow{days(20'000)};

TEST_CASE("reuse ages by its half life and is full at fifty fresh cases", "[ranking]") {
    const auto with = [](std::vector<Timestamp> recent) {
        return Reuse{.solved = recent.size(), .recent = std::move(recent)};
    };
    CHECK(reuse_signal({}, kNow, days(60)) == 0.0);
    CHECK(reuse_signal(with({kNow}), kNow, days(60)) == Approx(std::log(2.0) / std::log(51.0)));
    // one half life and two half lives old: w = 1/2 + 1/4
    CHECK(reuse_signal(with({kNow - days(120), kNow - days(60)}), kNow, days(60)) ==
          Approx(std::log(1.75) / std::log(51.0)));
    CHECK(reuse_signal(with(std::vector(50, kNow)), kNow, days(60)) == Approx(1.0));
    CHECK(reuse_signal(with(std::vector(64, kNow)), kNow, days(60)) == 1.0);
    // A clock that was wrong makes nothing worth more than new.
    CHECK(reuse_signal(with({kNow + days(500)}), kNow, days(60)) ==
          reuse_signal(with({kNow}), kNow, days(60)));
}

TEST_CASE("confidence counts whole, half or not at all", "[ranking]") {
    CHECK(confidence_signal(Confidence::kValidated) == 1.0);
    CHECK(confidence_signal(Confidence::kNotValidated) == 0.5);
    CHECK(confidence_signal(Confidence::kWorkInProgress) == 0.0);
    CHECK(confidence_signal(Confidence::kArchived) == 0.0);
}

TEST_CASE("freshness halves with each half life, and unknown is not fresh", "[ranking]") {
    CHECK(freshness_signal(kNow, kNow, days(180)) == 1.0);
    CHECK(freshness_signal(kNow - days(180), kNow, days(180)) == Approx(0.5));
    CHECK(freshness_signal(kNow - days(540), kNow, days(180)) == Approx(0.125));
    CHECK(freshness_signal(kNow + days(3), kNow, days(180)) == 1.0);
    CHECK(freshness_signal({}, kNow, days(180)) == 0.0);
}

}  // namespace
}  // namespace kb::ranking
