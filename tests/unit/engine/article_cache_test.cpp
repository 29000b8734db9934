// SPDX-License-Identifier: Apache-2.0
// Goal: an article is at hand in the version that was kept, until it is written, or until others
// that were used since need the room.
#include "engine/article_cache.hpp"

#include <catch2/catch.hpp>

using namespace kb;  // NOLINT: a test of one class
using engine::ArticleCache;

namespace {

std::shared_ptr<const Article> article_of(std::size_t bytes) {
    return std::make_shared<const Article>(
        Article{.title = "t", .resolution = std::string(bytes, 'x')});
}

}  // namespace

TEST_CASE("an article is found in the version that was kept", "[engine]") {
    ArticleCache cache;
    const auto text = article_of(10);
    CHECK(cache.find(1, 1) == nullptr);
    cache.keep(1, 1, text);
    CHECK(cache.find(1, 1) == text);
    CHECK(cache.find(1, 2) == nullptr);
    CHECK(cache.find(2, 1) == nullptr);
    const auto newer = article_of(11);
    cache.keep(1, 2, newer);
    CHECK(cache.find(1, 2) == newer);
    CHECK(cache.find(1, 1) == nullptr);
    cache.forget(1);
    CHECK(cache.find(1, 2) == nullptr);
    cache.forget(1);  // twice is once
    cache.keep(1, 2, newer);
    cache.clear();
    CHECK(cache.find(1, 2) == nullptr);
}

TEST_CASE("what was not used for longest gives way", "[engine]") {
    ArticleCache cache;
    constexpr std::size_t kEach = engine::kCachedArticleBytesMax - 4096;
    constexpr std::uint64_t kRoom = engine::kArticleCacheBytesMax / kEach;
    for (std::uint64_t number = 0; number < kRoom; ++number) {
        cache.keep(number, 1, article_of(kEach));
    }
    CHECK(cache.find(0, 1) != nullptr);
    cache.keep(kRoom, 1, article_of(kEach));
    CHECK(cache.find(0, 1) != nullptr);
    CHECK(cache.find(1, 1) == nullptr);
    CHECK(cache.find(kRoom, 1) != nullptr);
}

TEST_CASE("one that would push out too many is not kept", "[engine]") {
    ArticleCache cache;
    cache.keep(1, 1, article_of(engine::kCachedArticleBytesMax - 1025));  // with 1024 and a title
    CHECK(cache.find(1, 1) != nullptr);
    cache.keep(2, 1, article_of(engine::kCachedArticleBytesMax - 1024));
    CHECK(cache.find(2, 1) == nullptr);
}
