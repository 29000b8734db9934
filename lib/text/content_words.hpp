// SPDX-License-Identifier: Apache-2.0
#pragma once

// How long a text is for ranking: its words without the function words, which say nothing of what
// it is about and are spread unevenly over writing styles.

#include "text/token.hpp"

#include <cstdint>
#include <span>

namespace kb::text {

// The number of positions with a token that is no stop word.
//
// Precondition: `tokens` as Analyzer gives them for one text, their positions never falling.
[[nodiscard]] std::uint32_t count_content_words(std::span<const Token> tokens);

}  // namespace kb::text
