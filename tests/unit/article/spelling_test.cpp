// SPDX-License-Identifier: Apache-2.0
//
// Goal: foreign text is harmless inside a message, and a hint comes for a slip of the fingers but
// not for another word.

#include "article/spelling.hpp"

#include <kb/article.hpp>

#include <catch2/catch.hpp>

#include <array>

namespace kb::article {
namespace {

constexpr std::array<std::string_view, 4> kWords{"resolution", "environment", "title", "a"};

TEST_CASE("the nearest word is found within a third of the letters", "[article]") {
    struct Case {
        std::string_view typed;
        std::string_view want;  // empty: none
    };
    const auto [typed, want] =
        GENERATE(Case{"title", "title"},  // nothing wrong
                 Case{"titel", "title"},  // two swapped
                 Case{"Title", "title"},  // case is no mistake
                 Case{"tile", "title"},   // one missing
                 Case{"resoluton", "resolution"}, Case{"enviroment", "environment"},
                 Case{"tlei", ""},  // three of four wrong
                 Case{"b", ""},     // nothing of "a" is left
                 Case{"", ""});
    CAPTURE(typed);
    CHECK(nearest(typed, kWords).value_or("") == want);
}

TEST_CASE("a quoted text stays on one line, valid and short", "[article]") {
    CHECK(quoted("printer") == "\"printer\"");
    CHECK(quoted("a\nb").find('\n') == std::string::npos);
    CHECK(quoted("\x1b[31m").find('\x1b') == std::string::npos);
    CHECK(quoted("\xff") == "\"\xEF\xBF\xBD\"");
    const std::string longer = quoted(std::string(81, 'x'));
    CHECK(longer == '"' + std::string(80, 'x') + "...\"");
    CHECK(quoted(std::string(80, 'x')) == '"' + std::string(80, 'x') + '"');
}

TEST_CASE("words are the same but for case and the sign between them", "[article]") {
    CHECK(same_word("work_in_progress", "Work-in Progress"));
    CHECK_FALSE(same_word("validated", "validate"));
    CHECK_FALSE(same_word("a", "b"));
}

TEST_CASE("the words of an enumeration are all of its values in order", "[article]") {
    CHECK(spellings<Audience>() ==
          std::vector<std::string_view>{"internal", "partner", "customer", "public"});
    CHECK(is_known(Audience::kPublic));
    CHECK_FALSE(is_known(static_cast<Audience>(4)));
}

}  // namespace
}  // namespace kb::article
