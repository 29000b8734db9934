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
    CHECK(check(OpenOptions{.disk_bytes_max = 1U << 20U, .write_memory_max = 1U << 20U}));
    CHECK_FALSE(check(OpenOptions{.disk_bytes_max = (1U << 20U) - 1}));
    CHECK_FALSE(check(OpenOptions{.write_memory_max = (1U << 20U) - 1}));
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

TEST_CASE("rules that are not the default ones come back from their bytes", "[engine]") {
    engine::BaseOptions options;
    options.policy.author_validates = GENERATE(true, false);
    options.policy.rules[0].own = Licence::kPublisher;
    options.policy.rules[kStepCount - 1].reason = true;
    options.policy.rules[static_cast<std::size_t>(Step::kFlag)].forbidden = "elsewhere";
    const std::string bytes = engine::encode_options(options);
    const auto read = engine::decode_options(bytes);
    REQUIRE(read);
    CHECK(*read == options);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(engine::decode_options(std::string_view(bytes).substr(0, size)));
    }
    CHECK_FALSE(engine::decode_options(bytes + '\0'));
}

TEST_CASE("rules that no base could have been given are refused", "[engine]") {
    engine::BaseOptions options;
    options.policy.rules[0].own = static_cast<Licence>(5);
    CHECK_FALSE(engine::decode_options(engine::encode_options(options)));
    options.policy = Policy{};
    options.policy.rules[static_cast<std::size_t>(Step::kSetPolicy)].forbidden = "never again";
    CHECK_FALSE(engine::decode_options(engine::encode_options(options)));
}

// docs/formats.md: varint 1, bits of the policy, saturation, number of fields, boost and length
// norm of each.
TEST_CASE("the options of a base have the bytes that their format says", "[engine]") {
    engine::BaseOptions options;
    options.policy = {.partner_reads_not_validated = true, .public_reads_not_validated = true};
    options.text.saturation = 2.0F;
    options.text.fields.fill({.boost = 1.0F, .length_norm = 0.5F});
    std::string expected =
        std::string("\x01\x05", 2) + std::string("\0\0\0\0\0\0\0\x40", 8) + "\x07";
    for (int field = 0; field < 7; ++field) {
        expected += std::string("\0\0\0\0\0\0\xF0\x3F", 8) + std::string("\0\0\0\0\0\0\xE0\x3F", 8);
    }
    CHECK(engine::encode_options(options) == expected);
}
