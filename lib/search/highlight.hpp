// SPDX-License-Identifier: Apache-2.0
#pragma once

// The best passage of an article for a query, with the words that matched.
//
// The index tells in which field, and about where, the query's words stand closest together; only
// that piece of the text is analysed again, so the marks are on the text's own words: right for
// stems, identifiers, prefixes and phrases, whatever the index looked up.

#include "search/features.hpp"
#include "text/analyzer.hpp"

#include <kb/article.hpp>
#include <kb/search.hpp>

#include <vector>

namespace kb::search {

inline constexpr std::size_t kSnippetBytes = 240;  // a passage is at most this long

struct HighlightRequest {
    const Plan& plan;
    WordMatches matches;
    const index::Segment& segment;
    std::uint32_t document = 0;
    const Article& article;
};

// One thread at a time because of the analyzer. Where nothing matched outside the title, the start
// of the issue or the resolution.
[[nodiscard]] Snippet make_snippet(const HighlightRequest& request, text::Analyzer& analyzer);

}  // namespace kb::search
