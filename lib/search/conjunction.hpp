// SPDX-License-Identifier: Apache-2.0
#pragma once

// All of several matchers, more score from others: the rarest lists candidates block by block, with
// scores first; those that can still reach the threshold are looked up in the rest, the rarest
// first. One thread at a time.

#include "search/group_matcher.hpp"
#include "search/scope.hpp"

namespace kb::search {

struct Clauses {
    Matchers must{};
    Matchers should{};
    Matchers must_not{};
};

class Conjunction {
public:
    // Precondition: something must match.
    Conjunction(Clauses clauses, Scope& scope, Scratch& scratch);
    void run();

private:
    std::uint32_t walk_block(std::uint32_t from);
    void complete();

    Clauses clauses_;
    std::uint32_t reach_ = 0;  // sum of the bounds of all but the first
    Scope& scope_;
    Scratch& scratch_;
    std::vector<Matcher*> rest_;         // all that must match but the first, then the others
    std::vector<std::uint32_t> bounds_;  // of these, in the range at hand
};

}  // namespace kb::search
