// SPDX-License-Identifier: Apache-2.0
#pragma once

// What RocksDB says, in our words. For the sources of this folder only.

#include <kb/error.hpp>
#include <kb/result.hpp>

#include <string_view>

namespace rocksdb {
class Status;
}

namespace kb::store {

// Precondition: !status.ok(). The message begins with `doing`: "cannot read articles".
[[nodiscard]] Error to_error(const rocksdb::Status& status, std::string_view doing);

[[nodiscard]] Result<void> to_result(const rocksdb::Status& status, std::string_view doing);

}  // namespace kb::store
