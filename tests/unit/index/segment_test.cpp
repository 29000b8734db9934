// SPDX-License-Identifier: Apache-2.0
// Goal: a segment says of each document exactly what it was built from, the same from memory and
// from a file, and damage anywhere in the file is found.
#include "base/file.hpp"
#include "index/digest.hpp"
#include "index/merge.hpp"
#include "support/documents.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace kb::index;  // NOLINT: a test of one layer
using kb::test::copied;
using kb::test::document;

namespace {

const Schema kSchema = kb::test::two_fields();

std::vector<Document> random_documents(std::size_t count, unsigned seed) {
    kb::test::Random random(seed);
    std::vector<Document> documents;
    for (std::size_t i = 0; i < count; ++i) {
        documents.push_back(kb::test::random_document(i + 1, random));
    }
    return documents;
}

std::string image_of(const std::vector<Document>& documents, const Epoch& epoch = {}) {
    const auto image =
        build_segment(documents, {.schema = kSchema, .epoch = epoch, .shelf = 2, .last_change = 9});
    REQUIRE(image);
    return *image;
}

std::shared_ptr<const Segment> segment_of(const std::vector<Document>& documents) {
    const auto segment = Segment::from_memory(image_of(documents), kSchema);
    REQUIRE(segment);
    return *segment;
}

}  // namespace

TEST_CASE("postings are the occurrences that went in", "[index]") {
    const auto documents = random_documents(700, 4);
    const auto segment = segment_of(documents);
    CHECK(segment->header().shelf == 2);
    CHECK(segment->header().last_change == 9);
    std::map<std::string, std::map<std::uint32_t, kb::test::FieldPositions>> want;
    for (std::uint32_t d = 0; d < documents.size(); ++d) {
        for (const Occurrence& occurrence : documents[d].occurrences) {
            want[std::string(documents[d].term(occurrence))][d][field_of(occurrence.spot)]
                .push_back(position_of(occurrence.spot));
        }
    }
    CHECK(segment->dictionary().size() == want.size());
    bool many_blocks = false;
    for (const auto& [term, postings] : want) {
        const auto entry = segment->dictionary().find(term);
        REQUIRE(entry);
        REQUIRE(entry->documents == postings.size());
        PostingsCursor walking = segment->postings(*entry);
        PostingsCursor seeking = segment->postings(*entry);
        many_blocks = many_blocks || walking.blocks() > 1;
        auto expected = postings.begin();
        while (walking.next_block()) {
            for (std::uint32_t i = 0; i < walking.block().count; ++i, ++expected) {
                REQUIRE(walking.block().documents[i] == expected->first);
                PositionArena arena;
                FieldSpans positions;
                REQUIRE(walking.detail_at(i).positions(arena, positions));
                REQUIRE(copied(positions) == expected->second);
                REQUIRE(seeking.seek(expected->first));
                REQUIRE(seeking.impact() == walking.block().impacts[i]);
                FieldSpans sought;
                REQUIRE(seeking.detail().positions(arena, sought));
                REQUIRE(copied(sought) == expected->second);
            }
        }
        REQUIRE(expected == postings.end());
        CHECK_FALSE(seeking.seek(static_cast<std::uint32_t>(documents.size())));
    }
    CHECK(many_blocks);  // or the test would not see the directory of a long list
}

TEST_CASE("postings of a document beyond their segment are damaged", "[index]") {
    std::string bytes;
    encode_block(bytes, std::vector<std::uint32_t>{5, 1000}, std::vector<std::uint8_t>{1, 2}, 0);
    const TermEntry entry{.documents = 2, .impact_max = 2};
    PostingsCursor inside(bytes, "", entry, 1001);
    CHECK(inside.seek(1000));
    PostingsCursor outside(bytes, "", entry, 1000);
    CHECK_FALSE(outside.next_block());
    CHECK_FALSE(outside.seek(5));
}

TEST_CASE("offset samples belong to their document", "[index]") {
    const auto documents = random_documents(50, 5);
    const auto segment = segment_of(documents);
    for (std::uint32_t d = 0; d < documents.size(); ++d) {
        CHECK(segment->offset_samples(d, 0) == documents[d].offset_samples[0]);
        CHECK(segment->offset_samples(d, 1) == documents[d].offset_samples[1]);
    }
}

TEST_CASE("a written form that is the only one of its stem shares its bytes", "[index]") {
    const auto segment = segment_of({document(1, {{"vpn"}, {"vpn", "drops"}})});
    const auto base = segment->dictionary().find("bvpn");
    const auto exact = segment->dictionary().find("xvpn");
    REQUIRE(base);
    REQUIRE(exact);
    CHECK(base->postings == exact->postings);
    CHECK(base->details == exact->details);
}

TEST_CASE("a file gives the same answers as the bytes in memory", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto documents = random_documents(300, 6);
    const std::string image = image_of(documents);
    REQUIRE(kb::base::write_file_durably(folder.path() / "a.seg", image));
    const auto file = Segment::open(folder.path() / "a.seg", kSchema);
    const auto memory = Segment::from_memory(image, kSchema);
    REQUIRE(file);
    REQUIRE(memory);
    const auto digests = document_digests(**file);
    REQUIRE(digests);
    CHECK(*digests == *document_digests(**memory));
}

TEST_CASE("a digest changes with anything a segment says of a document", "[index]") {
    const auto digest = [](const Document& d) {
        return document_digests(*segment_of({d}))->front();
    };
    const std::uint64_t original = digest(document(1, {{"a", "b"}, {"c"}}));
    CHECK(original == digest(document(2, {{"a", "b"}, {"c"}})));  // the number is not its content
    CHECK(original != digest(document(1, {{"b", "a"}, {"c"}})));
    CHECK(original != digest(document(1, {{"a", "b"}, {"d"}})));
    CHECK(original != digest(document(1, {{"a", "b", "c"}, {}})));
}

TEST_CASE("every damaged byte of a segment file is found", "[index]") {
    const kb::test::TemporaryFolder folder;
    const std::string image = image_of(random_documents(20, 7));
    const auto path = folder.path() / "a.seg";
    kb::test::Random random(8);
    constexpr int kRounds = 400;
    for (int round = 0; round < kRounds; ++round) {
        std::string damaged = image;
        if (round % 4 == 0) {
            damaged.resize(random() % image.size());
        } else {
            damaged[random() % image.size()] ^= static_cast<char>(1U << (random() % 8));
        }
        REQUIRE(kb::base::write_file_durably(path, damaged));
        const auto opened = Segment::open(path, kSchema);
        CAPTURE(round);
        REQUIRE_FALSE(opened);
        const bool told = opened.error().code == kb::ErrorCode::kCorruption ||
                          opened.error().code == kb::ErrorCode::kUnsupported;
        CHECK(told);
        CHECK(opened.error().message.find("a.seg") != std::string::npos);
    }
}

TEST_CASE("a segment of other field weights is refused", "[index]") {
    Schema other = kSchema;
    other.fields[0].boost = 2.0;
    const auto refused = Segment::from_memory(image_of(random_documents(2, 9)), other);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("field weights") != std::string::npos);
}

TEST_CASE("a newer or older segment format is refused by name", "[index]") {
    std::string image = image_of(random_documents(1, 10));
    image[8] = static_cast<char>(kSegmentFormat + 1);
    const auto newer = Segment::from_memory(image, kSchema);
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code == kb::ErrorCode::kUnsupported);
    CHECK(newer.error().message.find("newer") != std::string::npos);
    image[8] = static_cast<char>(kSegmentFormat - 1);
    const auto older = Segment::from_memory(image, kSchema);
    REQUIRE_FALSE(older);
    CHECK(older.error().code == kb::ErrorCode::kCorruption);  // a rebuild helps
    CHECK(older.error().message.find("older") != std::string::npos);
}
