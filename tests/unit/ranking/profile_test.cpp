// SPDX-License-Identifier: Apache-2.0
//
// Goal: a profile is taken at its limits and refused just beyond them, with the member named.

#include <kb/ranking.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

namespace kb {
namespace {

TEST_CASE("the defaults are allowed", "[ranking]") {
    CHECK(check(TextProfile{}));
    CHECK(check(RankingProfile{}));
}

TEST_CASE("each lift is from 0 to 1", "[ranking]") {
    struct Row {
        const char* name;
        float RankingProfile::*member;
    };
    const Row row = GENERATE(Row{"coverage_lift", &RankingProfile::coverage_lift},
                             Row{"exact_form_lift", &RankingProfile::exact_form_lift},
                             Row{"proximity_lift", &RankingProfile::proximity_lift},
                             Row{"title_lift", &RankingProfile::title_lift},
                             Row{"identifier_lift", &RankingProfile::identifier_lift},
                             Row{"reuse_lift", &RankingProfile::reuse_lift},
                             Row{"confidence_lift", &RankingProfile::confidence_lift},
                             Row{"freshness_lift", &RankingProfile::freshness_lift});
    INFO(row.name);
    RankingProfile profile;
    for (const float good : {0.0F, 1.0F}) {
        profile.*row.member = good;
        CHECK(check(profile));
    }
    for (const float bad : {-0.001F, 1.001F, std::numeric_limits<float>::quiet_NaN(),
                            std::numeric_limits<float>::infinity()}) {
        profile.*row.member = bad;
        const auto refused = check(profile);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kInvalidArgument);
        CHECK(refused.error().message.starts_with(row.name));
    }
}

TEST_CASE("depth and half lives have limits", "[ranking]") {
    RankingProfile profile;
    for (const std::uint32_t depth : {0U, 1000U}) {
        profile.rerank_depth = depth;
        CHECK(check(profile));
    }
    profile.rerank_depth = 1001;
    CHECK(check(profile).error().message == "rerank_depth is 1001, above 1000");
    for (const auto member :
         {&RankingProfile::reuse_half_life, &RankingProfile::freshness_half_life}) {
        for (const int good : {1, 36'500}) {
            RankingProfile other;
            other.*member = std::chrono::days(good);
            CHECK(check(other));
        }
        for (const int bad : {-1, 0, 36'501}) {
            RankingProfile other;
            other.*member = std::chrono::days(bad);
            CHECK_FALSE(check(other));
        }
    }
}

TEST_CASE("every field of a text profile has limits", "[ranking]") {
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        TextProfile profile;
        profile.fields[f] = {.boost = 100.0F, .length_norm = 1.0F};
        CHECK(check(profile));
        profile.fields[f] = {.boost = 0.0F, .length_norm = 0.0F};
        CHECK(check(profile));
        profile.fields[f] = {.boost = 100.5F, .length_norm = 1.0F};
        CHECK(check(profile).error().message.starts_with(
            "boost of " + std::string(to_string(static_cast<Field>(f)))));
        profile.fields[f] = {.boost = 1.0F, .length_norm = 1.5F};
        CHECK(check(profile).error().message.starts_with("length_norm of "));
    }
    for (const float bad : {0.0F, 0.009F, 10.1F}) {
        CHECK_FALSE(check(TextProfile{.saturation = bad}));
    }
    for (const float good : {0.01F, 10.0F}) {
        CHECK(check(TextProfile{.saturation = good}));
    }
}

}  // namespace
}  // namespace kb
