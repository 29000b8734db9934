// SPDX-License-Identifier: Apache-2.0
#pragma once

// A query made ready for the index: which terms, with which weights, combined how. Weights are
// integers scaled so that the largest is kWeightMax; scores are sums of weight * impact byte in 32
// bits, the same in every order and on every machine.

#include "search/visibility.hpp"
#include "text/analyzer.hpp"

#include <kb/query.hpp>
#include <kb/search.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kb::search {

inline constexpr std::uint32_t kWeightMax = 16'000;
// The sum of all weights of a plan; with impacts up to 255 a score stays below 2^32.
inline constexpr std::uint64_t kWeightSumMax = 0xFFFFFFFFULL / 255;

inline constexpr std::uint32_t kAnyField = 0xFF;

struct PlanNode {
    enum class Kind : std::uint8_t { kNothing, kTerm, kPhrase, kAnyOf, kGroup };
    Kind kind = Kind::kNothing;
    Occur occur = Occur::kShould;
    std::uint32_t field = kAnyField;    // kTerm, kPhrase, kAnyOf: only there
    std::vector<std::string> terms{};   // kTerm: one; kPhrase: in order; kAnyOf: a prefix's terms
    std::vector<std::uint32_t> gaps{};  // kPhrase: position of each relative to the first
    double idf = 0.0;                   // with boosts
    std::uint32_t weight = 1;           // the same, scaled; at least 1
    std::vector<PlanNode> children{};   // kGroup
};

// One word of the query, for phase two and highlighting.
struct QueryWord {
    std::string base{};   // index term: stemmed
    std::string other{};  // index term that stands for the word as well: its stem without accents
    std::string exact{};  // index term: as written
    std::string shown{};  // for people
    double idf = 0.0;
    bool identifier = false;  // a code or version, whole
    bool has_digit = false;
    std::uint32_t place = 0;  // words of the query count from 0; parts of one word differ
};

struct Plan {
    PlanNode root{};
    double scale = 1.0;  // weight = idf * scale
    std::vector<QueryWord> words{};
    std::vector<std::string> prefixes{};  // index terms that the words of prefix nodes start with
    std::vector<Correction> corrections{};
    std::vector<std::string> warnings{};
    bool plain = true;         // words alone, without any operator
    std::uint32_t length = 0;  // words of the query, counted as those of a field are
};

struct PlanRequest {
    const Query& query;
    std::string_view language;
    bool correct_spelling = true;
};

// Makes the plan of a query over what is visible. One thread at a time because of the analyzer.
[[nodiscard]] Plan make_plan(const PlanRequest& request, const Visible& visible,
                             text::Analyzer& analyzer);

// ln(1 + (N - n + 0.5) / (n + 0.5)); > 0.
[[nodiscard]] double inverse_document_frequency(std::uint64_t documents, std::uint64_t with_term);

}  // namespace kb::search
