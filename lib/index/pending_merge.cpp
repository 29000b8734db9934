// SPDX-License-Identifier: Apache-2.0
#include "index/pending_merge.hpp"

#include "base/try.hpp"

#include <algorithm>
#include <bit>

namespace kb::index {
namespace {

// Documents of the merged segment whose source document was alive then and is dead now.
std::vector<std::uint32_t> died_since(std::span<const SegmentState> then,
                                      std::span<const SegmentState> now) {
    std::vector<std::uint32_t> dead;
    std::uint32_t next = 0;  // the merged document that the next living one of `then` became
    for (std::size_t s = 0; s < then.size(); ++s) {
        const auto before = then[s].live->words();
        const auto after = now[s].live->words();
        for (std::size_t w = 0; w < before.size(); ++w) {
            for (std::uint64_t gone = before[w] & ~after[w]; gone != 0; gone &= gone - 1) {
                const std::uint64_t below = before[w] & ((gone & ~(gone - 1)) - 1);
                dead.push_back(next + static_cast<std::uint32_t>(std::popcount(below)));
            }
            next += static_cast<std::uint32_t>(std::popcount(before[w]));
        }
    }
    return dead;
}

}  // namespace

std::optional<PendingMerge> next_merge(const Snapshot& snapshot, const Schema& schema) {
    for (std::uint32_t s = 0; s < kShelvesMax; ++s) {
        const ShelfState& shelf = *snapshot.shelves[s];
        const auto memory = std::ranges::find_if(
            shelf.segments, [](const SegmentState& state) { return state.file.empty(); });
        std::vector<std::uint32_t> sizes;
        for (auto state = memory; state != shelf.segments.end(); ++state) {
            sizes.push_back(state->live->live());
        }
        // A small one that came last must not hide that those before it are due.
        for (std::size_t end = sizes.size(); end > 0; --end) {
            const std::size_t count = pick_merge(std::span(sizes).first(end));
            if (count > 0) {
                const auto last = memory + static_cast<std::ptrdiff_t>(end);
                return PendingMerge{.shelf = s,
                                    .sources = {last - static_cast<std::ptrdiff_t>(count), last},
                                    .schema = schema,
                                    .epoch = shelf.epoch,
                                    .change = snapshot.change};
            }
        }
    }
    return std::nullopt;
}

Result<SegmentState> run_merge(const PendingMerge& merge, const std::atomic<bool>& stop) {
    const SegmentRecipe recipe{.schema = merge.schema,
                               .epoch = merge.epoch,
                               .shelf = merge.shelf,
                               .last_change = merge.change,
                               .stop = &stop};
    KB_TRY_ASSIGN(std::string image, merge_segments(merge.sources, recipe));
    return segment_in_memory(std::move(image), merge.schema);
}

bool adopt_merge(const PendingMerge& merge, SegmentState merged, ShelfState& shelf) {
    const auto found = std::ranges::search(
        shelf.segments, merge.sources,
        [](const SegmentState& a, const SegmentState& b) { return a.segment == b.segment; });
    if (found.empty() || !(shelf.epoch == merge.epoch)) {
        return false;
    }
    merged.live = LiveDocuments::without(
        *merged.live, died_since(merge.sources, std::span(found.begin(), found.end())));
    const auto place = shelf.segments.erase(found.begin(), found.end());
    if (merged.live->live() > 0) {
        shelf.segments.insert(place, std::move(merged));
    }
    return true;
}

}  // namespace kb::index
