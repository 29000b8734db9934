// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looking at a parsed query. All pure. A group's field holds for every node in it that names none
// itself.

#include <kb/query.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace kb::query {

// How many groups lie inside each other below a node, the node included; 0 for one that is no
// group.
[[nodiscard]] std::size_t height(const QueryNode& node);

// Words and phrases that were asked for, in order, without what was excluded.
[[nodiscard]] std::vector<std::string> asked_words(const Query& query);

// Whether the query says more than its words do: something is required, excluded, restricted to a
// field or cut to a prefix. Phrases and plain groups say no more.
[[nodiscard]] bool has_operators(const Query& query);

}  // namespace kb::query
