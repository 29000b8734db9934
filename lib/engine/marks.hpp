// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is kept beside articles: flags, and links to cases, which are what reuse is counted by. Each
// writing call takes the write lock of the state.

#include "engine/state.hpp"

#include <kb/lifecycle.hpp>

#include <string_view>
#include <vector>

namespace kb::engine {

[[nodiscard]] Result<Flag> flag_article(State& state, const Flag& wanted, const Action& action);
[[nodiscard]] Result<Flag> resolve_flag(State& state, std::uint64_t number,
                                        std::string_view resolution, const Action& action);
[[nodiscard]] Result<std::vector<Flag>> list_flags(const State& state, const ArticleId& article,
                                                   bool open_only);

[[nodiscard]] Result<Link> link_case(State& state, const Link& wanted, const Action& action);
[[nodiscard]] Result<void> unlink_case(State& state, const CaseId& case_id,
                                       const ArticleId& article, const Action& action);

// Whether a link of this kind means that the article resolved the case.
[[nodiscard]] bool counts_as_reuse(LinkKind kind) noexcept;

}  // namespace kb::engine
