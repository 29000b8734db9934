// SPDX-License-Identifier: Apache-2.0
// Goal: merging changes nothing but the number of segments: what a merged segment says equals what
// one built at once from the living documents says.
#include "index/merge.hpp"

#include "index/digest.hpp"
#include "support/documents.hpp"

#include <catch2/catch.hpp>

using namespace kb::index;  // NOLINT: a test of one layer

namespace {

const Schema kSchema = kb::test::two_fields();

std::shared_ptr<const Segment> open(const kb::Result<std::string>& image) {
    REQUIRE(image);
    const auto segment = Segment::from_memory(*image, kSchema);
    REQUIRE(segment);
    return *segment;
}

}  // namespace

TEST_CASE("a merge of segments with dead documents equals a build of the living", "[index]") {
    kb::test::Random random(12);
    Epoch old_epoch;
    Epoch epoch{.number = 1};
    epoch.mean = {4.0, 40.0};
    const bool same = GENERATE(true, false);  // or impacts are computed anew
    const Epoch& source_epoch = same ? epoch : old_epoch;
    std::vector<SegmentState> sources;
    std::vector<Document> living;
    std::uint64_t article = 0;
    for (int s = 0; s < 4; ++s) {
        std::vector<Document> documents;
        for (int i = 0; i < 150; ++i) {
            documents.push_back(kb::test::random_document(++article, random));
        }
        SegmentState state;
        state.segment = open(build_segment(documents, {.schema = kSchema, .epoch = source_epoch}));
        std::vector<std::uint32_t> dead;
        for (std::uint32_t d = 0; d < documents.size(); ++d) {
            if (random() % 3 == 0) {
                dead.push_back(d);
            } else {
                living.push_back(documents[d]);
            }
        }
        state.live = LiveDocuments::without(LiveDocuments(150), dead);
        sources.push_back(std::move(state));
    }
    const auto merged = open(merge_segments(sources, {.schema = kSchema, .epoch = epoch}));
    const auto built = open(build_segment(living, {.schema = kSchema, .epoch = epoch}));
    CHECK(merged->documents() == living.size());
    CHECK(merged->dictionary().size() == built->dictionary().size());
    CHECK(*document_digests(*merged) == *document_digests(*built));
    for (std::uint32_t d = 0; d < living.size(); ++d) {
        REQUIRE(merged->columns().values(d) == living[d].columns);
        REQUIRE(merged->columns().article(d) == living[d].article);
        REQUIRE(merged->offset_samples(d, 1) == living[d].offset_samples[1]);
    }
}

TEST_CASE("segments of a size class are merged in fours", "[index]") {
    struct Case {
        std::vector<std::uint32_t> sizes;
        std::size_t want;
    };
    const auto row = GENERATE(Case{{}, 0}, Case{{1, 1, 1}, 0}, Case{{1, 1, 1, 1}, 4},
                              Case{{1000, 1, 1, 1}, 0}, Case{{1000, 1, 1, 1, 1}, 4},
                              Case{{1, 1, 1, 1000}, 4}, Case{{4, 4, 4, 1, 1, 1}, 0});
    CAPTURE(row.sizes);
    CHECK(pick_merge(row.sizes) == row.want);
}

TEST_CASE("one document at a time leaves few segments", "[index]") {
    std::vector<std::uint32_t> sizes;
    std::uint64_t rewritten = 0;
    constexpr std::uint32_t kDocuments = 20'000;
    for (std::uint32_t i = 0; i < kDocuments; ++i) {
        sizes.push_back(1);
        while (const std::size_t count = pick_merge(sizes)) {
            std::uint32_t sum = 0;
            for (std::size_t k = 0; k < count; ++k) {
                sum += sizes.back();
                sizes.pop_back();
            }
            rewritten += sum;
            sizes.push_back(sum);
        }
        REQUIRE(sizes.size() <= 3 * 9);
    }
    CHECK(rewritten <= 9ULL * kDocuments);
}

TEST_CASE("a merge of damaged segments is refused or sound", "[index]") {
    kb::test::Random random(14);
    std::vector<Document> documents;
    for (std::uint64_t article = 1; article <= 6; ++article) {
        documents.push_back(kb::test::random_document(article, random, 20));
    }
    const auto image = build_segment(documents, {.schema = kSchema, .epoch = {}});
    REQUIRE(image);
    std::size_t refused = 0;
    for (std::size_t at = 0; at < image->size(); ++at) {
        std::string damaged = *image;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (at % 8)));
        const auto segment = Segment::from_memory(damaged, kSchema);  // looks at no section's sum
        if (!segment) {
            ++refused;
            continue;
        }
        const auto live = std::make_shared<const LiveDocuments>((*segment)->documents());
        const std::vector<SegmentState> sources{{*segment, live, {}}};
        const auto merged = merge_segments(sources, {.schema = kSchema, .epoch = {.number = 3}});
        if (!merged) {
            CHECK(merged.error().code == kb::ErrorCode::kCorruption);
            ++refused;
            continue;
        }
        CAPTURE(at);
        CHECK(document_digests(*open(merged)));
    }
    CHECK(refused > 100);
}
