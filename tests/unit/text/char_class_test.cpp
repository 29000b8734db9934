// SPDX-License-Identifier: Apache-2.0

// Goal: characters are what the analysis takes them for. Method: a table of one sample a rule.

#include "text/char_class.hpp"

#include <catch2/catch.hpp>

namespace kb::text {
namespace {

TEST_CASE("each kind of character has its class", "[text]") {
    struct Row {
        char32_t c;
        CharClass want;
    };
    for (const Row& row : {
             Row{U'a', CharClass::kLower},
             Row{U'Z', CharClass::kUpper},
             Row{U'7', CharClass::kDigit},
             Row{U' ', CharClass::kSeparator},
             Row{U'\0', CharClass::kSeparator},
             Row{U'(', CharClass::kSeparator},
             Row{U'=', CharClass::kSeparator},
             Row{U'-', CharClass::kGlue},
             Row{U'.', CharClass::kGlue},
             Row{0x2011, CharClass::kGlue},       // non-breaking hyphen
             Row{0x2013, CharClass::kSeparator},  // en dash
             Row{0xFF0E, CharClass::kGlue},       // full-width full stop
             Row{0xFF21, CharClass::kUpper},      // full-width A
             Row{U'\'', CharClass::kApostrophe},
             Row{0x2019, CharClass::kApostrophe},
             Row{0x200B, CharClass::kIgnorable},
             Row{0xFEFF, CharClass::kIgnorable},
             Row{0x00A0, CharClass::kSeparator},
             Row{0x0301, CharClass::kMark},
             Row{0x00E9, CharClass::kLower},
             Row{0x0416, CharClass::kUpper},
             Row{0x05D0, CharClass::kLetter},     // alef
             Row{0x0966, CharClass::kDigit},      // Devanagari zero
             Row{0x093F, CharClass::kMark},       // Devanagari vowel
             Row{0x00B2, CharClass::kDigit},      // superscript two
             Row{0x00BD, CharClass::kSeparator},  // a half
             Row{0x2122, CharClass::kSeparator},  // trade mark
             Row{0xD55C, CharClass::kHangul},
             Row{0x4E2D, CharClass::kIdeographic},
             Row{0x20000, CharClass::kIdeographic},
             Row{0x3042, CharClass::kIdeographic},
             Row{0x30FC, CharClass::kIdeographic},  // long vowel
             Row{0x3002, CharClass::kSeparator},    // ideographic full stop
             Row{0x30FB, CharClass::kSeparator},    // Katakana middle dot
             Row{0x0E01, CharClass::kComplex},
             Row{0x1780, CharClass::kComplex},
             Row{0x1F600, CharClass::kSeparator},
             Row{0xFFFD, CharClass::kSeparator},
         }) {
        CAPTURE(static_cast<std::uint32_t>(row.c));
        CHECK(char_class(row.c) == row.want);
    }
}

TEST_CASE("characters of a text have their size, invalid bytes are separators of one", "[text]") {
    CHECK(char_at("", 0).size == 0);
    CHECK(char_at("a", 0).size == 1);
    CHECK(char_at("\u00E9", 0).size == 2);
    CHECK(char_at("中", 0).size == 3);
    CHECK(char_at("\U00020000", 0).size == 4);
    CHECK(char_at("\xFF", 0).size == 1);
    CHECK(char_at("\xFF", 0).kind == CharClass::kSeparator);
    CHECK(char_at("\xE4\xB8", 0).size == 1);
}

}  // namespace
}  // namespace kb::text
