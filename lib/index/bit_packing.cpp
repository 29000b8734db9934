// SPDX-License-Identifier: Apache-2.0
#include "index/bit_packing.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"

#include <algorithm>
#include <cstring>

namespace kb::index {

void append_packed(std::string& to, std::span<const std::uint32_t> values, unsigned width) {
    KB_ASSERT(width <= 32);
    if (width == 0) {
        return;
    }
    const std::size_t start = to.size();
    const std::size_t size = packed_bytes(values.size(), width);
    to.resize(start + size + 8);
    char* out = to.data() + start;
    std::uint64_t bits = 0;
    unsigned filled = 0;  // below 32 whenever a value is added
    for (const std::uint32_t value : values) {
        bits |= static_cast<std::uint64_t>(value) << filled;
        filled += width;
        if (filled >= 32) {
            base::store(out, static_cast<std::uint32_t>(bits));
            out += 4;
            bits >>= 32U;
            filled -= 32;
        }
    }
    base::store(out, bits);
    to.resize(start + size);
}

std::uint64_t packed_number(std::string_view bytes, std::size_t i, unsigned width) {
    const std::size_t bit = i * width;
    const std::size_t at = bit / 8;
    std::uint64_t word = 0;
    if (at + 8 <= bytes.size()) {
        word = base::load<std::uint64_t>(bytes.data() + at);
    } else if (at < bytes.size()) {
        std::memcpy(&word, bytes.data() + at, bytes.size() - at);
    }
    return (word >> (bit % 8)) & ((1ULL << width) - 1);
}

}  // namespace kb::index
