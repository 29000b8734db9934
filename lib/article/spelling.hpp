// SPDX-License-Identifier: Apache-2.0
#pragma once

// The spelling of enumerations. Each enumeration of the public API has one to_string(), a switch
// that the compiler keeps complete; reading the word back, the list of what is possible and the
// nearest of it all follow from that switch. Every function here is pure.

#include <kb/result.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::article {

// What every to_string() gives for a number that is no value of its enumeration.
inline constexpr std::string_view kNoSpelling = "unknown";

// A text of somebody else's inside a message: in double quotes, on one line, valid UTF-8, and cut
// where it is long.
[[nodiscard]] std::string quoted(std::string_view text);

// The same without the quotes, for names.
[[nodiscard]] std::string printable(std::string_view text);

// The possible word that a typing error away `text` probably means, or nothing. A third of the
// word's letters may be wrong, missing, added or swapped with their neighbour, at least one.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view text,
                                                      std::span<const std::string_view> possible);

// kInvalidArgument: `what` "text" is not known; possible values: ... (did you mean ...?)
[[nodiscard]] Error unknown_word(std::string_view what, std::string_view text,
                                 std::span<const std::string_view> possible);

// Whether two words are the same but for the case of ASCII letters and '-' or ' ' for '_'.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b) noexcept;

// The words of an enumeration whose values count from 0 without a gap.
template <typename Enum>
[[nodiscard]] std::vector<std::string_view> spellings() {
    std::vector<std::string_view> words;
    for (unsigned value = 0; to_string(static_cast<Enum>(value)) != kNoSpelling; ++value) {
        words.push_back(to_string(static_cast<Enum>(value)));
    }
    return words;
}

template <typename Enum>
[[nodiscard]] bool is_known(Enum value) noexcept {
    return to_string(value) != kNoSpelling;
}

// The value that `text` spells. Errors: kInvalidArgument, as unknown_word() says it.
template <typename Enum>
[[nodiscard]] Result<Enum> parse_spelling(std::string_view what, std::string_view text) {
    const std::vector<std::string_view> words = spellings<Enum>();
    for (std::size_t value = 0; value < words.size(); ++value) {
        if (same_word(words[value], text)) {
            return static_cast<Enum>(value);
        }
    }
    return unknown_word(what, text, words);
}

}  // namespace kb::article
