// SPDX-License-Identifier: Apache-2.0
#pragma once

// Remarks that an article needs work, open and resolved.

#include "store/batch.hpp"
#include "store/notes.hpp"

#include <kb/lifecycle.hpp>

namespace kb::store {

using FlagNote = Note<Flag>;

// Errors of all: kCorruption, kIo.
[[nodiscard]] Result<std::optional<FlagNote>> find_flag(const Source& source, std::uint64_t number);

// What stands in the family `flags`.
[[nodiscard]] std::string encode_flag_note(const FlagNote& note);

// Adds the flag or replaces the one of its number, which take(Counter::kFlagNumber) gives. Counts
// the open ones.
[[nodiscard]] Result<void> put_flag(Batch& batch, const FlagNote& note);

// By number, which is by time.
[[nodiscard]] Result<std::vector<FlagNote>> flags(const View& view);
[[nodiscard]] Result<std::vector<FlagNote>> flags_of_article(const View& view,
                                                             ArticleNumber article);

}  // namespace kb::store
