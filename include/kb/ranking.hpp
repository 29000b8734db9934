// SPDX-License-Identifier: Apache-2.0
#pragma once

// How hits are ordered, in two phases. Phase one is text alone (BM25F). Phase two orders the best
// of phase one by everything else: all words before some, exact forms before stems, words close
// together, titles and identifiers, and the signs of trust that KCS gives an article: it was
// reused, it was validated, it is fresh. The formulas are in docs/ranking.md.
//
// A RankingProfile is plain data and read-only during a search, so one profile may serve any
// number of threads. Scores have no unit and compare within one response only.

#include <kb/article.hpp>
#include <kb/result.hpp>

#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace kb {

struct FieldWeight {
    float boost = 1.0F;         // [0, 100]; what one occurrence counts, 0 leaves the field out
    float length_norm = 0.75F;  // [0, 1]; "b" in the literature, 0 ignores the field's length
    friend bool operator==(const FieldWeight&, const FieldWeight&) = default;
};

// Phase one. Fixed when a base is created, because it is baked into the index.
struct TextProfile {
    std::array<FieldWeight, kFieldCount> fields{{
        {.boost = 3.0F, .length_norm = 0.50F},  // title
        {.boost = 2.0F, .length_norm = 0.60F},  // issue: the requestor's words
        {.boost = 1.0F, .length_norm = 0.50F},  // environment
        {.boost = 1.0F, .length_norm = 0.80F},  // resolution
        {.boost = 1.0F, .length_norm = 0.80F},  // cause
        {.boost = 2.0F, .length_norm = 0.50F},  // keywords
        {.boost = 3.0F, .length_norm = 0.00F},  // codes
    }};
    float saturation = 1.5F;  // [0.01, 10]; "k1": how soon repeating a term stops paying
    friend bool operator==(const TextProfile&, const TextProfile&) = default;
};

// Phase two. Each lift adds at most its share of the best text score in the response: 0.3 means
// "up to 30 % of it".
struct RankingProfile {
    std::uint32_t rerank_depth = 100;  // [0, 1000]; candidates that phase two sees, 0: text alone
    float coverage_lift = 0.20F;       // [0, 1]; share of the query's words that are there
    float exact_form_lift = 0.10F;     // [0, 1]; the word as written, not only its stem
    float proximity_lift = 0.15F;      // [0, 1]; the words close together
    float title_lift = 0.15F;          // [0, 1]; the title made of the query's words
    float identifier_lift = 0.50F;     // [0, 1]; a code or version of the query, whole
    float reuse_lift = 0.10F;          // [0, 1]; solved count, aged
    float confidence_lift = 0.05F;     // [0, 1]; validated 1, not validated 1/2, WIP 0
    float freshness_lift = 0.02F;      // [0, 1]; days since validated or reused
    std::chrono::days reuse_half_life{60};       // [1, 36500]
    std::chrono::days freshness_half_life{180};  // [1, 36500]
    friend bool operator==(const RankingProfile&, const RankingProfile&) = default;
};

// Tells whether every value lies in the range its comment gives.
//
// Errors: kInvalidArgument, naming the first member out of range.
[[nodiscard]] Result<void> check(const TextProfile& profile);
[[nodiscard]] Result<void> check(const RankingProfile& profile);

// One number that went into a score.
struct ScorePart {
    std::string name{};      // "text", "term printer", "reuse", ...
    double value = 0.0;      // what it added
    std::string sentence{};  // the same for people
    friend bool operator==(const ScorePart&, const ScorePart&) = default;
};

// Why an article has its score: the parts sum to it.
struct Explanation {
    double score = 0.0;
    std::vector<ScorePart> parts{};  // sums to `score`
    std::vector<ScorePart> terms{};  // what the part "text" is made of, before rounding
    friend bool operator==(const Explanation&, const Explanation&) = default;
};

}  // namespace kb
