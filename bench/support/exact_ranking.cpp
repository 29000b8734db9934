// SPDX-License-Identifier: Apache-2.0
#include "support/exact_ranking.hpp"

#include "search/term_matcher.hpp"

#include <algorithm>

namespace kb::bench {
namespace {

using search::PlanNode;
using Scores = std::vector<double>;  // of each document of a segment; 0: does not match

class SegmentScorer {
public:
    SegmentScorer(const index::Segment& segment, const index::Schema& schema)
        : segment_(segment), schema_(schema) {}

    [[nodiscard]] Scores evaluate(const PlanNode& node) const {
        switch (node.kind) {
        case PlanNode::Kind::kNothing: return Scores(segment_.documents());
        case PlanNode::Kind::kTerm:
        case PlanNode::Kind::kAnyOf: return highest(node);
        case PlanNode::Kind::kPhrase: return phrase(node);
        case PlanNode::Kind::kGroup: return group(node);
        }
        return Scores(segment_.documents());
    }

private:
    [[nodiscard]] Scores of_term(const std::string& term, std::uint32_t field) const {
        Scores scores(segment_.documents());
        index::PostingsCursor cursor = search::find_postings(segment_, term);
        for (bool more = cursor.seek_block(0); more; more = cursor.next_block()) {
            for (std::uint32_t i = 0; i < cursor.block().count; ++i) {
                index::Frequencies frequencies = cursor.detail_at(i).frequencies();
                for (std::size_t f = 0; f < frequencies.size(); ++f) {
                    frequencies[f] = field == search::kAnyField || field == f ? frequencies[f] : 0;
                }
                const std::uint32_t document = cursor.block().documents[i];
                scores[document] = saturated_frequency(schema_, segment_.epoch(), frequencies,
                                                       segment_.columns().lengths(document));
            }
        }
        return scores;
    }

    // A prefix counts the best of its words.
    [[nodiscard]] Scores highest(const PlanNode& node) const {
        Scores scores(segment_.documents());
        for (const std::string& term : node.terms) {
            const Scores more = of_term(term, node.field);
            for (std::size_t d = 0; d < scores.size(); ++d) {
                scores[d] = std::max(scores[d], node.idf * more[d]);
            }
        }
        return scores;
    }

    // The worst of its words where they stand in a row, which the index itself has to say.
    [[nodiscard]] Scores phrase(const PlanNode& node) const {
        Scores scores(segment_.documents(), node.idf);
        for (const std::string& term : node.terms) {
            const Scores more = of_term(term, search::kAnyField);
            for (std::size_t d = 0; d < scores.size(); ++d) {
                scores[d] = std::min(scores[d], node.idf * more[d]);
            }
        }
        search::PhraseMatcher matcher(node, segment_);
        for (std::uint32_t d = 0; d < scores.size(); ++d) {
            if (scores[d] > 0.0 && matcher.score(d) == 0) {
                scores[d] = 0.0;
            }
        }
        return scores;
    }

    [[nodiscard]] Scores group(const PlanNode& node) const {
        Scores sum(segment_.documents());
        std::vector<bool> allowed(segment_.documents(), true);
        for (const PlanNode& child : node.children) {
            const Scores scores = evaluate(child);
            for (std::size_t d = 0; d < sum.size(); ++d) {
                const bool matches = scores[d] > 0.0;
                sum[d] += child.occur == Occur::kMustNot ? 0.0 : scores[d];
                allowed[d] = allowed[d] && (child.occur == Occur::kShould ||
                                            matches == (child.occur == Occur::kMust));
            }
        }
        for (std::size_t d = 0; d < sum.size(); ++d) {
            sum[d] = allowed[d] ? sum[d] : 0.0;
        }
        return sum;
    }

    const index::Segment& segment_;
    const index::Schema& schema_;
};

bool is_better(const ExactHit& a, const ExactHit& b) {
    return a.score != b.score ? a.score > b.score : a.article < b.article;
}

}  // namespace

double saturated_frequency(const index::Schema& schema, const index::Epoch& epoch,
                           const index::Frequencies& frequencies, const index::Lengths& lengths) {
    double ptf = 0.0;
    for (std::size_t f = 0; f < schema.field_count; ++f) {
        const index::FieldScoring& field = schema.fields[f];
        // In a field that no document of the epoch had, lengths have nothing to be compared with.
        const double norm = epoch.mean[f] > 0.0 ? 1.0 - field.length_norm +
                                                      field.length_norm * lengths[f] / epoch.mean[f]
                                                : 1.0;
        ptf += frequencies[f] == 0 ? 0.0 : field.boost * frequencies[f] / norm;
    }
    return ptf / (ptf + schema.saturation);
}

std::vector<ExactHit> rank_exactly(const search::Plan& plan, const search::Visible& visible,
                                   const index::Schema& schema, std::size_t k) {
    std::vector<ExactHit> hits;
    for (const index::SegmentState* state : visible.segments) {
        const Scores scores = SegmentScorer(*state->segment, schema).evaluate(plan.root);
        for (std::uint32_t d = 0; d < scores.size(); ++d) {
            if (scores[d] > 0.0 && state->live->is_live(d)) {
                hits.push_back(
                    {.score = scores[d], .article = state->segment->columns().article(d)});
            }
        }
    }
    std::ranges::sort(hits, is_better);
    hits.resize(std::min(hits.size(), k));
    return hits;
}

}  // namespace kb::bench
