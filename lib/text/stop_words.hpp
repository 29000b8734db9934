// SPDX-License-Identifier: Apache-2.0
#pragma once

// Function words: articles, pronouns, prepositions, auxiliaries. A hint for ranking, never a
// reason to drop a word. Words that carry meaning in support stay out: not, no, on, off, up, down,
// out and, in English, it, which is also information technology. Any thread.

#include <span>
#include <string_view>

namespace kb::text {

// The words of a language, case folded and sorted; empty where there is no list.
[[nodiscard]] std::span<const std::string_view> stop_words(std::string_view language) noexcept;

// `folded` is a word as normalize() returns it, `language` a BCP 47 tag.
[[nodiscard]] bool is_stop_word(std::string_view folded, std::string_view language);

}  // namespace kb::text
