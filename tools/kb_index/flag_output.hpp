// SPDX-License-Identifier: Apache-2.0
#pragma once

// Flags for people and for scripts.

#include "common/console.hpp"
#include "common/json_writer.hpp"

#include <kb/lifecycle.hpp>

#include <string>
#include <vector>

namespace kb::tools {

void write_flag(JsonWriter& json, const Flag& flag);

// What became of one flag.
void answer_flag(const Flag& flag, Console& console);

[[nodiscard]] std::string flags_text(const std::vector<Flag>& flags, std::size_t width);

}  // namespace kb::tools
