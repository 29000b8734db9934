// SPDX-License-Identifier: Apache-2.0

// Goal: a text falls into the right runs and every run keeps its bytes. Method: a table of texts
// with their runs joined by bars.

#include "text/scanner.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace kb::text {
namespace {

std::string runs_of(std::string_view text) {
    Scanner scanner(text, {});
    std::string runs;
    for (Run run; scanner.next(run);) {
        runs += runs.empty() ? "" : "|";
        runs += text.substr(run.begin, run.end - run.begin);
    }
    return runs;
}

TEST_CASE("runs end at blanks, hard punctuation and changes of script", "[text]") {
    for (const auto& [text, want] : std::vector<std::pair<std::string_view, std::string_view>>{
             {"", ""},
             {"one two", "one|two"},
             {"(one),\"two\";three!", "one|two|three"},
             {"foo_bar.cfg: x", "foo_bar.cfg|x"},
             {"a--b a..b", "a|b|a|b"},
             {"__init__", "init"},
             {"a__b", "a__b"},
             {"key=value", "key|value"},
             {"/usr/bin/ /usr", "/usr/bin|usr"},
             {"\\\\host\\c$\\dir.", "\\\\host\\c$\\dir"},
             {"1,234 1,23 12,345,678", "1,234|1|23|12,345,678"},
             {"iPhone用の設定.txt", "iPhone|用の設定|txt"},
             {"한국PC", "한국|PC"},
             {"e\u0301t\u00E9!", "e\u0301t\u00E9"},
             {"word\u200B next", "word|next"},
             {"x -----", "x"},
             {"a->b", "a|b"},
         }) {
        CAPTURE(text);
        CHECK(runs_of(text) == want);
    }
}

TEST_CASE("only plain ASCII words take the short way", "[text]") {
    for (const auto& [text, plain] : std::vector<std::pair<std::string_view, bool>>{
             {"word", true},
             {"Word.", true},
             {"WORD, ", true},
             {"word's", false},
             {"camelCase", false},
             {"wi-fi", false},
             {"x.y", false},
             {"caf\u00E9", false},
             {"word\u0301", false},
             {"a1", false},
             {"c++", false},
             {"word)", true},
         }) {
        CAPTURE(text);
        Scanner scanner(text, {});
        Run run;
        REQUIRE(scanner.next(run));
        CHECK((run.kind == Run::Kind::kAsciiWord) == plain);
    }
}

}  // namespace
}  // namespace kb::text
