// SPDX-License-Identifier: Apache-2.0
#pragma once

// Articles as Markdown files: front matter for what is short, a heading for each statement, the
// resolution and the cause. Text is escaped so that reading it again gives the same text.

#include <kb/article.hpp>

#include <string>
#include <string_view>

namespace kb::exchange {

// The whole file.
[[nodiscard]] std::string to_markdown(const Article& article);

// Plain text as Markdown that means it: paragraphs stay paragraphs, what is indented becomes fenced
// code, and every mark that Markdown would take is escaped.
[[nodiscard]] std::string escape_markdown(std::string_view text);

// A file name for an id: letters, digits, '-' and '_' stay, other bytes become "%2F"; a name that
// would be too long is cut and made unique by a checksum.
[[nodiscard]] std::string file_name(std::string_view id);

}  // namespace kb::exchange
