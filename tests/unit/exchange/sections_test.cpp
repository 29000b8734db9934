// SPDX-License-Identifier: Apache-2.0

// Goal: headings in five languages fill the right fields and no text is lost.

#include "exchange/sections.hpp"

#include "exchange/html.hpp"
#include "exchange/markdown.hpp"
#include "exchange/markdown_writer.hpp"

#include <catch2/catch.hpp>

#include <random>

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

namespace {

using Texts = std::vector<std::string>;

Texts statements_of(const std::vector<Section>& sections) {
    Article article;
    exchange::take_sections(article, sections);
    Texts texts;
    for (const Statement& statement : article.issue) {
        CHECK(statement.source == StatementSource::kEditor);
        texts.push_back(statement.text);
    }
    return texts;
}

Texts statements_of_markdown(std::string_view markdown) {
    const auto sections = exchange::read_markdown(markdown);
    REQUIRE(sections);
    return statements_of(*sections);
}

}  // namespace

TEST_CASE("each list entry and each paragraph of an issue is a statement", "[exchange]") {
    struct Case {
        std::string_view markdown;
        Texts want;
    };
    const std::vector<Case> cases{
        {"## Issue\n\n- upload stops\n- no space\n", {"upload stops", "no space"}},
        {"## Issue\n\n1. open it\n2. it is gone\n", {"open it", "it is gone"}},
        {"## Issue\n\nOne.\nStill one.\n\nTwo.\n", {"One. Still one.", "Two."}},
        {"## Issue\n\nThey say:\n\n- slow\n- loud\n\nAnd so on.\n",
         {"They say:", "slow", "loud", "And so on."}},
        {"## Issue\n\n- outer\n  - inner\n  - other\n- next\n",
         {"outer\n- inner\n- other", "next"}},
        {"## Issue\n\n- first\n\n  more of it\n- second\n", {"first\nmore of it", "second"}},
        {"## Issue\n\nIt says\n\n```\nE 17\n\nE 18\n```\n\nand stops.\n",
         {"It says\n\nE 17\n\nE 18", "and stops."}},
        {"## Issue\n\n```\nE 17\n```\n", {"E 17"}},
        {"## Issue\n\n\\- no list\\\n\\- at all\n", {"- no list\n- at all"}},
        {"## Issue\n\n## Issue\n\n- a\n\n## Problem\n\nb\n", {"a", "b"}},
        {"## Issue 2: the fan\n\nIt hums.\n\nIt smells.\n",
         {"Issue 2: the fan\n\nIt hums.", "It smells."}},
        {"## Issue\n\n- a\n- b\n\n### Details\n\nmore\n\nmore\n",
         {"a", "b\n\nDetails\n\nmore\n\nmore"}},
        {"## Issue\n", {}},
        {"## Issue: the fan\n", {"Issue: the fan"}},
        {"## Issue\n\n-\n- a\n", {"a"}},
    };
    for (const Case& each : cases) {
        CAPTURE(each.markdown);
        CHECK(statements_of_markdown(each.markdown) == each.want);
    }
}

TEST_CASE("the same holds for HTML", "[exchange]") {
    const auto document = exchange::read_html(
        "<h2>Symptoms</h2><p>One <b>thing</b>.</p><ul><li>slow<ol><li>at night</li></ol></li>"
        "<li><p>loud</p></li></ul><pre>E 17</pre><p>Two.</p><h2>Cause</h2><p>a</p><p>b</p>");
    REQUIRE(document);
    CHECK(statements_of(document->sections) ==
          Texts{"One thing.", "slow\n1. at night", "loud\n\nE 17", "Two."});
    Article article;
    exchange::take_sections(article, document->sections);
    CHECK(article.cause == "a\n\nb");
}

TEST_CASE("other parts are not taken apart", "[exchange]") {
    Article article;
    const auto sections =
        exchange::read_markdown("## Resolution\n\nDo:\n\n- a\n- b\n\n## Cause\n\nx\n\ny\n");
    REQUIRE(sections);
    exchange::take_sections(article, *sections);
    CHECK(article.resolution == "Do:\n\n- a\n- b");
    CHECK(article.cause == "x\n\ny");
}

TEST_CASE("statements go to markdown and back one by one", "[exchange]") {
    std::mt19937 random(5);
    constexpr std::string_view kPieces[] = {"a",  "b c", "\n",  "\n\n", "- ", "1. ", "   ", "\t",
                                            "# ", "`",   "```", "|",    "*",  "\r",  ":::", "> "};
    for (int round = 0; round < 3000; ++round) {
        Article article;
        article.id = "A";
        Texts want;
        for (auto statements = 1 + random() % 3; statements > 0; --statements) {
            std::string text;
            for (auto pieces = 1 + random() % 6; pieces > 0; --pieces) {
                text += kPieces[random() % std::size(kPieces)];
            }
            article.issue.push_back({.text = text});
            want.push_back(text);
        }
        const std::string markdown = exchange::to_markdown(article);
        const std::string body = markdown.substr(markdown.find("\n---\n") + 5);
        CAPTURE(body);
        CHECK(statements_of_markdown(body) == want);
    }
}
