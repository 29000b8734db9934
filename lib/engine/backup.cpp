// SPDX-License-Identifier: Apache-2.0
#include "engine/backup.hpp"

#include "base/try.hpp"
#include "engine/budget.hpp"
#include "engine/recovery.hpp"
#include "store/copy.hpp"
#include "store/format_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace kb::engine {
namespace {

// The segment files that are there. A writer of another process may remove some meanwhile: then
// the copy lacks what its store names, and gets an index anew.
Result<void> copy_segments(const State& state, const base::Path& to) {
    const base::Path& from = state.index->folder();
    KB_TRY(base::make_directories(to));
    KB_TRY_ASSIGN(const auto names, base::list_directory(from));
    for (const std::string& name : names) {
        if (is_cancelled(state)) {
            return Error{ErrorCode::kCancelled, "copying segments was stopped"};
        }
        const auto file = base::MappedFile::open(from / name);
        if (!file && file.error().code == ErrorCode::kNotFound) {
            continue;
        }
        KB_TRY_ASSIGN(const auto mapped, file);
        KB_TRY(base::write_file_durably(to / name, mapped->bytes()));
    }
    return base::sync_directory(to);
}

// Opens the copy as its users will, brings its index up to its last change, and leaves it closed.
Result<BackupSummary> settle(const base::Path& directory, const Cancellation* cancellation) {
    auto opened = open_base(directory, {.cancellation = cancellation});
    const bool index_is_broken = !opened && (opened.error().code == ErrorCode::kNotFound ||
                                             opened.error().code == ErrorCode::kCorruption);
    if (index_is_broken) {
        opened = open_base(directory, {.rebuild_index = true, .cancellation = cancellation});
    }
    if (!opened) {
        return opened.error();
    }
    State& copy = **opened;
    KB_TRY(flush_index(copy, Flush::kDue));
    KB_TRY_ASSIGN(const store::Counters counters, copy.database->counters());
    const index::IndexSize size = copy.index->size();
    BackupSummary summary{.generation = counters[store::Counter::kChange],
                          .articles = counters[store::Counter::kArticles],
                          .segments = size.files,
                          .bytes = size.file_bytes};
    copy.index.reset();
    KB_TRY(copy.database->close());
    return summary;
}

Result<void> check_outside(const State& state, const base::Path& directory) {
    std::error_code ignored;
    const base::Path base = std::filesystem::weakly_canonical(state.directory, ignored);
    const base::Path copy = std::filesystem::weakly_canonical(directory, ignored);
    const auto [end, rest] = std::mismatch(base.begin(), base.end(), copy.begin(), copy.end());
    if (end == base.end() && rest != copy.end()) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("{} lies in the base itself", directory.string())};
    }
    return {};
}

Result<BackupSummary> copy_base(const State& state, const base::Path& directory) {
    store::CopySummary copied;
    {
        // A writer of this process waits, so that store and index files are of one moment.
        const std::lock_guard lock(state.write);
        KB_TRY_ASSIGN(copied,
                      store::copy_store(state.database->snapshot(), directory, stop_flag(state)));
        KB_TRY(copy_segments(state, directory / "index"));
    }
    KB_TRY(base::sync_directory(directory));
    KB_TRY(store::write_format_file(directory));
    KB_TRY_ASSIGN(BackupSummary summary, settle(directory, state.open_options.cancellation));
    summary.records = copied.records;
    summary.bytes += copied.bytes;
    return summary;
}

// There was nothing in the folder before, so all that is there is ours.
Error interrupted(const base::Path& directory) {
    std::error_code failed;
    for (auto entry = std::filesystem::directory_iterator(directory, failed);
         !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
        std::filesystem::remove_all(entry->path(), failed);
    }
    return {ErrorCode::kCancelled,
            failed ? fmt::format("interrupted; {} holds part of a copy, which is no base",
                                 directory.string())
                   : fmt::format("interrupted; nothing of the copy is left in {}, run it again to "
                                 "begin anew",
                                 directory.string())};
}

}  // namespace

Result<BackupSummary> backup_base(const State& state, const std::filesystem::path& directory) {
    KB_TRY(check_open(state));
    KB_TRY(check_outside(state, directory));
    KB_TRY_ASSIGN(const std::uint64_t bytes, base::bytes_below(state.directory));
    KB_TRY(check_free_space(directory, "a copy of the base", bytes));
    auto summary = copy_base(state, directory);
    if (!summary && summary.error().code == ErrorCode::kCancelled) {
        return interrupted(directory);
    }
    return summary;
}

}  // namespace kb::engine
