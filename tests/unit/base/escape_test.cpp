// SPDX-License-Identifier: Apache-2.0

// Goal: text from a requestor does no harm where it is shown. Method: tables.

#include "base/escape.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

namespace kb::base {
namespace {

using Rows = std::vector<std::pair<std::string_view, std::string_view>>;

TEST_CASE("HTML shows markup instead of obeying it", "[base]") {
    for (const auto& [text, want] : Rows{
             {"", ""},
             {"plain \u00E9", "plain \u00E9"},
             {"<b>&</b>", "&lt;b&gt;&amp;&lt;/b&gt;"},
             {"\"a' onload='x", "&quot;a&#39; onload=&#39;x"},
             {"&amp;", "&amp;amp;"},
             {"\x1B[31m<\n\t\u009B", "\\x1b[31m&lt;\n\t\\x9b"},
         }) {
        CAPTURE(text);
        CHECK(escape_html(text) == want);
    }
}

TEST_CASE("JSON strings stay strings", "[base]") {
    for (const auto& [text, want] : Rows{
             {"", ""},
             {"C:\\x \"y\"", "C:\\\\x \\\"y\\\""},
             {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
             {std::string_view("\0\x1F\x7F", 3), "\\u0000\\u001f\\u007f"},
             {"\u00E9中", "\u00E9中"},
             {"a\xFF", "a\uFFFD"},
         }) {
        CAPTURE(text);
        CHECK(escape_json(text) == want);
    }
}

TEST_CASE("CSV cells are quoted where they must be, and formulas disarmed on demand", "[base]") {
    struct Row {
        std::string_view text;
        bool guard;
        std::string_view want;
    };
    for (const Row& row : {
             Row{"", true, ""},
             Row{"plain", true, "plain"},
             Row{"a,b", false, "\"a,b\""},
             Row{"say \"x\"", false, "\"say \"\"x\"\"\""},
             Row{"two\nlines", false, "\"two\nlines\""},
             Row{"=1+1", false, "=1+1"},
             Row{"=1+1", true, "'=1+1"},
             Row{"+1", true, "'+1"},
             Row{"-1", true, "'-1"},
             Row{"@x", true, "'@x"},
             Row{"\tx", true, "'\tx"},
             Row{"=a,b", true, "\"'=a,b\""},
             Row{"a=1", true, "a=1"},
             Row{"\x1B[2J,\x7F", true, "\"\\x1b[2J,\\x7f\""},
         }) {
        CAPTURE(row.text, row.guard);
        CHECK(escape_csv(row.text, row.guard) == row.want);
    }
}

TEST_CASE("a terminal is not controlled by text", "[base]") {
    CHECK(escape_terminal("plain \u00E9") == "plain \u00E9");
    CHECK(escape_terminal("\x1B[31mred") == "\\x1b[31mred");
    CHECK(escape_terminal("a\u009B"
                          "b\x7F") == "a\\x9bb\\x7f");
    CHECK(escape_terminal("one\ntwo\r") == "one two ");
    CHECK(escape_terminal("one\ntwo", true) == "one\ntwo");
    CHECK(escape_terminal("a\tb") == "a\tb");
    CHECK(escape_terminal("\xFF") == "\uFFFD");
}

}  // namespace
}  // namespace kb::base
