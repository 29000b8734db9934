// SPDX-License-Identifier: Apache-2.0
#include "store/id_store.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"

#include <fmt/format.h>

#include <string>

namespace kb::store {

Result<std::optional<IdEntry>> find_id(const Source& source, std::string_view id) {
    KB_TRY_ASSIGN(const std::optional<std::string> bytes, source.get(Family::kIds, id));
    if (!bytes) {
        return std::optional<IdEntry>{};
    }
    const std::uint8_t kind = bytes->empty() ? 0 : static_cast<std::uint8_t>(bytes->front());
    if (bytes->size() != 9 || kind < 1 || kind > static_cast<std::uint8_t>(IdKind::kExternal)) {
        return Error{ErrorCode::kCorruption, fmt::format("the entry of the id {} is damaged", id)};
    }
    return std::optional(
        IdEntry{.kind = static_cast<IdKind>(kind),
                .article = base::get_big_endian64(std::string_view(*bytes).substr(1))});
}

Result<void> claim_id(Batch& batch, std::string_view id, const IdEntry& entry) {
    KB_TRY_ASSIGN(const std::optional<IdEntry> holder, find_id(batch, id));
    if (holder && holder->article != entry.article) {
        return Error{ErrorCode::kAlreadyExists, fmt::format("another article has the id {}", id)};
    }
    std::string bytes(1, static_cast<char>(entry.kind));
    base::put_big_endian64(bytes, entry.article);
    batch.put(Family::kIds, std::string(id), std::move(bytes));
    return {};
}

void release_id(Batch& batch, std::string_view id) { batch.remove(Family::kIds, std::string(id)); }

}  // namespace kb::store
