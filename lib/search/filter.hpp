// SPDX-License-Identifier: Apache-2.0
#pragma once

// Column conditions to a set of documents of one segment.

#include "index/segment.hpp"

#include <kb/query.hpp>

#include <memory>

namespace kb::search {

[[nodiscard]] bool restricts(const Filter& filter);

// Bit i of word w: document 64 * w + i satisfies the filter. A language filter "de" also lets
// "de-AT" through.
[[nodiscard]] std::shared_ptr<const index::Bitmap> filter_documents(const Filter& filter,
                                                                    const index::Segment& segment);

}  // namespace kb::search
