// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

namespace kb::base {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
    char32_t code_point = kReplacement;
    std::size_t size = 0;  // 0: invalid
};

// The well-formed sequences of the Unicode Standard, table 3-7.
Decoded decode(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) -> unsigned {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto is_tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80U) {
        return {static_cast<char32_t>(lead), 1};
    }
    if (lead >= 0xC2U && lead <= 0xDFU && is_tail(1)) {
        return {static_cast<char32_t>(((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU)), 2};
    }
    if (lead >= 0xE0U && lead <= 0xEFU && is_tail(1) && is_tail(2)) {
        const auto code_point = static_cast<char32_t>(
            ((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU));
        const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
        return code_point >= 0x800 && !surrogate ? Decoded{code_point, 3} : Decoded{};
    }
    if (lead >= 0xF0U && lead <= 0xF4U && is_tail(1) && is_tail(2) && is_tail(3)) {
        const auto code_point =
            static_cast<char32_t>(((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) |
                                  ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU));
        return code_point >= 0x10000 && code_point <= 0x10FFFF ? Decoded{code_point, 4} : Decoded{};
    }
    return {};
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const Decoded decoded = decode(text, at);
        if (decoded.size == 0) {
            return at;
        }
        at += decoded.size;
    }
    return std::string_view::npos;
}

char32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
    const Decoded decoded = decode(text, at);
    at += decoded.size == 0 ? 1 : decoded.size;
    return decoded.code_point;
}

void append_utf8(std::string& to, char32_t code_point) {
    const auto value = static_cast<std::uint32_t>(code_point);
    const auto tail = [&](unsigned shift) {
        to.push_back(static_cast<char>(0x80U | ((value >> shift) & 0x3FU)));
    };
    if (value < 0x80U) {
        to.push_back(static_cast<char>(value));
    } else if (value < 0x800U) {
        to.push_back(static_cast<char>(0xC0U | (value >> 6U)));
        tail(0);
    } else if (value < 0x10000U) {
        to.push_back(static_cast<char>(0xE0U | (value >> 12U)));
        tail(6);
        tail(0);
    } else {
        to.push_back(static_cast<char>(0xF0U | (value >> 18U)));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) noexcept {
    if (text.size() <= bytes_max) {
        return text;
    }
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

std::string replace_invalid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        append_utf8(valid, next_code_point(text, at));
    }
    return valid;
}

}  // namespace kb::base
