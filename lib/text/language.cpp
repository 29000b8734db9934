// SPDX-License-Identifier: Apache-2.0
#include "text/language.hpp"

#include <algorithm>

namespace kb::text {
namespace {

constexpr std::size_t kTagBytesMax = 64;    // longer than any tag in use
constexpr std::size_t kSubtagBytesMax = 8;  // RFC 5646
constexpr std::size_t kLanguageBytesMin = 2;

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_letter_or_digit(char c) noexcept { return is_letter(c) || (c >= '0' && c <= '9'); }

}  // namespace

std::string primary_subtag(std::string_view tag) {
    std::string subtag(tag.substr(0, tag.find_first_of("-_")));
    std::ranges::transform(subtag, subtag.begin(), lower);
    return subtag;
}

bool is_language_tag(std::string_view tag) noexcept {
    if (tag.size() > kTagBytesMax) {
        return false;
    }
    bool first = true;
    bool after_single = false;
    for (;;) {
        const std::size_t size = std::min(tag.find('-'), tag.size());
        const std::string_view subtag = tag.substr(0, size);
        const bool single = size == 1;
        const bool is_private = single && lower(tag.front()) == 'x';
        if (size == 0 || size > kSubtagBytesMax ||
            !std::ranges::all_of(subtag, is_letter_or_digit)) {
            return false;
        }
        if (first && !is_private &&
            (size < kLanguageBytesMin || !std::ranges::all_of(subtag, is_letter))) {
            return false;
        }
        after_single = single && (first || !after_single);
        first = false;
        if (size == tag.size()) {
            return !after_single;
        }
        tag.remove_prefix(size + 1);
    }
}

}  // namespace kb::text
