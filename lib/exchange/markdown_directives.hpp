// SPDX-License-Identifier: Apache-2.0
#pragma once

// The extensions documentation sites add to Markdown, turned into plain Markdown before it is
// parsed. Fenced code is left alone.
//
//     :::image source="a.png" alt-text="The dialog":::    its description
//     :::no-loc text="SharePoint":::                      its text
//     :::zone pivot="x", :::row, :::column-end:::         nothing
//     > [!IMPORTANT]                                       "Important:"
//     [!INCLUDE [Disclaimer](../x.md)], [!VIDEO ...]       nothing
//     # [Windows](#tab/windows)                           a paragraph, not a heading

#include <string>
#include <string_view>

namespace kb::exchange {

// Whether resolve_directives() could change anything.
[[nodiscard]] bool has_directives(std::string_view markdown) noexcept;

[[nodiscard]] std::string resolve_directives(std::string_view markdown);

}  // namespace kb::exchange
