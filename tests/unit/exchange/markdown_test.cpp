// SPDX-License-Identifier: Apache-2.0

// Goal: Markdown comes out as the text a reader sees, under its headings, and nothing it holds
// makes it cost more than its size. Tables of small documents with the text written out by hand.

#include "exchange/markdown.hpp"

#include "exchange/markdown_directives.hpp"
#include "exchange/markdown_writer.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace kb;

namespace {

std::string text_of(std::string_view markdown) {
    const auto sections = exchange::read_markdown(markdown);
    REQUIRE(sections);
    std::string text;
    for (const exchange::Section& section : *sections) {
        if (section.level > 0) {
            text += "[" + std::to_string(section.level) + " " + section.heading + "]";
        }
        text += section.text;
    }
    return text;
}

std::string repeat(std::string_view piece, std::size_t bytes) {
    std::string text;
    text.reserve(bytes + piece.size());
    while (text.size() < bytes) {
        text += piece;
    }
    return text;
}

}  // namespace

TEST_CASE("markdown gives the text a reader sees", "[exchange]") {
    struct Case {
        std::string_view markdown;
        std::string_view want;
    };
    const auto [markdown, want] = GENERATE(values<Case>({
        {"", ""},
        {"one\ntwo", "one two"},
        {"one  \ntwo", "one\ntwo"},
        {"one\n\ntwo", "one\n\ntwo"},
        {"*a* **b** ~~c~~ `d  e`", "a b c d  e"},
        {"[text](http://x \"title\") <http://y>", "text http://y"},
        {"![alt *text*](a.png)", "alt text"},
        {"# One\ntext\n## Two #\nmore", "[1 One]text[2 Two]more"},
        {"Set\nup\n===\nx", "[1 Set up]x"},
        {"- a\n- b\n  - c\n- d", "- a\n- b\n   - c\n- d"},
        {"3. a\n4. b\n\nafter", "3. a\n4. b\n\nafter"},
        {"1. a\n\n   more\n1. b", "1. a\n   more\n2. b"},
        {"- [x] done\n- [ ] open", "- done\n- open"},
        {"    if (a) {\n      b;\n    }\n", "if (a) {\n  b;\n}"},
        {"```sh\n  ls  \n\n\ncd\n```\nend", "  ls  \n\n\ncd\n\nend"},
        {"| a | b |\n|---|---|\n| c | d |\n| e |", "a | b\nc | d\ne |"},
        {"> said\n> so\n\nyes", "said so\n\nyes"},
        {"a &lt;b&gt; &amp; &nbsp;&Auml;&hellip; &#65;&#x42;",
         "a <b> & \xC2\xA0\xC3\x84\xE2\x80\xA6 AB"},
        {"&#0; &#xD800; &#9999999; &nosuch; &;",
         "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD &nosuch; &;"},
        {"a <b>bold</b> <span onclick='x>y'>s</span>", "a bold s"},
        {"a<br>b<br/>c", "a\nb\nc"},
        {"run <server name> and <PackageID>", "run <server name> and <PackageID>"},
        {"before\n\n<!-- a\n\ncomment > -->\n\nafter", "before\n\nafter"},
        {"<div>\n<p>one</p><script>alert(1)</script><p>two</p>\n</div>", "one\ntwo"},
        {"<svg onload=alert(1)>x", "x"},
        {"<style>b{}</style>\n\ntext", "text"},
        {"a < b and c > d", "a < b and c > d"},
        {"line\\\nbreak \\*no\\*", "line\nbreak *no*"},
        {"日本語の\n文章", "日本語の 文章"},
    }));
    CAPTURE(markdown);
    CHECK(text_of(markdown) == want);
}

TEST_CASE("directives of documentation sites leave their readable part", "[exchange]") {
    struct Case {
        std::string_view markdown;
        std::string_view want;
    };
    const auto [markdown, want] = GENERATE(values<Case>({
        {"> [!NOTE]\n> Mind\n", "Note: Mind"},
        {"> [!iMPORTANT] Mind", "Important: Mind"},
        {"See :::image type=\"icon\" source=\"x_y_z.png\" alt-text=\"the *+* sign\"::: there",
         "See the + sign there"},
        {":::image source=\"a.png\" border=\"false\":::\ntext", "text"},
        {"Use :::no-loc text=\"SharePoint\"::: now", "Use SharePoint now"},
        {":::zone pivot=\"a\"\ntext\n:::zone-end\n", "text"},
        {"a ::: b", "a ::: b"},
        {"[!INCLUDE [Third-party [x] notice](../a(b).md)]\n\ntext", "text"},
        {"> [!VIDEO https://example.org/x]\n\ntext", "text"},
        {"# [Windows](#tab/windows)\ntext", "Windows text"},
        {"[![Deploy](a.png)](http://x)", "Deploy"},
        {"```\n:::image alt-text=\"x\":::\n> [!NOTE]\n```  \n> [!TIP]\n> y",
         ":::image alt-text=\"x\":::\n> [!NOTE]\n\nTip: y"},
        {"~~~\n```\n[!NOTE]\n~~~\n[!NOTE] x", "```\n[!NOTE]\n\nNote: x"},
        {"[!12345]", "[!12345]"},
    }));
    CAPTURE(markdown);
    CHECK(text_of(markdown) == want);
}

TEST_CASE("escaped text is the same text again", "[exchange]") {
    const auto same = [](const std::string& text) {
        CAPTURE(text, exchange::escape_markdown(text));
        const auto sections = exchange::read_markdown(exchange::escape_markdown(text));
        REQUIRE(sections);
        REQUIRE(sections->size() == 1);
        CHECK(sections->front().text == text);
    };
    for (const std::string& text : std::vector<std::string>{"",
                                                            "plain",
                                                            "a\nb",
                                                            "a\n\nb",
                                                            "\n",
                                                            "\n\n",
                                                            "a\n",
                                                            "\na",
                                                            "a\n\n\nb",
                                                            "a\n\n\n\nb",
                                                            " a",
                                                            "a ",
                                                            "\ta\n  b",
                                                            "1. a\n2. b",
                                                            "1) a",
                                                            "- a",
                                                            "+ a",
                                                            "* a",
                                                            "# a",
                                                            "## a ##",
                                                            "> a",
                                                            "a\n===",
                                                            "a\n---",
                                                            "---",
                                                            "***",
                                                            "```\ncode",
                                                            "~~~",
                                                            "| a |\n|---|\n| b |",
                                                            "[a](b)",
                                                            "![a](b)",
                                                            "[a]: http://x",
                                                            "<b>",
                                                            "<!-- x -->",
                                                            "&amp;",
                                                            "&#65;",
                                                            "\\",
                                                            "\\*",
                                                            "a\\\nb",
                                                            "`x`",
                                                            "_x_",
                                                            "~~x~~",
                                                            ":::x",
                                                            "[!NOTE]",
                                                            "a\r\nb",
                                                            "\r",
                                                            " \r ",
                                                            "http://x.y",
                                                            "=",
                                                            "1",
                                                            "1.",
                                                            "12345678901. x",
                                                            "a\n    b\n\nc",
                                                            "```a``b`",
                                                            "- [ ] x",
                                                            "a  \nb",
                                                            "\\\n",
                                                            "日本 語\n- 次"}) {
        same(text);
    }
    std::mt19937 random(3);
    for (int round = 0; round < 3000; ++round) {
        constexpr std::string_view kPieces[] = {
            "a",   "1", ".", ")", " ",  "  ", "\t", "\n", "\n\n", "-", "+", "*",
            "_",   "#", ">", "<", "=",  "`",  "~",  "|",  "[",    "]", "(", ":",
            ":::", "!", "&", ";", "\\", "\"", "'",  "\r", "é",    "漢"};
        std::string text;
        for (auto n = random() % 14; n > 0; --n) {
            text += kPieces[random() % std::size(kPieces)];
        }
        same(text);
    }
}

TEST_CASE("hostile markdown costs no more than its size", "[exchange]") {
    // Each is refused or gives at most eight times its bytes and a page; that it ends is the point.
    constexpr std::size_t kBytes = 256U << 10U;
    for (const std::string& markdown :
         {repeat("> ", kBytes), repeat("- ", kBytes), repeat("[", kBytes), repeat("*a ", kBytes),
          repeat("`", kBytes), repeat("` `` ", kBytes), repeat("![a](", kBytes),
          repeat("<a ", kBytes), repeat("<!--", kBytes), repeat("[!include ", kBytes),
          repeat(" ::: ", kBytes), repeat("1. a\n", kBytes), repeat("&amp;", kBytes),
          repeat("&Auml;", kBytes), repeat("\\", kBytes), repeat("~~~\n", kBytes),
          repeat("[a]: b\n[a]\n", kBytes), repeat("# a\n", kBytes),
          "|" + repeat("a|", kBytes / 4) + "\n|" + repeat("---|", kBytes / 2) + "\n" +
              repeat("a\n", kBytes / 4)}) {
        CAPTURE(markdown.substr(0, 20));
        const auto sections = exchange::read_markdown(markdown);
        std::size_t bytes = 0;
        if (sections) {
            for (const exchange::Section& section : *sections) {
                bytes += section.heading.size() + section.text.size();
            }
        } else {
            CHECK(sections.error().code == ErrorCode::kResourceExhausted);
        }
        CHECK(bytes <= 8 * markdown.size() + 4096);
    }
}

TEST_CASE("a table that unfolds is refused", "[exchange]") {
    const std::string table =
        "|" + repeat("a|", 20000) + "\n|" + repeat("---|", 40000) + "\n" + repeat("a\n", 20000);
    const auto sections = exchange::read_markdown(table);
    REQUIRE_FALSE(sections);
    CHECK_THAT(sections.error().message, Catch::Contains("more than 8 times its size"));
}

TEST_CASE("a paragraph of a hundred thousand links is refused", "[exchange]") {
    const auto sections = exchange::read_markdown(repeat("[a]: b\n[a]\n", 1U << 20U));
    REQUIRE_FALSE(sections);
    CHECK(sections.error().message == "too many links in one paragraph");
    // As many in paragraphs of their own are fine.
    CHECK(exchange::read_markdown("[a]: b\n\n" + repeat("[a]\n\n", 1U << 19U)));
}
