// SPDX-License-Identifier: Apache-2.0
#pragma once

// What keeps two articles from being the same however alike their words are: both name error codes
// and none of them is the other's, or both say what something in the environment is, in the same
// words but for other numbers ("Windows 10", "Windows 11"). Pure.

#include <kb/article.hpp>

namespace kb::capture {

// The order of the two makes no difference.
[[nodiscard]] bool contradict(const Article& a, const Article& b);

}  // namespace kb::capture
