// SPDX-License-Identifier: Apache-2.0
// Goal: a text is as long as its words that say something, however many tokens each of them gives.
#include "text/content_words.hpp"

#include "unit/text/tokens.hpp"

#include <catch2/catch.hpp>

using namespace kb::text;  // NOLINT: a test of one layer

TEST_CASE("function words do not make a text longer", "[text]") {
    struct Case {
        std::string_view text;
        std::uint32_t want;
    };
    const auto row = GENERATE(Case{"", 0}, Case{"the of and", 0}, Case{"printer", 1},
                              Case{"the printer is offline", 2},
                              Case{"wi-fi", 2},  // two parts, whole and joined on the first
                              Case{"ORA-00942", 2});
    CAPTURE(row.text);
    auto analyzer = Analyzer::make();
    REQUIRE(analyzer);
    std::vector<Token> tokens;
    analyzer->analyze(row.text, "en", tokens);
    CHECK(count_content_words(tokens) == row.want);
}
