// SPDX-License-Identifier: Apache-2.0

// Goal: what is written is read back, in the bytes the format promises, and no wrong byte gets
// through. Method: bytes worked by hand, every truncation of a record, random round trips.

#include "base/coding.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace kb::base {
namespace {

using namespace std::string_literals;  // NOLINT(google-build-using-namespace): bytes with zeros

constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();

TEST_CASE("varints have the bytes of LEB128", "[base]") {
    struct Row {
        std::uint64_t value;
        std::string bytes;
    };
    for (const Row& row : {
             Row{0, "\0"s},
             Row{1, "\1"},
             Row{127, "\x7F"},
             Row{128, "\x80\x01"},
             Row{300, "\xAC\x02"},  // 0b10'0101100
             Row{16'383, "\xFF\x7F"},
             Row{16'384, "\x80\x80\x01"},
             Row{kMax, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"},
         }) {
        CAPTURE(row.value);
        std::string bytes;
        put_varint(bytes, row.value);
        CHECK(bytes == row.bytes);
        Reader reader(bytes);
        CHECK(reader.varint() == row.value);
        CHECK(reader.good());
        CHECK(reader.at_end());
    }
}

TEST_CASE("varints that end early or exceed 64 bits are refused", "[base]") {
    for (const std::string& bytes :
         {""s, "\x80"s, "\xFF\xFF"s, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"s,
          "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"s}) {
        Reader reader(bytes);
        CHECK(reader.varint() == 0);
        CHECK_FALSE(reader.good());
    }
}

TEST_CASE("varint32 refuses what needs more bits", "[base]") {
    std::string bytes;
    put_varint(bytes, std::numeric_limits<std::uint32_t>::max());
    put_varint(bytes, std::uint64_t{1} << 32U);
    Reader reader(bytes);
    CHECK(reader.varint32() == std::numeric_limits<std::uint32_t>::max());
    CHECK(reader.good());
    CHECK(reader.varint32() == 0);
    CHECK_FALSE(reader.good());
}

TEST_CASE("fixed numbers are little endian, sortable ones big endian", "[base]") {
    std::string bytes;
    put_fixed32(bytes, 0x01020304U);
    put_fixed64(bytes, 0x0102030405060708U);
    CHECK(bytes == "\x04\x03\x02\x01\x08\x07\x06\x05\x04\x03\x02\x01");
    std::string sortable;
    put_big_endian64(sortable, 0x0102030405060708U);
    CHECK(sortable == "\x01\x02\x03\x04\x05\x06\x07\x08");
    CHECK(get_big_endian64(sortable) == 0x0102030405060708U);
}

TEST_CASE("big-endian numbers sort like the numbers", "[base]") {
    const std::vector<std::uint64_t> numbers{0, 1, 255, 256, 65'535, 65'536, kMax / 2, kMax};
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        std::string smaller;
        std::string larger;
        put_big_endian64(smaller, numbers[i - 1]);
        put_big_endian64(larger, numbers[i]);
        CHECK(smaller < larger);
    }
}

TEST_CASE("zigzag maps small numbers of both signs to small ones", "[base]") {
    CHECK(zigzag(0) == 0);
    CHECK(zigzag(-1) == 1);
    CHECK(zigzag(1) == 2);
    CHECK(zigzag(-2) == 3);
    for (const std::int64_t value :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{42},
          std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
        CAPTURE(value);
        CHECK(unzigzag(zigzag(value)) == value);
    }
}

TEST_CASE("doubles keep every bit", "[base]") {
    for (const double value :
         {0.0, -0.0, 1.5, -1e300, 5e-324, std::numeric_limits<double>::infinity()}) {
        std::string bytes;
        put_double(bytes, value);
        Reader reader(bytes);
        const double read = reader.real();
        CHECK(read == value);
        CHECK(std::signbit(read) == std::signbit(value));
    }
    std::string bytes;
    put_double(bytes, std::numeric_limits<double>::quiet_NaN());
    Reader reader(bytes);
    CHECK(std::isnan(reader.real()));
}

TEST_CASE("every truncation of a record is noticed", "[base]") {
    std::string record;
    put_text(record, "title");
    put_fixed32(record, 7);
    put_fixed64(record, 8);
    put_varint(record, 300);
    record += '\x09';
    for (std::size_t size = 0; size <= record.size(); ++size) {
        CAPTURE(size);
        Reader reader(std::string_view(record).substr(0, size));
        const std::string_view title = reader.text();
        const std::uint32_t four = reader.fixed32();
        const std::uint64_t eight = reader.fixed64();
        const std::uint64_t number = reader.varint();
        const std::uint8_t last = reader.byte();
        const bool whole = size == record.size();
        CHECK(reader.good() == whole);
        CHECK(last == (whole ? 9 : 0));
        CHECK((!whole || (title == "title" && four == 7 && eight == 8 && number == 300)));
    }
}

TEST_CASE("a failed reader stays failed and gives nothing", "[base]") {
    Reader reader(
        "\x05"
        "ab");
    CHECK(reader.text().empty());
    CHECK_FALSE(reader.good());
    CHECK(reader.byte() == 0);
    CHECK(reader.rest().empty());
    CHECK_FALSE(reader.good());
}

TEST_CASE("a count larger than the bytes can hold is refused", "[base]") {
    std::string bytes;
    put_varint(bytes, 3);
    bytes += "123456";
    CHECK(Reader(bytes).count() == 3);
    CHECK(Reader(bytes).count(2) == 3);
    Reader reader(bytes);
    CHECK(reader.count(3) == 0);
    CHECK_FALSE(reader.good());
    std::string huge;
    put_varint(huge, kMax);
    Reader hostile(huge);
    CHECK(hostile.count() == 0);
    CHECK_FALSE(hostile.good());
}

TEST_CASE("random numbers and texts come back as they were written", "[base]") {
    std::mt19937_64 random(5);  // NOLINT(cert-msc51-cpp): a fixed seed repeats
    for (int round = 0; round < 500; ++round) {
        const std::uint64_t number = random() >> (random() % 64U);
        std::string text(random() % 300U, '\0');
        for (char& c : text) {
            c = static_cast<char>(random() % 256U);
        }
        std::string bytes;
        put_varint(bytes, number);
        put_text(bytes, text);
        put_fixed64(bytes, number);
        Reader reader(bytes);
        REQUIRE(reader.varint() == number);
        REQUIRE(reader.text() == text);
        REQUIRE(reader.fixed64() == number);
        REQUIRE((reader.good() && reader.at_end()));
    }
}

}  // namespace
}  // namespace kb::base
