// SPDX-License-Identifier: Apache-2.0
#pragma once

// What two articles, or two versions of one, say differently.

#include <kb/article.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace kb {

// A member of Article that differs: a text as its lines, a list as its entries, the issue as its
// statements, an environment entry as "name=value", a state as its spelling.
struct FieldDifference {
    std::string_view field{};
    std::vector<std::string> before{};
    std::vector<std::string> after{};
    friend bool operator==(const FieldDifference&, const FieldDifference&) = default;
};

// In the order in which an article is shown; empty: they say the same. What the base keeps by
// itself (version, who and when) is no difference.
[[nodiscard]] std::vector<FieldDifference> field_differences(const Article& before,
                                                             const Article& after);

}  // namespace kb
