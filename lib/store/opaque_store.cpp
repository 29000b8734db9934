// SPDX-License-Identifier: Apache-2.0
#include "store/opaque_store.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"

#include <utility>

namespace kb::store {

Result<std::optional<std::string>> find_options(const Source& source) {
    return source.get(Family::kMeta, kOptionsKey);
}

void put_options(Batch& batch, std::string bytes) {
    batch.put(Family::kMeta, std::string(kOptionsKey), std::move(bytes));
}

Result<std::optional<std::string>> find_unfinished_restore(const Source& source) {
    return source.get(Family::kMeta, kRestoreKey);
}

void put_unfinished_restore(Batch& batch, std::string bytes) {
    batch.put(Family::kMeta, std::string(kRestoreKey), std::move(bytes));
}

void remove_unfinished_restore(Batch& batch) {
    batch.remove(Family::kMeta, std::string(kRestoreKey));
}

Result<std::optional<std::string>> find_manifest(const Source& source) {
    return source.get(Family::kManifest, kSegmentsKey);
}

void put_manifest(Batch& batch, std::string bytes) {
    batch.put(Family::kManifest, std::string(kSegmentsKey), std::move(bytes));
}

Result<std::optional<std::string>> find_signals(const Source& source, ArticleNumber article) {
    return source.get(Family::kSignals, number_key(article));
}

void put_signals(Batch& batch, ArticleNumber article, std::string bytes) {
    batch.put(Family::kSignals, number_key(article), std::move(bytes));
}

Result<void> for_each_signals(
    const View& view, const std::function<Result<void>(ArticleNumber, std::string_view)>& visit) {
    Cursor cursor = view.prefix(Family::kSignals, "");
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return {};
        }
        KB_TRY(visit(base::get_big_endian64(cursor.key()), cursor.value()));
    }
}

}  // namespace kb::store
