// SPDX-License-Identifier: Apache-2.0
#pragma once

// The content standard: what an article must hold at each confidence, and what it should not hold.

#include <kb/article.hpp>

#include <string>
#include <vector>

namespace kb {

enum class Severity : std::uint8_t { kHint, kWarning, kError };

// One thing the content standard has to say about one place of an article.
struct Finding {
    std::string check{};  // stable name: "issue-missing", "personal-data", ...
    Severity severity = Severity::kWarning;
    Field field = Field::kTitle;
    std::size_t begin = 0;  // byte range in that field's text; 0, 0 where the whole field is meant
    std::size_t end = 0;
    std::string message{};  // one sentence for people
    friend bool operator==(const Finding&, const Finding&) = default;
};

// What the standard finds in an article if it had the given confidence. kError findings are the
// mandatory fields of that confidence and refuse a change; the others advise.
[[nodiscard]] std::vector<Finding> check_content(const Article& article, Confidence confidence);

// Mail addresses, phone numbers and payment card numbers (Luhn) in a text, as byte ranges; `field`
// is copied into the findings.
[[nodiscard]] std::vector<Finding> find_personal_data(std::string_view text, Field field);

}  // namespace kb
