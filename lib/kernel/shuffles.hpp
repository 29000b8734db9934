// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tables that unpack gaps of one width: which bytes hold value i of a group, and by how many bits
// they are to be shifted. The same for every group of eight, because eight values of w bits fill w
// bytes.

#include "kernel/kernels.hpp"

#include <cstdint>

namespace kb::kernel {
namespace {

// For eight values in two lanes of sixteen bytes; the second lane is loaded width / 2 bytes on.
struct LaneShuffle {
    alignas(32) std::uint8_t bytes[32]{};
    alignas(32) std::uint32_t shifts[8]{};
};

struct LaneShuffles {
    LaneShuffle of_width[kWidthMax + 1]{};
};

[[maybe_unused]] constexpr LaneShuffles lane_shuffles() {
    LaneShuffles table;
    for (std::uint32_t width = 0; width <= kWidthMax; ++width) {
        for (std::uint32_t i = 0; i < 8; ++i) {
            const std::uint32_t bit = i * width - (i < 4 ? 0 : width / 2 * 8);
            table.of_width[width].shifts[i] = bit % 8;
            for (std::uint32_t b = 0; b < 4; ++b) {
                table.of_width[width].bytes[i * 4 + b] = static_cast<std::uint8_t>(bit / 8 + b);
            }
        }
    }
    return table;
}

}  // namespace
}  // namespace kb::kernel
