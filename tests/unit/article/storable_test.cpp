// SPDX-License-Identifier: Apache-2.0
//
// Goal: an article at each limit is taken and one beyond it is refused with the right code and the
// name of the field; ids and language tags keep their form.

#include "article/storable.hpp"

#include <kb/article.hpp>

#include <catch2/catch.hpp>

#include <functional>

namespace kb {
namespace {

using Change = std::function<void(Article&)>;

Result<void> check_with(const Change& change) {
    Article article;
    change(article);
    return check_storable(article);
}

TEST_CASE("an empty article can be stored", "[article]") { CHECK(check_storable({})); }

TEST_CASE("each text is taken at its limit and refused beyond it", "[article]") {
    struct Case {
        std::string name;
        std::size_t limit;
        std::function<void(Article&, std::string)> set;
    };
    const Case cases[] = {
        {"title", kTitleBytesMax, [](Article& a, std::string t) { a.title = std::move(t); }},
        {"issue", kFieldBytesMax, [](Article& a, std::string t) { a.issue = {{.text = t}}; }},
        {"environment", kFieldBytesMax,
         [](Article& a, std::string t) {
             a.environment = {{"", std::move(t)}};
         }},
        {"environment", kFieldBytesMax,
         [](Article& a, std::string t) {
             a.environment = {{std::move(t), "x"}};
         }},
        {"resolution", kFieldBytesMax,
         [](Article& a, std::string t) { a.resolution = std::move(t); }},
        {"cause", kFieldBytesMax, [](Article& a, std::string t) { a.cause = std::move(t); }},
        {"keywords", kFieldBytesMax, [](Article& a, std::string t) { a.keywords = {t}; }},
        {"codes", kFieldBytesMax, [](Article& a, std::string t) { a.codes = {t}; }},
        {"products", kFieldBytesMax, [](Article& a, std::string t) { a.products = {t}; }},
        {"owner_domain", kFieldBytesMax,
         [](Article& a, std::string t) { a.owner_domain = std::move(t); }},
        {"originating_queries", kFieldBytesMax,
         [](Article& a, std::string t) { a.originating_queries = {t}; }},
        {"archive_reason", kFieldBytesMax,
         [](Article& a, std::string t) { a.archive_reason = std::move(t); }},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name);
        CHECK(check_with([&](Article& a) { c.set(a, std::string(c.limit, 'x')); }));
        const auto beyond =
            check_with([&](Article& a) { c.set(a, std::string(c.limit + 1, 'x')); });
        REQUIRE_FALSE(beyond);
        CHECK(beyond.error().code == ErrorCode::kResourceExhausted);
        CHECK(beyond.error().message.find(c.name) == 0);
        const auto invalid = check_with([&](Article& a) { c.set(a, "ab\xC3"); });
        REQUIRE_FALSE(invalid);
        CHECK(invalid.error().code == ErrorCode::kInvalidArgument);
        CHECK(invalid.error().message == c.name + " is not valid UTF-8 at byte 2");
    }
}

TEST_CASE("each list is taken at its limit and refused beyond it", "[article]") {
    struct Case {
        std::string name;
        std::function<void(Article&, std::size_t)> set;
    };
    const Case cases[] = {
        {"issue", [](Article& a, std::size_t n) { a.issue.assign(n, {.text = "x"}); }},
        {"environment",
         [](Article& a, std::size_t n) {
             a.environment.assign(n, {"", "x"});
         }},
        {"keywords", [](Article& a, std::size_t n) { a.keywords.assign(n, "x"); }},
        {"codes", [](Article& a, std::size_t n) { a.codes.assign(n, "x"); }},
        {"products", [](Article& a, std::size_t n) { a.products.assign(n, "x"); }},
        {"external_ids", [](Article& a, std::size_t n) { a.external_ids.assign(n, "x"); }},
        {"originating_queries",
         [](Article& a, std::size_t n) { a.originating_queries.assign(n, "x"); }},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name);
        CHECK(check_with([&](Article& a) { c.set(a, kListEntriesMax); }));
        const auto beyond = check_with([&](Article& a) { c.set(a, kListEntriesMax + 1); });
        REQUIRE_FALSE(beyond);
        CHECK(beyond.error().code == ErrorCode::kResourceExhausted);
        CHECK(beyond.error().message.find(c.name) == 0);
    }
}

TEST_CASE("all fields together have a limit", "[article]") {
    // Four fields of the largest size make exactly the largest article.
    static_assert(kArticleBytesMax == 4 * kFieldBytesMax);
    Article article;
    article.resolution = std::string(kFieldBytesMax, 'x');
    article.cause = std::string(kFieldBytesMax, 'x');
    article.keywords = {std::string(kFieldBytesMax, 'x'), std::string(kFieldBytesMax, 'x')};
    CHECK(check_storable(article));
    article.title = "x";
    const auto beyond = check_storable(article);
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().code == ErrorCode::kResourceExhausted);
    CHECK(beyond.error().message == "the article has 4194305 bytes; at most 4194304 are possible");
}

TEST_CASE("what must not be empty, unknown or malformed is refused by name", "[article]") {
    const std::pair<std::string, Change> cases[] = {
        {"issue has an empty statement", [](Article& a) { a.issue = {{.text = ""}}; }},
        {"environment entry \"os\" has no value",
         [](Article& a) {
             a.environment = {{"os", ""}};
         }},
        {"issue has a statement whose source does not exist",
         [](Article& a) { a.issue = {{.text = "x", .source = static_cast<StatementSource>(9)}}; }},
        {"confidence has a value that does not exist",
         [](Article& a) { a.state.confidence = static_cast<Confidence>(4); }},
        {"audience has a value that does not exist",
         [](Article& a) { a.state.audience = static_cast<Audience>(4); }},
        {"governance has a value that does not exist",
         [](Article& a) { a.state.governance = static_cast<Governance>(2); }},
        {"id: id \" x\" begins or ends with a blank", [](Article& a) { a.id = " x"; }},
        {"translation_of: id \"x \" begins or ends with a blank",
         [](Article& a) { a.translation_of = "x "; }},
        {"person of an issue statement: id \" \" begins or ends with a blank",
         [](Article& a) { a.issue = {{.text = "x", .by = " "}}; }},
        {"case of an issue statement: id \" \" begins or ends with a blank",
         [](Article& a) { a.issue = {{.text = "x", .case_id = " "}}; }},
        {"an id must not be empty", [](Article& a) { a.external_ids = {""}; }},
        {"language \"\" must begin with a language code in small letters, such as \"en\"",
         [](Article& a) { a.language = ""; }},
    };
    for (const auto& [message, change] : cases) {
        const auto refused = check_with(change);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kInvalidArgument);
        CHECK(refused.error().message == message);
    }
}

TEST_CASE("ids keep their form", "[article]") {
    CHECK(check_id("KB-17"));
    CHECK(check_id("a b"));
    CHECK(check_id("https://old.example/kb?id=1"));
    CHECK(check_id("日本"));
    CHECK(check_id(std::string(255, 'x')));
    struct Case {
        std::string id;
        std::string rule;
    };
    const Case cases[] = {
        {"", "must not be empty"},
        {std::string(256, 'x'), "at most 255"},
        {"a\xff", "not valid UTF-8"},
        {"a\nb", "control character"},
        {std::string("a\0b", 3), "control"},
        {"a\x7F", "control character"},
        {"a\xC2\x85", "control character"},
        {" a", "begins or ends with a blank"},
        {"a\xC2\xA0", "begins or ends with a blank"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.rule);
        const auto refused = check_id(c.id);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kInvalidArgument);
        CHECK(refused.error().message.find(c.rule) != std::string::npos);
        CHECK(refused.error().message.find('\n') == std::string::npos);
    }
}

TEST_CASE("language tags have the form of BCP 47", "[article]") {
    for (const char* tag : {"en", "de", "pt-BR", "zh-Hant-TW", "es-419", "fil", "de-CH-1996",
                            "en-x-internal", "en-a-bbb-x-a-ccc-ddd-eee-fff-ggghhh"}) {
        CAPTURE(tag);
        CHECK(article::check_language_tag(tag));
    }
    for (const char* tag :
         {"", "e", "EN", "En", "en_US", "en-", "-en", "en--us", "english7", "e1", "en-abcdefghi",
          "en us", "en-\xC3\xA9", "abcdefghi", "en-a-bbb-x-a-ccc-ddd-eee-fff-ggghhhh"}) {
        CAPTURE(tag);
        const auto refused = article::check_language_tag(tag);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kInvalidArgument);
    }
}

}  // namespace
}  // namespace kb
