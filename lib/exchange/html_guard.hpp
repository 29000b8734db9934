// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether an HTML document may be given to gumbo, which has no limits of its own: deep nesting,
// formatting tags that are never closed (the standard has a parser open them again in each
// following block) and tags of thousands of attributes cost it time and memory out of proportion.
// One pass over the tags estimates the tree that would come of them, and errs on the high side.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kb::exchange {

inline constexpr std::size_t kHtmlBytesMax = 2U << 20U;
inline constexpr std::size_t kHtmlDepthMax = 256;
inline constexpr std::size_t kHtmlFormattingMax = 64;   // open formatting elements
inline constexpr std::size_t kHtmlAttributesMax = 128;  // of one tag
inline constexpr std::size_t kHtmlWorkMax = 1'000'000;  // nodes made and looked at, estimated

// Why a document is not to be parsed, or nothing.
[[nodiscard]] std::optional<std::string> find_html_excess(std::string_view html);

}  // namespace kb::exchange
