// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every name an article is or was known by. A name belongs to one article at a time.

#include "store/batch.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/result.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kb::store {

// The values are those on disk: never renumber.
enum class IdKind : std::uint8_t {
    kPublic = 1,    // Article::id
    kFormer = 2,    // an id it had before
    kExternal = 3,  // its name in another system
};

struct IdEntry {
    IdKind kind = IdKind::kPublic;
    ArticleNumber article = 0;
    friend bool operator==(const IdEntry&, const IdEntry&) = default;
};

// Errors: kCorruption, kIo.
[[nodiscard]] Result<std::optional<IdEntry>> find_id(const Source& source, std::string_view id);

// Gives a name to an article, or changes the kind of a name it has.
//
// Errors: kAlreadyExists where another article has it, kCorruption, kIo.
[[nodiscard]] Result<void> claim_id(Batch& batch, std::string_view id, const IdEntry& entry);

// What stands in the family `ids`.
[[nodiscard]] std::string encode_id_entry(const IdEntry& entry);

// Every name, in the order of its bytes, until `visit` fails.
[[nodiscard]] Result<void> for_each_id(
    const View& view, const std::function<Result<void>(std::string_view, const IdEntry&)>& visit);

void release_id(Batch& batch, std::string_view id);

}  // namespace kb::store
