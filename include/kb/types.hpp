// SPDX-License-Identifier: Apache-2.0
#pragma once

// The small words every other header uses: identifiers, counters and the time.

#include <chrono>
#include <cstdint>
#include <string>

namespace kb {

using ArticleId = std::string;   // "KB-17" or what an import brought; 1 to 255 bytes, no controls
using PersonId = std::string;    // who acts: 1 to 255 bytes
using CustomerId = std::string;  // who is served: any stable key of the caller's
using CaseId = std::string;      // the case system's number: 1 to 255 bytes

using VersionNumber = std::uint32_t;  // of one article; the first is 1, 0 means "none"
using ChangeNumber = std::uint64_t;   // of one committed change of a base; the first is 1

// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds; the epoch itself means "unknown".
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

}  // namespace kb
