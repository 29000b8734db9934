// SPDX-License-Identifier: Apache-2.0
#pragma once

// Proposals for people and for scripts.

#include "common/console.hpp"
#include "common/json_writer.hpp"

#include <kb/proposal.hpp>

#include <string>
#include <vector>

namespace kb::tools {

void write_proposal(JsonWriter& json, const Proposal& proposal);

// What became of one proposal.
void answer_proposal(const Proposal& proposal, Console& console);

// A row each.
[[nodiscard]] std::string proposals_text(const std::vector<Proposal>& proposals, std::size_t width);

// One in full, with what it changes.
[[nodiscard]] std::string proposal_text(const ProposalPreview& preview, std::size_t width);

}  // namespace kb::tools
