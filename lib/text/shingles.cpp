// SPDX-License-Identifier: Apache-2.0
#include "text/shingles.hpp"

#include "base/checksum.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace kb::text {
namespace {

// Tells whether `a` is a smaller piece of text than `b`, for tokens of one position.
bool is_smaller(const Token& a, const Token& b) noexcept {
    const auto size = [](const Token& token) { return token.end - token.begin; };
    return size(a) < size(b) || (size(a) == size(b) && a.kind > b.kind);
}

// One word for each position, in order.
std::vector<std::string_view> smallest_words(std::span<const Token> tokens) {
    std::vector<const Token*> smallest;
    for (const Token& token : tokens) {
        if (token.kind == TokenKind::kJoined) {
            continue;
        }
        if (smallest.empty() || smallest.back()->position != token.position) {
            smallest.push_back(&token);
        } else if (is_smaller(token, *smallest.back())) {
            smallest.back() = &token;
        }
    }
    std::vector<std::string_view> words;
    words.reserve(smallest.size());
    for (const Token* token : smallest) {
        words.push_back(token->base);
    }
    return words;
}

}  // namespace

std::vector<std::uint64_t> word_shingles(std::span<const Token> tokens) {
    const std::vector<std::string_view> words = smallest_words(tokens);
    std::vector<std::uint64_t> shingles;
    if (words.empty()) {
        return shingles;
    }
    const std::size_t size = std::min(kShingleWords, words.size());
    std::string text;
    for (std::size_t begin = 0; begin + size <= words.size(); ++begin) {
        text.clear();
        for (std::size_t i = begin; i < begin + size; ++i) {
            text += words[i];
            text += '\0';  // in no word, so "ab c" and "a bc" differ
        }
        shingles.push_back(base::checksum(text));
    }
    std::ranges::sort(shingles);
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
    return shingles;
}

double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
    std::size_t common = 0;
    auto in_a = a.begin();
    auto in_b = b.begin();
    while (in_a != a.end() && in_b != b.end()) {
        if (*in_a == *in_b) {
            ++common;
            ++in_a;
            ++in_b;
        } else if (*in_a < *in_b) {
            ++in_a;
        } else {
            ++in_b;
        }
    }
    const std::size_t all = a.size() + b.size() - common;
    return all == 0 ? 0.0 : static_cast<double>(common) / static_cast<double>(all);
}

}  // namespace kb::text
