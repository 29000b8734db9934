// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace kb::index {

// The first 8 bytes of a term as a number that orders as they do; 0 stands for those it has not.
[[nodiscard]] inline std::uint64_t start_of(std::string_view term) {
    std::uint64_t start = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        start = start << 8U | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
    }
    return start;
}

}  // namespace kb::index
