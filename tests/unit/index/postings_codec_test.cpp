// SPDX-License-Identifier: Apache-2.0
// Goal: blocks and details come back as they went in, at every size and width, and no bytes of any
// kind do harm.
#include "index/postings_codec.hpp"

#include "support/documents.hpp"
#include "support/random.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace kb::index;  // NOLINT: a test of one layer
using kb::test::copied;

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

TEST_CASE("a detail tells frequencies and positions by field", "[index]") {
    struct Case {
        FieldPositions positions{};
        Frequencies frequencies{};
        unsigned mask = 0;
        std::size_t size = 0;
    };
    std::vector<std::uint32_t> every(31);
    std::iota(every.begin(), every.end(), 1U);
    std::vector<std::uint32_t> more = every;
    more.push_back(40);
    std::vector<Case> cases(5);
    cases[0] = {.frequencies = {1}, .mask = 0b1, .size = 2};
    cases[0].positions[0] = {7};
    cases[1] = {.frequencies = {0, 0, 0, 0, 0, 0, 0, 2}, .mask = 0b1000'0000, .size = 3};
    cases[1].positions[7] = {0, 127};
    cases[2] = {.frequencies = {0, 31}, .mask = 0b10, .size = 32};
    cases[2].positions[1] = every;
    cases[3] = {.frequencies = {0, 32}, .mask = 0b10, .size = 35};  // mask and count of their own
    cases[3].positions[1] = more;
    cases[4] = {.frequencies = {3, 0, 0, 0, 0, 0, 1}, .mask = 0b0100'0001, .size = 11};
    cases[4].positions[0] = {0, 3, 1000};
    cases[4].positions[6] = {70'000};
    for (const Case& one : cases) {
        std::string detail;
        encode_detail(detail, one.positions);
        CAPTURE(one.mask);
        CHECK(detail.size() == one.size);
        Frequencies frequencies{};
        PositionArena arena;
        FieldSpans read;
        REQUIRE(decode_positions(detail, arena, read));
        CHECK(copied(read) == one.positions);
        REQUIRE(decode_frequencies(detail, frequencies));
        CHECK(frequencies == one.frequencies);
        CHECK(detail_mask(detail) == one.mask);
        for (std::size_t size = 0; size < detail.size(); ++size) {
            CAPTURE(size);
            CHECK_FALSE(decode_frequencies(std::string_view(detail).substr(0, size), frequencies));
            CHECK_FALSE(decode_positions(std::string_view(detail).substr(0, size), arena, read));
        }
    }
}

TEST_CASE("the details of a block are found by their place", "[index]") {
    kb::test::Random random(3);
    for (std::uint32_t count = 1; count <= 128; ++count) {
        std::string details;
        std::vector<std::uint32_t> sizes;
        std::vector<std::string> wanted;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t size = i % 40 == 39 ? 70'000 : 1 + random() % 9;
            wanted.emplace_back(size, static_cast<char>('a' + i % 26));
            sizes.push_back(size);
            details += wanted.back();
        }
        std::string bytes;
        encode_details(bytes, sizes, details);
        for (const std::size_t room : {std::size_t{0}, std::size_t{64}}) {
            std::string with_room = bytes;
            with_room.append(room, 'z');
            DetailBlock block;
            CAPTURE(count, room);
            REQUIRE(decode_details(with_room, count, block));
            for (std::uint32_t i = 0; i < count; ++i) {
                REQUIRE(block.at(i) == wanted[i]);
            }
        }
        DetailBlock block;
        CHECK_FALSE(
            decode_details(std::string_view(bytes).substr(0, bytes.size() - 1), count, block));
    }
}

TEST_CASE("random bytes of details are refused or stay inside", "[index]") {
    kb::test::Random random(4);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes(random() % 200, '\0');
        for (char& c : bytes) {
            c = static_cast<char>(random());
        }
        DetailBlock block;
        const std::uint32_t count = 1 + random() % 128;
        if (decode_details(bytes, count, block)) {
            for (std::uint32_t i = 0; i < count; ++i) {
                PositionArena arena;
                FieldSpans positions;
                static_cast<void>(decode_positions(block.at(i), arena, positions));
                REQUIRE(block.at(i).size() <= bytes.size());
            }
        }
    }
}

TEST_CASE("an arena keeps what it gave while it grows, however large", "[index]") {
    PositionArena arena;
    std::vector<std::pair<std::uint32_t*, std::size_t>> kept;
    for (const std::size_t size : {1, 5, 16'384, 16'385, 3, 100'000, 7, 16'000, 384, 1}) {
        std::uint32_t* numbers = arena.reserve(size + 3);
        std::fill_n(numbers, size, static_cast<std::uint32_t>(size));
        arena.keep(size);
        kept.emplace_back(numbers, size);
    }
    for (const auto& [numbers, size] : kept) {
        CHECK(std::all_of(numbers, numbers + size, [&](auto number) { return number == size; }));
    }
}
