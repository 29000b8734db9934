// SPDX-License-Identifier: Apache-2.0
#pragma once

// "Did you mean": the nearest of a few known words.

#include <span>
#include <string>
#include <string_view>

namespace kb::tools {

// The candidate with the fewest edits (insert, remove, replace, swap neighbours), where that is at
// most a third of the longer word, rounded up; otherwise empty. Ties go to the first.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> candidates);

// "did you mean X?", or `otherwise` where nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string> candidates,
                                       std::string_view otherwise = {});

}  // namespace kb::tools
