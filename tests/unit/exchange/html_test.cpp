// SPDX-License-Identifier: Apache-2.0

// Goal: HTML comes out as the text a reader sees; no document makes gumbo take much time or memory,
// and the guard in front of it never estimates less than gumbo builds. Tables, and random tags
// against gumbo's own tree.

#include "exchange/html.hpp"

#include "exchange/html_guard.hpp"
#include "exchange/html_tags.hpp"
#include "exchange/markup.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace kb;

namespace {

std::string text_of(const exchange::HtmlDocument& document) {
    std::string text;
    for (const exchange::Section& section : document.sections) {
        if (section.level > 0) {
            text += "[" + std::to_string(section.level) + " " + section.heading + "]";
        }
        text += section.text;
    }
    return text;
}

std::string repeat(std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t n = 0; n < times; ++n) {
        text += piece;
    }
    return text;
}

}  // namespace

TEST_CASE("html gives the text a reader sees", "[exchange]") {
    struct Case {
        std::string_view html;
        std::string_view want;
    };
    const auto [html, want] = GENERATE(values<Case>({
        {"", ""},
        {"<p>one\n two</p><p>three", "one two\n\nthree"},
        {"a<br>b", "a\nb"},
        {"<h1>T</h1><p>x</p><h2>Cause &amp; more</h2>y", "[1 T]x[2 Cause & more]y"},
        {"<ul><li>a<li>b<ol><li>c</ol></ul>d", "- a\n- b\n   1. c\n\nd"},
        {"<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a | b\nc | d"},
        {"<pre>  x\n    y\n</pre>z", "  x\n    y\n\nz"},
        {"a <b>b</b><i>c</i> <a href=x>d</a>", "a bc d"},
        {"<img alt='a picture' src=x>", "a picture"},
        {"<script>x</script><style>y</style><nav>z</nav>t<template>u</template>", "t"},
        {"<body>menu<main><p>text</p></main>foot</body>", "text"},
        {"<body>menu<article>text</article>foot", "text"},
        {"&lt;b&gt; &auml;&#xe4; &nbsp;", "<b> ää \xC2\xA0"},
        {"<svg onload=alert(1)><text>t</text></svg>", "t"},
        {"a<!-- b > --!>c<!-->d", "acd"},
    }));
    CAPTURE(html);
    const auto document = exchange::read_html(html);
    REQUIRE(document);
    CHECK(document->excess.empty());
    CHECK(text_of(*document) == want);
}

TEST_CASE("the head of an html document is read", "[exchange]") {
    const auto document = exchange::read_html(
        "<!DOCTYPE html><html lang=\"de-AT\"><head><title> In the\n tab </title>"
        "<meta name=keywords content=' a, b '><meta charset=utf-8><meta name=description content=d>"
        "</head><body><h1>On <em>the</em> page</h1></body></html>");
    REQUIRE(document);
    CHECK(document->title == "On the page");
    CHECK(document->language == "de-AT");
    REQUIRE(document->meta.size() == 2);
    CHECK(document->meta[0].name == "keywords");
    CHECK(document->meta[0].values[0].value == "a, b");
    const auto without_h1 = exchange::read_html("<title> In the\n tab </title>x");
    REQUIRE(without_h1);
    CHECK(without_h1->title == "In the tab");
}

TEST_CASE("limits of html hold at their edge and strip the tags beyond", "[exchange]") {
    const auto excess = [](const std::string& html) {
        return exchange::find_html_excess(html).value_or("");
    };
    // Of each pair the first is at the limit and the second beyond.
    CHECK(excess(repeat("<div>", 256)).empty());
    CHECK(excess(repeat("<div>", 257)) == "nested deeper than 256");
    CHECK(excess(repeat("<b x>", 64)).empty());
    CHECK(excess(repeat("<b x>", 65)) == "more than 64 formatting tags open");
    CHECK(excess("<p " + repeat("a=b ", 128) + ">").empty());
    CHECK(excess("<p " + repeat("a=b ", 129) + ">") == "a tag with more than 128 attributes");

    const auto document =
        exchange::read_html(repeat("<div>", 300) + "<p>one</p><script>x</script>two &amp; three");
    REQUIRE(document);
    CHECK(document->excess == "nested deeper than 256");
    CHECK(text_of(*document) == "one\ntwo & three");
}

TEST_CASE("html as people write it is within the limits", "[exchange]") {
    for (const std::string& html :
         {repeat("<p>text", 5000), repeat("<li>text", 5000),
          "<table>" + repeat("<tr><td><b>x<td>y", 5000), repeat("<a name=x>", 5000),
          repeat("<dl><dt>a<dd>b</dl>", 5000), repeat("<br><hr><img>", 5000),
          repeat("<p><b>x</b> <i>y</i></p>\n", 5000), repeat("<div><p>x</div>", 5000),
          repeat("<ul><li><p>x<li>y</ul>", 5000),
          "<select>" + repeat("<option>x", 5000) + "</select>",
          repeat("<script><!--\nif (a < b) x('</div>');\n//--></script>", 1000),
          repeat("<svg><title>Icon</title><path d='x'/></svg>", 1000),
          repeat(
              "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
              1000)}) {
        CAPTURE(html.substr(0, 60));
        CHECK(exchange::find_html_excess(html).value_or("") == "");
    }
}

TEST_CASE("tags that only look closed do not get past the guard", "[exchange]") {
    // In each, gumbo nests one element more for each repetition.
    for (const std::string_view piece :
         {"<div></x>", "<div><!</div>", "<div><?</div>", "<div a= \"></div>\">",
          "<div><!--></div><div>-->", "<div><style></stylex></div></style>", "<div><object></div>",
          "<svg><g a=/>", "<div><select></div></select>", "<div><b><p></b>",
          "<div><script><!--<script></script></div>--></script>",
          "<svg><![CDATA[</svg></div>]]><div><svg>", "<table><tr><td><svg><td>", "<option><div>"}) {
        CAPTURE(piece);
        CHECK(exchange::find_html_excess(repeat(piece, 2000)));
    }
}

TEST_CASE("hostile html ends, and costs no more than its size", "[exchange]") {
    constexpr std::size_t kBytes = exchange::kHtmlBytesMax / 4;
    for (const std::string_view piece : {"<div>",
                                         "<b>",
                                         "<b><p>",
                                         "<a href=x>",
                                         "<table>",
                                         "<i><table><b>",
                                         "<p ",
                                         "< ",
                                         "<!--",
                                         "</",
                                         "&",
                                         "&Auml;",
                                         "<script>",
                                         "<title>",
                                         "<svg>",
                                         "<p a a a a a a>",
                                         "<p><b x>y</b>",
                                         "<li>",
                                         "<td>",
                                         "<"}) {
        CAPTURE(piece);
        const auto document = exchange::read_html(repeat(piece, kBytes / piece.size()));
        if (document) {
            CHECK(text_of(*document).size() <= 9 * kBytes);
        } else {
            CHECK(document.error().code == ErrorCode::kResourceExhausted);
        }
    }
}

TEST_CASE("random tags are read without a fault", "[exchange]") {
    std::mt19937 random(17);
    constexpr std::string_view kPieces[] = {
        "<div>",       "</div>",     "<p>",       "</p>",      "<b>",       "</b>",
        "<i x=y>",     "</i>",       "<a>",       "</a>",      "<table>",   "</table>",
        "<tr>",        "<td>",       "</td>",     "<li>",      "<ul>",      "</ul>",
        "<svg>",       "</svg>",     "<select>",  "<option>",  "</select>", "<template>",
        "</template>", "<script>",   "</script>", "<!--",      "-->",       "<style>",
        "</style>",    "text",       "&amp;",     "<h1>",      "</h1>",     "<pre>",
        "</pre>",      "<form>",     "</form>",   "<![CDATA[", "]]>",       "<frameset>",
        "<body>",      "<math>",     "<mi>",      "</math>",   "<br>",      "<button>",
        "<title>",     "<textarea>", "\"",        "'",         "<",         ">",
        "/",           "="};
    for (int round = 0; round < 3000; ++round) {
        std::string html;
        for (auto n = random() % 60; n > 0; --n) {
            html += kPieces[random() % std::size(kPieces)];
        }
        CAPTURE(html);
        const auto document = exchange::read_html(html);
        REQUIRE(document);
        CHECK(text_of(*document).size() <= 8 * html.size() + 4096);
    }
}

TEST_CASE("a tag stripper takes its input in pieces", "[exchange]") {
    const std::string html =
        "a<!-- x -- > y -->b<script>if (1 < 2) { '</b>' }</script>c<i\n t='>'>d</i> 1 < 2 <x y>";
    for (std::size_t size = 1; size < 20; ++size) {
        exchange::TagStripper stripper;
        std::string text;
        for (std::size_t at = 0; at < html.size(); at += size) {
            text += stripper.strip(std::string_view(html).substr(at, size), true);
        }
        text += stripper.finish();
        CAPTURE(size);
        CHECK(text == "abcd 1 < 2 <x y>");
    }
}
