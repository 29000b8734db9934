// SPDX-License-Identifier: Apache-2.0
#include "metrics/share.hpp"

#include <algorithm>
#include <cmath>

namespace kb::metrics {

std::optional<double> percent(const Share& share) noexcept {
    if (share.whole == 0) {
        return std::nullopt;
    }
    return 100.0 * static_cast<double>(share.part) / static_cast<double>(share.whole);
}

std::optional<std::pair<double, double>> wilson(const Share& share) noexcept {
    if (share.whole == 0 || share.part > share.whole) {
        return std::nullopt;
    }
    constexpr double kZ = 1.959963984540054;
    const auto n = static_cast<double>(share.whole);
    const double p = static_cast<double>(share.part) / n;
    const double middle = p + kZ * kZ / (2.0 * n);
    const double reach = kZ * std::sqrt(p * (1.0 - p) / n + kZ * kZ / (4.0 * n * n));
    const double scale = 1.0 + kZ * kZ / n;
    // Rounding could leave [0, 100] by an ulp at the ends.
    return std::pair{std::clamp(100.0 * (middle - reach) / scale, 0.0, 100.0),
                     std::clamp(100.0 * (middle + reach) / scale, 0.0, 100.0)};
}

}  // namespace kb::metrics
