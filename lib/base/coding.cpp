// SPDX-License-Identifier: Apache-2.0
#include "base/coding.hpp"

#include "base/bytes.hpp"

namespace kb::base {

void put_varint(std::string& to, std::uint64_t value) {
    while (value >= 0x80U) {
        to.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
        value >>= 7U;
    }
    to.push_back(static_cast<char>(value));
}

void put_text(std::string& to, std::string_view text) {
    put_varint(to, text.size());
    to.append(text);
}

void put_fixed32(std::string& to, std::uint32_t value) { append(to, value); }
void put_fixed64(std::string& to, std::uint64_t value) { append(to, value); }
void put_double(std::string& to, double value) { append(to, std::bit_cast<std::uint64_t>(value)); }

void put_big_endian64(std::string& to, std::uint64_t value) {
    for (unsigned shift = 64; shift > 0; shift -= 8) {
        to.push_back(static_cast<char>((value >> (shift - 8U)) & 0xFFU));
    }
}

std::uint64_t get_big_endian64(std::string_view eight_bytes) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8 && i < eight_bytes.size(); ++i) {
        value = (value << 8U) | static_cast<unsigned char>(eight_bytes[i]);
    }
    return value;
}

std::uint64_t Reader::long_varint() noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (rest_.empty()) {
            break;
        }
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        if (shift == 63 && byte > 1) {
            break;  // does not fit into 64 bits
        }
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80U) {
            return value;
        }
    }
    fail();
    return 0;
}

std::uint32_t Reader::fixed32() noexcept {
    if (rest_.size() < 4) {
        fail();
        return 0;
    }
    const auto value = load<std::uint32_t>(rest_.data());
    rest_.remove_prefix(4);
    return value;
}

std::uint64_t Reader::fixed64() noexcept {
    if (rest_.size() < 8) {
        fail();
        return 0;
    }
    const auto value = load<std::uint64_t>(rest_.data());
    rest_.remove_prefix(8);
    return value;
}

double Reader::real() noexcept { return std::bit_cast<double>(fixed64()); }

std::size_t Reader::count(std::size_t bytes_each) noexcept {
    const std::uint64_t value = varint();
    if (value > rest_.size() / bytes_each) {
        fail();
        return 0;
    }
    return value;
}

}  // namespace kb::base
