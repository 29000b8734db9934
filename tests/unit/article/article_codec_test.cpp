// SPDX-License-Identifier: Apache-2.0

// Goal: what encode_article writes, decode_article reads back equal; anything else (cut, changed,
// random, of a later version) is read safely: refused, or with what is unknown skipped.

#include "article/article_codec.hpp"

#include "base/coding.hpp"

#include <catch2/catch.hpp>

#include <random>

namespace {

using namespace std::chrono_literals;

kb::Article full_article() {
    kb::Article article;
    article.id = "KB-17";
    article.language = "de";
    article.translation_of = "KB-3";
    article.translation_of_version = 4'000'000'000U;
    article.title = "Drucker l\xc3\xa4uft nicht";
    article.issue = {{.text = "printer is offline",
                      .source = kb::StatementSource::kSearch,
                      .by = "anna",
                      .at = kb::Timestamp{1ms},
                      .case_id = "C-1"},
                     {.text = "nothing prints", .source = kb::StatementSource::kEditor}};
    article.environment = {{.name = "os", .value = "Windows 11"}, {.name = "", .value = "HP 4000"}};
    article.resolution = std::string(70'000, 'r');
    article.cause = "spooler\nstopped";
    article.keywords = {"printing", "", "offline"};
    article.codes = {"0x80070005"};
    article.products = {"Print Suite"};
    article.owner_domain = "devices";
    article.external_ids = {"https://example.com/a?b=1"};
    article.originating_queries = {"printer offline"};
    article.state = {.confidence = kb::Confidence::kArchived,
                     .audience = kb::Audience::kPublic,
                     .governance = kb::Governance::kComplianceBased};
    article.archive_reason = "replaced";
    article.version = 12;
    article.created_by = "anna";
    article.modified_by = "ben";
    article.created = kb::Timestamp{-5ms};
    article.modified = kb::Timestamp{1'700'000'000'123ms};
    return article;
}

kb::Article small_article() {
    kb::Article article;
    article.language = "";
    article.issue = {{.text = "", .source = kb::StatementSource::kSearch}};
    return article;
}

bool decodes(std::string_view bytes) {
    const auto article = kb::article::decode_article(bytes);
    if (!article) {
        CHECK(article.error().code == kb::ErrorCode::kCorruption);
    }
    return article.has_value();
}

TEST_CASE("an article comes back as it was", "[article]") {
    const auto article = GENERATE(kb::Article{}, small_article(), full_article());
    const auto back = kb::article::decode_article(kb::article::encode_article(article));
    REQUIRE(back);
    CHECK(*back == article);
}

TEST_CASE("an empty article takes few bytes", "[article]") {
    // format, language tag with size and "en", end
    CHECK(kb::article::encode_article(kb::Article{}) == std::string("\x01\x02\x02"
                                                                    "en\0",
                                                                    6));
}

TEST_CASE("an article that was cut off anywhere is refused", "[article]") {
    kb::Article article = full_article();
    article.resolution = "restart the spooler";
    const std::string bytes = kb::article::encode_article(article);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(decodes(bytes.substr(0, size)));
    }
    CHECK_FALSE(decodes(bytes + '\0'));
}

TEST_CASE("a field of a later version is skipped, a later format is refused", "[article]") {
    const kb::Article article = full_article();
    std::string bytes = kb::article::encode_article(article);
    bytes.pop_back();
    kb::base::put_varint(bytes, 99);
    kb::base::put_text(bytes, "from the future");
    bytes.push_back('\0');
    const auto back = kb::article::decode_article(bytes);
    REQUIRE(back);
    CHECK(*back == article);

    bytes[0] = 2;
    CHECK_FALSE(decodes(bytes));
}

TEST_CASE("a value outside its enumeration is refused", "[article]") {
    const auto [tag, last] = GENERATE(std::pair{16, 3}, std::pair{17, 3}, std::pair{18, 1});
    for (int value = last; value <= last + 1; ++value) {
        const std::string bytes{'\x01', static_cast<char>(tag), '\x01', static_cast<char>(value),
                                '\0'};
        CAPTURE(tag, value);
        CHECK(decodes(bytes) == (value == last));
    }
}

TEST_CASE("random bytes and random damage never do harm", "[article]") {
    std::mt19937 random(20260301);
    kb::Article article = full_article();
    article.resolution = "restart";
    const std::string sound = kb::article::encode_article(article);
    std::size_t refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = sound;
        if (round % 2 == 0) {
            bytes.resize(random() % 200);
            for (char& byte : bytes) {
                byte = static_cast<char>(random());
            }
        } else {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        refused += decodes(bytes) ? 0U : 1U;
    }
    CHECK(refused > 10'000);
}

}  // namespace
