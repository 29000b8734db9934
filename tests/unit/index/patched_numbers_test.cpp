// SPDX-License-Identifier: Apache-2.0
// Goal: numbers come back as they went in whatever their sizes, a few large ones do not widen all,
// and no bytes of any kind do harm.
#include "index/patched_numbers.hpp"

#include "index/bit_packing.hpp"
#include "kernel/kernels.hpp"
#include "support/random.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace kb::index;  // NOLINT: a test of one layer

namespace {

std::vector<std::uint32_t> read_all(const std::string& bytes, std::uint32_t count) {
    std::string_view rest = bytes;
    PatchedNumbers numbers;
    REQUIRE(numbers.take(rest, count));
    REQUIRE(rest.empty());
    std::vector<std::uint32_t> values(count);
    numbers.read(0, count, values.data());
    return values;
}

std::string encoded(const std::vector<std::uint32_t>& values) {
    std::string bytes;
    append_patched(bytes, values);
    return bytes;
}

}  // namespace

TEST_CASE("patched numbers come back, all of them and any part", "[index]") {
    kb::test::Random random(1);
    for (const std::uint32_t count : {1U, 2U, 7U, 127U, 128U, 129U, 1000U, 70'000U}) {
        for (unsigned bits = 0; bits <= 29; bits += count > 1000 ? 7 : 1) {
            std::vector<std::uint32_t> values;
            for (std::uint32_t i = 0; i < count; ++i) {
                // One in sixteen is of any size, the others are small.
                const unsigned of = random() % 16 == 0 ? random() % 30 : bits;
                values.push_back(static_cast<std::uint32_t>(random()) & ((1U << of) - 1));
            }
            const std::string bytes = encoded(values);
            CAPTURE(count, bits);
            REQUIRE(read_all(bytes, count) == values);
            std::string_view rest = bytes;
            PatchedNumbers numbers;
            REQUIRE(numbers.take(rest, count));
            const std::uint32_t begin = count / 3;
            std::vector<std::uint32_t> part((count + 1) / 2);
            numbers.read(begin, static_cast<std::uint32_t>(part.size()), part.data());
            REQUIRE(std::equal(part.begin(), part.end(), values.begin() + begin));
        }
    }
}

TEST_CASE("one large number among small ones costs four bytes", "[index]") {
    const std::vector<std::uint32_t> small(100, 3);
    std::vector<std::uint32_t> mixed = small;
    mixed[60] = 400;
    CHECK(encoded(small).size() == 1 + 25);
    CHECK(encoded(mixed).size() == 1 + 25 + 4);  // how many, their widths, which, what more
    mixed[60] = kPatchedNumberMax;
    CHECK(read_all(encoded(mixed), 100) == mixed);
}

TEST_CASE("sizes less one give the last places, with and without room behind", "[index]") {
    kb::test::Random random(2);
    for (const std::uint32_t count : {1U, 5U, 127U, 128U, 129U, 1024U}) {
        std::vector<std::uint32_t> values;
        std::vector<std::uint32_t> want;
        std::uint32_t next = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            values.push_back(static_cast<std::uint32_t>(random() % (i % 20 == 7 ? 5000 : 4)));
            next += values.back() + 1;
            want.push_back(next - 1);
        }
        const std::string bytes = encoded(values);
        for (const std::size_t room : {std::size_t{0}, std::size_t{kb::kernel::kOverRead}}) {
            const std::string roomy = bytes + std::string(room, 'z');
            std::string_view rest = roomy;
            PatchedNumbers numbers;
            REQUIRE(numbers.take(rest, count));
            std::array<std::uint32_t, PatchedNumbers::kSizesMax + kb::kernel::kOverWrite> ends{};
            REQUIRE(numbers.ends(ends.data()));
            CAPTURE(count, room);
            CHECK(std::equal(want.begin(), want.end(), ends.begin()));
        }
    }
}

TEST_CASE("a size beyond the limit is refused, one at it is not", "[index]") {
    for (const std::uint32_t more : {0U, 1U}) {
        const std::string bytes = encoded({1, PatchedNumbers::kSizeMax + more, 1, 1, 1, 1, 1, 1});
        std::string_view rest = bytes;
        PatchedNumbers numbers;
        REQUIRE(numbers.take(rest, 8));
        std::array<std::uint32_t, PatchedNumbers::kSizesMax + kb::kernel::kOverWrite> ends{};
        CHECK(numbers.ends(ends.data()) == (more == 0));
    }
}

TEST_CASE("patched numbers that end early or lead nowhere are refused", "[index]") {
    const std::string bytes = encoded({1, 2, 3, 1, 2, 3, 70'000, 1});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        std::string_view cut = std::string_view(bytes).substr(0, size);
        PatchedNumbers numbers;
        CAPTURE(size);
        CHECK_FALSE(numbers.take(cut, 8));
    }
    using namespace std::string_view_literals;
    const std::string_view refused[] = {
        "\x15zzzzzzzzzzzzzzzzzzzzzzzz"sv,          // 21 bits
        "\x80\x09\x09zzzzzzzzzzzzzzzzzzzzzzzz"sv,  // nine larger ones of eight
        "\x80\x01\x08zzzzzzzz"sv,                  // places of no bytes
        "\x80\x01\x0Dzzzzzzzz"sv,                  // of five
        "\x80\x01\x01zzzzzzzz"sv,                  // rests of no bytes
        "\x80\x01\x29zzzzzzzz"sv,                  // of five
    };
    for (std::string_view one : refused) {
        PatchedNumbers numbers;
        CHECK_FALSE(numbers.take(one, 8));
    }
    // Larger ones out of order or beyond the last number are no sizes.
    const std::string_view disordered[] = {
        "\x80\x02\x09\x03\x03\x01\x01"sv,
        "\x80\x02\x09\x03\x02\x01\x01"sv,
        "\x80\x01\x09\x08\x01"sv,
    };
    for (std::string_view one : disordered) {
        PatchedNumbers numbers;
        REQUIRE(numbers.take(one, 8));
        std::array<std::uint32_t, PatchedNumbers::kSizesMax + kb::kernel::kOverWrite> ends{};
        CHECK_FALSE(numbers.ends(ends.data()));
        std::array<std::uint32_t, 8> any{};
        numbers.read(0, 8, any.data());  // gives something and stays inside
    }
    // Numbers of no bits take no room, so a count of them proves nothing.
    std::string_view none = "\0"sv;
    PatchedNumbers numbers;
    CHECK(numbers.take(none, kPatchedFreeMax));
    none = "\0"sv;
    CHECK_FALSE(numbers.take(none, kPatchedFreeMax + 1));
}

TEST_CASE("random bytes of patched numbers stay inside", "[index]") {
    kb::test::Random random(3);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes(random() % 200, '\0');
        for (char& c : bytes) {
            c = static_cast<char>(random());
        }
        if (!bytes.empty() && round % 2 == 0) {
            bytes[0] = static_cast<char>(0x80U | (random() % 21));
        }
        const auto count = static_cast<std::uint32_t>(1 + random() % 300);
        std::string_view rest = bytes;
        PatchedNumbers numbers;
        if (numbers.take(rest, count)) {
            std::array<std::uint32_t, PatchedNumbers::kSizesMax + kb::kernel::kOverWrite> ends{};
            if (numbers.ends(ends.data())) {
                for (std::uint32_t i = 1; i < count; ++i) {
                    REQUIRE(ends[i - 1] < ends[i]);
                }
            }
        }
    }
}
