// SPDX-License-Identifier: Apache-2.0
#pragma once

// A sieve for spelling: twelve bytes for each word of a segment that is of letters alone, of which
// a look at four, for words of about the right length, shuts out nearly all that are not near.
//
//     section     number of words (u32), where the words of each length from 1 to 62 begin (62
//     times
//                 u32; the first 0), then a letter set for each word (u32), its letter ends (u32),
//                 its ordinal (u32)
//     word        an exact term of 1 to 62 characters, all of them letters; ordered by length and
//                 then by ordinal
//     letter set  bits 0-25: which letters occur, by code point modulo 26 (a-z have one bit each);
//                 bits 26-31: which occur twice or more, by the number of their bit modulo 6
//     letter ends bits 0-14: the first three characters, 5 bits each, the first lowest: 1 + the
//                 number of its letter bit; 0 beyond the end. Bits 15-29: the last three, the last
//                 lowest
//
// Why no near word is lost: letter_sets.cpp. The reader borrows its bytes; any thread.

#include <kb/result.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

inline constexpr std::uint32_t kLettersMax = 62;  // characters of a word that the sieve has

// Characters of a word in normal form; 0 where it has more than kLettersMax, or digits, signs or
// characters of unspaced scripts.
[[nodiscard]] std::uint32_t letters_in(std::string_view word);

// One thread at a time.
class LetterSetsWriter {
public:
    // Ordinals rise from call to call.
    void add(std::string_view word, std::uint32_t ordinal);
    [[nodiscard]] std::string finish() const;  // the section

private:
    struct Column {
        std::string sets{};
        std::string ends{};
        std::string ordinals{};
    };
    std::array<Column, kLettersMax + 1> of_length_;
};

class LetterSets {
public:
    LetterSets() = default;
    // Errors: kCorruption where the section is not that of a dictionary of `terms` terms.
    [[nodiscard]] static Result<LetterSets> open(std::string_view section, std::uint32_t terms);

    // Appends the ordinals, rising, of all words of letters that are `edits` or fewer insertions,
    // deletions, replacements and swaps of neighbours (text/edit_distance.hpp) from `word`; of some
    // others too. None where the word itself is not one of letters.
    void near(std::string_view word, unsigned edits, std::vector<std::uint32_t>& ordinals) const;

private:
    // Where the words of a length begin; the end for kLettersMax + 1.
    [[nodiscard]] std::uint32_t begin_of(std::uint32_t length) const;

    std::string_view begins_;
    std::string_view sets_;
    std::string_view ends_;
    std::string_view ordinals_;
    std::uint32_t terms_ = 0;  // of the dictionary
};

}  // namespace kb::index
