// SPDX-License-Identifier: Apache-2.0
// Goal: a set is found by its key until 64 others were asked for since.
#include "index/bitmap_cache.hpp"

#include <catch2/catch.hpp>

using namespace kb::index;  // NOLINT: a test of one layer

TEST_CASE("the sets that were asked for last are kept", "[index]") {
    BitmapCache cache;
    const auto keep = [&](std::size_t number) {
        cache.keep(std::to_string(number), std::make_shared<const Bitmap>(Bitmap{number}));
    };
    CHECK(cache.find("0") == nullptr);
    for (std::size_t number = 0; number < kBitmapsMax; ++number) {
        keep(number);
    }
    REQUIRE(cache.find("0") != nullptr);  // and so it is the last that was asked for
    CHECK(cache.find("0")->front() == 0);
    keep(kBitmapsMax);
    CHECK(cache.find("1") == nullptr);
    CHECK(cache.find("0") != nullptr);
    CHECK(cache.find(std::to_string(kBitmapsMax))->front() == kBitmapsMax);
}

TEST_CASE("a set with a long key is not kept", "[index]") {
    BitmapCache cache;
    for (const std::size_t more : {0, 1}) {
        const std::string key(kBitmapKeyBytesMax + more, 'k');
        cache.keep(key, std::make_shared<const Bitmap>(Bitmap{1}));
        CHECK((cache.find(key) != nullptr) == (more == 0));
    }
}

TEST_CASE("of two sets with one key the first stays", "[index]") {
    BitmapCache cache;
    const auto first = std::make_shared<const Bitmap>(Bitmap{1});
    cache.keep("a", first);
    cache.keep("a", std::make_shared<const Bitmap>(Bitmap{1}));
    CHECK(cache.find("a") == first);
}
