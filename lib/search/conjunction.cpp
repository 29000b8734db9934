// SPDX-License-Identifier: Apache-2.0
#include "search/conjunction.hpp"

#include <algorithm>

namespace kb::search {

Conjunction::Conjunction(Clauses clauses, Scope& scope, Scratch& scratch)
    : clauses_(std::move(clauses)), scope_(scope), scratch_(scratch) {
    sort_by_cost(clauses_.must);
    std::ranges::stable_sort(clauses_.should, std::greater<>(),
                             [](const auto& matcher) { return matcher->bound(); });
    for (std::size_t i = 1; i < clauses_.must.size(); ++i) {
        rest_.push_back(clauses_.must[i].get());
    }
    for (const auto& matcher : clauses_.should) {
        rest_.push_back(matcher.get());
    }
    for (const Matcher* matcher : rest_) {
        reach_ += matcher->bound();
    }
}

void Conjunction::run() {
    std::uint32_t from = scope_.begin();
    while (from < scope_.end() && !scope_.is_late()) {
        for (std::size_t i = 1; i < clauses_.must.size(); ++i) {
            from = std::max(from, clauses_.must[i]->next(from));
        }
        if (from < scope_.end()) {
            from = walk_block(from);
        }
    }
    for (const Matchers* matchers : {&clauses_.must, &clauses_.should, &clauses_.must_not}) {
        tally_all(*matchers, scope_.work());
    }
}

std::uint32_t Conjunction::walk_block(std::uint32_t from) {
    Candidates& candidates = scratch_.candidates;
    candidates.count = 0;
    const std::uint32_t least = scope_.least();
    const std::uint32_t end =
        clauses_.must.front()->list(from, least > reach_ ? least - reach_ : 1, candidates);
    scope_.restrict(candidates);
    if (candidates.count > 0) {
        complete();
    }
    return end;
}

void Conjunction::complete() {
    Candidates& candidates = scratch_.candidates;
    const std::uint32_t begin = candidates.documents[0];
    const std::uint32_t end = candidates.documents[candidates.count - 1] + 1;
    const std::size_t required = clauses_.must.size() - 1;
    bounds_.clear();
    std::uint32_t reach = 0;
    for (Matcher* matcher : rest_) {
        bounds_.push_back(matcher->bound(begin, end));
        reach += bounds_.back();
    }
    const bool counts = scope_.counting();
    bool counting = counts;
    for (std::size_t i = 0; i <= rest_.size() && candidates.count > 0; ++i) {
        if (i == required && counting) {
            for (const auto& matcher : clauses_.must_not) {
                matcher->drop(candidates);
            }
            scope_.count(candidates.count);
            counting = false;
        }
        const std::uint32_t least = counting ? 1 : scope_.threshold();
        Scope::keep(candidates, least > reach ? least - reach : 1);
        if (i == rest_.size()) {
            break;
        }
        if (i < required) {
            rest_[i]->keep(candidates);
        } else {
            rest_[i]->add(candidates);
        }
        reach -= bounds_[i];
    }
    for (std::size_t i = 0; i < clauses_.must_not.size() && !counts; ++i) {
        clauses_.must_not[i]->drop(candidates);
    }
    scope_.offer(candidates);
}

}  // namespace kb::search
