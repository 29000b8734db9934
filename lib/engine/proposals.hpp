// SPDX-License-Identifier: Apache-2.0
#pragma once

// Revisions that wait for somebody with the licence. Each writing call takes the write lock of the
// state. Errors are those that knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/knowledge_base.hpp>

#include <vector>

namespace kb::engine {

[[nodiscard]] Result<Proposal> propose(State& state, const Edit& edit, const Action& action);
[[nodiscard]] Result<PutOutcome> accept_proposal(State& state, std::uint64_t number,
                                                 const Action& action, bool even_if_overtaken);
[[nodiscard]] Result<Proposal> reject_proposal(State& state, std::uint64_t number,
                                               const Action& action);
[[nodiscard]] Result<std::vector<Proposal>> list_proposals(const State& state,
                                                           const ProposalRequest& request);
[[nodiscard]] Result<ProposalPreview> preview_proposal(const State& state, std::uint64_t number);

}  // namespace kb::engine
