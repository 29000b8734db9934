// SPDX-License-Identifier: Apache-2.0
#pragma once

// Why a command ends without its answer, as the user and a script read it.

#include "common/exit_status.hpp"

#include <kb/error.hpp>

#include <string>

namespace kb::tools {

struct Failure {
    std::string code{};     // stable name for scripts: "invalid_argument", "base_locked", "usage"
    std::string message{};  // one line
    std::string hint{};     // what to do about it; may be empty
    ExitStatus status = kInputOutput;
};

// An error of a call on an open base, of a file, or of an argument's value.
[[nodiscard]] Failure failure_of(const Error& error, std::string hint = {});

// An error of creating or opening a base: here "not found" is about the base itself.
[[nodiscard]] Failure base_failure(const Error& error);

// The command line itself is wrong.
[[nodiscard]] Failure usage_failure(std::string message, std::string hint = {});

}  // namespace kb::tools
