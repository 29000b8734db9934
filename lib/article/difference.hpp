// SPDX-License-Identifier: Apache-2.0
#pragma once

// What changed between two versions of an article. What the base keeps by itself (version, who and
// when created and modified) is no difference. Pure.

#include <kb/article.hpp>

#include <string>
#include <vector>

namespace kb::article {

// The names of the members that differ, in the order they are declared; those of the state are
// "confidence", "audience" and "governance".
[[nodiscard]] std::vector<std::string> changed_fields(const Article& a, const Article& b);

[[nodiscard]] bool same_content(const Article& a, const Article& b);

}  // namespace kb::article
