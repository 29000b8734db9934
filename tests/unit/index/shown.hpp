// SPDX-License-Identifier: Apache-2.0
#pragma once

// What an index must show after some operations, and whether it does.

#include "index/digest.hpp"
#include "index/index.hpp"
#include "support/documents.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace kb::test {

inline const index::Schema kTwoFields = two_fields();

inline std::unique_ptr<index::Index> open_index(const kb::base::Path& folder,
                                                std::string_view manifest = {}) {
    auto index = index::Index::open(folder, kTwoFields, manifest);
    REQUIRE(index);
    return *std::move(index);
}

struct Shown {
    std::uint32_t shelf;
    index::Document document;
};

inline void check_shows(const index::Index& index, const std::map<std::uint64_t, Shown>& want) {
    const auto snapshot = index.snapshot();
    std::map<std::uint64_t, std::pair<std::uint32_t, std::uint64_t>> got;
    for (std::uint32_t s = 0; s < index::kShelvesMax; ++s) {
        index::LengthSums sums;
        for (const index::SegmentState& state : snapshot->shelves[s]->segments) {
            REQUIRE(state.segment->epoch() == snapshot->shelves[s]->epoch);
            const auto digests = index::document_digests(*state.segment);
            REQUIRE(digests);
            for (std::uint32_t d = 0; d < state.segment->documents(); ++d) {
                if (state.live->is_live(d)) {
                    const std::uint64_t article = state.segment->columns().article(d);
                    REQUIRE(got.try_emplace(article, s, (*digests)[d]).second);
                    sums.add(state.segment->columns().lengths(d));
                }
            }
        }
        REQUIRE(sums == snapshot->shelves[s]->sums);
    }
    REQUIRE(got.size() == want.size());
    for (const auto& [article, shown] : want) {
        REQUIRE(got.contains(article));
        const auto alone = index::build_segment(
            {&shown.document, 1},
            {.schema = kTwoFields, .epoch = snapshot->shelves[shown.shelf]->epoch});
        const auto segment = index::Segment::from_memory(*alone, kTwoFields);
        CHECK(got[article].first == shown.shelf);
        CHECK(got[article].second == index::document_digests(**segment)->front());
        const index::DocumentPlace place =
            index::find_article(*snapshot->shelves[shown.shelf], article);
        REQUIRE(place.state != nullptr);
        CHECK(place.state->segment->columns().version(place.document) == shown.document.version);
    }
}

// Additions of articles numbered from `first` on, to shelf 0.
inline std::vector<index::Operation> additions(std::uint64_t first, std::uint64_t count,
                                               std::map<std::uint64_t, Shown>& want) {
    Random random(static_cast<unsigned>(first));
    std::vector<index::Operation> operations;
    for (std::uint64_t article = first; article < first + count; ++article) {
        operations.push_back(
            {.article = article, .enters = 0, .document = random_document(article, random)});
        want[article] = {0, operations.back().document};
    }
    return operations;
}

}  // namespace kb::test
