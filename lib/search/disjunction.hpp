// SPDX-License-Identifier: Apache-2.0
#pragma once

// Any of several matchers: MaxScore over windows. (H. Turtle, J. Flood, "Query Evaluation:
// Strategies and Optimizations", Information Processing & Management 31(6), 1995; bounds by block
// from S. Ding, T. Suel, "Faster Top-k Document Retrieval Using Block-Max Indexes", SIGIR 2011.)
//
// Matchers that together cannot reach the threshold find no new documents: the others, which are
// essential, are added up window by window, and the few that then may still reach it are looked up
// in the rest. With one essential matcher left, its blocks are walked instead of windows. One
// thread at a time.

#include "search/group_matcher.hpp"
#include "search/scope.hpp"

#include <cstdint>
#include <vector>

namespace kb::search {

class Disjunction {
public:
    // Documents that match any of `any` and none of `none`.
    Disjunction(Matchers any, Matchers none, Scope& scope, Scratch& scratch);
    void run();

private:
    struct Part {
        Matcher* matcher = nullptr;
        std::uint32_t bound = 0;  // of the range at hand
    };
    void walk();
    [[nodiscard]] bool is_cheaper_exhaustive() const;
    std::uint32_t walk_block(std::uint32_t from);
    std::uint32_t walk_window(std::uint32_t from);
    [[nodiscard]] std::uint32_t next_essential(std::uint32_t from);
    // Bounds of the first `parts` in a range; returns their sum.
    std::uint32_t take_bounds(std::size_t parts, std::uint32_t begin, std::uint32_t end);
    // Completes the scores of the candidates with the first `parts`, whose bounds add up to `rest`.
    void complete(std::size_t parts, std::uint32_t rest);
    void count();
    void drop_excluded();

    Matchers any_;                      // the least bound first
    std::vector<std::uint32_t> reach_;  // sum of the bounds of the first i
    Matchers none_;
    Scope& scope_;
    Scratch& scratch_;
    std::size_t essential_ = 0;  // the first essential matcher
    bool exhaustive_ = false;
    bool dropped_ = false;  // none_ from the candidates at hand
    std::vector<Part> parts_;
};

}  // namespace kb::search
