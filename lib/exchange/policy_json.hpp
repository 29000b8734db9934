// SPDX-License-Identifier: Apache-2.0
#pragma once

// The members of a policy as one JSON object.

#include "exchange/json.hpp"

#include <kb/policy.hpp>

#include <string>

namespace kb::exchange {

enum class RulesWritten : std::uint8_t {
    kAll,     // each on a line of its own
    kOthers,  // those that are not the default ones
};

// Without the braces around them.
void put_policy(std::string& json, const Policy& policy, RulesWritten rules);

// What is missing is as it is by default. Errors: kInvalidArgument, naming the member.
[[nodiscard]] Result<Policy> read_policy(MemberReader& members);

}  // namespace kb::exchange
