// SPDX-License-Identifier: Apache-2.0
#include "ranking/ranker.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::ranking {
namespace {

double best_text_of(const std::vector<Candidate>& candidates) {
    double best = 0.0;
    for (const Candidate& candidate : candidates) {
        best = std::max(best, candidate.text);
    }
    return best;
}

}  // namespace

double lift_of(Feature feature, const RankingProfile& profile) noexcept {
    switch (feature) {
    case Feature::kCoverage: return profile.coverage_lift;
    case Feature::kExactForm: return profile.exact_form_lift;
    case Feature::kProximity: return profile.proximity_lift;
    case Feature::kTitle: return profile.title_lift;
    case Feature::kIdentifier: return profile.identifier_lift;
    case Feature::kReuse: return profile.reuse_lift;
    case Feature::kConfidence: return profile.confidence_lift;
    case Feature::kFreshness: return profile.freshness_lift;
    }
    return 0.0;
}

std::string_view to_string(Feature feature) noexcept {
    switch (feature) {
    case Feature::kCoverage: return "coverage";
    case Feature::kExactForm: return "exact form";
    case Feature::kProximity: return "proximity";
    case Feature::kTitle: return "title";
    case Feature::kIdentifier: return "identifier";
    case Feature::kReuse: return "reuse";
    case Feature::kConfidence: return "confidence";
    case Feature::kFreshness: return "freshness";
    }
    return "unknown";
}

void rank(std::vector<Candidate>& candidates, const RankingProfile& profile) {
    const double best = best_text_of(candidates);
    for (Candidate& candidate : candidates) {
        candidate.score = candidate.text + (candidate.exact_title ? best : 0.0);
        for (std::size_t f = 0; f < kFeatureCount; ++f) {
            candidate.score +=
                best * lift_of(static_cast<Feature>(f), profile) * candidate.features[f];
        }
    }
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : a.article < b.article;
    });
}

Explanation explain(const Candidate& candidate, double best_text, const RankingProfile& profile) {
    Explanation explanation{.score = candidate.score};
    explanation.parts.push_back(
        {.name = "text",
         .value = candidate.text,
         .sentence = fmt::format("its words score {:.3f}", candidate.text)});
    for (std::size_t f = 0; f < kFeatureCount; ++f) {
        const auto feature = static_cast<Feature>(f);
        const double lift = lift_of(feature, profile);
        explanation.parts.push_back(
            {.name = std::string(to_string(feature)),
             .value = best_text * lift * candidate.features[f],
             .sentence = fmt::format("{} is {:.2f} of 1; at most {:.0f} % of the best text score",
                                     to_string(feature), candidate.features[f], lift * 100.0)});
    }
    if (candidate.exact_title) {
        explanation.parts.push_back({.name = "exact title",
                                     .value = best_text,
                                     .sentence = "the title is the query, word for word"});
    }
    return explanation;
}

}  // namespace kb::ranking
