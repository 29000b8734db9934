// SPDX-License-Identifier: Apache-2.0
#pragma once

// Edit distance with a bit for each character of a word: the table of costs between the word and a
// text, column by column, whose neighbouring costs differ by one at the most, so that two bits tell
// a cost from the one above. An edit is an insertion, a deletion, a replacement or a swap of
// neighbours, and no swapped pair is edited again. (H. Hyyrö, "A Bit-Vector Algorithm for Computing
// Levenshtein and Damerau Edit Distances", Nordic Journal of Computing 10(1), 2003.) One thread at
// a time.

#include <cstdint>

namespace kb::base {

inline constexpr unsigned kEditBitsMax = 64;  // characters of the word

class EditBits {
public:
    // Of a word with `size` characters: 1 to kEditBitsMax.
    explicit EditBits(unsigned size) noexcept : last_(1ULL << (size - 1)), distance_(size) {}

    // Takes the next character of the text; bit i of `matches`: the word has it at place i.
    void step(std::uint64_t matches) noexcept {
        const std::uint64_t swapped = ((~kept_ & matches) << 1U) & matches_before_;
        // Costs that are the same as that of the prefixes one shorter on both sides.
        kept_ = (((matches & rises_) + rises_) ^ rises_) | matches | falls_ | swapped;
        std::uint64_t more = falls_ | ~(kept_ | rises_);  // than in the column before
        std::uint64_t less = kept_ & rises_;
        distance_ += (more & last_) != 0 ? 1U : 0U;
        distance_ -= (less & last_) != 0 ? 1U : 0U;
        more = more << 1U | 1U;
        less <<= 1U;
        rises_ = less | ~(kept_ | more);
        falls_ = more & kept_;
        matches_before_ = matches;
    }

    // Between the word and the text so far.
    [[nodiscard]] unsigned distance() const noexcept { return distance_; }

private:
    std::uint64_t rises_ = ~0ULL;  // from one character of the word to the next
    std::uint64_t falls_ = 0;
    std::uint64_t kept_ = 0;
    std::uint64_t matches_before_ = 0;
    std::uint64_t last_;
    unsigned distance_;
};

}  // namespace kb::base
