// SPDX-License-Identifier: Apache-2.0
// Goal: fields, frequencies and positions of a block's postings come back as they went in, a block
// takes the bytes it is said to take, and no bytes of any kind do harm.
#include "index/detail_codec.hpp"

#include "support/documents.hpp"
#include "support/random.hpp"

#include <catch2/catch.hpp>

using namespace kb::index;  // NOLINT: a test of one layer
using kb::test::copied;

namespace {

std::string encoded(const std::vector<std::vector<Spot>>& postings) {
    std::vector<std::uint32_t> counts;
    std::vector<Spot> spots;
    for (const auto& posting : postings) {
        counts.push_back(static_cast<std::uint32_t>(posting.size()));
        spots.insert(spots.end(), posting.begin(), posting.end());
    }
    std::string bytes;
    DetailEncoder().encode(bytes, counts, spots);
    return bytes;
}

// Compares everything a block says with what went in.
void check(const std::string& bytes, const std::vector<std::vector<Spot>>& postings) {
    auto block = std::make_unique<DetailBlock>();
    REQUIRE(block->decode(bytes, static_cast<std::uint32_t>(postings.size())));
    PositionArena arena;
    std::vector<Spot> spots;
    for (std::uint32_t i = 0; i < postings.size(); ++i) {
        const Detail detail(*block, i);
        kb::test::FieldPositions want;
        std::uint32_t mask = 0;
        for (const Spot spot : postings[i]) {
            want[field_of(spot)].push_back(position_of(spot));
            mask |= 1U << field_of(spot);
        }
        REQUIRE(detail.mask() == mask);
        REQUIRE(detail.frequencies() == count_by_field(postings[i]));
        FieldSpans positions;
        REQUIRE(detail.positions(arena, positions));
        REQUIRE(copied(positions) == want);
        REQUIRE(detail.spots(spots));
        REQUIRE(spots == postings[i]);
    }
}

std::vector<Spot> random_posting(kb::test::Random& random, std::uint32_t fields,
                                 std::uint32_t times, std::uint32_t gap) {
    std::vector<Spot> posting;
    for (std::size_t f = 0; f < fields; ++f) {
        if (fields > 1 && random() % 2 == 0 && !(f + 1 == fields && posting.empty())) {
            continue;
        }
        std::uint32_t position = static_cast<std::uint32_t>(random() % gap);
        for (std::uint32_t n = 1 + static_cast<std::uint32_t>(random() % times); n > 0; --n) {
            posting.push_back(make_spot(f, position));
            position += 1 + static_cast<std::uint32_t>(random() % gap);
        }
    }
    return posting;
}

// Of a posting whose positions cannot be, nothing is told.
void check_no_positions(std::string_view bytes) {
    auto block = std::make_unique<DetailBlock>();
    REQUIRE(block->decode(bytes, 1));
    PositionArena arena;
    FieldSpans positions;
    std::vector<Spot> spots;
    CHECK_FALSE(block->positions(0, arena, positions));
    CHECK_FALSE(block->spots(0, spots));
}

}  // namespace

TEST_CASE("details come back in blocks of every kind", "[index]") {
    kb::test::Random random(1);
    for (const std::uint32_t count : {1U, 2U, 9U, 127U, 128U}) {
        for (const std::uint32_t fields : {1U, 2U, 5U, 8U}) {
            for (const std::uint32_t times : {1U, 3U, 200U}) {
                for (const std::uint32_t gap : {1U, 40U, 100'000U}) {
                    std::vector<std::vector<Spot>> postings;
                    for (std::uint32_t i = 0; i < count; ++i) {
                        // Now and then one is far longer than the others.
                        postings.push_back(
                            random_posting(random, fields, i % 50 == 49 ? 2 * times : times, gap));
                    }
                    CAPTURE(count, fields, times, gap);
                    const std::string bytes = encoded(postings);
                    check(bytes, postings);
                    check(bytes + std::string(kb::kernel::kOverRead, 'z'), postings);
                }
            }
        }
    }
}

TEST_CASE("details take no more bytes than there is to tell", "[index]") {
    // Head, width, seven bits of position.
    CHECK(encoded({{make_spot(0, 100)}}).size() == 3);
    CHECK(encoded({{make_spot(7, 100)}}).size() == 3);
    // The same of 128: one head and one width for all.
    CHECK(encoded(std::vector<std::vector<Spot>>(128, {make_spot(3, 100)})).size() == 2 + 112);
    // Twice in one of two: a width and two bits for the frequencies.
    CHECK(encoded({{make_spot(1, 3)}, {make_spot(1, 0), make_spot(1, 4)}}).size() == 5);
    // Of two fields: the fields, two masks of two bits; frequencies are all 1.
    CHECK(encoded({{make_spot(0, 3)}, {make_spot(0, 1), make_spot(6, 2)}}).size() == 5);
}

TEST_CASE("the last position there can be comes back, one beyond is damage", "[index]") {
    const std::vector<std::vector<Spot>> postings{
        {make_spot(2, kPositionMax - 1), make_spot(2, kPositionMax)}};
    const std::string bytes = encoded(postings);
    check(bytes, postings);
    // The first position becomes the last, so the next is beyond.
    std::string damaged = encoded({{make_spot(2, kPositionMax), make_spot(3, 0)}});
    damaged[0] = '\x12';  // of field 2 alone, with frequencies
    damaged = std::string("\x12\x01\x01", 3) + damaged.substr(3);
    check_no_positions(damaged);
}

TEST_CASE("positions that wrap around are damage", "[index]") {
    using namespace std::string_view_literals;
    // The second of two goes back; the only one is beyond.
    check_no_positions("\x10\x01\x01\x80\x01\x21\x01\xFF\xFF\xFF\xFF"sv);
    check_no_positions("\x00\x80\x01\x21\x00\xFF\xFF\xFF\xFF"sv);
}

TEST_CASE("details that end early or contradict themselves are refused", "[index]") {
    const std::string bytes = encoded({{make_spot(0, 3), make_spot(0, 9)},
                                       {make_spot(0, 1), make_spot(6, 2)},
                                       {make_spot(6, 400'000)}});
    auto block = std::make_unique<DetailBlock>();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(block->decode(std::string_view(bytes).substr(0, size), 3));
    }
    CHECK_FALSE(block->decode(bytes, 0));
    CHECK_FALSE(block->decode(std::string(1000, '\0'), kBlockSize + 1));
    using namespace std::string_view_literals;
    CHECK_FALSE(block->decode("\x20\x00"sv, 1));              // a head with more bits
    CHECK_FALSE(block->decode("\x09\x03\x01\x00"sv, 1));      // several fields, and one
    CHECK_FALSE(block->decode("\x08\x04\x01\x00"sv, 1));      // several fields that are one
    CHECK_FALSE(block->decode("\x08\x03\x00\x00\x00"sv, 1));  // postings of no field
}

TEST_CASE("a posting of no field among others is damage", "[index]") {
    using namespace std::string_view_literals;
    // Two masks of two bits, the first empty; one position.
    auto block = std::make_unique<DetailBlock>();
    REQUIRE(block->decode("\x08\x03\x04\x03\x05"sv, 2));
    PositionArena arena;
    FieldSpans positions;
    std::vector<Spot> spots;
    CHECK(block->mask(0) == 0);
    CHECK(block->frequencies(0) == Frequencies{});
    CHECK_FALSE(block->positions(0, arena, positions));
    CHECK_FALSE(block->spots(0, spots));
    REQUIRE(block->spots(1, spots));
    CHECK(spots == std::vector<Spot>{make_spot(0, 5)});
}

TEST_CASE("the detail of a damaged block is empty", "[index]") {
    const Detail none;
    PositionArena arena;
    FieldSpans positions;
    std::vector<Spot> spots;
    CHECK(none.mask() == 0);
    CHECK(none.frequencies() == Frequencies{});
    CHECK_FALSE(none.positions(arena, positions));
    CHECK_FALSE(none.spots(spots));
}

TEST_CASE("random bytes of details are refused or hold together", "[index]") {
    kb::test::Random random(4);
    auto block = std::make_unique<DetailBlock>();
    int good = 0;
    for (int round = 0; round < 40'000; ++round) {
        std::string bytes(random() % 200, '\0');
        for (char& c : bytes) {
            c = static_cast<char>(random());
        }
        if (!bytes.empty()) {
            bytes[0] = static_cast<char>(random() % 32);
        }
        if (round % 3 == 0) {
            // Frequencies of two, and positions with large rests of any four bytes.
            bytes = std::string("\x10\x01\xFF\x80\x03\x21\x00\x01\x03", 9) + bytes;
            bytes[6] = static_cast<char>(random() % 2);
        }
        const auto count = static_cast<std::uint32_t>(1 + random() % 128);
        if (!block->decode(bytes, count)) {
            continue;
        }
        ++good;
        for (std::uint32_t i = 0; i < count; ++i) {
            std::uint64_t times = 0;
            for (const std::uint32_t frequency : block->frequencies(i)) {
                times += frequency;
            }
            std::vector<Spot> spots;
            PositionArena arena;
            FieldSpans positions;
            if (times < 100'000) {
                REQUIRE(block->positions(i, arena, positions) == block->spots(i, spots));
            }
            if (times < 100'000 && block->spots(i, spots)) {
                REQUIRE(spots.size() == times);
                REQUIRE(std::ranges::is_sorted(spots, std::less_equal<>()));
            }
        }
    }
    CHECK(good > 100);
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
