// SPDX-License-Identifier: Apache-2.0
#pragma once

// An article, and what a write did to it, for people and for scripts.

#include "common/console.hpp"
#include "common/json_writer.hpp"

#include <kb/knowledge_base.hpp>

#include <string>
#include <string_view>

namespace kb::tools {

// The whole article as text, wrapped at `width` (0: not wrapped).
[[nodiscard]] std::string article_text(const Article& article, std::size_t width);

// Prints what a write did: "edited KB-17, now version 4", with its findings.
void answer_put(const PutOutcome& outcome, std::string_view verb, Console& console);

// "similar":[...]
void write_similar(JsonWriter& json, const std::vector<SimilarArticle>& similar);

// One line each: id, share of common words, state, title.
[[nodiscard]] std::string similar_text(const std::vector<SimilarArticle>& similar,
                                       std::size_t width);

}  // namespace kb::tools
