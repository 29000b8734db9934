// SPDX-License-Identifier: Apache-2.0
#pragma once

// Our own look at RocksDB's write-ahead logs, to tell a write that a crash cut off (nobody was
// promised it) from damage to what was promised, and to name file and offset.
//
// A log is blocks of 32 KiB of records that never cross a block:
//
//     u32 masked CRC-32C of what follows the size, u16 size, u8 type, [u32 log number,] payload
//
// Types: 1 whole, 2 first, 3 middle, 4 last; 5 to 8 the same with the log number. Fewer than seven
// bytes at the end of a block are filled with zeros. Source: RocksDB 7.8, db/log_format.h.

#include "base/file.hpp"

#include <kb/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb::store {

struct LogDamage {
    base::Path file{};
    std::uint64_t offset = 0;  // of the first record that is not sound
    std::string found{};       // what is wrong with it
    bool cut_off = false;      // no sound record follows: it may be a write that was never finished
};

// The first damage in the bytes of a log; `file` is left empty.
[[nodiscard]] std::optional<LogDamage> scan_log(std::string_view bytes);

// The logs in a folder, oldest first.
[[nodiscard]] Result<std::vector<base::Path>> list_logs(const base::Path& store);

// How many bytes all logs together have; what cannot be asked counts as nothing.
[[nodiscard]] std::uint64_t log_bytes(const std::vector<base::Path>& logs);

// The first damage in any log. `cut_off` is set only in the last log that holds anything. A log
// that vanished meanwhile is not damage.
//
// Errors: kIo.
[[nodiscard]] Result<std::optional<LogDamage>> find_log_damage(const base::Path& store);

}  // namespace kb::store
