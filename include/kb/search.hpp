// SPDX-License-Identifier: Apache-2.0
#pragma once

// A search and its answer.

#include <kb/access.hpp>
#include <kb/query.hpp>
#include <kb/ranking.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kb {

inline constexpr std::uint32_t kHitsMax = 1000;                         // SearchRequest::limit
inline constexpr std::uint32_t kHitOffsetMax = 10'000;                  // SearchRequest::offset
inline constexpr std::uint32_t kSimilarMax = 100;                       // KnowledgeBase::similar
inline constexpr std::chrono::microseconds kTimeLimitMax{0xFFFF'FFFF};  // some 71 minutes

struct SearchRequest {
    std::string text{};
    Viewer viewer{};
    std::uint32_t limit = 10;  // [1, kHitsMax]
    std::uint32_t offset = 0;  // [0, kHitOffsetMax]
    Filter filter{};
    std::string language = "en";  // of the query: decides its stemming
    RankingProfile ranking{};
    bool snippets = true;                     // one passage a hit
    bool explain = false;                     // an Explanation a hit
    bool correct_spelling = true;             // replace words that no visible article has
    std::uint64_t exact_total_up_to = 1'000;  // count hits exactly up to here; [0, 2^63)
    // After that time no more articles are looked at: the hits are the best of those that were, in
    // their usual order, and the response says so. [0, kTimeLimitMax]; 0: no limit.
    std::chrono::microseconds time_limit{0};
};

// A piece of an article with the places that matched.
struct Snippet {
    Field field = Field::kResolution;
    std::string text{};
    // Byte ranges [begin, end) in `text`, in order, apart from each other.
    std::vector<std::pair<std::size_t, std::size_t>> spans{};
    bool cut_before = false;  // the field has more before `text`
    bool cut_after = false;
    friend bool operator==(const Snippet&, const Snippet&) = default;
};

struct Hit {
    std::uint32_t rank = 0;  // counts from 1 over all pages
    ArticleId id{};
    VersionNumber version = 0;
    std::string title{};
    std::string language{};
    ArticleState state{};
    double score = 0.0;
    Snippet snippet{};
    std::uint64_t solved = 0;  // cases this article resolved
    Timestamp last_solved{};   // the epoch: never
    Timestamp modified{};
    std::optional<Explanation> explanation{};
    friend bool operator==(const Hit&, const Hit&) = default;
};

// A word that stands in no visible article, and the one that was searched for in its place.
struct Correction {
    std::string from{};
    std::string to{};
    std::size_t begin = 0;  // bytes of the query
    std::size_t end = 0;
    std::uint64_t gain = 0;  // visible articles that have the corrected word
    friend bool operator==(const Correction&, const Correction&) = default;
};

struct Total {
    std::uint64_t value = 0;
    bool exact = true;  // false: at least `value`
    friend bool operator==(const Total&, const Total&) = default;
};

struct SearchResponse {
    std::vector<Hit> hits{};
    Total total{};
    std::string parsed{};  // how the query was understood
    std::vector<Correction> corrections{};
    std::vector<std::string> warnings{};
    bool complete = true;  // false: the time limit ended it, and better hits may be missing
    friend bool operator==(const SearchResponse&, const SearchResponse&) = default;
};

// Another article that looks like a given one.
struct SimilarArticle {
    ArticleId id{};
    std::string title{};
    ArticleState state{};
    double similarity = 0.0;  // [0, 1]; share of common word shingles, 1: the same words
    friend bool operator==(const SimilarArticle&, const SimilarArticle&) = default;
};

}  // namespace kb
