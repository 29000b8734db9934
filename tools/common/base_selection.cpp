// SPDX-License-Identifier: Apache-2.0

// Never guesses between two.

#include "common/base_selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace kb::tools {
namespace {

std::vector<std::string> bases_here() {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator it(".", error), end; !error && it != end;
         it.increment(error)) {
        std::error_code ignored;
        if (it->path().extension() == ".kb" && it->is_directory(ignored)) {
            names.push_back(it->path().filename().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

Result<BaseChoice> choose_base(const std::string& flag, const Settings& settings) {
    if (!flag.empty()) {
        return BaseChoice{.path = flag, .origin = "--base"};
    }
    if (const auto setting = settings.find("base")) {
        return BaseChoice{.path = setting->folder / setting->value, .origin = setting->origin};
    }
    const std::vector<std::string> names = bases_here();
    if (names.size() == 1) {
        return BaseChoice{.path = names.front(), .origin = "the only *.kb folder here"};
    }
    if (names.empty()) {
        return Error{.code = ErrorCode::kNotFound,
                     .message =
                         "no base is named by --base, KB_BASE or kb.toml, and no *.kb "
                         "folder is here"};
    }
    return Error{.code = ErrorCode::kInvalidArgument,
                 .message = fmt::format("several bases are here, name one with --base: {}",
                                        fmt::join(names, ", "))};
}

}  // namespace kb::tools
