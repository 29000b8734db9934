// SPDX-License-Identifier: Apache-2.0
#include "search/word_groups.hpp"

#include <algorithm>
#include <map>

namespace kb::search {
namespace {

bool contains_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

bool WordGroup::is_stop_word() const {
    return whole.size() == 1 && parts.empty() && whole.front().stop_word;
}

bool WordGroup::has_digit() const {
    return std::ranges::any_of(whole,
                               [](const auto& token) { return contains_digit(token.exact); });
}

std::vector<WordGroup> group_words(const std::vector<text::Token>& tokens) {
    std::vector<WordGroup> groups;
    std::uint32_t end = 0;  // of the group at hand, in bytes
    for (const text::Token& token : tokens) {
        if (groups.empty() || token.begin >= end) {
            groups.emplace_back();
            end = token.end;
        }
        end = std::max(end, token.end);
        WordGroup& group = groups.back();
        switch (token.kind) {
        case text::TokenKind::kWord:
        case text::TokenKind::kIdentifier: group.whole.push_back(token); break;
        case text::TokenKind::kJoined: group.joined.push_back(token); break;
        case text::TokenKind::kPart:
        case text::TokenKind::kBigram: group.parts.push_back(token); break;
        case text::TokenKind::kUnigram: group.unigrams.push_back(token); break;
        }
    }
    return groups;
}

std::vector<text::Token> phrase_tokens(const std::vector<text::Token>& tokens) {
    const auto rank = [](const text::Token& token) {
        switch (token.kind) {
        case text::TokenKind::kBigram: return 5;
        case text::TokenKind::kPart: return 4;
        case text::TokenKind::kUnigram: return 3;
        case text::TokenKind::kWord: return 2;
        case text::TokenKind::kIdentifier: return 1;
        case text::TokenKind::kJoined: return 0;
        }
        return 0;
    };
    std::map<std::uint32_t, const text::Token*> by_position;
    for (const text::Token& token : tokens) {
        const text::Token*& kept = by_position[token.position];
        if (kept == nullptr || rank(token) > rank(*kept)) {
            kept = &token;
        }
    }
    std::vector<text::Token> phrase;
    std::uint32_t covered = 0;  // bytes that bigrams cover already
    for (const auto& [position, token] : by_position) {
        if (token->kind == text::TokenKind::kUnigram && token->end <= covered) {
            continue;  // the last character of a run is in the bigram before it
        }
        if (token->kind == text::TokenKind::kBigram) {
            covered = token->end;
        }
        phrase.push_back(*token);
    }
    return phrase;
}

}  // namespace kb::search
