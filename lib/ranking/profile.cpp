// SPDX-License-Identifier: Apache-2.0
#include "base/try.hpp"

#include <kb/ranking.hpp>

#include <fmt/format.h>

namespace kb {
namespace {

constexpr float kSaturationMin = 0.01F;

Result<void> check_range(std::string_view name, float value, float low, float high) {
    if (value >= low && value <= high) {  // false for NaN
        return {};
    }
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("{} is {}, outside [{}, {}]", name, value, low, high)};
}

Result<void> check_days(std::string_view name, std::chrono::days value) {
    constexpr int kDaysMax = 36'500;
    if (value.count() >= 1 && value.count() <= kDaysMax) {
        return {};
    }
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("{} is {} days, outside [1, {}]", name, value.count(), kDaysMax)};
}

}  // namespace

Result<void> check(const TextProfile& profile) {
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        const std::string name(to_string(static_cast<Field>(f)));
        KB_TRY(check_range("boost of " + name, profile.fields[f].boost, 0.0F, 100.0F));
        KB_TRY(check_range("length_norm of " + name, profile.fields[f].length_norm, 0.0F, 1.0F));
    }
    return check_range("saturation", profile.saturation, kSaturationMin, 10.0F);
}

Result<void> check(const RankingProfile& profile) {
    constexpr std::uint32_t kDepthMax = 1000;
    if (profile.rerank_depth > kDepthMax) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("rerank_depth is {}, above {}", profile.rerank_depth, kDepthMax)};
    }
    KB_TRY(check_range("coverage_lift", profile.coverage_lift, 0.0F, 1.0F));
    KB_TRY(check_range("exact_form_lift", profile.exact_form_lift, 0.0F, 1.0F));
    KB_TRY(check_range("proximity_lift", profile.proximity_lift, 0.0F, 1.0F));
    KB_TRY(check_range("title_lift", profile.title_lift, 0.0F, 1.0F));
    KB_TRY(check_range("identifier_lift", profile.identifier_lift, 0.0F, 1.0F));
    KB_TRY(check_range("reuse_lift", profile.reuse_lift, 0.0F, 1.0F));
    KB_TRY(check_range("confidence_lift", profile.confidence_lift, 0.0F, 1.0F));
    KB_TRY(check_range("freshness_lift", profile.freshness_lift, 0.0F, 1.0F));
    KB_TRY(check_days("reuse_half_life", profile.reuse_half_life));
    return check_days("freshness_half_life", profile.freshness_half_life);
}

}  // namespace kb
