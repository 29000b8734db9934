// SPDX-License-Identifier: Apache-2.0
#pragma once

// How many typing mistakes lie between two words. Any thread.

#include <optional>
#include <string_view>

namespace kb::text {

// The least number of inserted, deleted, replaced and swapped neighbouring code points that turn
// `a` into `b`, where no swapped pair is edited again (optimal string alignment; R. Lowrance and
// R. Wagner, "An Extension of the String-to-String Correction Problem", Journal of the ACM 22(2),
// 1975, restricted to adjacent swaps). Empty where it exceeds `max`. Takes time in proportion to
// the length times `max`.
[[nodiscard]] std::optional<unsigned> edit_distance(std::string_view a, std::string_view b,
                                                    unsigned max);

}  // namespace kb::text
