// SPDX-License-Identifier: Apache-2.0
#pragma once

// How much two texts say the same: shingles are the sequences of neighbouring words, and the share
// of common ones is the resemblance (A. Broder, "On the Resemblance and Containment of Documents",
// SEQUENCES 1997). Any thread.

#include "text/token.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace kb::text {

constexpr std::size_t kShingleWords = 3;

// The hashes of all sequences of kShingleWords words, sorted, each once. A word is the base form of
// the smallest piece at a position: a word, a part of an identifier, a Han or kana character. A
// text of fewer words gives one shingle of them all, an empty one none.
//
// Precondition: `tokens` as Analyzer gives them for one text.
[[nodiscard]] std::vector<std::uint64_t> word_shingles(std::span<const Token> tokens);

// Common shingles by all shingles, 0 to 1; 0 where both are empty. Both sorted, each shingle once.
[[nodiscard]] double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

}  // namespace kb::text
