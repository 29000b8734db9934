// SPDX-License-Identifier: Apache-2.0

// Goal: names of other systems find our members, and a field map says what is wrong with it.

#include "exchange/members.hpp"

#include <kb/exchange.hpp>

#include <catch2/catch.hpp>

using namespace kb;
using exchange::Member;

TEST_CASE("a field map is read from pairs", "[exchange]") {
    const auto map = parse_field_map(" id=_id, title = name ,resolution=a=b");
    REQUIRE(map);
    CHECK(*map == FieldMap{{"id", "_id"}, {"title", "name"}, {"resolution", "a=b"}});
    REQUIRE(parse_field_map(""));
    CHECK(parse_field_map("")->empty());
}

TEST_CASE("a wrong field map names the pair and the nearest field", "[exchange]") {
    struct Case {
        std::string_view text;
        std::string_view want;
    };
    const auto [text, want] = GENERATE(values<Case>({
        {"title", "'title': not of the form ours=theirs"},
        {"resoluton=text", "the nearest is 'resolution'"},
        {"Title=x", "the nearest is 'title'"},
        {"id=a,ID=b", "'ID=b'"},
        {"id=", "no name after the equals sign"},
        {"=x", "is no field"},
        {"id=a,id=b", "assigned twice"},
        {"id=a,,title=b", "not of the form"},
    }));
    CAPTURE(text);
    const auto map = parse_field_map(text);
    REQUIRE_FALSE(map);
    CHECK(map.error().code == ErrorCode::kInvalidArgument);
    CHECK_THAT(map.error().message, Catch::Contains(std::string(want)));
}

TEST_CASE("names are found without case and punctuation", "[exchange]") {
    const exchange::MemberNames names;
    using Members = std::vector<Member>;
    CHECK(names.find("Applies To") == Members{Member::kEnvironment});
    CHECK(names.find("appliesto") == Members{Member::kEnvironment});
    CHECK(names.find("error_codes") == Members{Member::kCodes});
    CHECK(names.find("ms.date").empty());
    CHECK(names.find("").empty());
    CHECK(names.find("---").empty());
    CHECK(names.find(std::string(5000, 'a')).empty());
}

TEST_CASE("language tags are brought into our form", "[exchange]") {
    struct Case {
        std::string_view text;
        std::string_view want;
    };
    const auto [text, want] = GENERATE(values<Case>({{"en", "en"},
                                                     {" DE_at ", "de-at"},
                                                     {"zh-Hant-TW", "zh-Hant-TW"},
                                                     {"", ""},
                                                     {"e", ""},
                                                     {"english!", ""},
                                                     {"verylongtag", ""},
                                                     {"en-", ""},
                                                     {"en--US", ""},
                                                     {"12", ""}}));
    CAPTURE(text);
    CHECK(exchange::language_tag(text) == want);
}

TEST_CASE("lists of products split where a new product begins", "[exchange]") {
    using List = std::vector<std::string>;
    CHECK(exchange::split_products("Windows 11, Windows Server 2022") ==
          List{"Windows 11", "Windows Server 2022"});
    CHECK(exchange::split_products("SQL Server 2019, 2022, Azure SQL") ==
          List{"SQL Server 2019, 2022", "Azure SQL"});
    CHECK(exchange::split_products("Windows 10, version 22H2") == List{"Windows 10, version 22H2"});
    CHECK(exchange::split_products(" ,, ").empty());
}

TEST_CASE("a slip of the pen in a state is refused where strangers are passed over", "[exchange]") {
    const auto set = [](std::string_view text, exchange::Reading reading) {
        exchange::ReadArticle read;
        const auto result =
            exchange::set_member(read, Member::kAudience, {{"", std::string(text)}}, reading);
        return result ? (read.has_audience ? "set" : "passed") : "refused";
    };
    using exchange::Reading;
    CHECK(set("Public", Reading::kLenient) == std::string("set"));
    CHECK(set("ITPro", Reading::kLenient) == std::string("passed"));
    CHECK(set("publc", Reading::kLenient) == std::string("refused"));
    CHECK(set("ITPro", Reading::kStrict) == std::string("refused"));
    for (const auto& [member, name] :
         {std::pair(Member::kConfidence, "confidence"), std::pair(Member::kAudience, "audience")}) {
        exchange::ReadArticle read;
        REQUIRE(exchange::set_member(read, member, {{"", "secret"}}, Reading::kLenient));
        REQUIRE(read.strange.size() == 1);
        CHECK(read.strange.front() == std::pair<std::string, std::string>(name, "secret"));
    }
}

TEST_CASE("formats have names", "[exchange]") {
    for (const auto format : {ExchangeFormat::kMarkdown, ExchangeFormat::kJsonl,
                              ExchangeFormat::kCsv, ExchangeFormat::kHtml}) {
        REQUIRE(parse_exchange_format(to_string(format)));
        CHECK(*parse_exchange_format(to_string(format)) == format);
    }
    const auto wrong = parse_exchange_format("pdf");
    REQUIRE_FALSE(wrong);
    CHECK_THAT(wrong.error().message, Catch::Contains("none of markdown, jsonl, csv, html"));
}
