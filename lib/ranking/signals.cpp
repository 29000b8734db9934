// SPDX-License-Identifier: Apache-2.0
#include "ranking/signals.hpp"

#include <algorithm>
#include <cmath>

namespace kb::ranking {
namespace {

// 2^(-age / half life); a time in the future has no age.
double aged(Timestamp then, Timestamp now, std::chrono::days half_life) {
    const auto age = std::max(now - then, Timestamp::duration::zero());
    using Days = std::chrono::duration<double, std::chrono::days::period>;
    return std::exp2(-Days(age).count() / static_cast<double>(half_life.count()));
}

}  // namespace

double reuse_signal(const Reuse& reuse, Timestamp now, std::chrono::days half_life) {
    constexpr double kPlenty = 50.0;
    double weight = 0.0;
    for (const Timestamp then : reuse.recent) {
        weight += aged(then, now, half_life);
    }
    return std::min(1.0, std::log1p(weight) / std::log1p(kPlenty));
}

double confidence_signal(Confidence confidence) {
    switch (confidence) {
    case Confidence::kWorkInProgress: return 0.0;
    case Confidence::kNotValidated: return 0.5;
    case Confidence::kValidated: return 1.0;
    case Confidence::kArchived: return 0.0;
    }
    return 0.0;
}

double freshness_signal(Timestamp last_good, Timestamp now, std::chrono::days half_life) {
    return last_good == Timestamp{} ? 0.0 : aged(last_good, now, half_life);
}

}  // namespace kb::ranking
