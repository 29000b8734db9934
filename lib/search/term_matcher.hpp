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
    [[nodiscard]] std::uint32_t impact(std::uint32_t document, const index::Detail& detail) const;

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
    TermMatcher(const PlanNode& node, const index::Segment& segment);
    [[nodiscard]] std::uint32_t bound() const override { return weight_ * cursor_.impact_max(); }
    [[nodiscard]] std::uint32_t bound(std::uint32_t begin, std::uint32_t end) override {
        return weight_ * cursor_.impact_max(begin, end);
    }
    [[nodiscard]] std::uint64_t cost() const override { return cursor_.frequency(); }
    std::uint32_t next(std::uint32_t from) override { return next_document(cursor_, from); }
    std::uint32_t score(std::uint32_t document) override {
        return cursor_.seek(document) ? weight_ * cursor_.impact() : 0;
    }
    void collect(Window& window) override;
    std::uint32_t list(std::uint32_t from, std::uint32_t least, Candidates& candidates) override;
    [[nodiscard]] std::uint32_t score_of_best(std::size_t k) const override {
        return weight_ * cursor_.impact_of_best(k);
    }
    void mark(Marks& marks) override;
    void add(Candidates& candidates) override;
    void tally(Work& work) const override;

private:
    index::PostingsCursor cursor_;
    std::uint32_t weight_;
    std::uint64_t postings_ = 0;  // scored or marked
};

// A term in one field.
class FieldTermMatcher final : public Matcher {
public:
    FieldTermMatcher(const PlanNode& node, const index::Segment& segment,
                     const index::Schema& schema);
    [[nodiscard]] std::uint32_t bound() const override { return weight_ * cursor_.impact_max(); }
    [[nodiscard]] std::uint64_t cost() const override { return cursor_.frequency(); }
    std::uint32_t next(std::uint32_t from) override { return next_document(cursor_, from); }
    std::uint32_t score(std::uint32_t document) override;
    std::uint32_t list(std::uint32_t from, std::uint32_t least, Candidates& candidates) override;
    void tally(Work& work) const override;

private:
    index::PostingsCursor cursor_;
    std::uint32_t weight_;
    FieldScorer field_;
};

// The terms in order, at the given distances. Scores weight * the least impact among its terms.
class PhraseMatcher final : public Matcher {
public:
    PhraseMatcher(const PlanNode& node, const index::Segment& segment);
    [[nodiscard]] std::uint32_t bound() const override;
    [[nodiscard]] std::uint64_t cost() const override { return cursors_.front().frequency(); }
    std::uint32_t next(std::uint32_t from) override {
        return next_document(cursors_.front(), from);
    }
    std::uint32_t score(std::uint32_t document) override { return score(document, 1); }
    std::uint32_t list(std::uint32_t from, std::uint32_t least, Candidates& candidates) override;
    void tally(Work& work) const override;

private:
    // 0 also where the score would be below `least`.
    std::uint32_t score(std::uint32_t document, std::uint32_t least);
    [[nodiscard]] bool stands_in_a_row();

    std::vector<index::PostingsCursor> cursors_;  // the rarest first
    std::vector<std::uint32_t> places_;           // of each in the phrase
    std::vector<index::Spot> starts_;             // where the phrase may begin
    std::vector<index::Spot> spots_;              // of one word in the document at hand
    std::uint32_t field_;
    std::uint32_t weight_;
};

// Any of the terms; scores weight * the highest impact among those that are there.
class AnyOfMatcher final : public Matcher {
public:
    AnyOfMatcher(const PlanNode& node, const index::Segment& segment, const index::Schema& schema);
    [[nodiscard]] std::uint32_t bound() const override;
    [[nodiscard]] std::uint32_t score_of_best(std::size_t k) const override;
    [[nodiscard]] std::uint64_t cost() const override;
    std::uint32_t next(std::uint32_t from) override;
    std::uint32_t score(std::uint32_t document) override;
    void collect(Window& window) override;
    std::uint32_t list(std::uint32_t from, std::uint32_t least, Candidates& candidates) override;
    void mark(Marks& marks) override;
    void tally(Work& work) const override;

private:
    struct Term {
        index::PostingsCursor cursor{};
        std::uint32_t next = 0;  // nothing of the term before this document
    };
    // The highest impacts of a window's documents, where there is one that is high enough.
    struct Highest {
        std::array<std::uint8_t, kWindowSize> impacts{};
        std::array<std::uint64_t, kWindowSize / 64> high{};  // documents, one bit each
        std::uint64_t touched = 0;                           // bit i: some of high[i]

        void take(std::uint32_t slot, std::uint8_t impact, std::uint32_t least) {
            impacts[slot] = std::max(impacts[slot], impact);
            high[slot / 64] |= (impact >= least ? 1ULL : 0ULL) << (slot % 64);
            touched |= 1ULL << (slot / 64);
        }
        template <typename Visit>
        void visit(Visit visit) const {
            for (std::uint64_t words = touched; words != 0; words &= words - 1) {
                const auto word = static_cast<std::uint32_t>(std::countr_zero(words));
                for (std::uint64_t bits = high[word]; bits != 0; bits &= bits - 1) {
                    const auto slot =
                        word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
                    visit(slot, impacts[slot]);
                }
            }
        }
    };
    [[nodiscard]] std::uint32_t impact(Term& term, std::uint32_t place);
    // The highest impact of each document from `from` to the end of its window, where it is
    // `least` or more.
    void collect(std::uint32_t from, std::uint32_t least, Highest& highest);
    static std::uint32_t advance(Term& term, std::uint32_t from);
    static std::uint32_t skip(Term& term, std::uint32_t from, std::uint32_t least);

    std::vector<Term> terms_;
    std::uint32_t weight_;
    FieldScorer field_;
    std::uint64_t postings_ = 0;  // looked at or marked
};

}  // namespace kb::search
