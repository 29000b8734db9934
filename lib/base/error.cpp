// SPDX-License-Identifier: Apache-2.0
#include <kb/error.hpp>

namespace kb {

std::string_view to_string(ErrorCode code) noexcept {
    // No default, so that a code without a name does not compile (-Wswitch, -Werror).
    switch (code) {
    case ErrorCode::kInvalidArgument: return "invalid argument";
    case ErrorCode::kNotFound: return "not found";
    case ErrorCode::kAlreadyExists: return "already exists";
    case ErrorCode::kConflict: return "conflict";
    case ErrorCode::kPermissionDenied: return "permission denied";
    case ErrorCode::kCorruption: return "corruption";
    case ErrorCode::kIo: return "input or output failed";
    case ErrorCode::kUnsupported: return "unsupported";
    case ErrorCode::kResourceExhausted: return "resource exhausted";
    case ErrorCode::kCancelled: return "cancelled";
    case ErrorCode::kInternal: return "internal";
    case ErrorCode::kLocked: return "locked";
    }
    return "unknown";
}

}  // namespace kb
