// SPDX-License-Identifier: Apache-2.0
#pragma once

// Revisions that wait for somebody with the licence, and what became of them.

#include "store/batch.hpp"
#include "store/notes.hpp"

#include <kb/proposal.hpp>

namespace kb::store {

using ProposalNote = Note<Proposal>;

// Errors of all: kCorruption, kIo.
[[nodiscard]] Result<std::optional<ProposalNote>> find_proposal(const Source& source,
                                                                std::uint64_t number);

// What stands in the family `flags`.
[[nodiscard]] std::string encode_proposal_note(const ProposalNote& note);

// Adds the proposal or replaces the one of its number, which take(Counter::kProposalNumber) gives.
// Counts the open ones.
[[nodiscard]] Result<void> put_proposal(Batch& batch, const ProposalNote& note);

// By number, which is by time.
[[nodiscard]] Result<std::vector<ProposalNote>> proposals(const View& view);
[[nodiscard]] Result<std::vector<ProposalNote>> proposals_of_article(const View& view,
                                                                     ArticleNumber article);

}  // namespace kb::store
