// SPDX-License-Identifier: Apache-2.0
// Goal: blocks come back as they went in, at every size and width, and no bytes of any kind do
// harm.
#include "index/postings_codec.hpp"

#include "support/random.hpp"

#include <catch2/catch.hpp>

using namespace kb::index;  // NOLINT: a test of one layer

TEST_CASE("a block of every size and gap width comes back", "[index]") {
    kb::test::Random random(1);
    for (unsigned width = 0; width <= 24; ++width) {
        for (const std::uint32_t count : {1U, 2U, 7U, 8U, 127U, 128U}) {
            std::vector<std::uint32_t> documents;
            std::vector<std::uint8_t> impacts;
            std::uint32_t next = 5;
            for (std::uint32_t i = 0; i < count; ++i) {
                next += width == 0 ? 0 : static_cast<std::uint32_t>(random() % (1U << width));
                documents.push_back(next++);
                impacts.push_back(static_cast<std::uint8_t>(1 + random() % 255));
            }
            std::string bytes;
            encode_block(bytes, documents, impacts, 5);
            Block block;
            CAPTURE(width, count);
            REQUIRE(decode_block(bytes, count, 5, block));
            REQUIRE(block.count == count);
            for (std::uint32_t i = 0; i < count; ++i) {
                REQUIRE(block.documents[i] == documents[i]);
                REQUIRE(block.impacts[i] == impacts[i]);
            }
            CHECK_FALSE(
                decode_block(std::string_view(bytes).substr(0, bytes.size() - 1), count, 5, block));
        }
    }
}

TEST_CASE("a block of neighbours takes no bits for its gaps", "[index]") {
    std::string bytes;
    const std::vector<std::uint32_t> documents{10, 11, 12, 13};
    const std::vector<std::uint8_t> impacts{1, 2, 3, 4};
    encode_block(bytes, documents, impacts, 10);
    CHECK(bytes.size() == 1 + 4);
}

TEST_CASE("random bytes are refused or give documents in order", "[index]") {
    kb::test::Random random(2);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes(random() % 200, '\0');
        for (char& c : bytes) {
            c = static_cast<char>(random());
        }
        Block block;
        const std::uint32_t count = 1 + static_cast<std::uint32_t>(random() % 140);
        if (decode_block(bytes, count, 0, block)) {
            for (std::uint32_t i = 1; i < block.count; ++i) {
                REQUIRE(block.documents[i - 1] < block.documents[i]);
            }
        }
    }
}
