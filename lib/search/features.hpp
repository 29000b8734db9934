// SPDX-License-Identifier: Apache-2.0
#pragma once

// What phase two looks at: where the query's words stand in each candidate.
//
//     coverage    sum of idf of the words that are there / sum of idf of all words, times 4 / words
//                 where there are more than four
//     exact form  the same for words that are there as written
//     proximity   sum over neighbouring words a, b of the query of (idf_a + idf_b) / d, divided by
//                 the sum of all idf_a + idf_b; d is the least distance of a and b in one field,
//                 one more where b stands before a
//     title       share of the query, by idf, that the title has, times (1 + share of the title's
//                 words that the query has) / 2
//     identifier  share of the query's whole codes and versions that are there

#include "index/postings_codec.hpp"
#include "ranking/ranker.hpp"
#include "search/plan.hpp"
#include "search/top_k.hpp"

#include <span>
#include <vector>

namespace kb::search {

// Where one word of the query stands in one document.
struct WordMatch {
    bool present = false;
    bool exact = false;
    index::FieldSpans positions{};  // of the base form; empty where not present
};

// The matches of one document, in the order of the plan's words.
using WordMatches = std::span<const WordMatch>;

// Those of several documents. Movable; any thread once it is made.
class Matches {
public:
    Matches() = default;
    Matches(std::size_t documents, std::size_t words)
        : words_(words), documents_(documents), matches_(documents * words) {}

    [[nodiscard]] std::size_t size() const { return documents_; }
    [[nodiscard]] WordMatches operator[](std::size_t document) const {
        return std::span(matches_).subspan(document * words_, words_);
    }
    [[nodiscard]] WordMatch& at(std::size_t document, std::size_t word) {
        return matches_[document * words_ + word];
    }
    [[nodiscard]] index::PositionArena& arena() { return arena_; }

private:
    std::size_t words_ = 0;
    std::size_t documents_ = 0;
    std::vector<WordMatch> matches_;
    index::PositionArena arena_;
};

// For each of `found`, in their order, where the plan's words stand in it.
[[nodiscard]] Matches match_words(const Plan& plan, const std::vector<Found>& found,
                                  const Visible& visible);

// The text features of one document; reuse, confidence and freshness stay 0.
[[nodiscard]] ranking::Features text_features(const Plan& plan, WordMatches matches,
                                              std::uint32_t title_length);

// Whether the title has all words of a plain query and no others.
[[nodiscard]] bool is_exact_title(const Plan& plan, WordMatches matches,
                                  std::uint32_t title_length);

}  // namespace kb::search
