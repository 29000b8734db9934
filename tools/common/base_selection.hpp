// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which base a command works on: --base, else KB_BASE, else kb.toml, else the only *.kb folder in
// the working folder.

#include "common/settings.hpp"

#include <filesystem>
#include <string>

namespace kb::tools {

struct BaseChoice {
    std::filesystem::path path{};
    std::string origin{};  // "--base", "KB_BASE", a file, "the only *.kb folder here"
};

// Errors: kNotFound where nothing names a base, kInvalidArgument where several could be meant.
[[nodiscard]] Result<BaseChoice> choose_base(const std::string& flag, const Settings& settings);

}  // namespace kb::tools
