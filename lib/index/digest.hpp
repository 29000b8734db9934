// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a segment says of each document, as one number, and whether the segment holds together: the
// means by which `verify` compares the index with the store.

#include "index/segment.hpp"

#include <kb/result.hpp>

#include <cstdint>
#include <vector>

namespace kb::index {

// For each document the sum of the hashes of (term, impact, detail) over its postings; its field
// lengths are part of it too. Two segments of one epoch give a document the same number exactly
// when it has the same terms at the same places in both.
//
// Errors: kCorruption where terms are out of order, or a frequency or maximum does not fit its
// postings.
[[nodiscard]] Result<std::vector<std::uint64_t>> document_digests(const Segment& segment);

}  // namespace kb::index
