// SPDX-License-Identifier: Apache-2.0
#pragma once

// The open RocksDB behind a Database and its views. For the sources of this folder only: no other
// header names a type of RocksDB.

#include "base/file.hpp"
#include "store/database.hpp"
#include "store/keys.hpp"

#include <kb/result.hpp>

#include <rocksdb/db.h>

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace kb::store {

inline constexpr const char* kStoreFolder = "store";
inline constexpr const char* kLockFile = "LOCK";

// Closes when the last view is gone. Any thread.
struct Rocks {
    Rocks() = default;
    Rocks(const Rocks&) = delete;
    Rocks& operator=(const Rocks&) = delete;
    ~Rocks() { reset(); }
    void reset();  // closes RocksDB, keeps the rest

    [[nodiscard]] rocksdb::ColumnFamilyHandle* handle(Family family) const {
        return handles[static_cast<std::size_t>(family)];
    }

    std::optional<base::FileLock> lock{};  // first in, last out
    base::Path store{};
    Mode mode = Mode::kRead;
    std::string seen{};  // kRead: what the store was like when it was opened
    std::shared_ptr<rocksdb::Logger> logger{};
    std::unique_ptr<rocksdb::DB> db{};
    std::vector<rocksdb::ColumnFamilyHandle*> handles{};  // by Family; ours to destroy
};

// A snapshot of RocksDB for as long as a view of it lives.
struct Moment {
    explicit Moment(std::shared_ptr<const Rocks> of) : rocks(std::move(of)) {
        snapshot = rocks->db->GetSnapshot();
    }
    Moment(const Moment&) = delete;
    Moment& operator=(const Moment&) = delete;
    ~Moment() { rocks->db->ReleaseSnapshot(snapshot); }

    std::shared_ptr<const Rocks> rocks;
    const rocksdb::Snapshot* snapshot = nullptr;
};

// Makes the folder of a base with an empty store in it, locked; no base yet, for want of its format
// file. Errors: kAlreadyExists where the folder is not empty, kLocked, kIo.
[[nodiscard]] Result<std::shared_ptr<Rocks>> make_store(const base::Path& directory,
                                                        const LogFunction& log);

// Makes an empty RocksDB in a folder that is there. Errors: kIo.
[[nodiscard]] Result<void> create_store(Rocks& rocks);

// Opens RocksDB for writing. A batch that a crash cut off at the end of the newest log is dropped,
// with a word to the log; any other damage refuses.
//
// Errors: kCorruption naming the file, kLocked, kIo.
[[nodiscard]] Result<void> open_for_writing(Rocks& rocks, const LogFunction& log);

// Opens RocksDB beside a writer, without a lock and without changing a byte. What it sees stays as
// it is, whatever the writer does.
//
// Errors: kCorruption naming the file, kIo.
[[nodiscard]] Result<void> open_for_reading(Rocks& rocks);

// A text that differs once somebody wrote to the store. Errors: kIo.
[[nodiscard]] Result<std::string> state_of_store(const base::Path& store);

// Hands RocksDB's warnings to a function.
[[nodiscard]] std::shared_ptr<rocksdb::Logger> make_logger(LogFunction log);

}  // namespace kb::store
