// SPDX-License-Identifier: Apache-2.0

// Goal: the lists can be searched, hold function words and leave out what means something in
// support. Method: properties of every list, and samples.

#include "text/stop_words.hpp"

#include "text/normalizer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace kb::text {
namespace {

TEST_CASE("each list is sorted, folded, and each word stands once", "[text]") {
    const auto language =
        GENERATE(as<std::string_view>{}, "de", "en", "es", "fr", "it", "nl", "pt");
    CAPTURE(language);
    const auto words = stop_words(language);
    CHECK(words.size() >= 35);
    CHECK(std::ranges::is_sorted(words));
    CHECK(std::ranges::adjacent_find(words) == words.end());
    for (const std::string_view word : words) {
        CAPTURE(word);
        CHECK(normalize(word) == word);
        CHECK(is_stop_word(word, language));
    }
}

TEST_CASE("words that mean something in support are no function words", "[text]") {
    for (const std::string_view word :
         {"not", "no", "on", "off", "up", "down", "out", "it", "can"}) {
        CAPTURE(word);
        CHECK_FALSE(is_stop_word(word, "en"));
    }
}

TEST_CASE("function words belong to a language", "[text]") {
    CHECK(is_stop_word("the", "en-GB"));
    CHECK(is_stop_word("der", "de"));
    CHECK_FALSE(is_stop_word("der", "en"));
    CHECK_FALSE(is_stop_word("the", "xx"));
    CHECK_FALSE(is_stop_word("the", ""));
}

}  // namespace
}  // namespace kb::text
