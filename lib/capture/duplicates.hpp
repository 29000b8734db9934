// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether two articles say the same. Compared field by field, because that is how it is decided
// what belongs into one article: the same issue with another environment and another resolution is
// another article. Pure, and without a language: a duplicate repeats words, not only their stems.
//
// For each field, with A and B the sets of its content words in either article:
//
//     s(field) = |A and B| / sqrt(|A| * |B|)
//
// An issue is told in several ways: the title and each statement. Two articles are as alike in
// their issue as the two ways that are most alike, or all of them together where that is more.
//
// Source: A. Ochiai, "Zoogeographical studies on the soleoid fishes found in Japan and its
// neighbouring regions", Bulletin of the Japanese Society of Scientific Fisheries 22(9), 1957; it
// is the cosine of the angle between the two sets as vectors. Chosen over the share of common words
// in all words because a draft of a few words is compared with articles that have many.
//
//     overall  = sum of w(field) * s(field) / sum of w(field)
//
// over the fields that have words in both articles. The weights are ours.

#include <kb/article.hpp>

#include <optional>

namespace kb::capture {

inline constexpr double kIssueWeight = 0.5;
inline constexpr double kEnvironmentWeight = 0.2;
inline constexpr double kResolutionWeight = 0.3;

// From here on two articles are taken for the same. The same issue in an altogether different
// environment stays below: 0.5 / (0.5 + 0.2) = 0.71.
inline constexpr double kSameFrom = 0.8;

// The same for a draft that says nothing beside its issue: the words of a search or of a requestor,
// who tells the same problem in words of his own. Of the sample's 35 cases that a known article
// or one in work resolved, 27 are recognised, each by the right article; of its 3 without an
// article, 1 is taken for known.
inline constexpr double kSameIssueFrom = 0.55;

// Each in [0, 1]; 1: the same words. Nothing where either article has no words there.
struct Similarity {
    std::optional<double> issue{};  // with the title, which says the same
    std::optional<double> environment{};
    std::optional<double> resolution{};
    double overall = 0.0;  // 0 where the issues cannot be compared
};

// The order of the two makes no difference.
[[nodiscard]] Similarity compare(const Article& a, const Article& b);

}  // namespace kb::capture
