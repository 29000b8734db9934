// SPDX-License-Identifier: Apache-2.0
// Goal: a column gives back every row at every width, takes few bytes for numbers that are near one
// another, and refuses bytes that are too few.
#include "index/packed_column.hpp"

#include "support/random.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace kb::index;  // NOLINT: a test of one layer

namespace {

std::string encoded(const std::vector<std::uint64_t>& values) {
    std::string bytes;
    append_packed_column(bytes, values);
    return bytes;
}

}  // namespace

TEST_CASE("rows of every width come back", "[index]") {
    kb::test::Random random(1);
    for (const std::size_t rows : {0UL, 1UL, 63UL, 64UL, 65UL, 1000UL}) {
        for (unsigned bits = 0; bits <= 64; ++bits) {
            std::vector<std::uint64_t> values;
            for (std::size_t i = 0; i < rows; ++i) {
                const std::uint64_t any = std::uint64_t{random()} << 32U | random();
                values.push_back(bits == 0 ? 7 : any >> (64 - bits));
            }
            const std::string bytes = encoded(values);
            std::string_view rest = bytes;
            PackedColumn column;
            CAPTURE(rows, bits);
            REQUIRE(column.take(rest, rows));
            CHECK(rest.empty());
            for (std::size_t i = 0; i < rows; ++i) {
                REQUIRE(column[i] == values[i]);
            }
            for (std::size_t size = 0; size < std::min<std::size_t>(bytes.size(), 20); ++size) {
                std::string_view cut = std::string_view(bytes).substr(0, size);
                CHECK_FALSE(PackedColumn().take(cut, rows));
            }
        }
    }
}

TEST_CASE("rows near one another take few bytes", "[index]") {
    std::vector<std::uint64_t> same(640, 1'700'000'000'000);
    CHECK(encoded(same).size() == 2 + 10 * 6);  // a base of six bytes for every 64
    std::vector<std::uint64_t> rising;
    for (std::uint64_t i = 0; i < 640; ++i) {
        rising.push_back(100'000 + i);
    }
    CHECK(encoded(rising).size() == 2 + 10 * 3 + 640 * 6 / 8);
    CHECK(encoded(std::vector<std::uint64_t>(640, 0)).size() == 2);
}

TEST_CASE("widths that cannot be are refused", "[index]") {
    std::string bytes = encoded({1, 2, 3});
    for (const int width : {58, 63, 65, 255}) {
        std::string damaged = bytes + std::string(100, '\0');
        damaged[0] = static_cast<char>(width);
        std::string_view rest = damaged;
        CHECK_FALSE(PackedColumn().take(rest, 3));
    }
    bytes[1] = '\x09';
    bytes += std::string(100, '\0');
    std::string_view rest = bytes;
    CHECK_FALSE(PackedColumn().take(rest, 3));
}
