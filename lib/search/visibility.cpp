// SPDX-License-Identifier: Apache-2.0
#include "search/visibility.hpp"

namespace kb::search {

std::uint64_t Visible::document_frequency(std::string_view term) const {
    std::uint64_t documents_with = 0;
    for (const index::SegmentState* segment : segments) {
        documents_with += index::document_frequency(*segment, term);
    }
    return documents_with;
}

Visible make_visible(const index::Snapshot& snapshot, const Viewer& viewer) {
    Visible visible;
    for (std::size_t s = 0; s < kShelfCount; ++s) {
        if (!may_read(viewer, static_cast<Shelf>(s))) {
            continue;
        }
        const index::ShelfState& shelf = *snapshot.shelves[s];
        visible.shelves.push_back(&shelf);
        visible.documents += shelf.sums.documents;
        for (const index::SegmentState& segment : shelf.segments) {
            visible.segments.push_back(&segment);
        }
    }
    return visible;
}

}  // namespace kb::search
