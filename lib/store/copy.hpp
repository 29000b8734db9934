// SPDX-License-Identifier: Apache-2.0
#pragma once

// A store once more, in another folder.

#include "base/file.hpp"
#include "store/view.hpp"

#include <kb/result.hpp>

#include <atomic>
#include <cstdint>

namespace kb::store {

struct CopySummary {
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;  // of keys and values
};

// Writes everything that a view holds to a new store in a folder that is empty or not there; when
// it returns, all of it is on disk. The folder is no base until write_format_file() says so.
//
// Errors: kAlreadyExists, kLocked, kCorruption, kIo; kCancelled once `stop` is true.
[[nodiscard]] Result<CopySummary> copy_store(const View& view, const base::Path& directory,
                                             const std::atomic<bool>* stop = nullptr);

}  // namespace kb::store
