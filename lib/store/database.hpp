// SPDX-License-Identifier: Apache-2.0
#pragma once

// The store of one base: the folder `store` inside it, which RocksDB keeps.
//
// One process at a time may write; any number may read beside it, without a lock. Reading: any
// thread. Writing (batch, commit, flush, close) and catch_up: one thread at a time.
//
// Durability: commit() returns after the write-ahead log was synced. After a write failed nothing
// is written until RocksDB says that it has recovered, because a second write could end the process
// inside RocksDB; each commit() asks for that anew.

#include "base/file.hpp"
#include "base/shared_cell.hpp"
#include "store/batch.hpp"
#include "store/counters.hpp"
#include "store/view.hpp"

#include <kb/result.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace kb::store {

enum class Mode : std::uint8_t { kRead, kWrite };
enum class LogSeverity : std::uint8_t { kInfo, kWarning, kError };
using LogFunction = std::function<void(LogSeverity, std::string_view)>;  // from any thread

// One thing that verify() found wrong.
struct Damage {
    std::string where{};  // a file and an offset in it, or a key
    std::string expected{};
    std::string found{};
};
using DamageFunction = std::function<void(const Damage&)>;

inline constexpr std::uint64_t kChangesCheckedAtOpen = 500;

class Database {
public:
    // Makes an empty base in a folder that is empty or not there. What `fill` puts into the batch
    // is in the base before it counts as one: after a crash on the way there is no base.
    //
    // Errors: kAlreadyExists, kLocked, kIo, and those of `fill`.
    [[nodiscard]] static Result<std::unique_ptr<Database>> create(
        const base::Path& directory, const std::function<Result<void>(Batch&)>& fill,
        LogFunction log = {});

    // Looks at the last kChangesCheckedAtOpen changes, so that a log which is missing shows at
    // once.
    //
    // Errors: kNotFound where there is no base, kUnsupported for a newer format, kLocked (kWrite
    // only), kCorruption naming the file, kIo.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const base::Path& directory,
                                                                Mode mode, LogFunction log = {});

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();  // closes

    [[nodiscard]] Mode mode() const noexcept { return mode_; }

    // Opened for reading, both stand still.
    [[nodiscard]] View latest() const;
    [[nodiscard]] View snapshot() const;
    [[nodiscard]] Result<Counters> counters() const;  // as committed last

    // Where opened for reading: sees what the writer has acknowledged until now. Reads beside it
    // may see part of that. Does nothing where opened for writing.
    //
    // Errors: kCorruption, kIo.
    [[nodiscard]] Result<void> catch_up();

    // A batch on the present state; the next commit must be of it.
    // Precondition: opened for writing.
    [[nodiscard]] Batch batch() const;

    // Writes all of the batch and syncs it, or nothing.
    //
    // Errors: kIo, kUnsupported where opened for reading, kConflict where another batch was
    // committed since this one was begun, kResourceExhausted above kBatchBytesMax.
    [[nodiscard]] Result<void> commit(Batch&& batch);

    // Moves what is in the log and in memory to table files. Never needed for durability.
    [[nodiscard]] Result<void> flush();

    // Reads every byte of the store and reports what is wrong. Errors: what kept it from looking.
    [[nodiscard]] Result<void> verify(const DamageFunction& report) const;

    // Lets go of the store, and of the lock once no view is left. Later calls are not allowed.
    [[nodiscard]] Result<void> close();

private:
    Database(std::shared_ptr<Rocks> rocks, LogFunction log);
    [[nodiscard]] Result<void> recover_from_failed_write();

    base::SharedCell<Rocks> rocks_;  // replaced by catch_up
    Mode mode_;
    LogFunction log_;
    Counters counters_;         // kWrite: as committed last
    std::string write_failed_;  // why writing stopped; empty: it did not
};

}  // namespace kb::store
