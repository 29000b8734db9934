// SPDX-License-Identifier: Apache-2.0
#pragma once

// The style sheet of the HTML report: light, dark and print. It names no address.

#include <string_view>

namespace kb::report {

[[nodiscard]] std::string_view html_style() noexcept;

}  // namespace kb::report
