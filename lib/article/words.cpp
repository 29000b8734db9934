// SPDX-License-Identifier: Apache-2.0
#include "article/words.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace kb::article {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t c) noexcept {
    return std::ranges::any_of(
        ranges, [c](const Range& range) { return range.first <= c && c <= range.last; });
}

// Beyond ASCII. Property White_Space of the Unicode Character Database, version 15.
constexpr std::array<Range, 7> kBlanks{{{0x85, 0x85},
                                        {0xA0, 0xA0},
                                        {0x1680, 0x1680},
                                        {0x2000, 0x200A},
                                        {0x2028, 0x2029},
                                        {0x202F, 0x202F},
                                        {0x3000, 0x3000}}};

// Beyond ASCII: the signs of Latin-1, general and supplemental punctuation, arrows to box drawing,
// CJK and full-width punctuation.
constexpr std::array<Range, 10> kPunctuation{{{0x80, 0xA9},
                                              {0xAB, 0xB4},
                                              {0xB6, 0xB9},
                                              {0xBB, 0xBF},
                                              {0x2000, 0x206F},
                                              {0x2190, 0x25FF},
                                              {0x2E00, 0x2E7F},
                                              {0x3000, 0x303F},
                                              {0xFF00, 0xFF0F},
                                              {0xFF1A, 0xFF20}}};

// Thai and Lao, Myanmar, Khmer, kana, Han.
constexpr std::array<Range, 6> kWithoutSpaces{{{0x0E00, 0x0EFF},
                                               {0x1000, 0x109F},
                                               {0x1780, 0x17FF},
                                               {0x3040, 0x30FF},
                                               {0x3400, 0x9FFF},
                                               {0x20000, 0x3FFFF}}};

// Sorted. Advice about titles must not be silenced by "the".
constexpr std::array<std::string_view, 38> kFunctionWords{
    "about", "after", "an",   "and",  "are",  "as",    "at",   "be",  "but",  "by",
    "can",   "do",    "does", "for",  "from", "has",   "have", "how", "if",   "in",
    "into",  "is",    "it",   "its",  "not",  "of",    "on",   "or",  "that", "the",
    "this",  "to",    "was",  "what", "when", "where", "why",  "with"};
static_assert(std::ranges::is_sorted(kFunctionWords));

// Calls begin_word(offset), and for each of its characters add(in small letters, offset behind it).
template <typename Begin, typename Add>
void walk_words(std::string_view text, Begin begin_word, Add add) {
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = base::next_code_point(text, at);
        if (!is_word_character(c)) {
            inside = false;
            continue;
        }
        const bool alone = c >= 0x80 && is_in(kWithoutSpaces, c);
        if (!inside || alone) {
            begin_word(begin);
        }
        add(to_lower(c), at);
        inside = !alone;
    }
}

}  // namespace

bool is_blank(char32_t c) noexcept {
    return c == U' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x80 && is_in(kBlanks, c)) || c == 0x205F;
}

bool is_control(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

bool is_word_character(char32_t c) noexcept {
    if (c < 0x80) {
        const char ascii = static_cast<char>(c);
        return is_letter(ascii) || is_digit(ascii) || ascii == '_';
    }
    return !is_in(kPunctuation, c) && !is_blank(c);
}

char32_t to_lower(char32_t c) noexcept {
    const bool capital = (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
                         (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F);
    if (capital) {
        return c + 0x20;
    }
    return c >= 0x400 && c <= 0x40F ? c + 0x50 : c;
}

char32_t to_upper(char32_t c) noexcept {
    for (const char32_t distance : {U'\x20', U'\x50'}) {
        if (c >= distance && to_lower(c - distance) == c) {
            return c - distance;
        }
    }
    return c;
}

std::string_view trim(std::string_view text) noexcept {
    std::size_t begin = text.size();
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (!is_blank(base::next_code_point(text, at))) {
            begin = std::min(begin, start);
            end = at;
        }
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

bool has_text(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = base::next_code_point(text, at);
        if (!is_blank(c) && !is_control(c)) {
            return true;
        }
    }
    return false;
}

std::size_t count_characters(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        static_cast<void>(base::next_code_point(text, at));
    }
    return count;
}

std::vector<Word> split_words(std::string_view text) {
    std::vector<Word> words;
    walk_words(
        text, [&](std::size_t begin) { words.push_back({.begin = begin}); },
        [&](char32_t c, std::size_t end) {
            base::append_utf8(words.back().folded, c);
            words.back().end = end;
        });
    return words;
}

std::string spaced_words(std::string_view text) {
    std::string spaced(1, ' ');
    spaced.reserve(text.size() + 2);
    walk_words(
        text,
        [&](std::size_t) {
            if (spaced.size() > 1) {
                spaced += ' ';
            }
        },
        [&](char32_t c, std::size_t) { base::append_utf8(spaced, c); });
    if (spaced.size() > 1) {
        spaced += ' ';
    }
    return spaced;
}

bool is_content_word(std::string_view folded) noexcept {
    if (std::ranges::binary_search(kFunctionWords, folded)) {
        return false;
    }
    std::size_t at = 0;
    return count_characters(folded) >= 2 ||
           (!folded.empty() && is_in(kWithoutSpaces, base::next_code_point(folded, at)));
}

std::string in_one_line(std::string_view text) {
    std::string line;
    bool separated = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = base::next_code_point(text, at);
        if (is_blank(c) || is_control(c)) {
            separated = !line.empty();
            continue;
        }
        if (separated) {
            line += ' ';
        }
        separated = false;
        base::append_utf8(line, c);
    }
    return line;
}

bool has_control(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        if (is_control(base::next_code_point(text, at))) {
            return true;
        }
    }
    return false;
}

}  // namespace kb::article
