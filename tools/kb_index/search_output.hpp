// SPDX-License-Identifier: Apache-2.0
#pragma once

// The answer to a search, as JSON and as text.

#include "common/console.hpp"
#include "common/json_writer.hpp"

#include <kb/knowledge_base.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::tools {

struct SearchAnswer {
    const SearchRequest& request;
    const SearchResponse& response;
    const BaseStatistics& statistics;
    double took_ms = 0.0;
};

// The members a hit can have, in their order.
[[nodiscard]] std::span<const std::string_view> hit_fields();

// `fields`: which members a hit has; empty: all.
void print_json(const SearchAnswer& answer, const std::vector<std::string>& fields,
                Console& console);

// Every hit on a line or two, at the width of the terminal; `now` is what ages are counted from.
void print_text(const SearchAnswer& answer, Timestamp now, Console& console);

// Why hits stand where they stand: the sum, part by part.
[[nodiscard]] std::string explanation_text(const Explanation& explanation, std::size_t indent);

// Why one article stands where it stands, and what the one before it has more of.
//
// Precondition: the request asked for explanations and for the hits from the first on.
[[nodiscard]] ExitStatus answer_explain(const SearchAnswer& answer, const ArticleId& id,
                                        Console& console);

// "explanation":{...}
void write_explanation(JsonWriter& json, const Explanation& explanation);

}  // namespace kb::tools
