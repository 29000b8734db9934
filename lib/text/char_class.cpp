// SPDX-License-Identifier: Apache-2.0
#include "text/char_class.hpp"

#include "base/utf8.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <vector>

namespace kb::text {
namespace {

constexpr char32_t kTableSize = 0x10000;  // one byte for each code point of the first plane
constexpr char32_t kAsciiSize = 0x80;

constexpr CharClass ascii_class(char c) {
    if (c >= 'a' && c <= 'z') {
        return CharClass::kLower;
    }
    if (c >= 'A' && c <= 'Z') {
        return CharClass::kUpper;
    }
    if (c >= '0' && c <= '9') {
        return CharClass::kDigit;
    }
    if (c == '\'') {
        return CharClass::kApostrophe;
    }
    constexpr std::string_view kGlueChars = "-_./\\:@+#&~$,";
    return kGlueChars.find(c) != std::string_view::npos ? CharClass::kGlue : CharClass::kSeparator;
}

constexpr auto kAsciiClasses = [] {
    std::array<CharClass, kAsciiSize> classes{};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        classes[c] = ascii_class(static_cast<char>(c));
    }
    return classes;
}();

// Numbers such as the superscript two or a circled one count as digits where compatibility
// folding leaves nothing but digits of them; fractions and numbers in brackets do not.
CharClass class_of_number(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) {
        return CharClass::kSeparator;
    }
    const icu::UnicodeString folded = folding->normalize(icu::UnicodeString(c), status);
    for (int32_t i = 0; i < folded.length(); ++i) {
        if (u_isalnum(folded.char32At(i)) == 0 &&
            u_charType(folded.char32At(i)) != U_OTHER_NUMBER) {
            return CharClass::kSeparator;
        }
    }
    return CharClass::kDigit;
}

bool is_mark_or_punctuation(int8_t category) {
    return (U_MASK(category) & (U_GC_P_MASK | U_GC_M_MASK | U_GC_Z_MASK | U_GC_C_MASK)) != 0;
}

bool is_ideographic(UChar32 c, UScriptCode script) {
    // The long-vowel and voicing marks of Katakana, and the kana repeat marks, are of no script.
    const bool kana_mark =
        c == 0x30FC || c == 0xFF70 || c == 0xFF9E || c == 0xFF9F || (c >= 0x3031 && c <= 0x3035);
    return kana_mark || script == USCRIPT_HAN || script == USCRIPT_HIRAGANA ||
           script == USCRIPT_KATAKANA || script == USCRIPT_BOPOMOFO || script == USCRIPT_YI;
}

CharClass class_of_category(UChar32 c, int8_t category) {
    constexpr UChar32 kFirstSquaredUnit = 0x3371;  // "km", "MHz" in one character
    constexpr UChar32 kLastSquaredUnit = 0x33DF;
    if (c >= kFirstSquaredUnit && c <= kLastSquaredUnit) {
        return CharClass::kLetter;
    }
    switch (category) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER: return CharClass::kUpper;
    case U_LOWERCASE_LETTER: return CharClass::kLower;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER: return CharClass::kLetter;
    case U_DECIMAL_DIGIT_NUMBER: return CharClass::kDigit;
    case U_OTHER_NUMBER: return class_of_number(c);
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK: return CharClass::kMark;
    default: return CharClass::kSeparator;
    }
}

CharClass find_class(char32_t code_point) {
    if (const char ascii = ascii_form(code_point); ascii != 0) {
        return ascii_class(ascii);
    }
    const auto c = static_cast<UChar32>(code_point);
    constexpr UChar32 kMiddleDot = 0xB7;  // inside Catalan words
    constexpr UChar32 kGeresh = 0x5F3;    // inside Hebrew abbreviations
    constexpr UChar32 kGershayim = 0x5F4;
    if (c == kMiddleDot || c == kGeresh || c == kGershayim) {
        return CharClass::kApostrophe;
    }
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) {
        return CharClass::kIgnorable;
    }
    if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) {
        return CharClass::kComplex;
    }
    const int8_t category = u_charType(c);
    if (!is_mark_or_punctuation(category)) {
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(c, &status);
        if (is_ideographic(c, script)) {
            return CharClass::kIdeographic;
        }
        if (script == USCRIPT_HANGUL && u_isalpha(c) != 0) {
            return CharClass::kHangul;
        }
    }
    return class_of_category(c, category);
}

const std::vector<CharClass>& first_plane() {
    static const std::vector<CharClass> kClasses = [] {
        std::vector<CharClass> table(kTableSize);
        for (char32_t c = 0; c < kTableSize; ++c) {
            table[c] = find_class(c);
        }
        return table;
    }();
    return kClasses;
}

}  // namespace

char ascii_form(char32_t code_point) noexcept {
    constexpr char32_t kFullWidthFirst = 0xFF01;
    constexpr char32_t kFullWidthLast = 0xFF5E;
    if (code_point < kAsciiSize) {
        return static_cast<char>(code_point);
    }
    if (code_point >= kFullWidthFirst && code_point <= kFullWidthLast) {
        return static_cast<char>(code_point - kFullWidthFirst + '!');
    }
    switch (code_point) {
    case 0x00B4:  // acute accent, typed for an apostrophe
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201B: return '\'';
    case 0x2010:
    case 0x2011: return '-';
    default: return 0;
    }
}

CharClass char_class(char32_t code_point) noexcept {
    if (code_point < kAsciiSize) {
        return kAsciiClasses[code_point];
    }
    return code_point < kTableSize ? first_plane()[code_point] : find_class(code_point);
}

Char char_at(std::string_view text, std::size_t at) noexcept {
    if (at >= text.size()) {
        return {};
    }
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < kAsciiSize) {
        return {byte, kAsciiClasses[byte], 1};
    }
    const std::size_t begin = at;
    const char32_t value = base::next_code_point(text, at);
    return {value, char_class(value), static_cast<std::uint32_t>(at - begin)};
}

}  // namespace kb::text
