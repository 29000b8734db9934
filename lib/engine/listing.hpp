// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lists of what the base holds. Errors are those that knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/lifecycle.hpp>
#include <kb/listing.hpp>

#include <vector>

namespace kb::engine {

[[nodiscard]] Result<ArticleList> list_articles(const State& state, const ListRequest& request);
[[nodiscard]] Result<std::vector<Link>> list_links(const State& state);  // oldest first

}  // namespace kb::engine
