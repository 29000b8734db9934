// SPDX-License-Identifier: Apache-2.0

// How RocksDB is opened: its settings, for writing and beside a writer, and what happens when the
// write-ahead log is damaged.

#include "base/try.hpp"
#include "store/internals.hpp"
#include "store/log_scan.hpp"
#include "store/status.hpp"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <chrono>
#include <cstdarg>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <thread>

namespace kb::store {
namespace {

constexpr std::size_t kBlockCacheBytes = 64U << 20U;
// The logs' limit keeps memory tables smaller than this. After a full disk RocksDB waits until so
// much is free, before it takes writes again.
constexpr std::size_t kMemtableBytes = 16U << 20U;
constexpr std::uint64_t kTableFileBytes = 32U << 20U;
// Who opens the base reads the logs: this bounds how long that takes.
constexpr std::uint64_t kLogBytesMax = 8U << 20U;
constexpr std::size_t kLogFilesMax = 16;
constexpr int kBackgroundJobsMax = 2;
constexpr double kBloomBitsPerKey = 10.0;
// Of a memory table: most names that are asked for, an import's new ones, are not there.
constexpr double kMemtableBloomShare = 0.03;
constexpr int kReadAttemptsMax = 20;
constexpr int kReadAttemptsBeforeScan = 3;
constexpr std::chrono::milliseconds kReadAttemptPause{2};
constexpr std::size_t kLogLineBytesMax = 1024;

class ForwardingLogger final : public rocksdb::Logger {
public:
    explicit ForwardingLogger(LogFunction log)
        : rocksdb::Logger(rocksdb::InfoLogLevel::WARN_LEVEL), log_(std::move(log)) {}

    using rocksdb::Logger::Logv;
    void LogHeader(const char* /*format*/, va_list /*arguments*/) override {}
    void Logv(const char* format, va_list arguments) override {
        Logv(rocksdb::InfoLogLevel::INFO_LEVEL, format, arguments);
    }
    void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
        if (!log_ || level < rocksdb::InfoLogLevel::WARN_LEVEL ||
            level > rocksdb::InfoLogLevel::FATAL_LEVEL) {
            return;
        }
        char line[kLogLineBytesMax];
        if (std::vsnprintf(line, sizeof line, format, arguments) > 0) {
            const bool serious = level > rocksdb::InfoLogLevel::WARN_LEVEL;
            log_(serious ? LogSeverity::kWarning : LogSeverity::kInfo, line);
        }
    }

private:
    LogFunction log_;
};

rocksdb::DBOptions database_options(const Rocks& rocks) {
    rocksdb::DBOptions options;
    // Our logger, because RocksDB's own asserts when its log file cannot be written.
    options.info_log = rocks.logger;
    options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
    options.paranoid_checks = true;
    // The default would open a store with acknowledged writes missing and say nothing.
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kAbsoluteConsistency;
    options.track_and_verify_wals_in_manifest = true;
    options.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
    options.max_total_wal_size = kLogBytesMax;
    options.max_background_jobs = kBackgroundJobsMax;
    options.max_open_files = -1;  // a reader keeps the files that the writer deletes
    options.max_file_opening_threads = 1;
    options.skip_stats_update_on_db_open = true;
    options.stats_dump_period_sec = 0;  // no threads for statistics that nobody reads
    options.stats_persist_period_sec = 0;
    return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> family_descriptors() {
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = rocksdb::NewLRUCache(kBlockCacheBytes);
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
    table.format_version = 5;
    table.checksum = rocksdb::ChecksumType::kXXH3;
    const std::shared_ptr<rocksdb::TableFactory> factory(rocksdb::NewBlockBasedTableFactory(table));

    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        const auto family = static_cast<Family>(i);
        // What is written once and seldom read is packed harder.
        const bool cold = family == Family::kVersions || family == Family::kEvents ||
                          family == Family::kAudit || family == Family::kChanges;
        rocksdb::ColumnFamilyOptions options;
        options.table_factory = factory;
        options.write_buffer_size = kMemtableBytes;
        options.memtable_prefix_bloom_size_ratio = kMemtableBloomShare;
        options.memtable_whole_key_filtering = true;
        options.target_file_size_base = kTableFileBytes;
        options.compression = cold ? rocksdb::kZSTD : rocksdb::kLZ4Compression;
        descriptors.emplace_back(std::string(family_name(family)), options);
    }
    return descriptors;
}

// Where it fails, RocksDB leaves no database and no handle behind.
rocksdb::Status open(Rocks& rocks, const rocksdb::DBOptions& options) {
    rocksdb::DB* db = nullptr;
    rocksdb::Status status;
    if (rocks.mode == Mode::kWrite) {
        status = rocksdb::DB::Open(options, rocks.store.string(), family_descriptors(),
                                   &rocks.handles, &db);
    } else {
        // Not as a secondary: that takes a table that is gone for one that it has yet to hear of,
        // and shows the store as it was before, or empty.
        status = rocksdb::DB::OpenForReadOnly(options, rocks.store.string(), family_descriptors(),
                                              &rocks.handles, &db);
    }
    if (status.ok()) {
        rocks.db.reset(db);
    }
    return status;
}

// An empty store. The families are made in one call, which syncs half as often as having Open
// make what is missing.
rocksdb::Status create(Rocks& rocks, const rocksdb::DBOptions& options) {
    std::vector<rocksdb::ColumnFamilyDescriptor> families = family_descriptors();
    const std::vector<rocksdb::ColumnFamilyDescriptor> first{families.front()};
    families.erase(families.begin());
    rocksdb::DB* db = nullptr;
    rocksdb::Status status =
        rocksdb::DB::Open(options, rocks.store.string(), first, &rocks.handles, &db);
    if (!status.ok()) {
        return status;
    }
    rocks.db.reset(db);
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    status = db->CreateColumnFamilies(families, &handles);
    rocks.handles.insert(rocks.handles.end(), handles.begin(), handles.end());
    return status;
}

Error to_open_error(const Rocks& rocks, const rocksdb::Status& status) {
    Error error = to_error(status, fmt::format("cannot open {}", rocks.store.string()));
    const std::string text = status.ToString();
    if (status.IsIOError() && text.find("lock") != std::string::npos) {
        error.code = ErrorCode::kLocked;
    } else if (status.IsPathNotFound() || status.IsNotFound() || status.IsInvalidArgument()) {
        error.code = ErrorCode::kCorruption;  // a base without its store, or without a part of it
    }
    return error;
}

Error damaged_log(const LogDamage& damage) {
    return {ErrorCode::kCorruption, fmt::format("the log {} is damaged at offset {}: {}",
                                                damage.file.string(), damage.offset, damage.found)};
}

// A process that is killed while it opens a base leaves these behind.
Result<void> remove_leftovers(const base::Path& store) {
    KB_TRY_ASSIGN(const std::vector<std::string> names, base::list_directory(store));
    for (const std::string& name : names) {
        if (name.starts_with("OPTIONS-") && name.ends_with(".dbtmp")) {
            KB_TRY(base::remove_file(store / name));
        }
    }
    return {};
}

// After RocksDB refused the logs: opens without the batch that was cut off, or says what is
// damaged.
Result<void> open_without_torn_tail(Rocks& rocks, rocksdb::DBOptions options,
                                    const rocksdb::Status& refusal, const LogFunction& log) {
    KB_TRY_ASSIGN(const std::optional<LogDamage> damage, find_log_damage(rocks.store));
    if (!damage) {
        return to_open_error(rocks, refusal);
    }
    if (!damage->cut_off) {
        return damaged_log(*damage);
    }
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    options.avoid_flush_during_recovery = false;  // which also lets go of the damaged log
    if (!open(rocks, options).ok()) {
        return damaged_log(*damage);
    }
    if (log) {
        log(LogSeverity::kWarning,
            fmt::format("{} ended at offset {} in {}: an unfinished write was dropped",
                        damage->file.string(), damage->offset, damage->found));
    }
    return {};
}

// Whether all of `before` are still there.
bool holds_all(const std::vector<base::Path>& now, const std::vector<base::Path>& before) {
    return std::ranges::all_of(
        before, [&](const base::Path& log) { return std::ranges::find(now, log) != now.end(); });
}

}  // namespace

void Rocks::reset() {
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
        db->DestroyColumnFamilyHandle(handle);
    }
    handles.clear();
    db.reset();
}

std::shared_ptr<rocksdb::Logger> make_logger(LogFunction log) {
    return std::make_shared<ForwardingLogger>(std::move(log));
}

Result<void> create_store(Rocks& rocks) {
    rocksdb::DBOptions options = database_options(rocks);
    options.create_if_missing = true;
    options.error_if_exists = true;
    const rocksdb::Status status = create(rocks, options);
    if (!status.ok()) {
        return to_open_error(rocks, status);
    }
    return {};
}

Result<void> open_for_writing(Rocks& rocks, const LogFunction& log) {
    rocksdb::DBOptions options = database_options(rocks);
    KB_TRY(remove_leftovers(rocks.store));
    KB_TRY_ASSIGN(const std::vector<base::Path> logs, list_logs(rocks.store));
    // Table files of a few records each would cost more than the logs they replace, up to a point.
    options.avoid_flush_during_recovery =
        logs.size() <= kLogFilesMax && log_bytes(logs) <= kLogBytesMax;
    const rocksdb::Status status = open(rocks, options);
    if (status.IsCorruption()) {
        return open_without_torn_tail(rocks, options, status, log);
    }
    if (!status.ok()) {
        return to_open_error(rocks, status);
    }
    return {};
}

// Opening reads the list of tables, then opens them, then reads the logs, while the writer may
// delete some of all three. A table that is gone fails, and we try again. A log that is gone has
// become a table that the list did not name yet, so what was read has a hole: again. Logs are
// deleted oldest first, so none is missing where all that were there before still are.
Result<void> open_for_reading(Rocks& rocks) {
    rocksdb::DBOptions options = database_options(rocks);
    rocksdb::Status status;
    for (int attempt = 0; attempt < kReadAttemptsMax; ++attempt) {
        if (attempt > 0) {
            std::this_thread::sleep_for(kReadAttemptPause);
        }
        KB_TRY_ASSIGN(rocks.seen, state_of_store(rocks.store));
        KB_TRY_ASSIGN(const std::vector<base::Path> before, list_logs(rocks.store));
        status = open(rocks, options);
        KB_TRY_ASSIGN(const std::vector<base::Path> after, list_logs(rocks.store));
        if (status.ok() && holds_all(after, before)) {
            return {};
        }
        rocks.reset();
        if (!status.IsCorruption() || attempt < kReadAttemptsBeforeScan) {
            continue;
        }
        // Not a write that was just going on: left by a writer that was killed, or damage.
        KB_TRY_ASSIGN(const std::optional<LogDamage> damage, find_log_damage(rocks.store));
        const bool tolerant =
            options.wal_recovery_mode == rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
        if (damage && (!damage->cut_off || tolerant)) {
            return damaged_log(*damage);
        }
        if (damage) {
            options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
        }
    }
    if (!status.ok()) {
        return to_open_error(rocks, status);
    }
    return Error{ErrorCode::kIo, fmt::format("cannot read {}: its logs vanish while they are read",
                                             rocks.store.string())};
}

Result<std::string> state_of_store(const base::Path& store) {
    KB_TRY_ASSIGN(const std::vector<std::string> names, base::list_directory(store));
    std::string state;
    for (const std::string& name : names) {
        if (name.ends_with(".log") || name.starts_with("MANIFEST-")) {
            std::error_code error;
            const std::uintmax_t size = std::filesystem::file_size(store / name, error);
            state += fmt::format("{} {}\n", name, error ? 0 : size);
        }
    }
    return state;
}

}  // namespace kb::store
