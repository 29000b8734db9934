// SPDX-License-Identifier: Apache-2.0

// The one place where an error code becomes an exit status.

#include "common/exit_status.hpp"

#include "common/terminal.hpp"

namespace kb::tools {

ExitStatus exit_status_of(ErrorCode code) noexcept {
    // No default, so that a new code does not compile without a status (-Wswitch, -Werror).
    switch (code) {
    case ErrorCode::kInvalidArgument: return kUsage;
    case ErrorCode::kNotFound: return kNothingFound;
    case ErrorCode::kAlreadyExists: return kUsage;
    case ErrorCode::kConflict: return kConflicting;
    case ErrorCode::kPermissionDenied: return kNotAllowed;
    case ErrorCode::kCorruption: return kBase;
    case ErrorCode::kIo: return kInputOutput;
    case ErrorCode::kUnsupported: return kBase;
    case ErrorCode::kResourceExhausted: return kUsage;
    case ErrorCode::kCancelled: return InterruptWatch::terminated() ? kTerminated : kInterrupted;
    case ErrorCode::kInternal: return kInputOutput;
    case ErrorCode::kLocked: return kBase;
    }
    return kInputOutput;
}

}  // namespace kb::tools
