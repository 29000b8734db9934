// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a character is to the analysis: part of a word, something that may hold an identifier
// together, or something that ends both.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kb::text {

enum class CharClass : std::uint8_t {
    kSeparator,   // blanks, controls, brackets, most punctuation and symbols
    kGlue,        // - _ . / \ : @ + # & ~ $ , which join when they stand between words
    kApostrophe,  // ' and its variants, which belong to a word when letters stand around it
    kIgnorable,   // invisible: zero width space, soft hyphen, direction marks
    kMark,        // combining; belongs to what stands before it
    kDigit,
    kLower,
    kUpper,
    kLetter,       // of a script without case
    kHangul,       // words have spaces; parts of words are searched too
    kIdeographic,  // Han, Hiragana, Katakana, Bopomofo, Yi: no spaces
    kComplex,      // Thai, Lao, Khmer, Myanmar and relatives: no spaces
};

[[nodiscard]] CharClass char_class(char32_t code_point) noexcept;

[[nodiscard]] constexpr bool is_letter(CharClass c) noexcept {
    return c == CharClass::kLower || c == CharClass::kUpper || c == CharClass::kLetter;
}
[[nodiscard]] constexpr bool is_alphanumeric(CharClass c) noexcept {
    return c == CharClass::kDigit || is_letter(c);
}

// The ASCII character that a glue or apostrophe character stands for (full-width forms, other
// hyphens and apostrophes), or 0.
[[nodiscard]] char ascii_form(char32_t code_point) noexcept;

// One character of a text. Invalid bytes are separators of one byte.
struct Char {
    char32_t value = 0;
    CharClass kind = CharClass::kSeparator;
    std::uint32_t size = 0;  // bytes; 0 only at the end of the text
};

[[nodiscard]] Char char_at(std::string_view text, std::size_t at) noexcept;

}  // namespace kb::text
