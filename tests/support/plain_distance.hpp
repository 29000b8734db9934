// SPDX-License-Identifier: Apache-2.0
#pragma once

// Edit distance by its definition, with swaps of neighbours that are not edited again: the whole
// table of costs. And words with random edits.

#include "base/utf8.hpp"
#include "support/random.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace kb::test {

inline std::u32string code_points(std::string_view text) {
    std::u32string decoded;
    for (std::size_t at = 0; at < text.size();) {
        decoded += base::next_code_point(text, at);
    }
    return decoded;
}

inline std::string utf8(const std::u32string& text) {
    std::string encoded;
    for (const char32_t c : text) {
        base::append_utf8(encoded, c);
    }
    return encoded;
}

inline unsigned plain_distance(const std::u32string& a, const std::u32string& b) {
    const std::size_t width = b.size() + 1;
    std::vector<unsigned> cost((a.size() + 1) * width);
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            unsigned* const here = cost.data() + i * width + j;
            if (i == 0 || j == 0) {
                *here = static_cast<unsigned>(i + j);
                continue;
            }
            *here = std::min({*(here - width) + 1, *(here - 1) + 1,
                              *(here - width - 1) + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                *here = std::min(*here, *(here - 2 * width - 2) + 1);
            }
        }
    }
    return cost.back();
}

// With one random insertion, deletion, replacement or swap of neighbours.
inline std::u32string edited(std::u32string word, std::u32string_view letters, Random& random) {
    const char32_t letter = letters[random() % letters.size()];
    const std::size_t at = random() % (word.size() + 1);
    const std::uint32_t kind = at == word.size() ? 0 : random() % 4;
    if (kind == 0) {
        word.insert(at, 1, letter);
    } else if (kind == 1) {
        word.erase(at, 1);
    } else if (kind == 2) {
        word[at] = letter;
    } else if (at + 1 < word.size()) {
        std::swap(word[at], word[at + 1]);
    }
    return word;
}

inline std::u32string random_word(std::size_t size, std::u32string_view letters, Random& random) {
    std::u32string word;
    while (word.size() < size) {
        word += letters[random() % letters.size()];
    }
    return word;
}

}  // namespace kb::test
