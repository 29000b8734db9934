// SPDX-License-Identifier: Apache-2.0

// Goal: front matter is read as named lists, with the body and its line; what is beyond a limit or
// no YAML is refused by its line. Tables of documents.

#include "exchange/front_matter.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace kb;
using exchange::FrontMatter;
using exchange::FrontMatterFault;

namespace {

FrontMatter read(std::string_view document) {
    auto result = exchange::read_front_matter(document);
    if (const auto* fault = std::get_if<FrontMatterFault>(&result)) {
        FAIL(fault->reason);
    }
    return std::get<FrontMatter>(std::move(result));
}

// "name: value, value" a line; names of values in round brackets.
std::string members(std::string_view document) {
    std::string text;
    for (const exchange::NamedValues& member : read(document).members) {
        text += member.name + ":";
        for (const EnvironmentEntry& value : member.values) {
            text += " " + (value.name.empty() ? "" : "(" + value.name + ")") + value.value;
        }
        text += "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("front matter gives lists by name", "[exchange]") {
    CHECK(
        members("---\ntitle: A \"b\" # no\nkeywords: [x, 'y z']\nproducts:\n  - P\n  - Q\n---\n") ==
        "title: A \"b\"\nkeywords: x y z\nproducts: P Q\n");
    CHECK(members("---\nenvironment:\n  os: Linux\n  ram: 16\n---\n") ==
          "environment: (os)Linux (ram)16\n");
    CHECK(members("---\nenvironment:\n- os: Linux\n- plain\n---\n") ==
          "environment: (os)Linux plain\n");
    CHECK(members("---\na: ~\nb: null\nc: 'null'\nd:\ne: ''\n---\n") ==
          "a: \nb: \nc: null\nd: \ne: \n");
    CHECK(members("---\na: |\n  two\n  lines\n---\n") == "a: two\nlines\n\n");
    CHECK(members("--- \r\ntitle: A\r\n...\r\n") == "title: A\n");
    CHECK(members("---\na: {b: {c: {d: deep}}}\nt: x\n---\n") == "a:\nt: x\n");
    CHECK(members("---\n---\ntext").empty());
}

TEST_CASE("the body begins behind the front matter", "[exchange]") {
    const FrontMatter matter = read("---\na: b\n---\nfirst\n---\nsecond");
    CHECK(matter.body == "first\n---\nsecond");
    CHECK(matter.body_line == 4);
}

TEST_CASE("a document without front matter is all body", "[exchange]") {
    for (const std::string_view document :
         {"", "---", "---\n", "text\n---\na: b\n---\n", "---\njust a rule\n\ntext",
          "----\na: b\n---\n", "---\nplain words\n---\ntext", "---\n- list\n---\n"}) {
        CAPTURE(document);
        const FrontMatter matter = read(document);
        CHECK(matter.members.empty());
        CHECK(matter.body == document);
        CHECK(matter.body_line == 1);
    }
}

TEST_CASE("front matter beyond a limit is refused by its line", "[exchange]") {
    const auto nested = [](int depth) {
        return "---\na: b\nx: " + std::string(static_cast<std::size_t>(depth), '[') +
               std::string(static_cast<std::size_t>(depth), ']') + "\n---\n";
    };
    const auto sized = [](std::size_t bytes) {  // the front matter has so many bytes
        return "---\na: " + std::string(bytes - 4, 'x') + "\n---\n";
    };
    CHECK(read(nested(7)).members.size() == 2);  // and the map around it is the eighth
    CHECK(read(sized(64U << 10U)).members.size() == 1);

    struct Case {
        std::string document;
        std::uint64_t line;
        std::string reason;
    };
    for (const Case& each : {
             Case{nested(8), 3, "nested deeper than 8"},
             Case{nested(30000), 3, "nested deeper than 8"},
             Case{sized((64U << 10U) + 1), 1, "65537 bytes, 65536 are taken"},
             Case{"---\na: b\nc: &x d\n---\n", 3, "anchors are not taken"},
             Case{"---\na: &x [1]\nb: [*x, *x]\n---\n", 2, "anchors are not taken"},
             Case{"---\nb: *x\n---\n", 2, "anchor is not defined"},
             Case{"---\n[a]: b\n---\n", 2, "column 1"},
             Case{"---\ntitle: Error: 5\n---\n", 2, "illegal map value"},
             Case{"---\na: b\ntitle: 'x' y\n---\n", 3, "front matter"},
             Case{"---\na: b\n\tc: d\n---\n", 3, "front matter"},
             Case{"---\na: b\nno end", 1, "is missing"},
         }) {
        CAPTURE(each.document.substr(0, 60));
        const auto result = exchange::read_front_matter(each.document);
        const auto* fault = std::get_if<FrontMatterFault>(&result);
        REQUIRE(fault != nullptr);
        CHECK_THAT(fault->reason, Catch::Contains(each.reason));
        CHECK(fault->reason.find('\n') == std::string::npos);
        CHECK(fault->line == each.line);
    }
}
