// SPDX-License-Identifier: Apache-2.0
#pragma once

// Did you mean: the visible word nearest to one that stands in no visible article.

#include "index/segment.hpp"
#include "search/visibility.hpp"
#include "text/token.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

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

// Calls for each written form of a segment that is `edits` or fewer edits from `word`
// (text/edit_distance.hpp), in byte order, with its distance; dead documents' words too. Only for
// words of letters alone, up to index::kLettersMax of them.
void visit_near(
    const index::Segment& segment, std::string_view word, unsigned edits,
    const std::function<void(std::string_view, const index::TermEntry&, unsigned)>& visit);

}  // namespace kb::search
