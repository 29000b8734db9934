// SPDX-License-Identifier: Apache-2.0
#pragma once

// A viewer to the segments he may read. What stands on another shelf is not opened, so nothing a
// search computes can depend on it.

#include "index/snapshot.hpp"

#include <kb/access.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace kb::search {

// The segments of the readable shelves, and statistics over them. A value that borrows from the
// snapshot it was made of; immutable, any thread.
struct Visible {
    std::vector<const index::SegmentState*> segments{};
    std::vector<const index::ShelfState*> shelves{};
    std::uint64_t documents = 0;

    [[nodiscard]] std::uint64_t document_frequency(std::string_view term) const;
};

[[nodiscard]] Visible make_visible(const index::Snapshot& snapshot, const Viewer& viewer);

}  // namespace kb::search
