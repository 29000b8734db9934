// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the engine keeps here in bytes of its own: how the base was set up, which segments the index
// has, the signals of each article, and a restore that is not finished.

#include "store/batch.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/result.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kb::store {

// Errors of all that read: kCorruption, kIo.
[[nodiscard]] Result<std::optional<std::string>> find_options(const Source& source);
void put_options(Batch& batch, std::string bytes);

[[nodiscard]] Result<std::optional<std::string>> find_unfinished_restore(const Source& source);
void put_unfinished_restore(Batch& batch, std::string bytes);
void remove_unfinished_restore(Batch& batch);

[[nodiscard]] Result<std::optional<std::string>> find_manifest(const Source& source);
void put_manifest(Batch& batch, std::string bytes);

[[nodiscard]] Result<std::optional<std::string>> find_signals(const Source& source,
                                                              ArticleNumber article);
void put_signals(Batch& batch, ArticleNumber article, std::string bytes);
// In the order of the numbers, until `visit` fails.
[[nodiscard]] Result<void> for_each_signals(
    const View& view, const std::function<Result<void>(ArticleNumber, std::string_view)>& visit);

}  // namespace kb::store
