// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a replaced document costs, through the whole library: what the disk keeps is the store's
// job, and the index of the engine alone would be lost with the process.

#include <kb/result.hpp>

#include <cstddef>
#include <filesystem>
#include <iosfwd>

namespace kb::bench {

struct UpdateTimes {
    std::size_t updates = 0;
    double p50_ms = 0.0;
    double p99_ms = 0.0;
    double per_second = 0.0;  // in bulk
};

// Makes a base of the lines in a folder that is removed before and after, replaces `count` articles
// one by one, each durably and found by a search, and then many in batches. Every replacement is
// looked for.
//
// Errors: kInvalidArgument (no documents, nothing to replace), kCorruption (what was replaced is
// not found), those of the library.
[[nodiscard]] Result<UpdateTimes> time_updates(const std::filesystem::path& folder,
                                               std::istream& lines, std::size_t count);

}  // namespace kb::bench
