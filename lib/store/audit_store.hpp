// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was done to each article.

#include "store/batch.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/lifecycle.hpp>
#include <kb/result.hpp>

#include <vector>

namespace kb::store {

// Adds a record under its change; one change may do several things to one article, up to 255.
//
// Errors: kResourceExhausted, kCorruption, kIo.
[[nodiscard]] Result<void> append_audit(Batch& batch, ArticleNumber article,
                                        const AuditRecord& record);

// Oldest first. Errors: kCorruption, kIo.
[[nodiscard]] Result<std::vector<AuditRecord>> audit_of(const View& view, ArticleNumber article);

}  // namespace kb::store
