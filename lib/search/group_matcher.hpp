// SPDX-License-Identifier: Apache-2.0
#pragma once

// A group within a plan: all that must be there, none that must not, and the scores of whatever
// is. Without anything that must be there, at least one that should. One thread at a time.

#include "search/matcher.hpp"

#include <memory>
#include <vector>

namespace kb::search {

using Matchers = std::vector<std::unique_ptr<Matcher>>;

class GroupMatcher final : public Matcher {
public:
    GroupMatcher(const PlanNode& node, const index::Segment& segment, const index::Schema& schema);
    [[nodiscard]] std::uint32_t bound() const override;
    [[nodiscard]] std::uint64_t cost() const override;
    std::uint32_t next(std::uint32_t from) override;
    std::uint32_t score(std::uint32_t document) override;
    void collect(Window& window) override;
    void tally(Work& work) const override;

private:
    Matchers must_;  // the rarest first
    Matchers should_;
    Matchers must_not_;
};

// Matches nothing.
class NothingMatcher final : public Matcher {
public:
    [[nodiscard]] std::uint32_t bound() const override { return 0; }
    [[nodiscard]] std::uint64_t cost() const override { return 0; }
    std::uint32_t next(std::uint32_t) override { return index::kNoDocument; }
    std::uint32_t score(std::uint32_t) override { return 0; }
};

// The rarest first.
void sort_by_cost(Matchers& matchers);
// Of all of them.
void tally_all(const Matchers& matchers, Work& work);

}  // namespace kb::search
