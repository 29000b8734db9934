// SPDX-License-Identifier: Apache-2.0
#include "store/status.hpp"

#include "base/assert.hpp"

#include <fmt/format.h>
#include <rocksdb/status.h>

#include <algorithm>
#include <string>

namespace kb::store {
namespace {

ErrorCode to_code(const rocksdb::Status& status) {
    using Code = rocksdb::Status::Code;
    switch (status.code()) {
    case Code::kNotFound: return ErrorCode::kNotFound;
    case Code::kCorruption: return ErrorCode::kCorruption;
    case Code::kNotSupported: return ErrorCode::kUnsupported;
    case Code::kIOError:
    case Code::kTimedOut:
    case Code::kTryAgain:
    case Code::kBusy:
    case Code::kShutdownInProgress:
    case Code::kMergeInProgress:
    case Code::kIncomplete: return ErrorCode::kIo;
    case Code::kAborted: return ErrorCode::kCancelled;
    case Code::kOk:
    case Code::kInvalidArgument:
    case Code::kExpired:
    case Code::kCompactionTooLarge:
    case Code::kColumnFamilyDropped:
    case Code::kMaxCode: return ErrorCode::kInternal;
    }
    return ErrorCode::kInternal;
}

}  // namespace

Error to_error(const rocksdb::Status& status, std::string_view doing) {
    KB_ASSERT(!status.ok());
    std::string message = fmt::format("{}: {}", doing, status.ToString());
    std::ranges::replace(message, '\n', ' ');
    // RocksDB looks for a missing table under the name that old versions gave it, last.
    if (const std::size_t at = message.find(".ldb:"); at != std::string::npos) {
        message.replace(at, 4, ".sst");
    }
    while (message.ends_with('.') || message.ends_with(' ')) {
        message.pop_back();
    }
    return {to_code(status), std::move(message)};
}

Result<void> to_result(const rocksdb::Status& status, std::string_view doing) {
    if (!status.ok()) {
        return to_error(status, doing);
    }
    return {};
}

}  // namespace kb::store
