// SPDX-License-Identifier: Apache-2.0

// Goal: words come from the dictionaries of ICU, characters are what people count. Method: samples
// whose segmentation is beyond doubt.

#include "text/segmenter.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace kb::text {
namespace {

std::string shown(std::string_view text, const std::vector<Range>& ranges) {
    std::string all;
    for (const Range& range : ranges) {
        all += all.empty() ? "" : "|";
        all += text.substr(range.begin, range.end - range.begin);
    }
    return all;
}

TEST_CASE("dictionary words of Chinese, Japanese, Thai, Khmer, Lao and Burmese", "[text]") {
    auto segmenter = Segmenter::make();
    REQUIRE(segmenter);
    for (const std::string_view want :
         {"东京|大学", "データベース", "ภาษา|ไทย", "ខ្ញុំ|ស្រឡាញ់|អ្នក", "ພາສາ|ລາວ", "ကျွန်တော်|ကွန်ပျူတာ"}) {
        std::string text(want);
        std::erase(text, '|');
        CAPTURE(want);
        std::vector<Range> words;
        segmenter->find_words(text, words);
        CHECK(shown(text, words) == want);
    }
}

TEST_CASE("a character takes its marks along and invisible ones are left out", "[text]") {
    auto segmenter = Segmenter::make();
    REQUIRE(segmenter);
    for (const std::string_view want : {"ไ|ม่|ทำ", "カ\u3099|ス", "한|국"}) {
        std::string text(want);
        std::erase(text, '|');
        CAPTURE(want);
        std::vector<Range> characters;
        segmenter->find_characters(text, characters);
        CHECK(shown(text, characters) == want);
    }
    std::vector<Range> characters;
    segmenter->find_characters("ก\u200Bข", characters);
    CHECK(characters.size() == 2);
    segmenter->find_words("", characters);
    CHECK(characters.empty());
}

}  // namespace
}  // namespace kb::text
