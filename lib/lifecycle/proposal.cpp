// SPDX-License-Identifier: Apache-2.0
#include "article/spelling.hpp"

#include <kb/proposal.hpp>

namespace kb {

// No default, so that a value without a spelling does not compile.
std::string_view to_string(ProposalStatus status) noexcept {
    switch (status) {
    case ProposalStatus::kOpen: return "open";
    case ProposalStatus::kAccepted: return "accepted";
    case ProposalStatus::kRejected: return "rejected";
    case ProposalStatus::kWithdrawn: return "withdrawn";
    }
    return article::kNoSpelling;
}

Result<ProposalStatus> parse_proposal_status(std::string_view text) {
    return article::parse_spelling<ProposalStatus>("proposal status", text);
}

}  // namespace kb
