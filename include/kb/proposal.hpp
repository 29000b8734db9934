// SPDX-License-Identifier: Apache-2.0
#pragma once

// A revision that waits for somebody with the licence for it. Whoever may not change an article
// says how it should be; who may accepts it, which makes the version, or rejects it with a reason.

#include <kb/edit.hpp>
#include <kb/lifecycle.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

enum class ProposalStatus : std::uint8_t {
    kOpen,
    kAccepted,
    kRejected,
    kWithdrawn,  // by whoever made it
};

struct Proposal {
    std::uint64_t number = 0;  // within the base; the first is 1
    ArticleId article{};
    VersionNumber version = 0;  // the one it was made of
    Edit edit{};                // what it wants; `article` and `expected_version` are not used
    PersonId by{};
    Licence licence = Licence::kReader;  // of that person at that time
    Timestamp at{};
    std::string reason{};
    CaseId case_id{};  // the case that gave rise to it; empty: none
    ProposalStatus status = ProposalStatus::kOpen;
    PersonId decided_by{};
    Timestamp decided_at{};
    std::string decision{};          // in words
    VersionNumber version_made = 0;  // by accepting it; 0: none
    friend bool operator==(const Proposal&, const Proposal&) = default;
};

// An empty list or id does not restrict.
struct ProposalRequest {
    ArticleId article{};
    PersonId by{};
    bool open_only = false;
};

// What accepting a proposal would do now.
struct ProposalPreview {
    Proposal proposal{};
    Article before{};  // the article as it is; of a decided proposal: as it was
    Article after{};   // as it would be, or came to be
    // Fields that the proposal replaces and that somebody else changed since it was made, named as
    // in Article. Accepting it as it is would undo that.
    std::vector<std::string> overtaken{};
};

[[nodiscard]] std::string_view to_string(ProposalStatus status) noexcept;  // "open"
[[nodiscard]] Result<ProposalStatus> parse_proposal_status(
    std::string_view text);  // kInvalidArgument

}  // namespace kb
