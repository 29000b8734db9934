// SPDX-License-Identifier: Apache-2.0
#pragma once

// Differences of articles for people and for scripts.

#include "common/json_writer.hpp"

#include <kb/difference.hpp>

#include <string>
#include <vector>

namespace kb::tools {

// Each field with its lines: those that went begin with -, those that came with +.
[[nodiscard]] std::string differences_text(const std::vector<FieldDifference>& differences);

// "fields":[{"field":...,"before":[...],"after":[...]},...]
void write_differences(JsonWriter& json, const std::vector<FieldDifference>& differences);

}  // namespace kb::tools
