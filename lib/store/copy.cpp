// SPDX-License-Identifier: Apache-2.0

// Key by key rather than file by file: the files of a store change under a writer of another
// process, what a view holds does not.

#include "store/copy.hpp"

#include "base/try.hpp"
#include "store/internals.hpp"
#include "store/status.hpp"

#include <fmt/format.h>
#include <rocksdb/write_batch.h>

namespace kb::store {
namespace {

constexpr std::size_t kWriteBytes = 4U << 20U;

class Copy {
public:
    Copy(Rocks& to, const std::atomic<bool>* stop) : to_(to), stop_(stop) {
        options_.disableWAL = true;  // flushed as a whole at the end
    }

    Result<void> take(const View& view, Family family) {
        Cursor cursor = view.prefix(family, "");
        for (;;) {
            KB_TRY_ASSIGN(const bool found, cursor.next());
            if (!found) {
                return {};
            }
            const std::string_view key = cursor.key();
            const std::string_view value = cursor.value();
            KB_TRY(check(writes_.Put(to_.handle(family), {key.data(), key.size()},
                                     {value.data(), value.size()})));
            ++summary_.records;
            summary_.bytes += key.size() + value.size();
            if (writes_.GetDataSize() >= kWriteBytes) {
                KB_TRY(write());
            }
        }
    }

    Result<CopySummary> finish() {
        KB_TRY(write());
        KB_TRY(check(to_.db->Flush(rocksdb::FlushOptions{}, to_.handles)));
        return summary_;
    }

private:
    [[nodiscard]] Result<void> check(const rocksdb::Status& status) const {
        return to_result(status, fmt::format("cannot write to {}", to_.store.string()));
    }
    Result<void> write() {
        if (stop_ != nullptr && *stop_) {
            return Error{ErrorCode::kCancelled,
                         fmt::format("copying to {} was stopped", to_.store.string())};
        }
        KB_TRY(check(to_.db->Write(options_, &writes_)));
        writes_.Clear();
        return {};
    }

    Rocks& to_;
    const std::atomic<bool>* stop_;
    rocksdb::WriteOptions options_;
    rocksdb::WriteBatch writes_;
    CopySummary summary_;
};

}  // namespace

Result<CopySummary> copy_store(const View& view, const base::Path& directory,
                               const std::atomic<bool>* stop) {
    KB_TRY_ASSIGN(const auto rocks, make_store(directory, {}));
    Copy copy(*rocks, stop);
    for (std::size_t i = 0; i < kFamilyCount; ++i) {
        KB_TRY(copy.take(view, static_cast<Family>(i)));
    }
    return copy.finish();
}

}  // namespace kb::store
