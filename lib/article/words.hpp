// SPDX-License-Identifier: Apache-2.0
#pragma once

// Characters and words as the checks of this library need them: quick, without a language, without
// tables beyond a few ranges. Searching does not use this but the analysis in text/. All pure.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kb::article {

// White space of any writing system: blanks, tabs, line ends, the ideographic space.
[[nodiscard]] bool is_blank(char32_t c) noexcept;

// C0, DEL, C1 and the two Unicode line separators.
[[nodiscard]] bool is_control(char32_t c) noexcept;

// A letter, a digit, '_', or anything beyond ASCII that is neither blank nor punctuation.
[[nodiscard]] bool is_word_character(char32_t c) noexcept;

// Of Latin-1, Greek and Cyrillic letters; others stay.
[[nodiscard]] char32_t to_lower(char32_t c) noexcept;
[[nodiscard]] char32_t to_upper(char32_t c) noexcept;

// An ASCII capital letter, digit, letter.
[[nodiscard]] constexpr bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) noexcept {
    return is_capital(c) || (c >= 'a' && c <= 'z');
}

// The text without blanks at its ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

// Whether there is anything but blanks and controls in it.
[[nodiscard]] bool has_text(std::string_view text) noexcept;

// Whether there is a control in it: a line break, a tab, an escape.
[[nodiscard]] bool has_control(std::string_view text) noexcept;

// One blank in place of each run of blanks and controls, none at the ends.
[[nodiscard]] std::string in_one_line(std::string_view text);

[[nodiscard]] std::size_t count_characters(std::string_view text) noexcept;

struct Word {
    std::string folded{};   // in small letters
    std::size_t begin = 0;  // bytes of the text
    std::size_t end = 0;
};

// Runs of word characters. Where writing has no spaces (Han, kana, Thai, ...) each character is a
// word of its own.
[[nodiscard]] std::vector<Word> split_words(std::string_view text);

// The words folded, a blank before and behind each: a phrase is in a text if its words are.
[[nodiscard]] std::string spaced_words(std::string_view text);

// Whether a word says something about the subject: not an English function word, and of at least
// two characters unless it is an ideograph.
[[nodiscard]] bool is_content_word(std::string_view folded) noexcept;

}  // namespace kb::article
