// SPDX-License-Identifier: Apache-2.0
//
// Goal: filters mean what they say, days include their last one, and a word that is wrong is named
// together with what would be possible.

#include <kb/query.hpp>

#include <catch2/catch.hpp>

namespace kb {
namespace {

Timestamp day(int year, unsigned month, unsigned of_month) {
    return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                                 std::chrono::day(of_month));
}

TEST_CASE("an empty filter restricts nothing", "[query]") {
    CHECK(parse_filter("").value() == Filter{});
    CHECK(parse_filter(" \n ").value() == Filter{});
}

TEST_CASE("every key fills its part of the filter", "[query]") {
    const Filter filter =
        parse_filter(
            "language:en,pt-BR product:client,\"Remote Client, 2\" state:validated,wip "
            "confidence:archived audience:public,partner owner:network "
            "modified:2026-01-01..2026-04-01")
            .value();
    CHECK(filter.languages == std::vector<std::string>{"en", "pt-BR"});
    CHECK(filter.products == std::vector<std::string>{"client", "Remote Client, 2"});
    CHECK(filter.confidences == std::vector<Confidence>{Confidence::kValidated,
                                                        Confidence::kWorkInProgress,
                                                        Confidence::kArchived});
    CHECK(filter.audiences == std::vector<Audience>{Audience::kPublic, Audience::kPartner});
    CHECK(filter.owner_domains == std::vector<std::string>{"network"});
    CHECK(filter.modified_from == day(2026, 1, 1));
    CHECK(filter.modified_until == day(2026, 4, 2));  // the last day is in
}

TEST_CASE("a key that comes again adds its values", "[query]") {
    CHECK(parse_filter("language:en language:de").value().languages ==
          std::vector<std::string>{"en", "de"});
}

TEST_CASE("ranges of days may lack an end", "[query]") {
    const Filter from = parse_filter("modified:2026-02-28..").value();
    CHECK(from.modified_from == day(2026, 2, 28));
    CHECK(from.modified_until == Timestamp{});
    const Filter until = parse_filter("modified:..2026-02-28").value();
    CHECK(until.modified_from == Timestamp{});
    CHECK(until.modified_until == day(2026, 3, 1));
    const Filter one = parse_filter("modified:2024-02-29").value();
    CHECK(one.modified_from == day(2024, 2, 29));
    CHECK(one.modified_until == day(2024, 3, 1));
    const Filter same = parse_filter("modified:2024-02-29..2024-02-29").value();
    CHECK(same == one);
    CHECK(parse_filter("modified:1970-01-01").value().modified_until == day(1970, 1, 2));
}

TEST_CASE("a filter that is wrong says what and what is possible", "[query]") {
    const std::pair<std::string, std::string> cases[] = {
        {"printer",
         "filter \"printer\" is not known; possible values: language, product, state, confidence, "
         "audience, owner, modified"},
        {"langage:en",
         "filter \"langage\" is not known; possible values: language, product, state, confidence, "
         "audience, owner, modified (did you mean \"language\"?)"},
        {":en",
         "filter \"\" is not known; possible values: language, product, state, confidence, "
         "audience, owner, modified"},
        {"language", "filter language has no value; write language:value"},
        {"language en", "filter language has no value; write language:value"},
        {"language:", "filter language: a value is empty"},
        {"language:en,", "filter language: a value is empty"},
        {"language: en", "filter language: a value is empty"},
        {"product:\"\"", "filter product: a value is empty"},
        {"product:\"a", "filter product: a quote is never closed"},
        {"product:\"a\"b", "filter product: nothing may follow a quoted value but a comma"},
        {"product:a\xff", "filter product: \"a\xEF\xBF\xBD\" is not valid UTF-8"},
        {"language:english1",
         "language \"english1\" must begin with a language code in small letters, such as \"en\""},
        {"state:validatd",
         "confidence \"validatd\" is not known; possible values: work_in_progress, not_validated, "
         "validated, archived (did you mean \"validated\"?)"},
        {"audience:all",
         "audience \"all\" is not known; possible values: internal, partner, customer, public"},
        {"modified:yesterday",
         "modified: \"yesterday\" is not a day from 1970-01-01 on, such as 2026-03-01"},
        {"modified:2026-02-30",
         "modified: \"2026-02-30\" is not a day from 1970-01-01 on, such as 2026-03-01"},
        {"modified:1969-12-31",
         "modified: \"1969-12-31\" is not a day from 1970-01-01 on, such as 2026-03-01"},
        {"modified:2026-01-01T10:00",
         "modified: \"2026-01-01T10:00\" is not a day from 1970-01-01 on, such as 2026-03-01"},
        {"modified:..", "modified: a range needs a day before or behind its dots"},
        {"modified:2026-02-01..2026-01-31",
         "modified: the range \"2026-02-01..2026-01-31\" ends before it begins"},
        {"modified:2026-01-01,2026-02-01",
         "modified: one range is possible, such as 2026-01-01..2026-04-01"},
        {"modified:2026-01-01 modified:2026-02-01",
         "modified: one range is possible, such as 2026-01-01..2026-04-01"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        const auto refused = parse_filter(text);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kInvalidArgument);
        CHECK(refused.error().message == message);
    }
    CHECK_FALSE(parse_filter(std::string(kQueryBytesMax + 1, ' ')));
    CHECK(parse_filter(std::string(kQueryBytesMax, ' ')));
}

}  // namespace
}  // namespace kb
