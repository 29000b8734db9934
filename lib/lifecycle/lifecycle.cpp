// SPDX-License-Identifier: Apache-2.0
#include "article/spelling.hpp"

#include <kb/lifecycle.hpp>

namespace kb {

// No default in these switches, so that a value without a spelling does not compile.

std::string_view to_string(Licence licence) noexcept {
    switch (licence) {
    case Licence::kReader: return "reader";
    case Licence::kCandidate: return "candidate";
    case Licence::kContributor: return "contributor";
    case Licence::kPublisher: return "publisher";
    case Licence::kCoach: return "coach";
    }
    return article::kNoSpelling;
}

std::string_view to_string(FlagKind kind) noexcept {
    switch (kind) {
    case FlagKind::kOutdated: return "outdated";
    case FlagKind::kWrong: return "wrong";
    case FlagKind::kUnclear: return "unclear";
    case FlagKind::kDuplicate: return "duplicate";
    case FlagKind::kAudience: return "audience";
    case FlagKind::kOther: return "other";
    }
    return article::kNoSpelling;
}

std::string_view to_string(LinkKind kind) noexcept {
    switch (kind) {
    case LinkKind::kResolvedByKnown: return "resolved_by_known";
    case LinkKind::kResolvedByNew: return "resolved_by_new";
    case LinkKind::kJoinedWip: return "joined_wip";
    case LinkKind::kReference: return "reference";
    case LinkKind::kSentToCustomer: return "sent_to_customer";
    }
    return article::kNoSpelling;
}

std::string_view to_string(Use use) noexcept {
    switch (use) {
    case Use::kAsIs: return "as_is";
    case Use::kImproved: return "improved";
    case Use::kFlagged: return "flagged";
    }
    return article::kNoSpelling;
}

Result<Licence> parse_licence(std::string_view text) {
    return article::parse_spelling<Licence>("licence", text);
}

Result<FlagKind> parse_flag_kind(std::string_view text) {
    return article::parse_spelling<FlagKind>("flag kind", text);
}

Result<Use> parse_use(std::string_view text) { return article::parse_spelling<Use>("use", text); }

Result<LinkKind> parse_link_kind(std::string_view text) {
    return article::parse_spelling<LinkKind>("link kind", text);
}

}  // namespace kb
