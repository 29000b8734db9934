// SPDX-License-Identifier: Apache-2.0
#include "search/term_matcher.hpp"

#include <algorithm>

namespace kb::search {
namespace {

// Lists what score(document, place in its block) gives points, block by block, of the postings with
// an impact of `impact` or more; returns as Matcher::list() does.
template <typename Score>
std::uint32_t list_blocks(index::PostingsCursor& cursor, std::uint32_t from, std::uint32_t impact,
                          Candidates& candidates, Score score) {
    // A list without any is left now and then, so that whoever walks it can look at the clock.
    constexpr int kBlocksMax = 64;
    for (int blocks = 0; candidates.count == 0 && blocks < kBlocksMax; ++blocks) {
        if (!cursor.seek_block(from, impact)) {
            return index::kNoDocument;
        }
        const index::Block& block = cursor.block();
        for (std::uint32_t i = kernel::kernels().count_below(block.documents.data(), from);
             i < block.count; ++i) {
            const std::uint32_t document = block.documents[i];
            const std::uint32_t points = block.impacts[i] < impact ? 0 : score(document, i);
            if (points > 0) {
                candidates.push(document, points);
            }
        }
        from = block.last() + 1;
    }
    return from;
}

// Visits the postings of documents in [from, end), a block or part of one at a time.
template <typename Visit>
void for_postings(index::PostingsCursor& cursor, std::uint32_t from, std::uint32_t end,
                  Visit visit) {
    const kernel::Kernels& kernels = kernel::kernels();
    while (cursor.seek_block(from)) {
        const index::Block& block = cursor.block();
        const std::uint32_t first =
            block.documents[0] >= from ? 0 : kernels.count_below(block.documents.data(), from);
        const bool beyond = block.last() >= end;
        const std::uint32_t last =
            beyond ? kernels.count_below(block.documents.data(), end) : block.count;
        visit(kernel::Postings{.documents = block.documents.data() + first,
                               .impacts = block.impacts.data() + first,
                               .count = last - first});
        from = block.last() + 1;
        if (beyond || from >= end) {
            return;
        }
    }
}

}  // namespace

FieldScorer::FieldScorer(const PlanNode& node, const index::Segment& segment,
                         const index::Schema& schema)
    : field_(node.field), segment_(segment), function_(schema, segment.epoch()) {}

std::uint32_t FieldScorer::impact(std::uint32_t document, const index::Detail& detail) const {
    if ((detail.mask() >> field_ & 1U) == 0) {
        return 0;
    }
    index::Frequencies of_field{};
    of_field[field_] = detail.frequencies()[field_];
    return function_(of_field, segment_.columns().lengths(document));
}

index::PostingsCursor find_postings(const index::Segment& segment, std::string_view term) {
    const auto entry = segment.dictionary().find(term);
    return entry ? segment.postings(*entry) : index::PostingsCursor();
}

std::uint32_t next_document(index::PostingsCursor& cursor, std::uint32_t from) {
    if (!cursor.seek_block(from)) {
        return index::kNoDocument;
    }
    const auto& documents = cursor.block().documents;
    return documents[kernel::kernels().count_below(documents.data(), from)];
}

TermMatcher::TermMatcher(const PlanNode& node, const index::Segment& segment)
    : cursor_(find_postings(segment, node.terms.front())), weight_(node.weight) {}

void TermMatcher::collect(Window& window) {
    for_postings(cursor_, window.begin, window.end(), [&](const kernel::Postings& postings) {
        postings_ += postings.count;
        window.touched |=
            kernel::kernels().add(postings, weight_, window.begin, window.scores.data());
    });
}

void TermMatcher::mark(Marks& marks) {
    for_postings(cursor_, marks.begin, marks.end(), [&](const kernel::Postings& postings) {
        postings_ += postings.count;
        kernel::kernels().mark(postings, marks.begin, marks.bytes.data());
    });
}

std::uint32_t TermMatcher::list(std::uint32_t from, std::uint32_t least, Candidates& candidates) {
    const std::uint32_t impact = (least - 1) / weight_ + 1;
    while (candidates.count == 0) {
        if (!cursor_.seek_block(from, impact)) {
            return index::kNoDocument;
        }
        const index::Block& block = cursor_.block();
        postings_ += block.count;
        candidates.count =
            kernel::kernels().select(block.postings(), weight_, least, candidates.raw());
        if (block.documents[0] < from) {
            const auto below =
                std::lower_bound(candidates.documents.begin(),
                                 candidates.documents.begin() + candidates.count, from) -
                candidates.documents.begin();
            std::copy(candidates.documents.begin() + below,
                      candidates.documents.begin() + candidates.count,
                      candidates.documents.begin());
            std::copy(candidates.scores.begin() + below,
                      candidates.scores.begin() + candidates.count, candidates.scores.begin());
            candidates.count -= static_cast<std::uint32_t>(below);
        }
        from = block.last() + 1;
    }
    return from;
}

void TermMatcher::tally(Work& work) const {
    Matcher::tally(work);
    work.blocks += cursor_.blocks_decoded();
    work.postings += postings_;
}

void FieldTermMatcher::tally(Work& work) const {
    Matcher::tally(work);
    work.blocks += cursor_.blocks_decoded();
}

void PhraseMatcher::tally(Work& work) const {
    Matcher::tally(work);
    for (const index::PostingsCursor& cursor : cursors_) {
        work.blocks += cursor.blocks_decoded();
    }
}

void AnyOfMatcher::tally(Work& work) const {
    Matcher::tally(work);
    for (const Term& term : terms_) {
        work.blocks += term.cursor.blocks_decoded();
    }
    work.postings += postings_;
}

void TermMatcher::add(Candidates& candidates) {
    lookups_ += candidates.count;
    for (std::uint32_t i = 0; i < candidates.count; ++i) {
        if (cursor_.seek(candidates.documents[i])) {
            candidates.scores[i] += weight_ * cursor_.impact();
        }
    }
}

FieldTermMatcher::FieldTermMatcher(const PlanNode& node, const index::Segment& segment,
                                   const index::Schema& schema)
    : cursor_(find_postings(segment, node.terms.front())),
      weight_(node.weight),
      field_(node, segment, schema) {}

std::uint32_t FieldTermMatcher::score(std::uint32_t document) {
    return cursor_.seek(document) ? weight_ * field_.impact(document, cursor_.detail()) : 0;
}

std::uint32_t FieldTermMatcher::list(std::uint32_t from, std::uint32_t least,
                                     Candidates& candidates) {
    // A field alone never has more impact than the whole posting.
    return list_blocks(cursor_, from, (least - 1) / weight_ + 1, candidates,
                       [&](std::uint32_t document, std::uint32_t i) {
                           const std::uint32_t points =
                               weight_ * field_.impact(document, cursor_.detail_at(i));
                           return points >= least ? points : 0;
                       });
}

PhraseMatcher::PhraseMatcher(const PlanNode& node, const index::Segment& segment)
    : field_(node.field), weight_(node.weight) {
    std::vector<std::pair<index::TermEntry, std::uint32_t>> terms;
    for (std::size_t i = 0; i < node.terms.size(); ++i) {
        const auto entry = segment.dictionary().find(node.terms[i]);
        terms.emplace_back(entry.value_or(index::TermEntry{}), node.gaps[i]);
    }
    std::ranges::stable_sort(terms, {}, [](const auto& term) { return term.first.documents; });
    cursors_.reserve(terms.size());
    for (const auto& [entry, place] : terms) {
        cursors_.push_back(entry.documents > 0 ? segment.postings(entry) : index::PostingsCursor());
        places_.push_back(place);
    }
}

std::uint32_t PhraseMatcher::bound() const {
    std::uint32_t least = 255;
    for (const index::PostingsCursor& cursor : cursors_) {
        least = std::min<std::uint32_t>(least, cursor.impact_max());
    }
    return weight_ * least;
}

std::uint32_t PhraseMatcher::score(std::uint32_t document, std::uint32_t least) {
    std::uint32_t impact = 255;
    for (index::PostingsCursor& cursor : cursors_) {
        if (!cursor.seek(document)) {
            return 0;
        }
        impact = std::min<std::uint32_t>(impact, cursor.impact());
        if (weight_ * impact < least) {
            return 0;
        }
    }
    return stands_in_a_row() ? weight_ * impact : 0;
}

std::uint32_t PhraseMatcher::list(std::uint32_t from, std::uint32_t least, Candidates& candidates) {
    return list_blocks(
        cursors_.front(), from, (least - 1) / weight_ + 1, candidates,
        [&](std::uint32_t document, std::uint32_t) { return score(document, least); });
}

bool PhraseMatcher::stands_in_a_row() {
    if (!cursors_.front().detail().spots(spots_)) {
        return false;
    }
    starts_.clear();
    for (const index::Spot spot : spots_) {
        const bool here = field_ == kAnyField || field_ == index::field_of(spot);
        if (here && index::position_of(spot) >= places_.front()) {
            starts_.push_back(spot - places_.front());
        }
    }
    for (std::size_t i = 1; i < cursors_.size() && !starts_.empty(); ++i) {
        if (!cursors_[i].detail().spots(spots_)) {
            return false;
        }
        std::size_t kept = 0;
        auto at = spots_.begin();
        for (const index::Spot start : starts_) {
            at = std::find_if(at, spots_.end(),
                              [&](index::Spot spot) { return spot >= start + places_[i]; });
            if (at == spots_.end()) {
                break;
            }
            starts_[kept] = start;
            kept += *at == start + places_[i] ? 1 : 0;
        }
        starts_.resize(kept);
    }
    return !starts_.empty();
}

AnyOfMatcher::AnyOfMatcher(const PlanNode& node, const index::Segment& segment,
                           const index::Schema& schema)
    : weight_(node.weight), field_(node, segment, schema) {
    terms_.reserve(node.terms.size());
    for (const std::string& term : node.terms) {
        index::PostingsCursor cursor = find_postings(segment, term);
        if (cursor.frequency() > 0) {
            terms_.push_back({.cursor = std::move(cursor)});
        }
    }
}

std::uint32_t AnyOfMatcher::bound() const {
    std::uint32_t highest = 0;
    for (const Term& term : terms_) {
        highest = std::max<std::uint32_t>(highest, term.cursor.impact_max());
    }
    return weight_ * highest;
}

std::uint32_t AnyOfMatcher::score_of_best(std::size_t k) const {
    std::uint32_t highest = 0;
    for (const Term& term : terms_) {
        highest = std::max<std::uint32_t>(highest, term.cursor.impact_of_best(k));
    }
    return field_.any_field() ? weight_ * highest : 0;
}

std::uint64_t AnyOfMatcher::cost() const {
    std::uint64_t sum = 0;
    for (const Term& term : terms_) {
        sum += term.cursor.frequency();
    }
    return sum;
}

// A document at or after `from` before which the term is not.
std::uint32_t AnyOfMatcher::advance(Term& term, std::uint32_t from) {
    if (term.next < from) {
        term.next = next_document(term.cursor, from);
    }
    return term.next;
}

// A document at or after `from` before which no posting has an impact of `least` or more.
std::uint32_t AnyOfMatcher::skip(Term& term, std::uint32_t from, std::uint32_t least) {
    if (term.next < from) {
        term.next = term.cursor.seek_block(from, least)
                        ? std::max(from, term.cursor.block().documents[0])
                        : index::kNoDocument;
    }
    return term.next;
}

std::uint32_t AnyOfMatcher::next(std::uint32_t from) {
    std::uint32_t least = index::kNoDocument;
    for (Term& term : terms_) {
        least = std::min(least, advance(term, from));
    }
    return least;
}

std::uint32_t AnyOfMatcher::impact(Term& term, std::uint32_t place) {
    const index::Block& block = term.cursor.block();
    return field_.any_field() ? block.impacts[place]
                              : field_.impact(block.documents[place], term.cursor.detail_at(place));
}

std::uint32_t AnyOfMatcher::score(std::uint32_t document) {
    std::uint32_t highest = 0;
    for (Term& term : terms_) {
        if (term.cursor.impact_max() > highest && advance(term, document) == document &&
            term.cursor.seek(document)) {
            highest = std::max(highest, impact(term, term.cursor.place()));
        }
    }
    return weight_ * highest;
}

void AnyOfMatcher::collect(std::uint32_t from, std::uint32_t least, Highest& highest) {
    const std::uint32_t begin = from / kWindowSize * kWindowSize;
    const std::uint32_t end = begin + kWindowSize;
    for (Term& term : terms_) {
        std::uint32_t at = from;
        while (term.next < end && term.cursor.seek_block(at, least)) {
            const index::Block& block = term.cursor.block();
            std::uint32_t i = kernel::kernels().count_below(block.documents.data(), at);
            for (; i < block.count && block.documents[i] < end; ++i, ++postings_) {
                highest.take(block.documents[i] - begin, static_cast<std::uint8_t>(impact(term, i)),
                             least);
            }
            term.next = i < block.count ? block.documents[i] : block.last() + 1;
            at = block.last() + 1;
            if (i < block.count || at >= end) {
                break;
            }
        }
        skip(term, end, least);
    }
}

void AnyOfMatcher::collect(Window& window) {
    Highest highest;
    collect(window.begin, 1, highest);
    highest.visit([&](std::uint32_t slot, std::uint32_t impact) {
        window.add(window.begin + slot, weight_ * impact);
    });
}

void AnyOfMatcher::mark(Marks& marks) {
    if (!field_.any_field()) {
        Matcher::mark(marks);
        return;
    }
    for (Term& term : terms_) {
        for_postings(term.cursor, marks.begin, marks.end(), [&](const kernel::Postings& postings) {
            postings_ += postings.count;
            kernel::kernels().mark(postings, marks.begin, marks.bytes.data());
        });
    }
}

std::uint32_t AnyOfMatcher::list(std::uint32_t from, std::uint32_t least, Candidates& candidates) {
    const std::uint32_t impact = (least - 1) / weight_ + 1;
    constexpr int kWindowsMax = 4;  // without any, for the same reason as the blocks above
    for (int windows = 0; candidates.count == 0 && windows < kWindowsMax; ++windows) {
        std::uint32_t first_left = index::kNoDocument;
        for (Term& term : terms_) {
            first_left = std::min(first_left, skip(term, from, impact));
        }
        if (first_left == index::kNoDocument) {
            return first_left;
        }
        from = first_left;
        Highest highest;
        collect(from, impact, highest);
        const std::uint32_t begin = from / kWindowSize * kWindowSize;
        highest.visit([&](std::uint32_t slot, std::uint32_t points) {
            candidates.push(begin + slot, weight_ * points);
        });
        from = begin + kWindowSize;
    }
    return from;
}

}  // namespace kb::search
