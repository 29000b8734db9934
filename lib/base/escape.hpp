// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text made safe for where it goes.

#include <string>
#include <string_view>

namespace kb::base {

// Control characters (C0, C1, DEL) but line ends and tabs as visible escapes: for files that people
// open in a terminal as well.
[[nodiscard]] std::string escape_controls(std::string_view text);

// For HTML text and quoted attributes: & < > " '; control characters as escape_controls() has them.
[[nodiscard]] std::string escape_html(std::string_view text);

// The inside of a JSON string, without the quotes. Invalid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string escape_json(std::string_view text);

// One CSV cell (RFC 4180): quoted where needed. With `guard`, a leading = + - @ TAB or CR, which a
// spreadsheet would take for a formula, gets a ' before it.
[[nodiscard]] std::string escape_csv(std::string_view text, bool guard);

// For a terminal: control characters (C0, C1, DEL) become visible escapes; line ends stay with
// `lines`, else become blanks.
[[nodiscard]] std::string escape_terminal(std::string_view text, bool lines = false);

}  // namespace kb::base
