// SPDX-License-Identifier: Apache-2.0
#include "search/group_matcher.hpp"

#include "search/term_matcher.hpp"

#include <algorithm>
#include <bit>

namespace kb::search {

std::unique_ptr<Matcher> make_matcher(const PlanNode& node, const index::Segment& segment,
                                      const index::Schema& schema) {
    switch (node.kind) {
    case PlanNode::Kind::kNothing: return std::make_unique<NothingMatcher>();
    case PlanNode::Kind::kTerm: return std::make_unique<TermMatcher>(node, segment, schema);
    case PlanNode::Kind::kPhrase: return std::make_unique<PhraseMatcher>(node, segment, schema);
    case PlanNode::Kind::kAnyOf: return std::make_unique<AnyOfMatcher>(node, segment, schema);
    case PlanNode::Kind::kGroup: return std::make_unique<GroupMatcher>(node, segment, schema);
    }
    return std::make_unique<NothingMatcher>();
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
    if (!must_.empty() || !must_not_.empty()) {
        sum_ = std::make_unique<Window>();
        child_ = std::make_unique<Window>();
    }
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
        greatest = std::max(greatest, matcher->next(from));
    }
    return greatest;
}

void GroupMatcher::collect(Window& window) {
    if (sum_ == nullptr) {
        for (const auto& matcher : should_) {
            matcher->collect(window);
        }
        return;
    }
    sum_->reset(window.begin);
    for (const auto& matcher : should_) {
        matcher->collect(*sum_);
    }
    auto bits = sum_->bits;
    if (!must_.empty()) {
        bits.fill(~0ULL);
    }
    for (const auto& matcher : must_) {
        child_->reset(window.begin);
        matcher->collect(*child_);
        for (std::size_t w = 0; w < bits.size(); ++w) {
            bits[w] &= child_->bits[w];
        }
        for (std::size_t i = 0; i < kWindowSize; ++i) {
            sum_->scores[i] += child_->scores[i];
        }
    }
    for (const auto& matcher : must_not_) {
        child_->reset(window.begin);
        matcher->collect(*child_);
        for (std::size_t w = 0; w < bits.size(); ++w) {
            bits[w] &= ~child_->bits[w];
        }
    }
    for (std::uint32_t w = 0; w < bits.size(); ++w) {
        window.bits[w] |= bits[w];
        for (std::uint64_t rest = bits[w]; rest != 0; rest &= rest - 1) {
            const std::uint32_t slot = w * 64 + static_cast<std::uint32_t>(std::countr_zero(rest));
            window.scores[slot] += sum_->scores[slot];
        }
    }
}

}  // namespace kb::search
