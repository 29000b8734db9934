// SPDX-License-Identifier: Apache-2.0
//
// Goal: scores are the sum of their parts, worked by hand, and the order is total.

#include "ranking/ranker.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace kb::ranking {
namespace {

Candidate candidate(std::uint64_t article, double text) {
    return {.article = article, .text = text};
}

TEST_CASE("a score is the text and each lift's share of the best text", "[ranking]") {
    Candidate weak = candidate(1, 6.0);
    weak.features[static_cast<std::size_t>(Feature::kCoverage)] = 1.0;    // 10 * 0.20 * 1 = 2
    weak.features[static_cast<std::size_t>(Feature::kReuse)] = 0.5;       // 10 * 0.10 * 0.5 = 0.5
    weak.features[static_cast<std::size_t>(Feature::kIdentifier)] = 1.0;  // 10 * 0.50 * 1 = 5
    std::vector<Candidate> candidates{weak, candidate(2, 10.0)};
    rank(candidates, RankingProfile{});
    CHECK(candidates[0].article == 1);
    CHECK(candidates[0].score == Approx(13.5));
    CHECK(candidates[1].score == 10.0);
}

TEST_CASE("the exact title adds the best text once more", "[ranking]") {
    Candidate titled = candidate(9, 2.0);
    titled.exact_title = true;
    std::vector<Candidate> candidates{candidate(1, 10.0), titled};
    rank(candidates, RankingProfile{});
    CHECK(candidates[0].article == 9);
    CHECK(candidates[0].score == 12.0);
}

TEST_CASE("no lift is more than its share, whatever else holds", "[ranking]") {
    RankingProfile none{.coverage_lift = 0,
                        .exact_form_lift = 0,
                        .proximity_lift = 0,
                        .title_lift = 0,
                        .identifier_lift = 0,
                        .reuse_lift = 0,
                        .confidence_lift = 0,
                        .freshness_lift = 0};
    Candidate full = candidate(1, 3.0);
    full.features.fill(1.0);
    std::vector<Candidate> candidates{full, candidate(2, 4.0)};
    rank(candidates, none);
    CHECK(candidates[0].article == 2);
    CHECK(candidates[1].score == 3.0);
}

TEST_CASE("ties go to the lower article, in any order of the input", "[ranking]") {
    std::vector<Candidate> candidates;
    for (const std::uint64_t article : {7U, 3U, 9U, 1U}) {
        candidates.push_back(candidate(article, 5.0));
    }
    std::ranges::sort(candidates, {}, &Candidate::article);
    do {
        std::vector<Candidate> shuffled = candidates;
        rank(shuffled, RankingProfile{});
        CHECK(shuffled[0].article == 1);
        CHECK(shuffled[1].article == 3);
        CHECK(shuffled[2].article == 7);
        CHECK(shuffled[3].article == 9);
    } while (std::ranges::next_permutation(candidates, {}, &Candidate::article).found);
}

TEST_CASE("the parts of an explanation sum to the score", "[ranking]") {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < 20; ++i) {
        Candidate made = candidate(i, 1.0 + static_cast<double>(i * 7 % 11));
        for (std::size_t f = 0; f < kFeatureCount; ++f) {
            made.features[f] = static_cast<double>((i * 3 + f * 5) % 8) / 7.0;
        }
        made.exact_title = i % 5 == 0;
        candidates.push_back(made);
    }
    rank(candidates, RankingProfile{});
    for (const Candidate& ranked : candidates) {
        const Explanation explanation = explain(ranked, 11.0, RankingProfile{});
        CHECK(explanation.score == ranked.score);
        double sum = 0.0;
        for (const ScorePart& part : explanation.parts) {
            sum += part.value;
        }
        CHECK(sum == Approx(ranked.score));
        CHECK(explanation.parts.size() == 1 + kFeatureCount + (ranked.exact_title ? 1 : 0));
    }
}

TEST_CASE("no candidates are no hits", "[ranking]") {
    std::vector<Candidate> none;
    rank(none, RankingProfile{});
    CHECK(none.empty());
}

}  // namespace
}  // namespace kb::ranking
