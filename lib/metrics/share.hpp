// SPDX-License-Identifier: Apache-2.0
#pragma once

// A part of a whole, and how sure a percentage made of it can be.

#include <cstdint>
#include <optional>
#include <utility>

namespace kb::metrics {

// Counts only: adding two shares adds their parts and their wholes.
struct Share {
    std::uint64_t part = 0;
    std::uint64_t whole = 0;
    friend bool operator==(const Share&, const Share&) = default;
};

// None where the whole is 0. Above 100 where the part is larger than the whole.
[[nodiscard]] std::optional<double> percent(const Share& share) noexcept;

// The interval in which the true percentage lies with 95 % confidence. With p = part / whole,
// n = whole, z = 1.959964:
//
//     (p + z^2 / 2n -+ z * sqrt(p * (1 - p) / n + z^2 / 4n^2)) / (1 + z^2 / n)
//
// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
// Journal of the American Statistical Association 22, 1927. None where the whole is 0, and where
// the part is larger than the whole: that is no proportion.
[[nodiscard]] std::optional<std::pair<double, double>> wilson(const Share& share) noexcept;

}  // namespace kb::metrics
