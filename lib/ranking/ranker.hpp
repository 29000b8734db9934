// SPDX-License-Identifier: Apache-2.0
#pragma once

// Phase two: the best of phase one in their final order.
//
//     score = text + best_text * sum over features i of  lift_i * feature_i
//
// where text is the BM25F score of phase one, best_text the highest of the response, each feature
// lies in [0, 1] and each lift comes from the RankingProfile. A title that is the query, word for
// word, adds best_text once more, so that it comes first whatever else matches. Ties go to the
// lower article number.

#include <kb/ranking.hpp>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace kb::ranking {

enum class Feature : std::uint8_t {
    kCoverage,    // share of the query's words, by idf, that are there
    kExactForm,   // share of them, by idf, that are there as written
    kProximity,   // neighbours of the query close together in one field
    kTitle,       // how much of the title the query is made of, and the other way
    kIdentifier,  // share of the query's identifiers that are there whole
    kReuse,
    kConfidence,
    kFreshness,
};
inline constexpr std::size_t kFeatureCount = 8;
using Features = std::array<double, kFeatureCount>;  // each in [0, 1]

struct Candidate {
    std::uint64_t article = 0;
    double text = 0.0;
    Features features{};
    bool exact_title = false;
    double score = 0.0;     // set by rank()
    std::size_t place = 0;  // the caller's number for it
};

// Scores and orders the candidates.
void rank(std::vector<Candidate>& candidates, const RankingProfile& profile);

// The parts of a candidate's score. `best_text` is the highest text score among the candidates.
[[nodiscard]] Explanation explain(const Candidate& candidate, double best_text,
                                  const RankingProfile& profile);

[[nodiscard]] std::string_view to_string(Feature feature) noexcept;
[[nodiscard]] double lift_of(Feature feature, const RankingProfile& profile) noexcept;

}  // namespace kb::ranking
