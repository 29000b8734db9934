// SPDX-License-Identifier: Apache-2.0

// Goal: texts that say nearly the same resemble each other, others do not. Method: counts worked by
// hand.

#include "text/shingles.hpp"

#include "unit/text/tokens.hpp"

#include <algorithm>

namespace kb::text {
namespace {

std::vector<std::uint64_t> shingles(std::string_view text, std::string_view language = "en") {
    return word_shingles(analyzed(text, language));
}

TEST_CASE("a text of n words has n - 2 shingles, sorted, each once", "[text]") {
    CHECK(shingles("").empty());
    CHECK(shingles("printer").size() == 1);
    CHECK(shingles("printer offline").size() == 1);
    CHECK(shingles("printer is offline").size() == 1);
    CHECK(shingles("printer is offline again today").size() == 3);
    CHECK(shingles("go go go go go").size() == 1);
    const auto many = shingles("the quick brown fox jumps over the lazy dog again");
    CHECK(many.size() == 8);
    CHECK(std::ranges::is_sorted(many));
}

TEST_CASE("shingles are made of the smallest pieces, stemmed", "[text]") {
    CHECK(shingles("Wi-Fi adapters fail") == shingles("wi fi adapter fails"));
    CHECK(shingles("数据库连接", "zh").size() == 3);
    CHECK(shingles("printer offline") != shingles("offline printer"));
}

TEST_CASE("jaccard is the share of common shingles", "[text]") {
    const std::vector<std::uint64_t> a{1, 2, 3, 4};
    const std::vector<std::uint64_t> b{3, 4, 5};
    CHECK(jaccard(a, b) == Approx(2.0 / 5.0));
    CHECK(jaccard(b, a) == jaccard(a, b));
    CHECK(jaccard(a, a) == 1.0);
    CHECK(jaccard(a, {}) == 0.0);
    CHECK(jaccard({}, {}) == 0.0);
    // "a b c d" and "a b c e": abc is common; bcd, bce are not.
    CHECK(jaccard(shingles("alpha beta gamma delta"), shingles("alpha beta gamma omega")) ==
          Approx(1.0 / 3.0));
}

}  // namespace
}  // namespace kb::text
