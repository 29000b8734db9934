// SPDX-License-Identifier: Apache-2.0
#include "search/matcher.hpp"

#include "search/group_matcher.hpp"
#include "search/term_matcher.hpp"

namespace kb::search {

std::unique_ptr<Matcher> make_matcher(const PlanNode& node, const index::Segment& segment,
                                      const index::Schema& schema) {
    switch (node.kind) {
    case PlanNode::Kind::kNothing: return std::make_unique<NothingMatcher>();
    case PlanNode::Kind::kTerm:
        if (node.field != kAnyField) {
            return std::make_unique<FieldTermMatcher>(node, segment, schema);
        }
        return std::make_unique<TermMatcher>(node, segment);
    case PlanNode::Kind::kPhrase: return std::make_unique<PhraseMatcher>(node, segment);
    case PlanNode::Kind::kAnyOf: return std::make_unique<AnyOfMatcher>(node, segment, schema);
    case PlanNode::Kind::kGroup: return std::make_unique<GroupMatcher>(node, segment, schema);
    }
    return std::make_unique<NothingMatcher>();
}

std::uint32_t Matcher::bound(std::uint32_t, std::uint32_t) { return bound(); }

std::uint32_t Matcher::score_of_best(std::size_t) const { return 0; }

void Matcher::collect(Window& window) {
    for (std::uint32_t document = next(window.begin); document < window.end();
         document = next(document + 1)) {
        if (const std::uint32_t points = score(document); points > 0) {
            window.add(document, points);
        }
    }
}

void Matcher::mark(Marks& marks) {
    for (std::uint32_t document = next(marks.begin); document < marks.end();
         document = next(document + 1)) {
        if (score(document) > 0) {
            marks.bytes[document - marks.begin] = 1;
        }
    }
}

std::uint32_t Matcher::list(std::uint32_t from, std::uint32_t least, Candidates& candidates) {
    // Left now and then also without any, so that whoever walks the list can look at the clock.
    constexpr std::uint32_t kLookedAtMax = 4096;
    std::uint32_t document = next(from);
    for (std::uint32_t looked_at = 0;
         document != index::kNoDocument && candidates.count < index::kBlockSize &&
         looked_at < kLookedAtMax;
         document = next(document + 1), ++looked_at) {
        if (const std::uint32_t points = score(document); points >= least) {
            candidates.push(document, points);
        }
    }
    return document;
}

void Matcher::add(Candidates& candidates) {
    lookups_ += candidates.count;
    for (std::uint32_t i = 0; i < candidates.count; ++i) {
        candidates.scores[i] += score(candidates.documents[i]);
    }
}

void Matcher::keep(Candidates& candidates) {
    lookups_ += candidates.count;
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < candidates.count; ++i) {
        const std::uint32_t document = candidates.documents[i];
        const std::uint32_t points = score(document);
        candidates.documents[kept] = document;
        candidates.scores[kept] = candidates.scores[i] + points;
        kept += points > 0 ? 1U : 0U;
    }
    candidates.count = kept;
}

void Matcher::drop(Candidates& candidates) {
    lookups_ += candidates.count;
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < candidates.count; ++i) {
        const std::uint32_t document = candidates.documents[i];
        candidates.documents[kept] = document;
        candidates.scores[kept] = candidates.scores[i];
        kept += score(document) == 0 ? 1U : 0U;
    }
    candidates.count = kept;
}

}  // namespace kb::search
