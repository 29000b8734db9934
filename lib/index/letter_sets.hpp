// SPDX-License-Identifier: Apache-2.0
#pragma once

// A sieve for spelling: 32 bits for each written form of a segment, so that a look at all of them
// costs less than decoding the dictionary would.
//
//     section     ordinal of the first exact term (u32), number of exact terms (u32), a letter set
//                 for each (u32)
//     letter set  bits 0-25: which letters occur, by code point modulo 26 (a-z have one bit each);
//                 bits 26-31: length in characters; 0 where the word is not one of letters alone
//                 or has more than 62 characters
//
// One edit changes at most two of the letter bits and the length by at most one. The reader borrows
// its bytes; any thread.

#include <kb/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

inline constexpr std::uint32_t kLettersMax = 62;  // characters of a word that has a letter set

// Of a word in normal form; 0 where it has digits, signs or characters of unspaced scripts.
[[nodiscard]] std::uint32_t letter_set(std::string_view word);

// Characters of the word that a letter set is of.
[[nodiscard]] constexpr std::uint32_t letters_in(std::uint32_t set) { return set >> 26U; }

class LetterSets {
public:
    LetterSets() = default;
    // Errors: kCorruption where the section is not that of a dictionary of `terms` terms.
    [[nodiscard]] static Result<LetterSets> open(std::string_view section, std::uint32_t terms);

    // Appends the ordinals, rising, of all terms that may be `edits` or fewer from the word of a
    // set; of others too.
    void near(std::uint32_t set, unsigned edits, std::vector<std::uint32_t>& ordinals) const;

private:
    std::string_view sets_;
    std::uint32_t first_ = 0;
};

}  // namespace kb::index
