// SPDX-License-Identifier: Apache-2.0
#pragma once

// HTML (by gumbo) to plain text under its headings: the element main, else article, else body;
// without script, style, navigation and whatever else is not read. A document that gumbo would take
// too long for, or that nests too deeply, only loses its tags.

#include "exchange/members.hpp"
#include "exchange/outline.hpp"

#include <kb/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace kb::exchange {

struct HtmlDocument {
    std::string title{};     // h1, else title
    std::string language{};  // of the element html, as written
    std::vector<NamedValues> meta{};
    std::vector<Section> sections{};
    std::string excess{};  // why only the tags were removed; empty: the structure was read
};

// Precondition: valid UTF-8 of at most kHtmlBytesMax bytes.
//
// Errors: kResourceExhausted where the text would be more than kExpansionMax times the input.
[[nodiscard]] Result<HtmlDocument> read_html(std::string_view html);

}  // namespace kb::exchange
