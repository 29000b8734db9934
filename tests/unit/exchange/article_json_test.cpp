// SPDX-License-Identifier: Apache-2.0

// Goal: our JSON form of an article gives back every member byte for byte and takes nothing it does
// not know; foreign objects are read by their usual names or by a map. Tables of lines.

#include "unit/exchange/records.hpp"

#include <kb/exchange.hpp>

#include <catch2/catch.hpp>

#include <random>

using namespace kb;

TEST_CASE("an article goes to json and back without a difference", "[exchange]") {
    const Article full = test::full_article();
    Article second = full;
    second.issue[0].source = StatementSource::kAgent;
    second.title = std::string("controls \x01 \x1f \x7f tab\t nul ") + '\0' + " end";
    second.resolution = "\xF0\x9F\x96\xA8 \xEF\xBB\xBF \xE2\x80\xAE \xE2\x80\xA8 \r\n";
    Article no_language;
    no_language.language = "";
    for (const Article& article : {full, second, Article{}, no_language}) {
        const std::string json = to_json(article);
        CAPTURE(json);
        CHECK(json.find('\n') == std::string::npos);
        const auto read = article_from_json(json);
        REQUIRE(read);
        CHECK(*read == article);
    }
}

TEST_CASE("random articles go to json and back", "[exchange]") {
    std::mt19937 random(11);
    const auto text = [&] {
        std::string made;
        for (auto n = random() % 20; n > 0; --n) {
            constexpr std::string_view kPieces[] = {"a", "\"",   "\\", "\n", "\t", "é",  "漢",
                                                    "|", "\x7f", "=",  "'",  "{",  "\r", " "};
            made += kPieces[random() % std::size(kPieces)];
        }
        return made;
    };
    for (int round = 0; round < 500; ++round) {
        Article article;
        article.id = text();
        article.title = text();
        article.resolution = text();
        article.cause = text();
        article.issue.push_back({text(), StatementSource::kSearch, text(),
                                 test::at_ms(static_cast<std::int64_t>(random()) * 1000 + 7),
                                 text()});
        article.environment.push_back({text(), text()});
        article.keywords = {text(), text()};
        const auto read = article_from_json(to_json(article));
        REQUIRE(read);
        CHECK(*read == article);
    }
}

TEST_CASE("foreign objects are read by their usual names", "[exchange]") {
    const auto read = article_from_json(
        R"({"ID":4711,"Title":"T","symptoms":["a",{"text":"b","source":"customer"}],
            "environment":{"os":"Linux","ram":16},"body":"r","root-cause":"c","tags":["x",3,true],
            "product":"P","locale":"de_DE","owner":"net","Error Codes":"E1","state":{"deep":[1]},
            "audience":"Public","confidence":"Work in Progress","created":"2024-05-01",
            "updated":null,"external_id":12345678901})");
    REQUIRE(read);
    CHECK(read->id == "4711");
    CHECK(read->title == "T");
    REQUIRE(read->issue.size() == 2);
    CHECK(read->issue[0].text == "a");
    CHECK(read->issue[0].source == StatementSource::kEditor);
    CHECK(read->issue[1].source == StatementSource::kCustomer);
    CHECK(read->environment == std::vector<EnvironmentEntry>{{"os", "Linux"}, {"ram", "16"}});
    CHECK(read->resolution == "r");
    CHECK(read->cause == "c");
    CHECK(read->keywords == std::vector<std::string>{"x", "3", "true"});
    CHECK(read->products == std::vector<std::string>{"P"});
    CHECK(read->language == "de-DE");
    CHECK(read->codes == std::vector<std::string>{"E1"});
    CHECK(read->state.audience == Audience::kPublic);
    CHECK(read->state.confidence == Confidence::kWorkInProgress);
    CHECK(read->created == test::at_ms(1714521600000));
    CHECK(read->external_ids == std::vector<std::string>{"12345678901"});
}

TEST_CASE("a map says which member is which", "[exchange]") {
    const FieldMap map{{"id", "_id"}, {"resolution", "text"}, {"codes", "_id"}};
    const auto read = article_from_json(
        R"({"_id":"d1","title":"T","text":"long","id":"not this","body":"nor this"})", map);
    REQUIRE(read);
    CHECK(read->id == "d1");
    CHECK(read->codes == std::vector<std::string>{"d1"});
    CHECK(read->resolution == "long");

    // A name of ours that the map gives another meaning has that meaning only.
    const auto swapped = article_from_json(R"({"title":"t","text":"x"})", {{"cause", "title"}});
    REQUIRE(swapped);
    CHECK(swapped->cause == "t");
    CHECK(swapped->title.empty());
}

TEST_CASE("an environment is taken in each of its forms", "[exchange]") {
    const auto entries = [](const std::string& json) {
        const auto read = article_from_json(R"({"title":"t","environment":)" + json + "}");
        REQUIRE(read);
        return read->environment;
    };
    using List = std::vector<EnvironmentEntry>;
    CHECK(entries(R"("Linux")") == List{{"", "Linux"}});
    CHECK(entries(R"(["Linux","x86"])") == List{{"", "Linux"}, {"", "x86"}});
    CHECK(entries(R"([{"name":"os","value":"Linux"},{"value":"x"}])") ==
          List{{"os", "Linux"}, {"", "x"}});
    CHECK(entries(R"({"os":"Linux","version":5.5})") == List{{"os", "Linux"}, {"version", "5.5"}});
    CHECK(entries(R"([{"os":"Linux"},{"os":"BSD"}])") == List{{"os", "Linux"}, {"os", "BSD"}});
    CHECK(entries("null").empty());
}

TEST_CASE("a line that cannot be taken says what is wrong and where", "[exchange]") {
    struct Case {
        std::string json;
        std::string want;
    };
    const std::string deep32 =
        R"({"title":"t","x":)" + std::string(31, '[') + std::string(31, ']') + "}";
    const std::string deep33 =
        R"({"title":"t","x":)" + std::string(32, '[') + std::string(32, ']') + "}";
    CHECK(article_from_json(deep32));
    const auto line = GENERATE_COPY(
        Case{"", "not JSON: byte 1: incomplete JSON"},
        Case{"{", "not JSON: byte 2: incomplete JSON"}, Case{R"({"title":x})", "not JSON: byte 10"},
        Case{R"({"title":"t"} x)", "not JSON: byte 15: extra data"},
        Case{"[1,2]", "not a JSON object"}, Case{"\"text\"", "not a JSON object"},
        Case{"{\"title\":\"a\xFF\"}", "not UTF-8: byte 12 of the line"},
        Case{"{\"title\":\"\xED\xA0\x80\"}", "not UTF-8: byte 11 of the line"},
        Case{deep33, "nested deeper than 32"},
        Case{std::string(100000, '['), "nested deeper than 32"},
        Case{R"({"a":1,"b":2})", "there are: 'a', 'b'"}, Case{"{}", "there are: none"},
        Case{R"({"title":[["x"]]})", "member 'title': a list within a list"},
        Case{R"({"title":"t","issue":[[1]]})", "member 'issue'"},
        Case{R"({"title":"t","issue":{"text":"x","at":"soon"}})", "member 'issue.at'"},
        Case{R"({"title":"t","audience":"everyone"})", "audience: 'everyone' is none of internal"},
        Case{R"({"title":"t","confidence":"great"})", "confidence: 'great'"},
        Case{R"({"title":"t","language":"not a tag"})", "language: 'not a tag'"},
        Case{R"({"title":"t","created":"yesterday"})", "created: 'yesterday'"},
        Case{R"({"title":"t","environment":{"os":{"x":1}}})", "member 'environment': 'os'"},
        Case{R"({"schema":"kb.article/1","titel":"t"})", "member 'titel': unknown"},
        Case{R"({"schema":"kb.article/1","issue":[{"text":"t","who":"x"}]})",
             "member 'issue.who': unknown"},
        Case{R"({"schema":"kb.article/1","title":[]})",
             "member 'title': neither text nor a number"},
        Case{R"({"schema":"kb.article/1","version":-1})", "member 'version'"},
        Case{R"({"schema":"kb.article/1","version":4294967296})", "is above 4294967295"},
        Case{R"({"schema":"kb.article/1","confidence":"x"})", "member 'confidence'"},
        Case{R"({"schema":"kb.article/1","created":"2024-13-01"})", "member 'created'"},
        Case{R"({"schema":"kb.article/2","title":"t"})", "schema 'kb.article/2' is not known"},
        Case{R"({"schema":"kb.event/1","title":"t"})", "is not that of an article"});
    CAPTURE(line.json.substr(0, 200));
    const auto read = article_from_json(line.json);
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().message, Catch::Contains(line.want));
    CHECK(read.error().message.find('\n') == std::string::npos);
}

TEST_CASE("a map with a wrong name is refused", "[exchange]") {
    const auto read = article_from_json("{}", {{"titel", "x"}});
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().message, Catch::Contains("the nearest is 'title'"));
}
