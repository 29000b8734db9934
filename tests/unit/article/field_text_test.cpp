// SPDX-License-Identifier: Apache-2.0
//
// Goal: every field reads as one text whose lines are its entries.

#include "article/field_text.hpp"

#include <catch2/catch.hpp>

namespace kb::article {
namespace {

TEST_CASE("each field is one text with an entry a line", "[article]") {
    Article article;
    article.title = "Title";
    article.issue = {{.text = "one"}, {.text = "two"}};
    article.environment = {{"os", "Windows 11"}, {"", "office"}};
    article.resolution = "do it";
    article.cause = "why";
    article.keywords = {"k1", "", "k2"};
    article.codes = {"0x1"};
    const std::pair<Field, std::string> want[] = {
        {Field::kTitle, "Title"},
        {Field::kIssue, "one\ntwo"},
        {Field::kEnvironment, "os: Windows 11\noffice"},
        {Field::kResolution, "do it"},
        {Field::kCause, "why"},
        {Field::kKeywords, "k1\n\nk2"},
        {Field::kCodes, "0x1"},
    };
    for (const auto& [field, text] : want) {
        CAPTURE(to_string(field));
        CHECK(field_text(article, field) == text);
        CHECK(field_text(Article{}, field).empty());
    }
}

}  // namespace
}  // namespace kb::article
