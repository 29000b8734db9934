// SPDX-License-Identifier: Apache-2.0
#pragma once

// Did you mean: the visible word nearest to one that stands in no visible article.

#include "search/visibility.hpp"
#include "text/token.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace kb::search {

struct CorrectedWord {
    std::string word{};
    std::uint64_t documents = 0;  // visible ones that have it
    unsigned distance = 0;
};

// The nearest word: fewest edits (one from four characters on, two from eight on), then most
// documents, then byte order. None for tokens with digits, for shorter ones and for scripts that
// are not written in letters, and where nothing is near.
[[nodiscard]] std::optional<CorrectedWord> correct(const text::Token& token,
                                                   const Visible& visible);

}  // namespace kb::search
