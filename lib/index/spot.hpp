// SPDX-License-Identifier: Apache-2.0
#pragma once

// A spot: where a term stands in a document, its field and its position there, as one number that
// orders by both.

#include "index/impact.hpp"
#include "index/schema.hpp"

#include <cstdint>
#include <span>

namespace kb::index {

using Spot = std::uint32_t;

inline constexpr unsigned kPositionBits = 29;
inline constexpr std::uint32_t kPositionMax = (1U << kPositionBits) - 1;
static_assert(kFieldsMax <= 1U << (32 - kPositionBits));

[[nodiscard]] constexpr Spot make_spot(std::size_t field, std::uint32_t position) {
    return static_cast<std::uint32_t>(field) << kPositionBits | position;
}
[[nodiscard]] constexpr std::size_t field_of(Spot spot) { return spot >> kPositionBits; }
[[nodiscard]] constexpr std::uint32_t position_of(Spot spot) { return spot & kPositionMax; }

[[nodiscard]] inline Frequencies count_by_field(std::span<const Spot> spots) {
    Frequencies frequencies{};
    for (const Spot spot : spots) {
        ++frequencies[field_of(spot)];
    }
    return frequencies;
}

}  // namespace kb::index
