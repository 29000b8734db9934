// SPDX-License-Identifier: Apache-2.0
#pragma once

// The file that makes a folder a base, read before anything else is touched:
//
//     kb base
//     format 1

#include "base/file.hpp"

#include <kb/result.hpp>

#include <string_view>

namespace kb::store {

inline constexpr std::string_view kFormatFileName = "kb.format";

[[nodiscard]] Result<void> write_format_file(const base::Path& directory);

// Errors: kNotFound where there is none, kUnsupported for a newer format, kCorruption, kIo.
[[nodiscard]] Result<void> check_format_file(const base::Path& directory);

}  // namespace kb::store
