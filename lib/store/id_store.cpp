// SPDX-License-Identifier: Apache-2.0
#include "store/id_store.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"

#include <fmt/format.h>

#include <string>

namespace kb::store {

namespace {

Result<IdEntry> decode_entry(std::string_view id, std::string_view bytes) {
    const std::uint8_t kind = bytes.empty() ? 0 : static_cast<std::uint8_t>(bytes.front());
    if (bytes.size() != 9 || kind < 1 || kind > static_cast<std::uint8_t>(IdKind::kExternal)) {
        return Error{ErrorCode::kCorruption, fmt::format("the entry of the id {} is damaged", id)};
    }
    return IdEntry{.kind = static_cast<IdKind>(kind),
                   .article = base::get_big_endian64(bytes.substr(1))};
}

}  // namespace

std::string encode_id_entry(const IdEntry& entry) {
    std::string bytes(1, static_cast<char>(entry.kind));
    base::put_big_endian64(bytes, entry.article);
    return bytes;
}

Result<std::optional<IdEntry>> find_id(const Source& source, std::string_view id) {
    KB_TRY_ASSIGN(const std::optional<std::string> bytes, source.get(Family::kIds, id));
    if (!bytes) {
        return std::optional<IdEntry>{};
    }
    KB_TRY_ASSIGN(const IdEntry entry, decode_entry(id, *bytes));
    return std::optional(entry);
}

Result<void> for_each_id(
    const View& view, const std::function<Result<void>(std::string_view, const IdEntry&)>& visit) {
    Cursor cursor = view.prefix(Family::kIds, "");
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return {};
        }
        KB_TRY_ASSIGN(const IdEntry entry, decode_entry(cursor.key(), cursor.value()));
        KB_TRY(visit(cursor.key(), entry));
    }
}

Result<void> claim_id(Batch& batch, std::string_view id, const IdEntry& entry) {
    KB_TRY_ASSIGN(const std::optional<IdEntry> holder, find_id(batch, id));
    if (holder && holder->article != entry.article) {
        return Error{ErrorCode::kAlreadyExists, fmt::format("another article has the id {}", id)};
    }
    batch.put(Family::kIds, std::string(id), encode_id_entry(entry));
    return {};
}

void release_id(Batch& batch, std::string_view id) { batch.remove(Family::kIds, std::string(id)); }

}  // namespace kb::store
