// SPDX-License-Identifier: Apache-2.0
#include "article/codes.hpp"

#include "article/words.hpp"

#include <algorithm>

namespace kb::article {
namespace {

constexpr std::size_t kCodeBytesMax = 64;      // longer is a blob, not a code
constexpr std::size_t kDashedDigitsMin = 2;    // "KB-17"; "UTF-8" is no code
constexpr std::size_t kAttachedDigitsMin = 3;  // "C2065"; "MP3" is no code

bool is_code_byte(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80U;
}

bool is_capital_or_digit(char c) { return is_capital(c) || is_digit(c); }

bool is_hexadecimal(std::string_view word) {
    const auto is_hex_digit = [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return word.size() > 2 && word[0] == '0' && (word[1] == 'x' || word[1] == 'X') &&
           std::ranges::all_of(word.substr(2), is_hex_digit);
}

bool is_underscored(std::string_view word) {
    const bool formed =
        std::ranges::all_of(word, [](char c) { return is_capital_or_digit(c) || c == '_'; });
    return formed && is_capital(word.front()) && word.back() != '_' &&
           word.find('_') != std::string_view::npos;
}

bool is_dashed(std::string_view word) {
    std::size_t dash = word.find('-');
    if (dash == std::string_view::npos || !is_capital(word.front()) ||
        !std::ranges::all_of(word.substr(0, dash), is_capital_or_digit)) {
        return false;
    }
    while (dash != std::string_view::npos) {
        const std::size_t begin = dash + 1;
        dash = word.find('-', begin);
        const std::string_view number = word.substr(begin, dash - begin);
        if (number.size() < kDashedDigitsMin || !std::ranges::all_of(number, is_digit)) {
            return false;
        }
    }
    return true;
}

bool is_attached(std::string_view word) {
    const auto digit = std::ranges::find_if(word, is_digit);
    const auto letters = static_cast<std::size_t>(digit - word.begin());
    return letters > 0 && word.size() - letters >= kAttachedDigitsMin &&
           std::ranges::all_of(word.substr(0, letters), is_capital) &&
           std::ranges::all_of(word.substr(letters), is_digit);
}

}  // namespace

std::vector<Code> find_codes(std::string_view text) {
    std::vector<Code> codes;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_code_byte(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_code_byte(text[end])) {
            ++end;
        }
        const std::string_view word = text.substr(at, end - at);
        if (word.size() <= kCodeBytesMax && (is_hexadecimal(word) || is_underscored(word) ||
                                             is_dashed(word) || is_attached(word))) {
            codes.push_back({word, at, end});
        }
        at = end;
    }
    return codes;
}

}  // namespace kb::article
