// SPDX-License-Identifier: Apache-2.0
#pragma once

// From headings to fields: "Symptoms", "Ursache", "Environnement", "Solución", "解決策" and their
// like say which part of an article stands below them. Everything else is kept in the resolution
// with its heading, so that no text is lost.

#include "exchange/members.hpp"
#include "exchange/outline.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace kb::exchange {

enum class Part : std::uint8_t { kIssue, kEnvironment, kResolution, kCause };

struct HeadingPart {
    Part part = Part::kResolution;
    bool says_more = false;  // "Cause 2: the cache is full": the heading is worth keeping
};

// What a heading announces, in English, German, French, Spanish or Japanese. Numbers, and a title
// behind a number, a colon or a dash, may follow the word.
[[nodiscard]] std::optional<HeadingPart> part_of_heading(std::string_view heading);

// Fills title, issue, environment, resolution, cause and codes from a document. What the article
// has already stays and comes first. Without a title, the first heading becomes it. Each paragraph
// and each list entry under a heading of the issue is a statement of its own.
void take_sections(Article& to, const std::vector<Section>& sections);

}  // namespace kb::exchange
