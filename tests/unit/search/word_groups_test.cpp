// SPDX-License-Identifier: Apache-2.0
//
// Goal: tokens are sorted into the words a person sees, and a phrase has one token a position.

#include "search/word_groups.hpp"

#include "small_index.hpp"

#include <algorithm>

namespace kb::search {
namespace {

std::vector<text::Token> tokens_of(std::string_view text, std::string_view language = "en") {
    text::Analyzer analyzer = make_analyzer();
    std::vector<text::Token> tokens;
    analyzer.analyze(text, language, tokens);
    return tokens;
}

std::vector<std::string> exact_forms(const std::vector<text::Token>& tokens) {
    std::vector<std::string> forms;
    for (const text::Token& token : tokens) {
        forms.push_back(token.exact);
    }
    return forms;
}

using Forms = std::vector<std::string>;

TEST_CASE("words and codes are one group each", "[search]") {
    const auto groups = group_words(tokens_of("the printer shows ORA-00942 again"));
    REQUIRE(groups.size() == 5);
    CHECK(groups[0].is_stop_word());
    CHECK_FALSE(groups[1].is_stop_word());
    CHECK_FALSE(groups[1].has_digit());
    CHECK(exact_forms(groups[3].whole) == Forms{"ora-00942"});
    CHECK(exact_forms(groups[3].joined) == Forms{"ora00942"});
    CHECK(exact_forms(groups[3].parts) == Forms{"ora", "00942"});
    CHECK(groups[3].has_digit());
}

TEST_CASE("no text has no groups", "[search]") {
    CHECK(group_words({}).empty());
    CHECK(phrase_tokens({}).empty());
}

TEST_CASE("a phrase goes by pieces, one a position", "[search]") {
    CHECK(exact_forms(phrase_tokens(tokens_of("AccessDenied by wi-fi"))) ==
          Forms{"access", "denied", "by", "wi", "fi"});
    // Which of the forms of a character stands for it is open; all characters must be there.
    const auto chinese = phrase_tokens(tokens_of("\u6253\u5370\u673a", "zh"));
    REQUIRE(chinese.size() >= 2);
    std::uint32_t covered = 0;
    for (std::size_t i = 0; i < chinese.size(); ++i) {
        CHECK(chinese[i].position == i);
        CHECK(chinese[i].begin <= covered);
        covered = std::max(covered, chinese[i].end);
    }
    CHECK(covered == 9);
    CHECK(exact_forms(phrase_tokens(tokens_of("\u673a", "zh"))) == Forms{"\u673a"});
}

}  // namespace
}  // namespace kb::search
