// SPDX-License-Identifier: Apache-2.0
#pragma once

// The YAML between two "---" lines at the head of a Markdown file (by yaml-cpp), as named lists.
// It comes from strangers: its size and depth are limited, and anchors and aliases are refused,
// because they can make a small text unfold into a large one.

#include "exchange/members.hpp"

#include <kb/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kb::exchange {

inline constexpr std::size_t kFrontMatterBytesMax = 64U << 10U;
inline constexpr std::size_t kFrontMatterDepthMax = 8;

struct FrontMatter {
    std::vector<NamedValues> members{};
    std::string_view body{};      // what follows, in the document it was read from
    std::uint64_t body_line = 1;  // the number of its first line
};

struct FrontMatterFault {
    std::uint64_t line = 0;
    std::string reason{};
};

// A document without front matter is all body. Lists and maps become the values of their key, maps
// with names; what is nested deeper than that is passed over.
[[nodiscard]] std::variant<FrontMatter, FrontMatterFault> read_front_matter(
    std::string_view document);

}  // namespace kb::exchange
