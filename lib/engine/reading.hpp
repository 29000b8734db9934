// SPDX-License-Identifier: Apache-2.0
#pragma once

// Finding and reading, for a viewer. Errors are those that knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/lifecycle.hpp>
#include <kb/search.hpp>

#include <vector>

namespace kb::engine {

[[nodiscard]] Result<SearchResponse> search(const State& state, const SearchRequest& request);

[[nodiscard]] Result<Article> read_article(const State& state, const ArticleId& id,
                                           const Viewer& viewer, VersionNumber version);

// What readers outside see of an article: not who wrote it, whom it belongs to, for which cases,
// and what was searched before; and no name of an original that they cannot open.
[[nodiscard]] Result<Article> as_seen_by_outside(const State& state, const store::View& view,
                                                 const Viewer& viewer, Article article);

[[nodiscard]] Result<std::vector<SimilarArticle>> find_similar(const State& state,
                                                               const ArticleId& id,
                                                               const Viewer& viewer,
                                                               std::uint32_t limit);

// Articles a viewer may read that have words of `article` in title, issue or resolution, best
// first; not the article itself.
[[nodiscard]] Result<std::vector<Article>> find_candidates(const State& state,
                                                           const Article& article,
                                                           const Viewer& viewer,
                                                           std::uint32_t limit);

[[nodiscard]] Result<std::vector<AuditRecord>> read_history(const State& state, const ArticleId& id,
                                                            const Viewer& viewer);

}  // namespace kb::engine
