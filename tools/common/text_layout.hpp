// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text for a terminal: what may be shown, how wide it is, where it may be cut.
//
// What people wrote into articles is shown to other people's terminals, so controls never pass:
// an escape sequence in a title must not recolour, retitle or rewrite anybody's screen.

#include <cstddef>
#include <string>
#include <string_view>

namespace kb::tools {

struct CodePoint {
    char32_t value = 0;
    bool valid = true;  // false: one broken byte, `value` is that byte
};

// Reads the code point at byte `at` and moves `at` behind it. Precondition: at < text.size().
[[nodiscard]] CodePoint next_code_point(std::string_view text, std::size_t& at);

// On one line: controls and direction overrides as visible escapes, line ends and tabs as blanks.
[[nodiscard]] std::string printable_line(std::string_view text);

// The same, but line feeds and tabs stay.
[[nodiscard]] std::string printable_text(std::string_view text);

// How many columns a terminal uses; East Asian wide characters and most emoji take two.
[[nodiscard]] std::size_t columns_of(std::string_view text);

// At most `columns` wide, with "..." where something was cut; 0: never cut.
[[nodiscard]] std::string cut(std::string_view text, std::size_t columns);

// `text` and the blanks that make it `columns` wide; longer text stays.
[[nodiscard]] std::string pad(std::string_view text, std::size_t columns);

// Broken between words into lines of at most `columns`, each starting with `indent` blanks and
// ending in a line feed. A longer word has its own line; 0 columns: one line, as it is.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t columns, std::size_t indent);

}  // namespace kb::tools
