// SPDX-License-Identifier: Apache-2.0
#pragma once

// The words a flag accepts, spelt as the library spells them.

#include <string>
#include <vector>

namespace kb::tools {

[[nodiscard]] std::vector<std::string> confidence_choices();
[[nodiscard]] std::vector<std::string> audience_choices();
[[nodiscard]] std::vector<std::string> governance_choices();
[[nodiscard]] std::vector<std::string> licence_choices();
[[nodiscard]] std::vector<std::string> flag_kind_choices();
[[nodiscard]] std::vector<std::string> link_kind_choices();
[[nodiscard]] std::vector<std::string> queue_kind_choices();

}  // namespace kb::tools
