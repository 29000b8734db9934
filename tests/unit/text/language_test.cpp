// SPDX-License-Identifier: Apache-2.0

// Goal: language tags of all usual shapes are read, others refused. Method: tables.

#include "text/language.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace kb::text {
namespace {

TEST_CASE("the primary subtag is the language in lower case", "[text]") {
    CHECK(primary_subtag("en") == "en");
    CHECK(primary_subtag("PT-br") == "pt");
    CHECK(primary_subtag("zh_Hant_TW") == "zh");
    CHECK(primary_subtag("").empty());
}

TEST_CASE("language tags have the form of BCP 47", "[text]") {
    for (const std::string_view tag :
         {"en", "pt-BR", "zh-Hant-TW", "gsw", "de-CH-1996", "x-klingon", "en-x-private",
          "de-u-co-phonebk", "sl-rozaj-biske-1994"}) {
        CAPTURE(tag);
        CHECK(is_language_tag(tag));
    }
    for (const std::string_view tag : {"", "e", "1n", "en-", "-en", "en--US", "en_US", "english123",
                                       "en-toolongsubtag", "en US", "en-x", "x", "d\u00E9"}) {
        CAPTURE(tag);
        CHECK_FALSE(is_language_tag(tag));
    }
    CHECK_FALSE(is_language_tag(std::string("en") + std::string(40, 'a')));
}

}  // namespace
}  // namespace kb::text
