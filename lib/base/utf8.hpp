// SPDX-License-Identifier: Apache-2.0
#pragma once

// UTF-8: validation, code points, cutting without breaking a character.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kb::base {

// The offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and code points
// above U+10FFFF are not), or npos where all is well.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text) noexcept;

// The code point that starts at `at`, which moves behind it. Invalid bytes give U+FFFD and move by
// one. Precondition: at < text.size().
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at) noexcept;

void append_utf8(std::string& to, char32_t code_point);

// At most `bytes_max` bytes from the front of `text`, never half a character.
[[nodiscard]] std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) noexcept;

// The text with U+FFFD for every invalid byte.
[[nodiscard]] std::string replace_invalid_utf8(std::string_view text);

}  // namespace kb::base
