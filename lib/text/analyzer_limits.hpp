// SPDX-License-Identifier: Apache-2.0
#pragma once

// How much one analysis gives.

#include <cstddef>

namespace kb::text {

struct AnalyzerLimits {
    std::size_t token_bytes_max = 255;   // a longer form is cut at a character border
    std::size_t tokens_max = 1'000'000;  // of one text; what follows is left out
    std::size_t run_bytes_max = 16'384;  // text without spaces is segmented in pieces of this size
};

inline constexpr AnalyzerLimits kAnalyzerLimits{};

}  // namespace kb::text
