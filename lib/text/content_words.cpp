// SPDX-License-Identifier: Apache-2.0
#include "text/content_words.hpp"

namespace kb::text {

std::uint32_t count_content_words(std::span<const Token> tokens) {
    std::uint32_t count = 0;
    std::uint32_t counted = 0;  // the last position counted, plus one
    for (const Token& token : tokens) {
        if (!token.stop_word && token.position >= counted) {
            ++count;
            counted = token.position + 1;
        }
    }
    return count;
}

}  // namespace kb::text
