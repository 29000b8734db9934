// SPDX-License-Identifier: Apache-2.0
#pragma once

// Small input files, read whole; "-" is standard input.

#include <kb/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace kb::tools {

// More than the largest article in its longest spelling.
inline constexpr std::uint64_t kInputBytesMax = 64ULL << 20U;

// Errors: kIo, kResourceExhausted.
[[nodiscard]] Result<std::string> read_input(const std::string& path,
                                             std::uint64_t bytes_max = kInputBytesMax);

// The value of a flag: itself, the content of a file for "@file" ("@-": standard input), and for
// "@@text" the text "@text".
[[nodiscard]] Result<std::string> text_or_file(std::string_view value);

// Writes a file whole, or standard output for "-".
//
// Errors: kIo.
[[nodiscard]] Result<void> write_output(const std::string& path, std::string_view content);

}  // namespace kb::tools
