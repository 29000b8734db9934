// SPDX-License-Identifier: Apache-2.0
//
// Goal: the text features agree with their formulas on matches made by hand.

#include "search/features.hpp"

#include "search/collect.hpp"
#include "small_index.hpp"

#include <deque>

namespace kb::search {
namespace {

constexpr std::size_t kTitle = static_cast<std::size_t>(Field::kTitle);
constexpr std::size_t kBody = static_cast<std::size_t>(Field::kResolution);

QueryWord word(const std::string& text, double idf, bool identifier = false) {
    return {.base = "b" + text,
            .exact = "x" + text,
            .shown = text,
            .idf = idf,
            .identifier = identifier};
}

WordMatch at(std::size_t field, std::vector<std::uint32_t> positions, bool exact = false) {
    WordMatch match{.present = true, .exact = exact};
    static std::deque<std::vector<std::uint32_t>> kept;  // what the match borrows
    match.positions[field] = kept.emplace_back(std::move(positions));
    return match;
}

ranking::Features features_of(const Plan& plan, const std::vector<WordMatch>& matches,
                              std::uint32_t title_length) {
    return text_features(plan, matches, title_length);
}

double value(const ranking::Features& features, ranking::Feature feature) {
    return features[static_cast<std::size_t>(feature)];
}

using ranking::Feature;

TEST_CASE("coverage and exact form are shares of idf", "[search]") {
    const Plan plan{.words = {word("a", 3.0), word("b", 1.0)}};
    const auto features = features_of(plan, {at(kBody, {4}), {}}, 0);
    CHECK(value(features, Feature::kCoverage) == Approx(0.75));
    CHECK(value(features, Feature::kExactForm) == 0.0);
    const auto exact = features_of(plan, {at(kBody, {4}), at(kBody, {9}, true)}, 0);
    CHECK(value(exact, Feature::kCoverage) == Approx(1.0));
    CHECK(value(exact, Feature::kExactForm) == Approx(0.25));
}

TEST_CASE("a long query is a description: its coverage counts less", "[search]") {
    Plan plan;
    std::vector<WordMatch> matches;
    for (int i = 0; i < 8; ++i) {
        plan.words.push_back(word(std::to_string(i), 1.0));
        matches.push_back(at(kBody, {static_cast<std::uint32_t>(i)}));
    }
    CHECK(value(features_of(plan, matches, 0), Feature::kCoverage) == Approx(0.5));
}

TEST_CASE("proximity is one over the distance, one more against the order", "[search]") {
    const Plan plan{.words = {word("a", 1.0), word("b", 1.0)}};
    const auto proximity = [&](WordMatch a, WordMatch b) {
        return value(features_of(plan, {std::move(a), std::move(b)}, 0), Feature::kProximity);
    };
    CHECK(proximity(at(kBody, {4}), at(kBody, {5})) == Approx(1.0));
    CHECK(proximity(at(kBody, {4}), at(kBody, {8})) == Approx(0.25));
    CHECK(proximity(at(kBody, {5}), at(kBody, {4})) == Approx(0.5));
    CHECK(proximity(at(kBody, {1, 20, 40}), at(kBody, {10, 22})) == Approx(0.5));
    CHECK(proximity(at(kTitle, {4}), at(kBody, {5})) == 0.0);  // not in one field
    CHECK(proximity(at(kBody, {4}), {}) == 0.0);
}

TEST_CASE("proximity weighs its pairs by idf", "[search]") {
    const Plan plan{.words = {word("a", 1.0), word("b", 1.0), word("c", 4.0)}};
    // a b: weight 2, distance 1; b c: weight 5, distance 2: (2 + 2.5) / 7
    const auto features = features_of(plan, {at(kBody, {1}), at(kBody, {2}), at(kBody, {4})}, 0);
    CHECK(value(features, Feature::kProximity) == Approx(4.5 / 7.0));
}

TEST_CASE("a title counts both ways", "[search]") {
    const Plan plan{.words = {word("a", 1.0), word("b", 3.0)}};
    // half the title's four words are the query's, all of the query is there: (1 + 1/2) / 2
    CHECK(value(features_of(plan, {at(kTitle, {0}), at(kTitle, {2})}, 4), Feature::kTitle) ==
          Approx(0.75));
    // only b is there, one of two words: 3/4 * (1 + 1/2) / 2
    CHECK(value(features_of(plan, {{}, at(kTitle, {1})}, 2), Feature::kTitle) == Approx(0.5625));
    CHECK(value(features_of(plan, {at(kBody, {0}), at(kBody, {2})}, 4), Feature::kTitle) == 0.0);
}

TEST_CASE("identifiers are counted whole and apart from the words", "[search]") {
    const Plan plan{.words = {word("e-1", 9.0, true), word("e-2", 9.0, true), word("a", 1.0)}};
    const auto features = features_of(plan, {at(kBody, {1}, true), {}, at(kBody, {5})}, 0);
    CHECK(value(features, Feature::kIdentifier) == Approx(0.5));
    CHECK(value(features, Feature::kCoverage) == Approx(1.0));
}

TEST_CASE("the exact title has all words of a plain query and no others", "[search]") {
    Plan plan{.words = {word("a", 1.0), word("b", 1.0)}, .length = 2};
    const std::vector<WordMatch> both{at(kTitle, {0}), at(kTitle, {1})};
    CHECK(is_exact_title(plan, both, 2));
    CHECK_FALSE(is_exact_title(plan, both, 3));
    const std::vector<WordMatch> one{at(kTitle, {0}), at(kBody, {1})};
    CHECK_FALSE(is_exact_title(plan, one, 2));
    plan.plain = false;
    CHECK_FALSE(is_exact_title(plan, both, 2));
    CHECK_FALSE(is_exact_title(Plan{}, {}, 0));
}

TEST_CASE("matches say where the words of a query stand", "[search]") {
    SmallIndex index({titled("Printers offline", "restart the printer"), titled("Mailbox")});
    const Plan plan = index.plan("printer toner");
    const Visible visible = index.visible();
    const Collected collected = collect(plan, {}, visible, index.schema(), {.k = 10});
    REQUIRE(collected.best.size() == 1);
    const auto matches = match_words(plan, collected.best, visible);
    REQUIRE(matches.size() == 1);
    REQUIRE(matches[0].size() == 2);
    CHECK(matches[0][0].present);
    CHECK(matches[0][0].exact);
    const auto positions = [&](std::size_t field) {
        const auto& of_field = matches[0][0].positions[field];
        return std::vector<std::uint32_t>(of_field.begin(), of_field.end());
    };
    CHECK(positions(kTitle) == std::vector<std::uint32_t>{0});
    CHECK(positions(kBody) == std::vector<std::uint32_t>{2});
    CHECK_FALSE(matches[0][1].present);
}

}  // namespace
}  // namespace kb::search
