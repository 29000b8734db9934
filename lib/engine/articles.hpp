// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writing articles: decide, then commit. Each call takes the write lock of the state. Errors are
// those that knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/knowledge_base.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace kb::engine {

[[nodiscard]] Result<std::vector<Result<PutOutcome>>> put_articles(
    State& state, std::span<const Article> articles, const Action& action);
// The same under the rules of ImportRequest::overwrite.
[[nodiscard]] Result<std::vector<Result<PutOutcome>>> take_articles(
    State& state, std::span<const SourceArticle> articles, const Action& action, bool dry_run);
// `verb` is what the audit record says.
[[nodiscard]] Result<PutOutcome> add_article(State& state, const Article& article,
                                             const Action& action, std::string_view verb = "add");
[[nodiscard]] Result<PutOutcome> edit_article(State& state, const Edit& edit, const Action& action);
[[nodiscard]] Result<PutOutcome> change_state(State& state, const StateChange& change,
                                              const Action& action);

}  // namespace kb::engine
