// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers of so many bits each, packed from the lowest bit of the first byte up.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kb::index {

[[nodiscard]] constexpr std::size_t packed_bytes(std::size_t count, unsigned width) {
    return (count * width + 7) / 8;
}

// Appends `values`, each below 2^width; width <= 32.
void append_packed(std::string& to, std::span<const std::uint32_t> values, unsigned width);

// Number `i` of those that begin with `bytes`; width <= 57. Bits beyond the bytes are 0.
[[nodiscard]] std::uint64_t packed_number(std::string_view bytes, std::size_t i, unsigned width);

}  // namespace kb::index
