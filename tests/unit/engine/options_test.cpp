// SPDX-License-Identifier: Apache-2.0
// Goal: options are checked at their limits, and those of a base come back as they were kept.
#include "engine/base_options.hpp"

#include <kb/options.hpp>

#include <catch2/catch.hpp>

using namespace kb;  // NOLINT: a test

TEST_CASE("open options are refused one beyond their limits", "[engine]") {
    CHECK(check(OpenOptions{}));
    CHECK(check(OpenOptions{.memory_articles_max = 1}));
    CHECK_FALSE(check(OpenOptions{.memory_articles_max = 0}));
    CHECK(check(OpenOptions{.memory_articles_max = 1'000'000}));
    CHECK_FALSE(check(OpenOptions{.memory_articles_max = 1'000'001}));
    CHECK(check(OpenOptions{.memory_bytes_max = 4096}));
    CHECK_FALSE(check(OpenOptions{.memory_bytes_max = 4095}));
    CHECK(check(OpenOptions{.memory_bytes_max = 1ULL << 32U}));
    CHECK_FALSE(check(OpenOptions{.memory_bytes_max = (1ULL << 32U) + 1}));
}

TEST_CASE("the options of a base come back from their bytes", "[engine]") {
    engine::BaseOptions options;
    options.policy.customer_reads_not_validated = true;
    options.text.fields[2].boost = 7.5F;
    options.text.saturation = 0.9F;
    const std::string bytes = engine::encode_options(options);
    const auto read = engine::decode_options(bytes);
    REQUIRE(read);
    CHECK(*read == options);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(engine::decode_options(std::string_view(bytes).substr(0, size)));
    }
}
