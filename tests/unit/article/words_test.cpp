// SPDX-License-Identifier: Apache-2.0
//
// Goal: words come out whole, in small letters and with their place, in writing with and without
// spaces; blanks and controls of every kind are known for what they are.

#include "article/words.hpp"

#include <catch2/catch.hpp>

namespace kb::article {
namespace {

std::vector<std::string> folded(std::string_view text) {
    std::vector<std::string> words;
    for (const Word& word : split_words(text)) {
        words.push_back(word.folded);
    }
    return words;
}

TEST_CASE("words are runs of letters, digits and underscores in small letters", "[article]") {
    using List = std::vector<std::string>;
    CHECK(folded("Printer offline, again!") == List{"printer", "offline", "again"});
    CHECK(folded("E_FAIL at 0x8007") == List{"e_fail", "at", "0x8007"});
    CHECK(folded("a-b") == List{"a", "b"});
    CHECK(folded("ÄNDERUNG Привет ΩΜΕΓΑ Ёж") == List{"änderung", "привет", "ωμεγα", "ёж"});
    CHECK(folded("東京 VPN") == List{"東", "京", "vpn"});
    CHECK(folded("「接続」") == List{"接", "続"});
    CHECK(folded("“quoted” – dash") == List{"quoted", "dash"});
    CHECK(folded("한국어 문서") == List{"한국어", "문서"});
    CHECK(folded(" .,! ").empty());
    CHECK(folded("").empty());
}

TEST_CASE("a word knows its bytes", "[article]") {
    const std::vector<Word> words = split_words("né (x)");
    REQUIRE(words.size() == 2);
    CHECK(words[0].begin == 0);
    CHECK(words[0].end == 3);  // n, and two bytes of é
    CHECK(words[1].begin == 5);
    CHECK(words[1].end == 6);
}

TEST_CASE("trimming takes blanks of any writing and nothing else", "[article]") {
    CHECK(trim("  a b \t\r\n") == "a b");
    CHECK(trim("\xC2\xA0x\xE3\x80\x80") == "x");  // no-break space, ideographic space
    CHECK(trim("x") == "x");
    CHECK(trim(" \n ").empty());
    CHECK(trim("").empty());
    CHECK(trim("\xff ") == "\xff");
}

TEST_CASE("a text without a visible character has no text", "[article]") {
    CHECK(has_text("a"));
    CHECK(has_text(" . "));
    CHECK_FALSE(has_text(""));
    CHECK_FALSE(has_text(" \t\n\x01"));
    CHECK_FALSE(has_text("\xE3\x80\x80"));
}

TEST_CASE("controls and blanks beyond ASCII are known", "[article]") {
    CHECK(is_control(0x00));
    CHECK(is_control(0x7F));
    CHECK(is_control(0x85));
    CHECK(is_control(0x2028));
    CHECK_FALSE(is_control(U' '));
    CHECK_FALSE(is_control(0xA0));
    CHECK(is_blank(0x205F));
    CHECK(is_blank(0x2003));
    CHECK_FALSE(is_blank(0x200B));  // zero width space takes no room
}

TEST_CASE("letters change their case where they have one", "[article]") {
    const std::pair<char32_t, char32_t> pairs[] = {{U'a', U'A'}, {U'z', U'Z'}, {U'é', U'É'},
                                                   {U'ω', U'Ω'}, {U'я', U'Я'}, {U'ё', U'Ё'}};
    for (const auto& [small, capital] : pairs) {
        CHECK(to_upper(small) == capital);
        CHECK(to_lower(capital) == small);
        CHECK(to_upper(capital) == capital);
        CHECK(to_lower(small) == small);
    }
    for (const char32_t c : {U'1', U'_', U' ', U'ß', U'÷', U'×', U'東', U'\x10'}) {
        CHECK(to_upper(c) == c);
        CHECK(to_lower(c) == c);
    }
}

TEST_CASE("content words are not function words", "[article]") {
    CHECK(is_content_word("printer"));
    CHECK(is_content_word("xp"));
    CHECK(is_content_word("京"));
    CHECK_FALSE(is_content_word("the"));
    CHECK_FALSE(is_content_word("with"));
    CHECK_FALSE(is_content_word("x"));
    CHECK_FALSE(is_content_word(""));
}

TEST_CASE("characters are counted, not bytes", "[article]") {
    CHECK(count_characters("né東") == 3);
    CHECK(count_characters("\xff\xff") == 2);
    CHECK(count_characters("") == 0);
}

}  // namespace
}  // namespace kb::article
