// SPDX-License-Identifier: Apache-2.0
#include "text/lexicon.hpp"

#include "base/checksum.hpp"
#include "base/utf8.hpp"
#include "text/analyzer_limits.hpp"
#include "text/normalizer.hpp"
#include "text/stop_words.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace kb::text {
namespace {

constexpr auto kFrenchElided = std::to_array<std::string_view>(
    {"c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu", "s", "t"});
constexpr auto kItalianElided = std::to_array<std::string_view>(
    {"all", "c", "coll", "d", "dall", "dell", "l", "nell", "quell", "quest", "sull", "un"});
constexpr auto kCatalanElided = std::to_array<std::string_view>({"d", "l", "m", "n", "s", "t"});

// Languages not written in Latin letters.
constexpr auto kOtherScripts = std::to_array<std::string_view>(
    {"am", "ar", "be", "bg", "bn", "el", "fa", "he", "hi", "hy", "ja", "ka", "km", "kn",
     "ko", "lo", "mk", "ml", "my", "ne", "ru", "ta", "te", "th", "uk", "ur", "yi", "zh"});

std::span<const std::string_view> elided_words(std::string_view language) noexcept {
    if (language == "fr") {
        return kFrenchElided;
    }
    if (language == "it") {
        return kItalianElided;
    }
    return language == "ca" ? std::span<const std::string_view>(kCatalanElided)
                            : std::span<const std::string_view>();
}

bool is_turkic(std::string_view language) noexcept { return language == "tr" || language == "az"; }

bool is_ascii(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
}

// Katakana words are written with and without a last long-vowel mark; those of four characters and
// more count as the same word.
std::string_view without_long_vowel(std::string_view word) noexcept {
    constexpr std::string_view kMark = "\u30FC";
    constexpr char32_t kKatakanaFirst = 0x30A1;
    constexpr std::size_t kBytesMin = 4 * kMark.size();
    if (word.size() < kBytesMin || !word.ends_with(kMark)) {
        return word;
    }
    for (std::size_t at = 0; at < word.size();) {
        const char32_t c = base::next_code_point(word, at);
        if (c < kKatakanaFirst || c > U'\u30FC') {
            return word;
        }
    }
    return word.substr(0, word.size() - kMark.size());
}

// "pdf" of "pdfs": English stemmers keep the plural of an abbreviation without vowels.
std::string_view without_plural(std::string_view word) noexcept {
    constexpr std::size_t kBytesMin = 4;  // "dns" is no plural
    // Nor are "css" and the secure protocols: "https", "ftps", "smtps".
    const bool plural = word.size() >= kBytesMin && word.ends_with('s') && !word.ends_with("ss") &&
                        !word.ends_with("ps") &&
                        word.find_first_of("aeiouy'") == std::string_view::npos;
    return plural ? word.substr(0, word.size() - 1) : word;
}

// The word in ASCII lower case, in a buffer. Turkic capital I is left to the general way.
std::string_view lowered(std::string_view raw, bool turkic, char* buffer) noexcept {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        const bool upper = c >= 'A' && c <= 'Z' && !(turkic && c == 'I');
        buffer[i] = upper ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return {buffer, raw.size()};
}

}  // namespace

bool has_rules(std::string_view primary_subtag) noexcept {
    return stemming_algorithm(primary_subtag) != nullptr || is_turkic(primary_subtag) ||
           std::ranges::binary_search(kOtherScripts, primary_subtag);
}

LanguageRules make_rules(std::string_view primary_subtag, std::uint8_t number) {
    LanguageRules rules;
    rules.name = primary_subtag;
    rules.number = number;
    rules.stemmer = Stemmer(primary_subtag);
    rules.latin_is_english =
        primary_subtag == "en" || std::ranges::binary_search(kOtherScripts, primary_subtag);
    rules.latin_stemmer = Stemmer(rules.latin_is_english ? "en" : primary_subtag);
    rules.stop_words = stop_words(primary_subtag);
    rules.elided = elided_words(primary_subtag);
    rules.turkic = is_turkic(primary_subtag);
    return rules;
}

std::string exact_form(std::string_view raw, bool turkic) {
    std::string exact = turkic ? normalize_turkic(raw) : normalize(raw);
    std::erase(exact, ' ');
    exact.resize(base::cut_utf8(exact, kAnalyzerLimits.token_bytes_max).size());
    return exact;
}

Lexicon::Lexicon() : slots_(kSlots) {}

Lexicon::Forms Lexicon::forms_in(const Slot& slot) noexcept {
    return {{slot.exact.data(), slot.exact_size},
            {slot.base.data(), slot.base_size},
            slot.stop_word,
            {slot.unaccented.data(), slot.unaccented_size}};
}

Lexicon::Forms Lexicon::find(std::string_view raw, LanguageRules& rules) {
    if (raw.size() > kFormBytesMax) {
        compute(raw, rules);
        return computed();
    }
    std::array<char, kFormBytesMax> buffer{};
    const std::string_view word = lowered(raw, rules.turkic, buffer.data());
    Slot& slot = slots_[base::checksum(word) % kSlots];
    if (std::string_view(slot.raw.data(), slot.raw_size) == word && slot.language == rules.number) {
        return forms_in(slot);
    }
    compute(word, rules);
    if (std::max({exact_.size(), base_.size(), unaccented_.size()}) > kFormBytesMax) {
        return computed();
    }
    slot.raw_size = static_cast<std::uint8_t>(word.size());
    slot.exact_size = static_cast<std::uint8_t>(exact_.size());
    slot.base_size = static_cast<std::uint8_t>(base_.size());
    slot.unaccented_size = static_cast<std::uint8_t>(unaccented_.size());
    slot.language = rules.number;
    slot.stop_word = stop_word_;
    std::memcpy(slot.raw.data(), word.data(), word.size());
    std::memcpy(slot.exact.data(), exact_.data(), exact_.size());
    std::memcpy(slot.base.data(), base_.data(), base_.size());
    std::memcpy(slot.unaccented.data(), unaccented_.data(), unaccented_.size());
    return forms_in(slot);
}

void Lexicon::compute(std::string_view raw, LanguageRules& rules) {
    exact_ = exact_form(raw, rules.turkic);
    std::string_view word = exact_;
    constexpr std::string_view kPossessive = "'s";
    if (word.size() > kPossessive.size() && word.ends_with(kPossessive)) {
        word.remove_suffix(kPossessive.size());
    }
    const bool latin = is_ascii(word);
    if (latin && rules.latin_is_english) {
        word = without_plural(word);
    }
    Stemmer& stemmer = latin ? rules.latin_stemmer : rules.stemmer;
    base_ = fold_accents(without_long_vowel(stemmer.stem(word)));
    if (base_.empty()) {
        base_ = exact_;
    }
    base_.resize(base::cut_utf8(base_, kAnalyzerLimits.token_bytes_max).size());
    unaccented_.clear();
    if (const std::string plain = latin ? std::string() : fold_accents(word);
        !latin && plain != word) {
        Stemmer& plain_stemmer = is_ascii(plain) ? rules.latin_stemmer : rules.stemmer;
        unaccented_ = base::cut_utf8(fold_accents(plain_stemmer.stem(plain)),
                                     kAnalyzerLimits.token_bytes_max);
        if (unaccented_ == base_) {
            unaccented_.clear();
        }
    }
    stop_word_ = std::ranges::binary_search(rules.stop_words, std::string_view(exact_));
}

}  // namespace kb::text
