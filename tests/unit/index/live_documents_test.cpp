// SPDX-License-Identifier: Apache-2.0
// Goal: dead documents are dead once, and a document frequency counts the living.
#include "index/live_documents.hpp"

#include "index/merge.hpp"
#include "index/snapshot.hpp"
#include "support/documents.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace kb::index;  // NOLINT: a test of one layer
using kb::test::document;

namespace {

SegmentState state_of(const std::vector<Document>& documents) {
    static const Schema schema = kb::test::two_fields();
    static const Epoch epoch;
    auto image = build_segment(documents, {.schema = schema, .epoch = epoch});
    REQUIRE(image);
    const auto segment = Segment::from_memory(*image, schema);
    REQUIRE(segment);
    return {.segment = *segment,
            .live = std::make_shared<const LiveDocuments>((*segment)->documents())};
}

}  // namespace

TEST_CASE("a dead document leaves every frequency it had a part in", "[index]") {
    SegmentState state =
        state_of({document(1, {{"a", "b"}}), document(2, {{"a"}}), document(3, {{"a", "b", "c"}})});
    CHECK(document_frequency(state, "ba") == 3);
    const std::vector<std::uint32_t> dead{2};
    const auto after = LiveDocuments::without(*state.live, dead);
    CHECK(state.live->live() == 3);                     // the old value is as it was
    state.live = LiveDocuments::without(*after, dead);  // twice is once
    CHECK(state.live->live() == 2);
    CHECK_FALSE(state.live->is_live(2));
    CHECK(document_frequency(state, "ba") == 2);
    CHECK(document_frequency(state, "bb") == 1);
    CHECK(document_frequency(state, "bc") == 0);
    CHECK(document_frequency(state, "xc") == 0);
}

TEST_CASE("the dead come back from their bytes", "[index]") {
    kb::test::Random random(11);
    std::vector<Document> documents;
    for (std::uint64_t i = 0; i < 200; ++i) {
        documents.push_back(kb::test::random_document(i, random));
    }
    const SegmentState state = state_of(documents);
    std::vector<std::uint32_t> dead;
    for (std::uint32_t d = 0; d < 200; d += 1 + static_cast<std::uint32_t>(random() % 4)) {
        dead.push_back(d);
    }
    const auto live = LiveDocuments::without(*state.live, dead);
    const auto read = LiveDocuments::decode(live->encode(), 200);
    REQUIRE(read);
    CHECK((*read)->live() == live->live());
    CHECK((*read)->encode() == live->encode());
    CHECK_FALSE(LiveDocuments::decode("\x01\xFF\x7F", 200));  // beyond the last document
    CHECK_FALSE(LiveDocuments::decode("\x02\x01", 200));      // one is missing
}

TEST_CASE("frequencies stay right while documents die, in new values and in old", "[index]") {
    kb::test::Random random(12);
    std::vector<Document> documents;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        documents.push_back(kb::test::random_document(i, random, 60));
    }
    const SegmentState state = state_of(documents);
    const auto check = [&](const LiveDocuments& live) {
        TermDictionary::Iterator terms(state.segment->dictionary());
        while (terms.next()) {
            const TermEntry entry = terms.entry();
            std::uint32_t dead = 0;
            PostingsCursor cursor = state.segment->postings(entry);
            while (cursor.next_block()) {
                for (std::uint32_t i = 0; i < cursor.block().count; ++i) {
                    dead += live.is_live(cursor.block().documents[i]) ? 0 : 1;
                }
            }
            REQUIRE(live.dead_frequency(*state.segment, entry) == dead);
        }
    };
    std::vector<std::shared_ptr<const LiveDocuments>> values{state.live};
    for (const std::size_t dying : {1, 3, 60, 200, 1, 900, 0, 5, 800}) {
        std::vector<std::uint32_t> dead;
        for (std::size_t i = 0; i < dying; ++i) {
            dead.push_back(static_cast<std::uint32_t>(random() % documents.size()));
        }
        values.push_back(LiveDocuments::without(*values.back(), dead));
        check(*values.back());
        check(*values[values.size() / 2]);  // an older one, after a newer was counted
    }
    // Two that went on from the same value know nothing of each other.
    const auto all = [](std::uint32_t first) {
        std::vector<std::uint32_t> dead(300);
        std::iota(dead.begin(), dead.end(), first);
        return dead;
    };
    const auto left = LiveDocuments::without(*values.back(), all(100));
    const auto right = LiveDocuments::without(*values.back(), all(1500));
    check(*left);
    check(*right);
    check(*left);
}
