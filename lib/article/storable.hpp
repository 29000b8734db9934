// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rules for parts of an article that others need one at a time. Pure.

#include <kb/result.hpp>

#include <string_view>

namespace kb::article {

inline constexpr std::size_t kIdBytesMax = 255;
inline constexpr std::size_t kLanguageTagBytesMax = 35;  // what BCP 47 (RFC 5646, 4.4.1) asks for

// Tells whether a text has the form of a BCP 47 tag whose first subtag is a language in small
// letters: "en", "pt-BR", "zh-Hant-TW". Whether the language exists is not looked up.
//
// Errors: kInvalidArgument.
[[nodiscard]] Result<void> check_language_tag(std::string_view tag);

}  // namespace kb::article
