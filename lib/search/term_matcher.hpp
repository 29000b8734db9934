// SPDX-License-Identifier: Apache-2.0
#pragma once

// The leaves of a plan: one term, several in a row, any of several. One thread at a time.

#include "search/matcher.hpp"

#include <vector>

namespace kb::search {

// A posting of one field alone scores by that field alone, anew from its frequency.
class FieldScorer {
public:
    FieldScorer(const PlanNode& node, const index::Segment& segment, const index::Schema& schema);
    [[nodiscard]] bool any_field() const { return field_ == kAnyField; }
    // The impact of a posting within the field; 0 where the term is not in it.
    [[nodiscard]] std::uint32_t impact(std::uint32_t document, std::string_view detail) const;

private:
    std::uint32_t field_;
    const index::Segment& segment_;
    index::ImpactFunction function_;
};

// Where a term's postings are; a term that the segment has not gives a cursor of nothing.
[[nodiscard]] index::PostingsCursor find_postings(const index::Segment& segment,
                                                  std::string_view term);

// The first document at or after `from` that a cursor is on.
[[nodiscard]] std::uint32_t next_document(index::PostingsCursor& cursor, std::uint32_t from);

class TermMatcher final : public Matcher {
public:
    TermMatcher(const PlanNode& node, const index::Segment& segment, const index::Schema& schema);
    void collect(Window& window) override;
    std::uint32_t next(std::uint32_t from) override { return next_document(cursor_, from); }

private:
    index::PostingsCursor cursor_;
    std::uint32_t weight_;
    FieldScorer field_;
};

// The terms in order, at the given distances. Scores weight * the least impact among its terms.
class PhraseMatcher final : public Matcher {
public:
    PhraseMatcher(const PlanNode& node, const index::Segment& segment, const index::Schema& schema);
    void collect(Window& window) override;
    std::uint32_t next(std::uint32_t from) override { return next_document(cursors_[lead_], from); }

private:
    [[nodiscard]] bool stands_in_a_row(std::uint32_t document);

    std::vector<index::PostingsCursor> cursors_;
    std::vector<index::FieldSpans> positions_;  // of each cursor in the document at hand
    index::PositionArena arena_;
    std::vector<std::uint32_t> gaps_;
    std::size_t lead_ = 0;
    std::uint32_t field_;
    std::uint32_t weight_;
};

// Any of the terms; scores weight * the highest impact among those that are there.
class AnyOfMatcher final : public Matcher {
public:
    AnyOfMatcher(const PlanNode& node, const index::Segment& segment, const index::Schema& schema);
    void collect(Window& window) override;
    std::uint32_t next(std::uint32_t from) override;

private:
    std::vector<index::PostingsCursor> cursors_;
    std::uint32_t weight_;
    FieldScorer field_;
};

}  // namespace kb::search
