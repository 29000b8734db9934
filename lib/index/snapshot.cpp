// SPDX-License-Identifier: Apache-2.0
#include "index/snapshot.hpp"

namespace kb::index {

std::uint64_t live_frequency(const SegmentState& state, const TermEntry& term) {
    return term.documents - state.live->dead_frequency(*state.segment, term);
}

std::uint64_t document_frequency(const SegmentState& state, std::string_view term) {
    const auto entry = state.segment->dictionary().find(term);
    return entry ? live_frequency(state, *entry) : 0;
}

DocumentPlace find_article(const ShelfState& shelf, std::uint64_t article) {
    for (auto state = shelf.segments.rbegin(); state != shelf.segments.rend(); ++state) {
        for (const std::uint32_t document : state->segment->columns().find(article)) {
            if (state->live->is_live(document)) {
                return {.state = &*state, .document = document};
            }
        }
    }
    return {};
}

}  // namespace kb::index
