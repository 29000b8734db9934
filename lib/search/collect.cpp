// SPDX-License-Identifier: Apache-2.0
#include "search/collect.hpp"

#include "search/conjunction.hpp"
#include "search/counting.hpp"
#include "search/disjunction.hpp"
#include "search/filter.hpp"

#include <algorithm>
#include <atomic>
#include <future>

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

// What is searched, and by how many.
struct Search {
    const Plan& plan;
    const Filter& filter;
    const Visible& visible;
    const index::Schema& schema;
    const CollectRequest& request;
    unsigned shares = 1;
    std::atomic<std::uint32_t> floor = 0;
};

DocumentRange range_of(const index::Segment& segment, unsigned share, const Search& search) {
    const std::uint32_t documents = segment.documents();
    const unsigned shares = search.shares;
    if (documents < search.request.threads_documents_min) {
        return {.end = share == 0 ? documents : 0};
    }
    const std::uint32_t windows = (documents + kernel::kMarksSize - 1) / kernel::kMarksSize;
    const auto border = [&](unsigned place) {
        return std::min(documents, windows * place / shares * kernel::kMarksSize);
    };
    return {.begin = border(share), .end = border(share + 1)};
}

Collected collect_share(Search& search, unsigned share) {
    const auto& [plan, filter, visible, schema, request, shares, floor] = search;
    TopK top(request.k);
    Scope scope(top, request.count_up_to, request.deadline, shares > 1 ? &search.floor : nullptr);
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
        const DocumentRange range = range_of(*state.segment, share, search);
        if (range.begin >= range.end) {
            continue;
        }
        std::shared_ptr<const index::Bitmap> filtered;
        if (filtering) {
            filtered = filter_documents(filter, *state.segment);
        }
        scope.enter(state, s, range,
                    filtered ? std::span(*filtered) : std::span<const std::uint64_t>());
        const auto clauses = [&] { return ClauseMaker(*state.segment, schema).make(plan.root); };
        if (apart) {
            count_any(clauses(), scope, *marks);
        }
        if (!apart || request.k > 0) {
            search_segment(clauses(), whole, scope, *scratch);
        }
    }
    return {.best = top.take(),
            .matched = scope.matched(),
            .complete = !scope.was_late(),
            .work = scope.work()};
}

std::uint64_t cost_of(const Clauses& clauses) {
    std::uint64_t cost = 0;
    for (const Matchers* matchers : {&clauses.must, &clauses.should}) {
        for (const auto& matcher : *matchers) {
            cost += matcher->cost();
        }
    }
    return cost;
}

unsigned shares_of(const Plan& plan, const Visible& visible, const index::Schema& schema,
                   const CollectRequest& request) {
    for (std::size_t s = 0; s < visible.segments.size() && request.threads > 1; ++s) {
        const index::Segment& segment = *visible.segments[s]->segment;
        if (segment.documents() >= request.threads_documents_min &&
            cost_of(ClauseMaker(segment, schema).make(plan.root)) >= request.threads_postings_min) {
            return request.threads;
        }
    }
    return 1;
}

void add_share(Collected share, std::size_t k, Collected& all) {
    all.best.insert(all.best.end(), share.best.begin(), share.best.end());
    std::ranges::sort(all.best, is_better);
    all.best.resize(std::min(k, all.best.size()));
    all.matched += share.matched;
    all.complete = all.complete && share.complete;
    all.work += share.work;
}

}  // namespace

Collected collect(const Plan& plan, const Filter& filter, const Visible& visible,
                  const index::Schema& schema, const CollectRequest& request) {
    Search search{plan,   filter,  visible,
                  schema, request, shares_of(plan, visible, schema, request)};
    // Where the system gives no thread, this one does it.
    constexpr auto kHow = std::launch::async | std::launch::deferred;
    std::vector<std::future<Collected>> others;
    for (unsigned share = 1; share < search.shares; ++share) {
        others.push_back(
            std::async(kHow, [&search, share] { return collect_share(search, share); }));
    }
    Collected collected = collect_share(search, 0);
    for (auto& other : others) {
        add_share(other.get(), request.k, collected);
    }
    collected.matched = std::max<std::uint64_t>(collected.matched, collected.best.size());
    return collected;
}

}  // namespace kb::search
