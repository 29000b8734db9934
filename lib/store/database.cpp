// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"

#include "base/assert.hpp"
#include "base/try.hpp"
#include "store/change_log.hpp"
#include "store/format_file.hpp"
#include "store/internals.hpp"
#include "store/log_scan.hpp"
#include "store/status.hpp"

#include <fmt/format.h>
#include <rocksdb/write_batch.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace kb::store {
namespace {

// Above this, closing moves the log to table files, so that the next to open has little to read.
constexpr std::uint64_t kLogBytesLeftMax = 1U << 20U;

// The folder may hold what an interrupted creation left, and nothing else.
Result<void> prepare_folder(const base::Path& directory) {
    KB_TRY(base::make_directories(directory));
    KB_TRY_ASSIGN(const std::vector<std::string> names, base::list_directory(directory));
    for (const std::string& name : names) {
        if (name == kFormatFileName) {
            return Error{ErrorCode::kAlreadyExists,
                         fmt::format("there is a knowledge base in {}", directory.string())};
        }
        if (name != kLockFile && name != kStoreFolder) {
            return Error{ErrorCode::kAlreadyExists,
                         fmt::format("{} is not empty: there is {}", directory.string(), name)};
        }
    }
    return {};
}

Result<void> remove_store(const base::Path& store) {
    std::error_code error;
    std::filesystem::remove_all(store, error);
    if (error) {
        return Error{ErrorCode::kIo,
                     fmt::format("cannot remove {}: {}", store.string(), error.message())};
    }
    return {};
}

Result<Counters> read_counters(const View& view, const base::Path& store) {
    KB_TRY_ASSIGN(const std::optional<std::string> bytes, view.get(Family::kMeta, kCountersKey));
    if (!bytes) {
        return Error{ErrorCode::kCorruption, fmt::format("{} has no counters", store.string())};
    }
    return decode_counters(*bytes);
}

// A log that is missing leaves a hole in the changes that RocksDB does not see.
Result<void> check_last_changes(const View& view, const base::Path& store) {
    KB_TRY_ASSIGN(const Counters counters, read_counters(view, store));
    const ChangeNumber last = counters[Counter::kChange];
    const ChangeNumber from = last > kChangesCheckedAtOpen ? last - kChangesCheckedAtOpen + 1 : 1;
    std::optional<Damage> first;
    KB_TRY_ASSIGN([[maybe_unused]] const std::uint64_t checked,
                  verify_changes(view, from, [&](const Damage& damage) {
                      if (!first) {
                          first = damage;
                      }
                  }));
    if (first) {
        return Error{ErrorCode::kCorruption,
                     fmt::format("{} has lost or damaged changes: {} should be {}, found {}",
                                 store.string(), first->where, first->expected, first->found)};
    }
    return {};
}

}  // namespace

Database::Database(std::shared_ptr<Rocks> rocks, LogFunction log)
    : rocks_(rocks), mode_(rocks->mode), log_(std::move(log)) {}

Database::~Database() {
    if (rocks_.load()) {
        // What keeps the log from becoming tables now keeps nothing from being read later.
        static_cast<void>(close());
    }
}

Result<std::shared_ptr<Rocks>> make_store(const base::Path& directory, const LogFunction& log) {
    KB_TRY(prepare_folder(directory));
    auto rocks = std::make_shared<Rocks>();
    KB_TRY_ASSIGN(rocks->lock, base::FileLock::acquire(directory / kLockFile));
    KB_TRY(prepare_folder(directory));  // somebody else may have made one before the lock was ours
    rocks->store = directory / kStoreFolder;
    rocks->mode = Mode::kWrite;
    rocks->logger = make_logger(log);
    KB_TRY(remove_store(rocks->store));
    KB_TRY(base::make_directories(rocks->store));
    KB_TRY(create_store(*rocks));
    return rocks;
}

Result<std::unique_ptr<Database>> Database::create(const base::Path& directory,
                                                   const std::function<Result<void>(Batch&)>& fill,
                                                   LogFunction log) {
    KB_TRY_ASSIGN(auto rocks, make_store(directory, log));
    std::unique_ptr<Database> database(new Database(std::move(rocks), std::move(log)));
    Batch batch = database->batch();
    KB_TRY(fill(batch));
    KB_TRY(database->commit(std::move(batch)));
    KB_TRY(base::sync_directory(directory.parent_path()));
    KB_TRY(write_format_file(directory));
    return database;
}

Result<std::unique_ptr<Database>> Database::open(const base::Path& directory, Mode mode,
                                                 LogFunction log) {
    KB_TRY(check_format_file(directory));
    auto rocks = std::make_shared<Rocks>();
    rocks->store = directory / kStoreFolder;
    rocks->mode = mode;
    rocks->logger = make_logger(log);
    if (!base::exists(rocks->store)) {
        return Error{ErrorCode::kCorruption, fmt::format("{} is missing", rocks->store.string())};
    }
    if (mode == Mode::kWrite) {
        KB_TRY_ASSIGN(rocks->lock, base::FileLock::acquire(directory / kLockFile));
        KB_TRY(open_for_writing(*rocks, log));
    } else {
        KB_TRY(open_for_reading(*rocks));
    }
    std::unique_ptr<Database> database(new Database(std::move(rocks), std::move(log)));
    KB_TRY_ASSIGN(database->counters_, database->counters());
    KB_TRY(check_last_changes(database->latest(), directory / kStoreFolder));
    return database;
}

View Database::latest() const { return {rocks_.load(), nullptr}; }

View Database::snapshot() const {
    if (mode_ == Mode::kRead) {
        return latest();
    }
    const std::shared_ptr<Rocks> rocks = rocks_.load();
    return {rocks, std::make_shared<const Moment>(rocks)};
}

Result<Counters> Database::counters() const {
    return read_counters(latest(), rocks_.load()->store);
}

Result<void> Database::catch_up() {
    if (mode_ == Mode::kWrite) {
        return {};
    }
    const std::shared_ptr<Rocks> before = rocks_.load();
    KB_TRY_ASSIGN(const std::string state, state_of_store(before->store));
    if (state == before->seen) {
        return {};
    }
    auto rocks = std::make_shared<Rocks>();
    rocks->store = before->store;
    rocks->logger = before->logger;
    KB_TRY(open_for_reading(*rocks));
    KB_TRY(check_last_changes(View(rocks, nullptr), rocks->store));
    rocks_.store(std::move(rocks));
    return {};
}

Batch Database::batch() const {
    KB_ASSERT(mode_ == Mode::kWrite);
    return {latest(), counters_};
}

Result<void> Database::recover_from_failed_write() {
    if (write_failed_.empty()) {
        return {};
    }
    const std::shared_ptr<Rocks> rocks = rocks_.load();
    const rocksdb::Status status = rocks->db->Resume();
    if (!status.ok()) {
        return Error{ErrorCode::kIo,
                     fmt::format("{} takes no writes after one failed ({}): {}",
                                 rocks->store.string(), write_failed_, status.ToString())};
    }
    write_failed_.clear();
    if (log_) {
        log_(LogSeverity::kInfo, fmt::format("{} takes writes again", rocks->store.string()));
    }
    return {};
}

Result<void> Database::commit(Batch&& batch) {
    if (mode_ != Mode::kWrite) {
        return Error{ErrorCode::kUnsupported, "the base was opened for reading"};
    }
    if (batch.from_ != counters_) {
        return Error{ErrorCode::kConflict, "another batch was committed since this one was begun"};
    }
    if (batch.bytes() > kBatchBytesMax) {
        return Error{ErrorCode::kResourceExhausted,
                     fmt::format("a batch of {} bytes is too large, the limit is {}", batch.bytes(),
                                 kBatchBytesMax)};
    }
    KB_TRY(recover_from_failed_write());

    const std::shared_ptr<Rocks> rocks = rocks_.load();
    const Counters counters = batch.counters_;
    batch.put(Family::kMeta, std::string(kCountersKey), encode_counters(counters));
    rocksdb::WriteBatch writes;
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        rocksdb::ColumnFamilyHandle* const family = rocks->handles[i];
        for (const auto& [key, value] : batch.families_[i]) {
            const rocksdb::Status status =
                value ? writes.Put(family, key, *value) : writes.Delete(family, key);
            KB_TRY(to_result(status, "cannot write"));
        }
    }
    rocksdb::WriteOptions options;
    options.sync = true;
    const rocksdb::Status status = rocks->db->Write(options, &writes);
    if (!status.ok()) {
        write_failed_ = status.ToString();
        return to_error(status, fmt::format("cannot write to {}", rocks->store.string()));
    }
    counters_ = counters;
    return {};
}

Result<void> Database::flush() {
    if (mode_ != Mode::kWrite) {
        return Error{ErrorCode::kUnsupported, "the base was opened for reading"};
    }
    KB_TRY(recover_from_failed_write());
    const std::shared_ptr<Rocks> rocks = rocks_.load();
    return to_result(rocks->db->Flush(rocksdb::FlushOptions{}, rocks->handles),
                     fmt::format("cannot write tables of {}", rocks->store.string()));
}

Result<void> Database::close() {
    Result<void> flushed;
    if (mode_ == Mode::kWrite && write_failed_.empty()) {
        const auto logs = list_logs(rocks_.load()->store);
        if (logs && log_bytes(*logs) > kLogBytesLeftMax) {
            flushed = flush();
        }
    }
    rocks_.store(nullptr);
    return flushed;
}

}  // namespace kb::store
