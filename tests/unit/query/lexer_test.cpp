// SPDX-License-Identifier: Apache-2.0
//
// Goal: lexemes carry their sign, field, text and bytes; what closes belongs to what opened; and a
// command line is recognised only by options that cannot be meant otherwise.

#include "query/lexer.hpp"

#include <catch2/catch.hpp>

namespace kb::query {
namespace {

using Kind = Lexeme::Kind;

Lexed lexed(std::string_view text, std::size_t open_groups = 0) {
    Warnings warnings(text);
    return lex(text, warnings, open_groups);
}

TEST_CASE("a lexeme carries sign, field, text and bytes", "[query]") {
    const auto lexemes = lexed(" +title:print* -\"a b\" x").lexemes;
    REQUIRE(lexemes.size() == 3);
    CHECK(lexemes[0].kind == Kind::kPrefix);
    CHECK(lexemes[0].occur == Occur::kMust);
    CHECK(lexemes[0].field == Field::kTitle);
    CHECK(lexemes[0].text == "print");
    CHECK(lexemes[0].begin == 1);
    CHECK(lexemes[0].end == 14);
    CHECK(lexemes[1].kind == Kind::kPhrase);
    CHECK(lexemes[1].occur == Occur::kMustNot);
    CHECK_FALSE(lexemes[1].field.has_value());
    CHECK(lexemes[1].text == "a b");
    CHECK(lexemes[1].begin == 15);
    CHECK(lexemes[1].end == 21);
    CHECK(lexemes[2].kind == Kind::kWord);
    CHECK(lexemes[2].text == "x");
}

TEST_CASE("lexemes are of the kinds that a text shows", "[query]") {
    struct Case {
        std::string_view text;
        std::string kinds;  // w word, * prefix, " phrase, ( ) groups, & | ! keywords
    };
    const Case cases[] = {
        {"a b*", "w*"},
        {"(a OR b) AND NOT c", "(w|w)&!w"},
        {"\"a\" \"b\"", "\"\""},
        {"a)", "w"},
        {"(a)", "(w)"},
        {"(a))", "(w)"},
        {"((a)", "((w)"},
        {"(f(x))", "(w)"},
        {"(f(x)", "(w"},
        {"title:(a)", "(w)"},
        {"NOT(a)", "!(w)"},
        {"AND\"a\"", "&\""},
        {"ANDa", "w"},
        {"(OR)", "(|)"},
        {"", ""},
        {"a\"b c\"", "ww"},
        {"\"a\nb\"", "ww"},
        {"x\xE3\x80\x80y", "ww"},
        {std::string_view("a\0b", 3), "ww"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        std::string kinds;
        for (const Lexeme& lexeme : lexed(c.text).lexemes) {
            kinds += "w*\"()&|!"[static_cast<std::size_t>(lexeme.kind)];
        }
        CHECK(kinds == c.kinds);
    }
}

TEST_CASE("groups opened before the text can be closed in it", "[query]") {
    CHECK(lexed("a)b").lexemes.size() == 1);
    const auto lexemes = lexed("a)b", 1).lexemes;
    REQUIRE(lexemes.size() == 3);
    CHECK(lexemes[1].kind == Kind::kClose);
    CHECK(lexed("a)b)", 1).lexemes.size() == 3);  // the second one is a part of the word
}

TEST_CASE("only options that cannot be meant otherwise make a command line", "[query]") {
    for (const char* text : {"ls -l", "x --force", "--a", "-v", "a\n-x\nb"}) {
        CAPTURE(text);
        CHECK(lexed(text).command_line);
    }
    for (const char* text : {"ls -la", "-colour", "a - b", "--", "-1", "x-v", "\"-v\"", "title:-v",
                             "a--b", "- v", "+v", "--1", "\"a --force\""}) {
        CAPTURE(text);
        CHECK_FALSE(lexed(text).command_line);
    }
}

TEST_CASE("blanks and controls separate", "[query]") {
    CHECK(is_separator(U' '));
    CHECK(is_separator(U'\n'));
    CHECK(is_separator(0));
    CHECK(is_separator(0x3000));
    CHECK_FALSE(is_separator(U'a'));
    CHECK_FALSE(is_separator(0xFFFD));
}

}  // namespace
}  // namespace kb::query
