// SPDX-License-Identifier: Apache-2.0
#include "search/term_matcher.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace kb::search {
namespace {

// Calls visit(slot, document, block index) for each posting of the cursor inside the window.
template <typename Visit>
void each_in_window(index::PostingsCursor& cursor, const Window& window, Visit visit) {
    std::uint32_t from = window.begin;
    while (cursor.seek_block(from)) {
        const index::Block& block = cursor.block();
        const auto begin = block.documents.begin();
        const auto end = begin + block.count;
        auto at = *begin >= from ? begin : std::lower_bound(begin, end, from);
        for (; at != end && *at < window.end(); ++at) {
            visit(*at - window.begin, *at, static_cast<std::uint32_t>(at - begin));
        }
        if (at != end) {
            return;
        }
        from = *(end - 1) + 1;
        if (from >= window.end()) {
            return;
        }
    }
}

}  // namespace

FieldScorer::FieldScorer(const PlanNode& node, const index::Segment& segment,
                         const index::Schema& schema)
    : field_(node.field), segment_(segment), function_(schema, segment.epoch()) {}

std::uint32_t FieldScorer::impact(std::uint32_t document, std::string_view detail) const {
    if ((index::detail_mask(detail) >> field_ & 1U) == 0) {
        return 0;
    }
    index::Frequencies frequencies{};
    if (!index::decode_frequencies(detail, frequencies)) {
        return 0;
    }
    index::Frequencies of_field{};
    of_field[field_] = frequencies[field_];
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
    const index::Block& block = cursor.block();
    return *std::lower_bound(block.documents.begin(), block.documents.begin() + block.count, from);
}

TermMatcher::TermMatcher(const PlanNode& node, const index::Segment& segment,
                         const index::Schema& schema)
    : cursor_(find_postings(segment, node.terms.front())),
      weight_(node.weight),
      field_(node, segment, schema) {}

void TermMatcher::collect(Window& window) {
    if (field_.any_field()) {
        each_in_window(cursor_, window, [&](std::uint32_t slot, std::uint32_t, std::uint32_t i) {
            window.scores[slot] += weight_ * cursor_.block().impacts[i];
            window.set(slot);
        });
        return;
    }
    each_in_window(cursor_, window,
                   [&](std::uint32_t slot, std::uint32_t document, std::uint32_t i) {
                       const std::uint32_t impact = field_.impact(document, cursor_.detail_at(i));
                       if (impact > 0) {
                           window.scores[slot] += weight_ * impact;
                           window.set(slot);
                       }
                   });
}

PhraseMatcher::PhraseMatcher(const PlanNode& node, const index::Segment& segment,
                             const index::Schema&)
    : gaps_(node.gaps), field_(node.field), weight_(node.weight) {
    for (const std::string& term : node.terms) {
        cursors_.push_back(find_postings(segment, term));
    }
    positions_.resize(cursors_.size());
    for (std::size_t i = 1; i < cursors_.size(); ++i) {
        if (cursors_[i].frequency() < cursors_[lead_].frequency()) {
            lead_ = i;
        }
    }
}

bool PhraseMatcher::stands_in_a_row(std::uint32_t document) {
    arena_.clear();
    for (index::PostingsCursor& cursor : cursors_) {
        if (!cursor.seek(document)) {
            return false;
        }
    }
    for (std::size_t i = 0; i < cursors_.size(); ++i) {
        if (!index::decode_positions(cursors_[i].detail(), arena_, positions_[i])) {
            return false;
        }
    }
    for (std::size_t f = 0; f < index::kFieldsMax; ++f) {
        if (field_ != kAnyField && field_ != f) {
            continue;
        }
        for (const std::uint32_t start : positions_.front()[f]) {
            bool all = true;
            for (std::size_t i = 1; i < positions_.size() && all; ++i) {
                all = std::ranges::binary_search(positions_[i][f], start + gaps_[i]);
            }
            if (all) {
                return true;
            }
        }
    }
    return false;
}

void PhraseMatcher::collect(Window& window) {
    for (std::uint32_t document = next(window.begin); document < window.end();
         document = next(document + 1)) {
        if (!stands_in_a_row(document)) {
            continue;
        }
        std::uint32_t least = 255;
        for (const index::PostingsCursor& cursor : cursors_) {
            least = std::min<std::uint32_t>(least, cursor.impact());
        }
        window.scores[document - window.begin] += weight_ * least;
        window.set(document - window.begin);
    }
}

AnyOfMatcher::AnyOfMatcher(const PlanNode& node, const index::Segment& segment,
                           const index::Schema& schema)
    : weight_(node.weight), field_(node, segment, schema) {
    for (const std::string& term : node.terms) {
        index::PostingsCursor cursor = find_postings(segment, term);
        if (cursor.frequency() > 0) {
            cursors_.push_back(std::move(cursor));
        }
    }
}

void AnyOfMatcher::collect(Window& window) {
    std::array<std::uint8_t, kWindowSize> highest{};
    for (index::PostingsCursor& cursor : cursors_) {
        each_in_window(
            cursor, window, [&](std::uint32_t slot, std::uint32_t document, std::uint32_t i) {
                const std::uint32_t impact = field_.any_field()
                                                 ? cursor.block().impacts[i]
                                                 : field_.impact(document, cursor.detail_at(i));
                highest[slot] = std::max(highest[slot], static_cast<std::uint8_t>(impact));
            });
    }
    for (std::uint32_t slot = 0; slot < kWindowSize; ++slot) {
        if (highest[slot] > 0) {
            window.scores[slot] += weight_ * highest[slot];
            window.set(slot);
        }
    }
}

std::uint32_t AnyOfMatcher::next(std::uint32_t from) {
    std::uint32_t least = index::kNoDocument;
    for (index::PostingsCursor& cursor : cursors_) {
        least = std::min(least, next_document(cursor, from));
    }
    return least;
}

}  // namespace kb::search
