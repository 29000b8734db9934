// SPDX-License-Identifier: Apache-2.0

// Errors to failures: a stable name, a status, and for a base what to do about it.

#include "common/failure.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace kb::tools {
namespace {

std::string code_name(ErrorCode code) {
    std::string name(to_string(code));
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

std::string_view base_hint(ErrorCode code) {
    switch (code) {
    case ErrorCode::kNotFound: return "kb-index init BASE makes one";
    case ErrorCode::kAlreadyExists: return "choose a new or an empty folder";
    case ErrorCode::kCorruption:
        return "kb-index rebuild makes a damaged index anew; a damaged store comes back from a "
               "backup or a complete export";
    case ErrorCode::kUnsupported: return "use a newer version of these tools";
    case ErrorCode::kLocked: return "wait for the other writer; searching and reading need no lock";
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kConflict:
    case ErrorCode::kPermissionDenied:
    case ErrorCode::kIo:
    case ErrorCode::kResourceExhausted:
    case ErrorCode::kCancelled:
    case ErrorCode::kInternal: return "";
    }
    return "";
}

}  // namespace

Failure failure_of(const Error& error, std::string hint) {
    if (error.code == ErrorCode::kLocked) {
        return base_failure(error);
    }
    return {.code = code_name(error.code),
            .message = error.message,
            .hint = std::move(hint),
            .status = exit_status_of(error.code)};
}

Failure base_failure(const Error& error) {
    const bool about_arguments =
        error.code == ErrorCode::kInvalidArgument || error.code == ErrorCode::kPermissionDenied ||
        error.code == ErrorCode::kIo || error.code == ErrorCode::kResourceExhausted ||
        error.code == ErrorCode::kCancelled;
    return {.code = "base_" + code_name(error.code),
            .message = error.message,
            .hint = std::string(base_hint(error.code)),
            .status = about_arguments ? exit_status_of(error.code) : kBase};
}

Failure usage_failure(std::string message, std::string hint) {
    return {
        .code = "usage", .message = std::move(message), .hint = std::move(hint), .status = kUsage};
}

}  // namespace kb::tools
