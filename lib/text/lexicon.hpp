// SPDX-License-Identifier: Apache-2.0
#pragma once

// The forms of a word in one language: as written, stemmed and without accents, function word or
// not. Text repeats its words, so the last forms of many words are remembered.

#include "text/stemmer.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::text {

// What a language asks of the analysis. One thread at a time.
struct LanguageRules {
    std::string name;  // primary subtag; empty for a language without rules of its own
    std::uint8_t number = 0;
    Stemmer stemmer;
    Stemmer latin_stemmer;          // for words in ASCII letters
    bool latin_is_english = false;  // also where the language is not written in Latin letters, so
                                    // that "updates" is found by "update"
    std::span<const std::string_view> stop_words;
    std::span<const std::string_view> elided;  // what loses its vowel before an apostrophe: l', qu'
    bool turkic = false;                       // has a dotless i
};

[[nodiscard]] LanguageRules make_rules(std::string_view primary_subtag, std::uint8_t number);

// Whether a language has rules of its own: a stemmer, casing or a stop list.
[[nodiscard]] bool has_rules(std::string_view primary_subtag) noexcept;

// At most `bytes_max` bytes of the normalised text, without the blanks that some single
// characters fold into.
[[nodiscard]] std::string exact_form(std::string_view raw, bool turkic);

// One thread at a time.
class Lexicon {
public:
    struct Forms {
        std::string_view exact;
        std::string_view base;
        bool stop_word = false;
        std::string_view unaccented{};
    };

    Lexicon();

    // The forms of a word without digits, as it stands in the text. The views hold until the next
    // call.
    [[nodiscard]] Forms find(std::string_view raw, LanguageRules& rules);

private:
    static constexpr std::size_t kFormBytesMax = 32;
    static constexpr std::size_t kSlots = 8192;  // a power of two; 1.1 MB

    struct Slot {
        std::uint8_t raw_size = 0;  // 0: empty
        std::uint8_t exact_size = 0;
        std::uint8_t base_size = 0;
        std::uint8_t unaccented_size = 0;
        std::uint8_t language = 0;
        bool stop_word = false;
        std::array<char, kFormBytesMax> raw{};
        std::array<char, kFormBytesMax> exact{};
        std::array<char, kFormBytesMax> base{};
        std::array<char, kFormBytesMax> unaccented{};
    };

    [[nodiscard]] Forms computed() const noexcept {
        return {exact_, base_, stop_word_, unaccented_};
    }
    void compute(std::string_view raw, LanguageRules& rules);
    static Forms forms_in(const Slot& slot) noexcept;

    std::vector<Slot> slots_;
    std::string exact_;  // of the word computed last
    std::string base_;
    std::string unaccented_;
    bool stop_word_ = false;
};

}  // namespace kb::text
