// SPDX-License-Identifier: Apache-2.0
#pragma once

// Fields of an article as flags spell them.

#include <kb/knowledge_base.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace kb::tools {

// "os=Windows 11" to a name and a value; without "=" it is a value.
//
// Errors: kInvalidArgument for an empty value.
[[nodiscard]] Result<std::vector<EnvironmentEntry>> parse_environment(
    const std::vector<std::string>& texts);

// "a|b" to two texts; empty ones are left out.
[[nodiscard]] std::vector<std::string> parse_list(std::string_view text);

// Reads "field=value" or "field=@file" into an edit.
//
// Errors: kInvalidArgument (with the nearest field), kIo.
[[nodiscard]] Result<void> set_field(Edit& edit, std::string_view assignment);

}  // namespace kb::tools
