// SPDX-License-Identifier: Apache-2.0
#pragma once

// An order of documents in which those that share terms lie side by side: then the postings of a
// term come in clusters, their gaps are small, and more blocks can be passed over.
//
// Recursive graph bisection: L. Dhulipala et al., "Compressing Graphs and Indexes with Recursive
// Graph Bisection", KDD 2016; the bounds on rounds and depth follow J. Mackenzie et al., "Faster
// Index Reordering with Bipartite Graph Partitioning", SIGIR 2021.

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace kb::index {

// The terms of each document: those of document d are `terms[starts[d]]` up to
// `terms[starts[d + 1]]`, each below `term_count`.
struct DocumentTerms {
    std::vector<std::uint64_t> starts{0};
    std::vector<std::uint32_t> terms{};
    std::uint32_t term_count = 0;
};

// The documents in their new order, a permutation of 0 to the last: each time the same. None
// once `stop` is true. Uses two threads where there are many documents.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> order_by_likeness(
    const DocumentTerms& documents, const std::atomic<bool>* stop);

}  // namespace kb::index
