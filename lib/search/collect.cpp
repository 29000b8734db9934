// SPDX-License-Identifier: Apache-2.0
#include "search/collect.hpp"

#include "search/conjunction.hpp"
#include "search/counting.hpp"
#include "search/disjunction.hpp"
#include "search/filter.hpp"

namespace kb::search {
namespace {

// The same node without groups of one.
const PlanNode& unwrapped(const PlanNode& node) {
    const PlanNode* inner = &node;
    while (inner->kind == PlanNode::Kind::kGroup && inner->children.size() == 1 &&
           inner->children.front().occur != Occur::kMustNot) {
        inner = &inner->children.front();
    }
    return *inner;
}

bool is_group_of(const PlanNode& node, Occur occur) {
    return node.kind == PlanNode::Kind::kGroup && !node.children.empty() &&
           std::ranges::all_of(node.children,
                               [&](const PlanNode& child) { return child.occur == occur; });
}

bool has_no_must(const PlanNode& root) {
    return root.kind != PlanNode::Kind::kGroup ||
           std::ranges::none_of(root.children,
                                [](const PlanNode& child) { return child.occur == Occur::kMust; });
}

class ClauseMaker {
public:
    ClauseMaker(const index::Segment& segment, const index::Schema& schema)
        : segment_(segment), schema_(schema) {}

    Clauses make(const PlanNode& root) {
        if (root.kind != PlanNode::Kind::kGroup) {
            add(root, Occur::kShould);
        }
        // Groups within groups give way only where sums and counts stay the same.
        flat_should_ = is_group_of(root, Occur::kShould);
        for (const PlanNode& child : root.children) {
            add(child, child.occur);
        }
        return std::move(clauses_);
    }

private:
    void add(const PlanNode& node, Occur occur) {
        const PlanNode& inner = unwrapped(node);
        if ((occur == Occur::kShould && flat_should_ && is_group_of(inner, Occur::kShould)) ||
            (occur == Occur::kMust && is_group_of(inner, Occur::kMust))) {
            for (const PlanNode& child : inner.children) {
                add(child, occur);
            }
            return;
        }
        auto matcher = make_matcher(inner, segment_, schema_);
        switch (occur) {
        case Occur::kMust: clauses_.must.push_back(std::move(matcher)); break;
        case Occur::kShould:
            if (matcher->bound() > 0) {
                clauses_.should.push_back(std::move(matcher));
            }
            break;
        case Occur::kMustNot: clauses_.must_not.push_back(std::move(matcher)); break;
        }
    }

    const index::Segment& segment_;
    const index::Schema& schema_;
    Clauses clauses_;
    bool flat_should_ = false;
};

// With `whole`, all matching documents of the segment are seen and count: then the best postings of
// a word say what score the best k have at the least.
void search_segment(Clauses clauses, bool whole, Scope& scope, Scratch& scratch) {
    if (!clauses.must.empty()) {
        Conjunction(std::move(clauses), scope, scratch).run();
        return;
    }
    if (whole && clauses.must_not.empty()) {
        for (const auto& matcher : clauses.should) {
            scope.raise(*matcher);
        }
    }
    Disjunction(std::move(clauses.should), std::move(clauses.must_not), scope, scratch).run();
}

}  // namespace

Collected collect(const Plan& plan, const Filter& filter, const Visible& visible,
                  const index::Schema& schema, const CollectRequest& request) {
    TopK top(request.k);
    Scope scope(top, request.count_up_to, request.deadline);
    const auto scratch = std::make_unique_for_overwrite<Scratch>();
    const bool filtering = restricts(filter);
    // With a deadline, the best come first.
    const bool apart =
        request.count_up_to >= kCountedApart && !request.deadline && has_no_must(plan.root);
    std::unique_ptr<Marks> marks;
    if (apart) {
        scope.count_apart();
        marks = std::make_unique<Marks>();
    }
    const bool whole = !filtering && !request.deadline;
    for (std::uint32_t s = 0; s < visible.segments.size() && !scope.is_late(); ++s) {
        const index::SegmentState& state = *visible.segments[s];
        std::shared_ptr<const index::Bitmap> filtered;
        if (filtering) {
            filtered = filter_documents(filter, *state.segment);
        }
        scope.enter(state, s, filtered ? std::span(*filtered) : std::span<const std::uint64_t>());
        const auto clauses = [&] { return ClauseMaker(*state.segment, schema).make(plan.root); };
        if (apart) {
            count_any(clauses(), scope, *marks);
        }
        if (!apart || request.k > 0) {
            search_segment(clauses(), whole, scope, *scratch);
        }
    }
    Collected collected{.best = top.take()};
    collected.matched = std::max<std::uint64_t>(scope.matched(), collected.best.size());
    collected.complete = !scope.was_late();
    collected.work = scope.work();
    return collected;
}

}  // namespace kb::search
