// SPDX-License-Identifier: Apache-2.0

// UTF-8 as far as a terminal needs it.

#include "common/text_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kb::tools {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// The blocks of two-column characters (Unicode East Asian Width W and F, rounded to blocks).
constexpr std::array<Range, 13> kWide{{{0x1100, 0x115F},
                                       {0x2E80, 0x303E},
                                       {0x3041, 0x33FF},
                                       {0x3400, 0x4DBF},
                                       {0x4E00, 0x9FFF},
                                       {0xA000, 0xA4CF},
                                       {0xAC00, 0xD7A3},
                                       {0xF900, 0xFAFF},
                                       {0xFE30, 0xFE6F},
                                       {0xFF00, 0xFF60},
                                       {0xFFE0, 0xFFE6},
                                       {0x1F300, 0x1FAFF},
                                       {0x20000, 0x3FFFD}}};

// Marks that sit on the character before them.
constexpr std::array<Range, 8> kCombining{{{0x0300, 0x036F},
                                           {0x0591, 0x05BD},
                                           {0x064B, 0x065F},
                                           {0x1AB0, 0x1AFF},
                                           {0x1DC0, 0x1DFF},
                                           {0x200B, 0x200D},
                                           {0x20D0, 0x20FF},
                                           {0xFE00, 0xFE0F}}};

template <std::size_t N>
bool contains(const std::array<Range, N>& ranges, char32_t value) {
    return std::any_of(ranges.begin(), ranges.end(), [value](Range range) {
        return range.first <= value && value <= range.last;
    });
}

std::size_t columns_of(char32_t value) {
    if (value < 0x300) {
        return 1;
    }
    if (contains(kCombining, value)) {
        return 0;
    }
    return contains(kWide, value) ? 2 : 1;
}

// Characters that turn the reading direction of what follows.
bool overrides_direction(char32_t value) {
    return (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

bool is_control(char32_t value) { return value < 0x20 || (value >= 0x7F && value < 0xA0); }

std::string printable(std::string_view text, bool keep_lines) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const CodePoint point = next_code_point(text, at);
        const bool blank = point.value == U'\n' || point.value == U'\t' || point.value == U'\r';
        if (!point.valid) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned>(point.value));
        } else if (blank) {
            const bool keep = keep_lines && point.value != U'\r';
            out += keep ? static_cast<char>(point.value) : ' ';
        } else if (is_control(point.value)) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned>(point.value));
        } else if (overrides_direction(point.value)) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(point.value));
        } else {
            out += text.substr(begin, at - begin);
        }
    }
    return out;
}

// The bytes of `text` that fit into `columns`.
std::size_t bytes_within(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t next = at;
        used += columns_of(next_code_point(text, next).value);
        if (used > columns) {
            break;
        }
        at = next;
    }
    return at;
}

}  // namespace

CodePoint next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&text](std::size_t index) {
        return static_cast<unsigned char>(text[index]);
    };
    const unsigned first = byte(at++);
    if (first < 0x80) {
        return {.value = first};
    }
    const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    const CodePoint broken{.value = first, .valid = false};
    if (first < 0xC2 || first > 0xF4 || at + more > text.size()) {
        return broken;
    }
    char32_t value = first & (0x3FU >> more);
    for (std::size_t index = at; index < at + more; ++index) {
        if ((byte(index) & 0xC0U) != 0x80U) {
            return broken;
        }
        value = (value << 6U) | (byte(index) & 0x3FU);
    }
    constexpr std::array<char32_t, 4> kSmallest{0, 0x80, 0x800, 0x10000};
    if (value < kSmallest[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return broken;
    }
    at += more;
    return {.value = value};
}

std::string printable_line(std::string_view text) { return printable(text, false); }

std::string printable_text(std::string_view text) { return printable(text, true); }

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        columns += columns_of(next_code_point(text, at).value);
    }
    return columns;
}

std::string cut(std::string_view text, std::size_t columns) {
    constexpr std::string_view kEllipsis = "...";
    if (columns == 0 || columns_of(text) <= columns) {
        return std::string(text);
    }
    if (columns <= kEllipsis.size()) {
        return std::string(text.substr(0, bytes_within(text, columns)));
    }
    std::string out(text.substr(0, bytes_within(text, columns - kEllipsis.size())));
    return out.append(kEllipsis);
}

std::string pad(std::string_view text, std::size_t columns) {
    std::string out(text);
    const std::size_t used = columns_of(text);
    if (used < columns) {
        out.append(columns - used, ' ');
    }
    return out;
}

std::string wrap(std::string_view text, std::size_t columns, std::size_t indent) {
    const std::string margin(indent, ' ');
    if (columns == 0) {
        return text.find_first_not_of(' ') == std::string_view::npos
                   ? std::string{}
                   : margin + std::string(text) + '\n';
    }
    std::string out;
    std::size_t used = 0;  // columns of the line that was begun; 0: none was
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = std::min(text.find_first_not_of(' ', at), text.size());
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string_view word = text.substr(begin, end - begin);
        at = end;
        if (word.empty()) {
            break;
        }
        const std::size_t width = columns_of(word);
        const bool fits = used > 0 && used + 1 + width <= columns;
        out += fits ? " " : (used > 0 ? "\n" : "") + margin;
        out += word;
        used = fits ? used + 1 + width : indent + width;
    }
    return used > 0 ? out + '\n' : out;
}

}  // namespace kb::tools
