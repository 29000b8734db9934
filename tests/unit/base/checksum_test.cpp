// SPDX-License-Identifier: Apache-2.0

// Goal: checksums are those of XXH3-64, today and in ten years, and notice every flipped bit.
// Method: the published value of the empty input, and all flips of a block.

#include "base/checksum.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace kb::base {
namespace {

TEST_CASE("the checksum is XXH3-64 with seed 0", "[base]") {
    CHECK(checksum("") == 0x2D06800538D394C2U);  // the reference implementation's own test value
    CHECK(checksum("a") != checksum("b"));
    CHECK(checksum(std::string_view("\0", 1)) != checksum(""));
}

TEST_CASE("one flipped bit changes the checksum", "[base]") {
    const std::string block(300, 'x');
    const std::uint64_t sound = checksum(block);
    for (std::size_t bit = 0; bit < block.size() * 8; ++bit) {
        std::string damaged = block;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        CAPTURE(bit);
        REQUIRE(checksum(damaged) != sound);
    }
}

}  // namespace
}  // namespace kb::base
