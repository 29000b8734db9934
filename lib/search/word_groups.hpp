// SPDX-License-Identifier: Apache-2.0
#pragma once

// The tokens of a piece of query text, sorted into the words a person would see: an ordinary word
// is one token; an identifier comes with its joined form and its parts; a run of Chinese characters
// with words and bigrams.

#include "text/token.hpp"

#include <string>
#include <vector>

namespace kb::search {

struct WordGroup {
    std::vector<text::Token> whole{};     // the word, or an identifier as a whole
    std::vector<text::Token> joined{};    // an identifier without its separators
    std::vector<text::Token> parts{};     // pieces, bigrams; all of them together are the word
    std::vector<text::Token> unigrams{};  // characters; of use only where there is nothing else
    [[nodiscard]] bool is_stop_word() const;
    [[nodiscard]] bool has_digit() const;  // in the whole
};

// `tokens` come from one call of the analyzer.
[[nodiscard]] std::vector<WordGroup> group_words(const std::vector<text::Token>& tokens);

// The tokens that stand for a phrase: one a position, pieces rather than wholes, so that
// "access denied" is found in AccessDenied.
[[nodiscard]] std::vector<text::Token> phrase_tokens(const std::vector<text::Token>& tokens);

}  // namespace kb::search
