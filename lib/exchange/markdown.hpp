// SPDX-License-Identifier: Apache-2.0
#pragma once

// Markdown (CommonMark with tables, by md4c) to plain text under its headings: links keep their
// text and images their description, code stays as it is, HTML loses its tags. The extensions of
// documentation sites (":::" directives, "[!NOTE]" marks, includes, tabs) leave their readable
// part.

#include "exchange/outline.hpp"

#include <kb/result.hpp>

#include <string_view>
#include <vector>

namespace kb::exchange {

inline constexpr std::size_t kDocumentBytesMax = 4U << 20U;  // one Markdown file
inline constexpr std::size_t kExpansionMax = 8;              // text made of one byte

// Precondition: valid UTF-8.
//
// Errors: kResourceExhausted where the text would be more than kExpansionMax times the input (and
// a page), or where a single paragraph of many thousand lines is made of links.
[[nodiscard]] Result<std::vector<Section>> read_markdown(std::string_view markdown);

}  // namespace kb::exchange
