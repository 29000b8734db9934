// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can go wrong, as data.
//
// Every fallible call of this library returns a Result (see result.hpp) whose error side is an
// Error. The codes are the whole vocabulary: the C API, the tools' exit codes and the HTTP status
// codes of kb-serve are all derived from them, so a new code is a change of all three.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace kb {

// Values are part of the C ABI: never renumber, only append.
enum class ErrorCode : std::int32_t {
    kInvalidArgument = 1,    // the request itself is wrong; repeating it cannot help
    kNotFound = 2,           // no such article, version, person or file
    kAlreadyExists = 3,      // an identifier is taken
    kConflict = 4,           // the article moved on since the caller read it
    kPermissionDenied = 5,   // the person's licence or audience does not allow it
    kCorruption = 6,         // stored bytes fail a checksum or a format rule
    kIo = 7,                 // the operating system refused a read, a write or a sync
    kUnsupported = 8,        // a format version or a feature this build does not have
    kResourceExhausted = 9,  // a documented limit was reached
    kCancelled = 10,         // the caller's deadline or stop token fired
    kInternal = 11,          // a defect of this library
    kLocked = 12,            // another process is writing to this base
};

struct Error {
    ErrorCode code = ErrorCode::kInternal;
    std::string message;  // for people: what was attempted, on what, and why it failed

    friend bool operator==(const Error&, const Error&) = default;
};

// "invalid argument", "not found", ...: stable, lower case, never empty.
[[nodiscard]] std::string_view to_string(ErrorCode code) noexcept;

}  // namespace kb
