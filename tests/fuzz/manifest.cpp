// SPDX-License-Identifier: Apache-2.0

// Goal: any bytes as the list of segments open an index or are damage; an index that opened can be
// written to. The folder holds the two segment files that the good list names.

#include "fuzz/segment_walk.hpp"
#include "fuzz/target.hpp"
#include "index/index.hpp"
#include "support/documents.hpp"
#include "support/temporary_folder.hpp"

namespace kb::fuzz {
namespace {

std::vector<index::Operation> put(std::uint64_t article, std::uint8_t shelf, bool replaces) {
    index::Operation operation{.article = article, .enters = shelf};
    if (replaces) {
        operation.leaves = shelf;
    }
    operation.document = test::document(article, {{"vpn", "drops"}, {"restart", "it"}});
    return {operation};
}

struct Folder {
    test::TemporaryFolder folder{};
    std::vector<std::string> manifests{};

    Folder() {
        const auto index = index::Index::open(folder.path(), test::two_fields(), {}).value();
        for (const std::uint64_t article : {1, 2, 3}) {
            index->apply(put(article, 0, false), article).value();
        }
        manifests.push_back(index->flush(false).value().manifest);
        index->apply(put(2, 0, true), 4).value();
        index->apply(put(9, 4, false), 5).value();
        manifests.push_back(index->flush(false).value().manifest);
    }
};

const Folder& folder() {
    static const Folder made;
    return made;
}

}  // namespace

std::vector<std::string> make_seeds() {
    std::vector<std::string> seeds = folder().manifests;
    seeds.emplace_back();
    return seeds;
}

void check_input(std::string_view input) {
    const auto opened = index::Index::open(folder().folder.path(), test::two_fields(), input);
    if (!opened) {
        require_error(opened.error(), {ErrorCode::kCorruption, ErrorCode::kUnsupported,
                                       ErrorCode::kNotFound, ErrorCode::kIo});
        return;
    }
    const auto snapshot = (*opened)->snapshot();
    for (const auto& shelf : snapshot->shelves) {
        for (const index::SegmentState& state : shelf->segments) {
            require(state.segment != nullptr && state.live != nullptr, "a segment is there");
            require(state.live->live() <= state.segment->documents(), "no more live than all");
        }
    }
    const auto applied = (*opened)->apply(put(1, 0, true), snapshot->change + 1);
    if (!applied) {
        require_error(applied.error(), {ErrorCode::kCorruption, ErrorCode::kResourceExhausted});
    }
}

}  // namespace kb::fuzz
