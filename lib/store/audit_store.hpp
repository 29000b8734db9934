// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was done to each article.

#include "store/batch.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/lifecycle.hpp>
#include <kb/result.hpp>

#include <functional>
#include <vector>

namespace kb::store {

// How many things one change may do to one article.
inline constexpr unsigned kAuditRecordsMax = 255;

// Adds a record under its change.
//
// Errors: kResourceExhausted, kCorruption, kIo.
[[nodiscard]] Result<void> append_audit(Batch& batch, ArticleNumber article,
                                        const AuditRecord& record);

// Oldest first. Errors: kCorruption, kIo.
[[nodiscard]] Result<std::vector<AuditRecord>> audit_of(const View& view, ArticleNumber article);

// Of every article, in the order of the numbers, then of the changes, then as appended.
[[nodiscard]] Result<void> for_each_audit(
    const View& view, const std::function<Result<void>(ArticleNumber, const AuditRecord&)>& visit);

}  // namespace kb::store
