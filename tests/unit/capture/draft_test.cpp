// SPDX-License-Identifier: Apache-2.0
//
// Goal: a search becomes an article that keeps the requestor's words, has a readable title, knows
// the codes that were searched for, and starts in the state its content allows.

#include "capture/draft.hpp"

#include <catch2/catch.hpp>

namespace kb::capture {
namespace {

const Timestamp kNow = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1);

TEST_CASE("a search alone becomes work in progress in its own words", "[capture]") {
    const Article draft = make_draft({.query = "printer offline after update 0x80070005",
                                      .environment = {{"os", "Windows 11"}, {"empty", " "}},
                                      .language = "de",
                                      .products = {"client"}},
                                     "ana", kNow);
    CHECK(draft.id.empty());
    CHECK(draft.version == 0);
    CHECK(draft.title == "Printer offline after update 0x80070005");
    CHECK(draft.issue == std::vector<Statement>{{.text = "printer offline after update 0x80070005",
                                                 .source = StatementSource::kSearch,
                                                 .by = "ana",
                                                 .at = kNow}});
    CHECK(draft.environment == std::vector<EnvironmentEntry>{{"os", "Windows 11"}});
    CHECK(draft.codes == std::vector<std::string>{"0x80070005"});
    CHECK(draft.products == std::vector<std::string>{"client"});
    CHECK(draft.language == "de");
    CHECK(draft.originating_queries ==
          std::vector<std::string>{"printer offline after update 0x80070005"});
    CHECK(draft.state == ArticleState{});
    CHECK(draft.state.confidence == Confidence::kWorkInProgress);
    CHECK(draft.state.audience == Audience::kInternal);
    CHECK(draft.created_by == "ana");
    CHECK(draft.modified_by == "ana");
    CHECK(draft.created == kNow);
    CHECK(draft.modified == kNow);
}

TEST_CASE("with a resolution it is not validated", "[capture]") {
    const Article draft =
        make_draft({.query = "a", .resolution = "restart", .cause = "c"}, "ana", kNow);
    CHECK(draft.state.confidence == Confidence::kNotValidated);
    CHECK(draft.resolution == "restart");
    CHECK(draft.cause == "c");
    const Article blank = make_draft({.query = "a", .resolution = " \n"}, "ana", kNow);
    CHECK(blank.state.confidence == Confidence::kWorkInProgress);
    CHECK(blank.resolution.empty());
}

TEST_CASE("the requestor's other words follow the search, none twice", "[capture]") {
    const Article draft = make_draft({.query = " vpn drops ",
                                      .issue = {"every hour", "", "vpn drops", " every hour "},
                                      .case_id = "C-1"},
                                     "ana", kNow);
    REQUIRE(draft.issue.size() == 2);
    CHECK(draft.issue[0].text == "vpn drops");
    CHECK(draft.issue[0].source == StatementSource::kSearch);
    CHECK(draft.issue[0].case_id == "C-1");
    CHECK(draft.issue[1].text == "every hour");
    CHECK(draft.issue[1].source == StatementSource::kCustomer);
    CHECK(draft.issue[1].case_id == "C-1");

    const Article told = make_draft({.issue = {"every hour"}}, "ana", kNow);
    REQUIRE(told.issue.size() == 1);
    CHECK(told.issue[0].source == StatementSource::kAgent);
    CHECK(told.title == "Every hour");
    CHECK(told.originating_queries.empty());
}

TEST_CASE("a title that is given stays as it is", "[capture]") {
    const Article draft =
        make_draft({.query = "vpn drops", .title = " vpn drops on WLAN "}, "ana", kNow);
    CHECK(draft.title == "vpn drops on WLAN");
}

TEST_CASE("codes are taken from all words, each once", "[capture]") {
    const Article draft = make_draft(
        {.query = "ORA-00942 or E_FAIL", .issue = {"also E_FAIL and KB5004945"}}, "ana", kNow);
    CHECK(draft.codes == std::vector<std::string>{"ORA-00942", "E_FAIL", "KB5004945"});
}

TEST_CASE("a request of nothing makes an empty draft", "[capture]") {
    const Article draft = make_draft({.query = " \n "}, "ana", kNow);
    CHECK(draft.title.empty());
    CHECK(draft.issue.empty());
    CHECK(draft.originating_queries.empty());
}

TEST_CASE("operators of a short search are no part of what is said", "[capture]") {
    struct Case {
        std::string query;
        std::string want;
    };
    const Case cases[] = {
        {"printer offline", "printer offline"},
        {"+printer -colour title:offline", "printer offline"},
        {"\"paper jam\" in tray", "\"paper jam\" in tray"},  // quotes are no operators
        {"\"paper jam\" +tray", "paper jam tray"},
        {"error: cannot open \"C:\\x", "error: cannot open \"C:\\x"},
        {"-colour", ""},
        {"first\n+second -third", "first\n+second -third"},  // pasted
        {std::string(498, 'x') + " +y", std::string(498, 'x') + " +y"},
        {"  ", ""},
    };
    for (const Case& c : cases) {
        CAPTURE(c.query);
        CHECK(statement_of(c.query) == c.want);
    }
    const Article draft = make_draft({.query = "+printer -colour"}, "ana", kNow);
    CHECK(draft.title == "Printer");
    CHECK(draft.originating_queries == std::vector<std::string>{"+printer -colour"});
}

TEST_CASE("titles are one short line with a capital where that is right", "[capture]") {
    struct Case {
        std::string text;
        std::string want;
    };
    const std::string words = "w" + std::string(119, 'x');  // 120 characters
    const Case cases[] = {
        {"printer offline", "Printer offline"},
        {"Printer", "Printer"},
        {"\n \nsecond line\nthird", "Second line"},
        {"a  b\t c", "A b c"},
        {"übertragung bricht ab", "Übertragung bricht ab"},
        {"почта", "Почта"},
        {"東京", "東京"},
        {"iPhone shows nothing", "iPhone shows nothing"},
        {"kernel32.dll missing", "kernel32.dll missing"},
        {"error: disk full", "Error: disk full"},
        {"0x80070005", "0x80070005"},
        {"snake_case", "snake_case"},
        {"e-mail lost", "E-mail lost"},
        {"\"quoted\"", "\"quoted\""},
        {"", ""},
        {words + " abcd", "W" + std::string(119, 'x') + " abcd"},    // 125 characters
        {words + " abcde", "W" + std::string(119, 'x')},             // 126
        {words + " abcd e", "W" + std::string(119, 'x') + " abcd"},  // cut right behind a word
        {std::string(130, 'x'), "X" + std::string(124, 'x')},        // nowhere to cut
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK(title_of(c.text) == c.want);
    }
    std::string accents;
    for (int i = 0; i < 126; ++i) {
        accents += "é";
    }
    CHECK(title_of(accents).size() == 250);  // 125 characters of two bytes
}

TEST_CASE("any bytes make a draft that is valid text where the request is", "[capture]") {
    const Article draft = make_draft({.query = std::string("a\0b \x01 c", 8)}, "ana", kNow);
    CHECK(draft.title == "A b c");
    CHECK(title_of("\xff\xff").size() == 6);
}

}  // namespace
}  // namespace kb::capture
