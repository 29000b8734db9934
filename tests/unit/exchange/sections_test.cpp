// SPDX-License-Identifier: Apache-2.0

// Goal: headings in five languages fill the right fields and no text is lost.

#include "exchange/sections.hpp"

#include <catch2/catch.hpp>

using namespace kb;
using exchange::Part;
using exchange::Section;

TEST_CASE("headings announce their part", "[exchange]") {
    struct Case {
        std::string_view heading;
        Part part;
        bool says_more;
    };
    const auto [heading, part, says_more] = GENERATE(values<Case>({
        {"Symptoms", Part::kIssue, false},
        {" PROBLEM: ", Part::kIssue, false},
        {"Issue 2", Part::kIssue, true},
        {"Symptoms for the second case", Part::kIssue, true},
        {"Fehlerbild", Part::kIssue, false},
        {"PROBLÈME", Part::kIssue, false},
        {"Síntomas", Part::kIssue, false},
        {"症状", Part::kIssue, false},
        {"Applies to", Part::kEnvironment, false},
        {"Umgebung", Part::kEnvironment, false},
        {"S’applique à", Part::kEnvironment, false},
        {"Entorno", Part::kEnvironment, false},
        {"環境", Part::kEnvironment, false},
        {"Resolution", Part::kResolution, false},
        {"Solution 1: Restart it", Part::kResolution, true},
        {"Solution/Workaround", Part::kResolution, true},
        {"Workaround", Part::kResolution, true},
        {"More Information", Part::kResolution, true},
        {"LÖSUNG", Part::kResolution, false},
        {"Réponse", Part::kResolution, false},
        {"Solución alternativa", Part::kResolution, true},
        {"解決策", Part::kResolution, false},
        {"Root cause", Part::kCause, false},
        {"Cause 3", Part::kCause, true},
        {"Ursache", Part::kCause, false},
        {"Causa", Part::kCause, false},
        {"原因：設定", Part::kCause, true},
    }));
    CAPTURE(heading);
    const auto found = exchange::part_of_heading(heading);
    REQUIRE(found);
    CHECK(found->part == part);
    CHECK(found->says_more == says_more);
}

TEST_CASE("other headings announce nothing", "[exchange]") {
    for (const std::string_view heading :
         {"", "Summary", "Cause and resolution", "Causeway", "Fixes in this update",
          "Issuer certificate", "How to find the cause", "Problematic drivers", "2"}) {
        CAPTURE(heading);
        CHECK_FALSE(exchange::part_of_heading(heading));
    }
}

TEST_CASE("sections fill the fields and no text is lost", "[exchange]") {
    Article article;
    exchange::take_sections(
        article,
        {
            {0, "", "Before."},
            {1, "The title", "Intro.\nApplies to: Windows 11, Windows 10\nOriginal KB number: 42"},
            {2, "Symptoms", "It is slow."},
            {3, "Details", "Very slow."},
            {2, "Symptoms", "It is hot."},
            {2, "Cause 1: dust", "Dust."},
            {2, "Environment", "- os: Linux\n- Outlook"},
            {2, "Resolution", "Clean it."},
            {3, "Cause", "Nested."},
            {3, "Method 1", "Blow."},
            {2, "Next steps", "Relax."},
        });
    CHECK(article.title == "The title");
    REQUIRE(article.issue.size() == 2);
    CHECK(article.issue[0].text == "It is slow.\n\nDetails\n\nVery slow.");
    CHECK(article.issue[1].text == "It is hot.");
    CHECK(article.cause == "Cause 1: dust\n\nDust.\n\nNested.");
    CHECK(article.environment ==
          std::vector<EnvironmentEntry>{
              {"", "Windows 11"}, {"", "Windows 10"}, {"os", "Linux"}, {"", "Outlook"}});
    CHECK(article.codes == std::vector<std::string>{"42", "KB42"});
    CHECK(article.resolution ==
          "Before.\n\nIntro.\n\nClean it.\n\nMethod 1\n\nBlow.\n\nNext steps\n\nRelax.");
}

TEST_CASE("a heading that says more than the title is kept", "[exchange]") {
    Article article;
    article.title = "Short";
    exchange::take_sections(article, {{1, "A longer title", "Text."}, {2, "Short", "More."}});
    CHECK(article.title == "Short");
    CHECK(article.resolution == "A longer title\n\nText.\n\nMore.");
}

TEST_CASE("a labelled line below the first part is text", "[exchange]") {
    Article article;
    exchange::take_sections(article, {{2, "Cause", "Applies to: all"}});
    CHECK(article.environment.empty());
    CHECK(article.cause == "Applies to: all");
}
