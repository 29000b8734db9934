// SPDX-License-Identifier: Apache-2.0
#include "text/normalizer.hpp"

#include "base/utf8.hpp"
#include "text/char_class.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <utility>

namespace kb::text {
namespace {

bool is_ascii(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c + ('a' - 'A'));
        }
    }
    return lower;
}

// Characters that NFKC case folding leaves alone, whatever of their kind stands beside them: the
// common Han, kana, Hangul and Thai, which would otherwise pay for the general way at every pair.
constexpr bool is_stable(char32_t c) noexcept {
    constexpr char32_t kSaraAm = 0xE33;  // decomposes
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096) ||
           (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xE01 && c <= 0xE2E && c != kSaraAm) || c == 0xE30 || c == 0xE32 ||
           (c >= 0xE40 && c <= 0xE45);
}

bool is_stable(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_stable(base::next_code_point(text, at))) {
            return false;
        }
    }
    return true;
}

constexpr std::size_t kBytesMax = 1U << 28U;  // ICU counts in 32 bits, and folding may grow a text

// The text in a normal form of ICU; as it is where ICU has no data, or the text is too long for it.
std::string in_form(std::string_view text, const icu::Normalizer2* (*form)(UErrorCode& status)) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = form(status);
    std::string normal;
    if (U_SUCCESS(status) && text.size() <= kBytesMax) {
        icu::StringByteSink<std::string> sink(&normal, static_cast<int32_t>(text.size()));
        const icu::StringPiece piece(text.data(), static_cast<int32_t>(text.size()));
        normalizer->normalizeUTF8(0, piece, sink, nullptr, status);
    }
    return U_SUCCESS(status) && text.size() <= kBytesMax ? normal : std::string(text);
}

const icu::Normalizer2* nfkc_casefold(UErrorCode& status) {
    return icu::Normalizer2::getNFKCCasefoldInstance(status);
}
const icu::Normalizer2* nfd(UErrorCode& status) { return icu::Normalizer2::getNFDInstance(status); }
const icu::Normalizer2* nfc(UErrorCode& status) { return icu::Normalizer2::getNFCInstance(status); }

// Replaces characters; `replace` returns the new one.
template <typename Replace>
std::string replace_chars(std::string_view text, Replace replace) {
    std::string changed;
    changed.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        base::append_utf8(changed, replace(base::next_code_point(text, at)));
    }
    return changed;
}

constexpr char32_t kDottedCapitalI = 0x130;

char32_t with_plain_marks(char32_t c) noexcept {
    if (c == kDottedCapitalI) {
        return U'i';  // case folding would leave its dot behind the i
    }
    const char ascii = ascii_form(c);
    return ascii == '\'' || ascii == '-' ? static_cast<char32_t>(ascii) : c;
}

// Tells, for apostrophes and hyphens by their first bytes, whether there may be any to replace.
bool has_other_marks(std::string_view text) noexcept {
    return text.find("\xE2\x80") != std::string_view::npos ||
           text.find("\u0130") != std::string_view::npos ||
           text.find("\u02BC") != std::string_view::npos ||
           text.find("\u00B4") != std::string_view::npos;
}

struct Spelling {
    char32_t letter;
    std::string_view plain;
};

// Latin letters that do not decompose, in code point order.
constexpr std::array<Spelling, 30> kSpellings{{
    {0x00C6, "AE"}, {0x00D0, "D"},  {0x00D8, "O"},  {0x00DE, "TH"}, {0x00DF, "ss"}, {0x00E6, "ae"},
    {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"}, {0x0110, "D"},  {0x0111, "d"},  {0x0126, "H"},
    {0x0127, "h"},  {0x0131, "i"},  {0x0138, "k"},  {0x0141, "L"},  {0x0142, "l"},  {0x014A, "N"},
    {0x014B, "n"},  {0x0152, "OE"}, {0x0153, "oe"}, {0x0166, "T"},  {0x0167, "t"},  {0x0180, "b"},
    {0x0192, "f"},  {0x0197, "I"},  {0x0199, "k"},  {0x0253, "b"},  {0x0257, "d"},  {0x1E9E, "SS"},
}};

std::string_view plain_spelling(char32_t c) noexcept {
    const auto* found = std::ranges::lower_bound(kSpellings, c, {}, &Spelling::letter);
    return found != kSpellings.end() && found->letter == c ? found->plain : std::string_view();
}

bool is_dropped_mark(char32_t c) noexcept {
    const auto category = U_MASK(u_charType(static_cast<UChar32>(c)));
    return (category & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

bool loses_marks(char32_t c) noexcept {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
    return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC;
}

}  // namespace

std::string normalize(std::string_view text) {
    if (is_ascii(text)) {
        return lower_ascii(text);
    }
    if (is_stable(text)) {
        return std::string(text);
    }
    std::string changed;
    if (base::find_invalid_utf8(text) != std::string_view::npos) {
        changed = base::replace_invalid_utf8(text);
        text = changed;
    }
    // Before folding, which would make a blank and a mark of an acute accent; and after it, which
    // makes new apostrophes.
    if (has_other_marks(text)) {
        changed = replace_chars(text, with_plain_marks);
        text = changed;
    }
    std::string folded = in_form(text, nfkc_casefold);
    return has_other_marks(folded) ? replace_chars(folded, with_plain_marks) : folded;
}

std::string normalize_turkic(std::string_view text) {
    constexpr char32_t kDotlessI = 0x131;
    constexpr std::string_view kDotAbove = "\u0307";
    std::string dotted;
    dotted.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = base::next_code_point(text, at);
        if (c == U'I' && text.substr(at).starts_with(kDotAbove)) {
            dotted += 'i';  // the dotted capital in two characters
            at += kDotAbove.size();
        } else if (c == U'I') {
            base::append_utf8(dotted, kDotlessI);
        } else {
            base::append_utf8(dotted, c == kDottedCapitalI ? U'i' : c);
        }
    }
    return normalize(dotted);
}

std::string fold_accents(std::string_view text) {
    if (is_ascii(text) || is_stable(text)) {
        return std::string(text);
    }
    const std::string apart = in_form(text, nfd);
    std::string plain;
    plain.reserve(apart.size());
    bool dropping = false;
    for (std::size_t at = 0; at < apart.size();) {
        const char32_t c = base::next_code_point(apart, at);
        if (dropping && is_dropped_mark(c)) {
            continue;
        }
        dropping = loses_marks(c);
        if (const std::string_view spelling = plain_spelling(c); !spelling.empty()) {
            plain += spelling;
        } else {
            base::append_utf8(plain, c);
        }
    }
    return is_ascii(plain) ? plain : in_form(plain, nfc);
}

}  // namespace kb::text
