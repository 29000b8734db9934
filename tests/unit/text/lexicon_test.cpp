// SPDX-License-Identifier: Apache-2.0

// Goal: what is remembered of a word equals what was computed, for more words than are remembered.
// Method: the same words twice and in two languages, and once through a lexicon of their own.

#include "text/lexicon.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace kb::text {
namespace {

// A word of letters for a number.
std::string word_of(unsigned number) {
    std::string word;
    for (unsigned rest = number + 1; rest > 0; rest /= 26) {
        word += static_cast<char>('a' + static_cast<char>(rest % 26));
    }
    return word + "ings";
}

TEST_CASE("a remembered word has the forms of a computed one", "[text]") {
    LanguageRules english = make_rules("en", 1);
    LanguageRules none = make_rules("", 0);
    Lexicon used;
    for (int round = 0; round < 2; ++round) {
        for (unsigned i = 0; i < 20'000; ++i) {
            const std::string word = word_of(i);
            const std::string plain(used.find(word, none).base);
            const std::string stemmed(used.find(word, english).base);
            REQUIRE(plain == word);
            REQUIRE(stemmed == english.stemmer.stem(word));
        }
    }
}

TEST_CASE("a word too long to remember has its forms too", "[text]") {
    LanguageRules english = make_rules("en", 1);
    Lexicon lexicon;
    const std::string word = std::string(40, 'A') + "ings";
    const Lexicon::Forms forms = lexicon.find(word, english);
    CHECK(forms.exact == std::string(40, 'a') + "ings");
    CHECK(forms.base == std::string(40, 'a'));
    CHECK_FALSE(forms.stop_word);
}

TEST_CASE("forms know function words", "[text]") {
    LanguageRules english = make_rules("en", 1);
    Lexicon lexicon;
    CHECK(lexicon.find("The", english).stop_word);
    CHECK(lexicon.find("The", english).exact == "the");
    CHECK_FALSE(lexicon.find("printer", english).stop_word);
}

TEST_CASE("the exact form is cut at a character border", "[text]") {
    CHECK(exact_form(std::string(300, 'a'), false).size() == 255);
    CHECK(exact_form("A" + std::string(253, 'b') + "\u00E9", false).size() == 254);
    CHECK(exact_form("\uFDFA", false).find(' ') == std::string::npos);
}

}  // namespace
}  // namespace kb::text
