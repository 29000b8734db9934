// SPDX-License-Identifier: Apache-2.0
#pragma once

// How records are written: varints (LEB128), fixed integers, length-prefixed text; big-endian
// integers where bytes must sort like numbers. Reading checks every step: a Reader turns false at
// the first wrong byte and stays so, and what it returns from then on is empty or zero.

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace kb::base {

void put_varint(std::string& to, std::uint64_t value);
void put_text(std::string& to, std::string_view text);  // varint length, bytes
void put_fixed32(std::string& to, std::uint32_t value);
void put_fixed64(std::string& to, std::uint64_t value);
void put_double(std::string& to, double value);
void put_big_endian64(std::string& to, std::uint64_t value);  // sorts like the number
[[nodiscard]] std::uint64_t get_big_endian64(std::string_view eight_bytes) noexcept;

// Signed numbers to unsigned ones, small to small.
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value) noexcept {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U);
}
[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t value) noexcept {
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

// One thread at a time. The bytes must outlive the reader and the texts it returns.
class Reader {
public:
    explicit Reader(std::string_view bytes) noexcept : rest_(bytes) {}

    [[nodiscard]] bool good() const noexcept { return good_; }
    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

    std::uint64_t varint() noexcept {
        // Most numbers are small; the loop stays out of line.
        if (!rest_.empty() && static_cast<unsigned char>(rest_.front()) < 0x80U) {
            const auto value = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            return value;
        }
        return long_varint();
    }
    std::uint32_t varint32() noexcept {  // fails above 2^32 - 1
        const std::uint64_t value = varint();
        if (value > 0xFFFFFFFFULL) {
            fail();
            return 0;
        }
        return static_cast<std::uint32_t>(value);
    }
    std::uint32_t fixed32() noexcept;
    std::uint64_t fixed64() noexcept;
    double real() noexcept;
    std::uint8_t byte() noexcept {
        if (rest_.empty()) {
            fail();
            return 0;
        }
        const auto value = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return value;
    }
    std::string_view text() noexcept {
        const std::uint64_t size = varint();
        if (size > rest_.size()) {
            fail();
            return {};
        }
        const std::string_view value = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return value;
    }
    // How many entries follow, where each takes at least `bytes_each`: fails where the rest of the
    // bytes cannot hold them, so that a damaged count never allocates.
    std::size_t count(std::size_t bytes_each = 1) noexcept;

    // Marks the bytes as wrong, for rules that only the caller knows.
    void fail() noexcept {
        good_ = false;
        rest_ = {};
    }

private:
    std::uint64_t long_varint() noexcept;

    std::string_view rest_;
    bool good_ = true;
};

}  // namespace kb::base
