// SPDX-License-Identifier: Apache-2.0
#include "search/group_matcher.hpp"

#include <algorithm>

namespace kb::search {

void sort_by_cost(Matchers& matchers) {
    std::ranges::stable_sort(matchers, {}, [](const auto& matcher) { return matcher->cost(); });
}

void tally_all(const Matchers& matchers, Work& work) {
    for (const auto& matcher : matchers) {
        matcher->tally(work);
    }
}

GroupMatcher::GroupMatcher(const PlanNode& node, const index::Segment& segment,
                           const index::Schema& schema) {
    for (const PlanNode& child : node.children) {
        auto matcher = make_matcher(child, segment, schema);
        switch (child.occur) {
        case Occur::kMust: must_.push_back(std::move(matcher)); break;
        case Occur::kShould: should_.push_back(std::move(matcher)); break;
        case Occur::kMustNot: must_not_.push_back(std::move(matcher)); break;
        }
    }
    sort_by_cost(must_);
}

std::uint32_t GroupMatcher::bound() const {
    std::uint32_t sum = 0;
    for (const auto* matchers : {&must_, &should_}) {
        for (const auto& matcher : *matchers) {
            sum += matcher->bound();
        }
    }
    return sum;
}

std::uint64_t GroupMatcher::cost() const {
    if (!must_.empty()) {
        return must_.front()->cost();
    }
    std::uint64_t sum = 0;
    for (const auto& matcher : should_) {
        sum += matcher->cost();
    }
    return sum;
}

std::uint32_t GroupMatcher::next(std::uint32_t from) {
    if (must_.empty()) {
        std::uint32_t least = index::kNoDocument;
        for (const auto& matcher : should_) {
            least = std::min(least, matcher->next(from));
        }
        return least;
    }
    std::uint32_t greatest = from;
    for (const auto& matcher : must_) {
        greatest = std::max(greatest, matcher->next(greatest));
    }
    return greatest;
}

std::uint32_t GroupMatcher::score(std::uint32_t document) {
    std::uint32_t sum = 0;
    for (const auto& matcher : must_) {
        const std::uint32_t points = matcher->score(document);
        if (points == 0) {
            return 0;
        }
        sum += points;
    }
    for (const auto& matcher : should_) {
        sum += matcher->score(document);
    }
    for (const auto& matcher : must_not_) {
        if (sum > 0 && matcher->score(document) > 0) {
            return 0;
        }
    }
    return sum;
}

void GroupMatcher::collect(Window& window) {
    if (!must_.empty() || !must_not_.empty()) {
        Matcher::collect(window);
        return;
    }
    for (const auto& matcher : should_) {
        matcher->collect(window);
    }
}

void GroupMatcher::tally(Work& work) const {
    Matcher::tally(work);
    tally_all(must_, work);
    tally_all(should_, work);
    tally_all(must_not_, work);
}

}  // namespace kb::search
