// SPDX-License-Identifier: Apache-2.0
// Goal: the impact byte agrees with BM25F worked by hand, keeps the order that skipping relies on,
// and its epochs change when, and only when, the means have moved.
#include "index/impact.hpp"

#include <catch2/catch.hpp>

using namespace kb::index;  // NOLINT: a test of one layer

namespace {

// One field counts, b = 1/2, k1 = 1, mean length 10.
ImpactFunction one_field() {
    Schema schema{.field_count = 1, .saturation = 1.0};
    schema.fields[0] = {.boost = 1.0, .length_norm = 0.5};
    Epoch epoch;
    epoch.mean[0] = 10.0;
    return {schema, epoch};
}

}  // namespace

TEST_CASE("the impact agrees with the formula worked by hand", "[index]") {
    struct Case {
        std::uint32_t frequency;
        std::uint16_t length;
        double want;
    };
    const auto row = GENERATE(Case{1, 10, 1.0 / 2.0},  // 1 / (1 + 1)
                              Case{2, 10, 2.0 / 3.0},  // 2 / (2 + 1)
                              Case{1, 30, 1.0 / 3.0},  // ptf = 1 / (1/2 + 1/2 * 3) = 1/2
                              Case{3, 0, 6.0 / 7.0});  // ptf = 3 / (1/2) = 6
    CAPTURE(row.frequency, row.length);
    CHECK(one_field().exact({row.frequency}, {row.length}) == Approx(row.want));
    CHECK(one_field()({row.frequency}, {row.length}) ==
          static_cast<std::uint8_t>(std::lround(255.0 * row.want)));
}

TEST_CASE("fields add up before they saturate", "[index]") {
    Schema schema{.field_count = 2, .saturation = 1.0};
    schema.fields[0] = {.boost = 3.0, .length_norm = 0.0};
    schema.fields[1] = {.boost = 1.0, .length_norm = 0.0};
    const ImpactFunction impact(schema, Epoch{});
    CHECK(impact.exact({1, 2}, {5, 5}) == Approx(5.0 / 6.0));  // 3 + 2 = 5
}

TEST_CASE("the impact grows with each occurrence and never reaches 0 or beyond 255", "[index]") {
    const ImpactFunction impact = one_field();
    std::uint8_t before = 0;
    for (std::uint32_t frequency = 1; frequency < 100'000; frequency *= 3) {
        const std::uint8_t now = impact({frequency}, {60'000});
        CHECK(now >= before);
        CHECK(now >= 1);
        before = now;
    }
    CHECK(impact({100'000'000}, {1}) == 255);
}

TEST_CASE("sums give back what was added when it is removed", "[index]") {
    LengthSums sums;
    sums.add({4, 0});
    sums.add({2, 6});
    CHECK(sums.mean(0) == Approx(3.0));
    CHECK(sums.mean(1) == Approx(6.0));  // over the one document that has the field
    REQUIRE(sums.remove({2, 6}));
    LengthSums one;
    one.add({4, 0});
    CHECK(sums == one);
    CHECK(sums.mean(1) == 0.0);
}

TEST_CASE("sums refuse to give back what cannot be in them", "[index]") {
    LengthSums sums;
    sums.add({4, 0});
    const LengthSums before = sums;
    CHECK_FALSE(sums.remove({5, 0}));  // more tokens than there are
    CHECK_FALSE(sums.remove({4, 1}));  // a field that no document has
    CHECK(sums == before);
    REQUIRE(sums.remove({4, 0}));
    CHECK_FALSE(sums.remove({0, 0}));  // no document is left
}

TEST_CASE("an epoch is over once a mean has moved by a quarter", "[index]") {
    LengthSums sums;
    sums.add({19});
    const Epoch epoch = next_epoch(Epoch{}, sums);  // mean 19, plus one: 20
    CHECK(epoch.number == 1);
    CHECK_FALSE(has_drifted(epoch, sums));
    struct Case {
        std::uint16_t length;
        bool want;
    };
    const auto row = GENERATE(Case{24, false}, Case{25, true}, Case{15, false}, Case{14, true});
    LengthSums other;
    other.add({row.length});
    CAPTURE(row.length);
    CHECK(has_drifted(epoch, other) == row.want);
}
