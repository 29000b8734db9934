// SPDX-License-Identifier: Apache-2.0

// Each list ends with its last enumerator; the spelling comes from the library.

#include "common/choices.hpp"

#include <kb/lifecycle.hpp>
#include <kb/queue.hpp>

#include <cstdint>

namespace kb::tools {
namespace {

template <typename Enumeration>
std::vector<std::string> names_up_to(Enumeration last) {
    std::vector<std::string> names;
    for (std::uint8_t value = 0; value <= static_cast<std::uint8_t>(last); ++value) {
        names.emplace_back(to_string(static_cast<Enumeration>(value)));
    }
    return names;
}

}  // namespace

std::vector<std::string> confidence_choices() { return names_up_to(Confidence::kArchived); }
std::vector<std::string> audience_choices() { return names_up_to(Audience::kPublic); }
std::vector<std::string> governance_choices() { return names_up_to(Governance::kComplianceBased); }
std::vector<std::string> licence_choices() { return names_up_to(Licence::kCoach); }
std::vector<std::string> flag_kind_choices() { return names_up_to(FlagKind::kOther); }
std::vector<std::string> queue_kind_choices() { return names_up_to(QueueKind::kWorkInProgress); }
std::vector<std::string> link_kind_choices() { return names_up_to(LinkKind::kSentToCustomer); }

}  // namespace kb::tools
