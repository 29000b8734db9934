// SPDX-License-Identifier: Apache-2.0
#pragma once

// Remarks that an article needs work, open and resolved.

#include "store/batch.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/lifecycle.hpp>
#include <kb/result.hpp>

#include <optional>
#include <string>
#include <vector>

namespace kb::store {

struct FlagRecord {
    ArticleNumber article = 0;
    Flag flag{};
    friend bool operator==(const FlagRecord&, const FlagRecord&) = default;
};

// Errors of all: kCorruption, kIo.
[[nodiscard]] Result<std::optional<FlagRecord>> find_flag(const Source& source,
                                                          std::uint64_t number);

// What stands in the family `flags`.
[[nodiscard]] std::string encode_flag_record(const FlagRecord& record);

// Adds the flag or replaces the one of its number, which take(Counter::kFlagNumber) gives. Counts
// the open ones.
[[nodiscard]] Result<void> put_flag(Batch& batch, const FlagRecord& record);

// By number, which is by time.
[[nodiscard]] Result<std::vector<FlagRecord>> flags(const View& view);
[[nodiscard]] Result<std::vector<FlagRecord>> flags_of_article(const View& view,
                                                               ArticleNumber article);

}  // namespace kb::store
