// SPDX-License-Identifier: Apache-2.0
#pragma once

// A group: all that must be there, none that must not, and the scores of whatever is. Without
// anything that must be there, at least one that should. One thread at a time.

#include "search/matcher.hpp"

#include <memory>
#include <vector>

namespace kb::search {

class GroupMatcher final : public Matcher {
public:
    GroupMatcher(const PlanNode& node, const index::Segment& segment, const index::Schema& schema);
    void collect(Window& window) override;
    std::uint32_t next(std::uint32_t from) override;

private:
    using Matchers = std::vector<std::unique_ptr<Matcher>>;
    Matchers must_;
    Matchers should_;
    Matchers must_not_;
    std::unique_ptr<Window> sum_;  // scratch, where there is more than "should"
    std::unique_ptr<Window> child_;
};

// Matches nothing.
class NothingMatcher final : public Matcher {
public:
    void collect(Window&) override {}
    std::uint32_t next(std::uint32_t) override { return index::kNoDocument; }
};

}  // namespace kb::search
