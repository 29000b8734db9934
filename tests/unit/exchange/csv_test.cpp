// SPDX-License-Identifier: Apache-2.0

// Goal: CSV is read as RFC 4180 has it, with each fault by its line, and what is written is read
// back the same and is no formula in a spreadsheet.

#include "exchange/csv.hpp"

#include "support/temporary_folder.hpp"
#include "unit/exchange/records.hpp"

#include <catch2/catch.hpp>

using namespace kb;

namespace {

test::AllArticles read(std::string_view bytes, const FieldMap& map = {}) {
    const test::TemporaryFolder folder;
    return test::read_all_articles(
        {.path = test::write_file(folder.path() / "a.csv", bytes), .map = map});
}

}  // namespace

TEST_CASE("csv rows become articles", "[exchange]") {
    const auto all = read(
        "\xEF\xBB\xBFID,Title,Resolution,Key-Words,environment,language\r\n"
        "1,\"A \"\"b\"\", c\",\"two\r\nlines\",x|y\\|z| w ,os=Linux|Outlook,de_DE\r\n"
        "\r\n"
        "2,plain \"quote\",,,,\r\n");
    CHECK(all.rejects.empty());
    REQUIRE(all.articles.size() == 2);
    const Article& first = all.articles[0].article;
    CHECK(first.id == "1");
    CHECK(first.title == "A \"b\", c");
    CHECK(first.resolution == "two\r\nlines");
    CHECK(first.keywords == std::vector<std::string>{"x", "y|z", "w"});
    CHECK(first.environment == std::vector<EnvironmentEntry>{{"os", "Linux"}, {"", "Outlook"}});
    CHECK(first.language == "de-DE");
    CHECK(all.articles[0].has_language);
    CHECK(all.articles[0].line == 2);
    CHECK(all.articles[1].article.title == "plain \"quote\"");
    CHECK_FALSE(all.articles[1].has_language);
    CHECK(all.articles[1].line == 5);
}

TEST_CASE("the delimiter is what the header has most of", "[exchange]") {
    for (const std::string_view mark : {",", ";", "\t", "|"}) {
        CAPTURE(mark);
        const std::string m(mark);
        const auto all = read("id" + m + "title" + m + "\"a,b;c\td|e\"\n1" + m + "T" + m + "x\n");
        REQUIRE(all.articles.size() == 1);
        CHECK(all.articles[0].article.title == "T");
    }
}

TEST_CASE("a single column needs no delimiter", "[exchange]") {
    const auto all = read("title\none\ntwo");
    REQUIRE(all.articles.size() == 2);
    CHECK(all.articles[1].article.title == "two");
}

TEST_CASE("a wrong row is refused by its line and the next is read", "[exchange]") {
    struct Case {
        std::string row;
        std::string want;
    };
    std::string wide = "1";
    for (std::size_t n = 0; n < exchange::kCsvColumnsMax; ++n) {
        wide += ",";
    }
    const auto each = GENERATE_COPY(
        Case{"1,a,b,c", "4 columns, the header has 3"}, Case{"1,a", "2 columns, the header has 3"},
        Case{"1,\"a\"x,public", "column 2: text behind a closing quote"},
        Case{"1,a,everyone", "column 3: audience: 'everyone' is none of"},
        Case{"1,,", "no title, issue, cause or resolution"},
        Case{"1,a\xC3(,public", "not UTF-8: byte 4 of the line"},
        Case{wide, "more than 1000 columns"});
    CAPTURE(each.row.substr(0, 40));
    const auto all = read("id,title,audience\n0,zero,\n" + each.row + "\n2,two,internal\n");
    REQUIRE(all.rejects.size() == 1);
    CHECK(all.rejects[0].line == 3);
    CHECK_THAT(all.rejects[0].reason, Catch::Contains(each.want));
    CHECK(all.rejects[0].original.size() <= exchange::kOriginalBytesMax);
    CHECK(all.articles.size() == 2);
}

TEST_CASE("an open quote is refused where it begins", "[exchange]") {
    const auto all = read("id,title\n1,a\n2,\"never\nclosed\n3,b\n");
    CHECK(all.articles.size() == 1);
    REQUIRE(all.rejects.size() == 1);
    CHECK(all.rejects[0].line == 3);
    CHECK(all.rejects[0].reason == "a quote is not closed");
}

TEST_CASE("a record beyond 16 MB is refused and the next is read", "[exchange]") {
    const std::string long_line = "1," + std::string(exchange::kLineBytesMax, 'x');
    std::string long_quote = "2,\"";
    while (long_quote.size() <= exchange::kLineBytesMax) {
        long_quote += std::string(1U << 20U, 'y') + "\n";
    }
    const auto all = read("id,title\n" + long_line + "\n" + long_quote + "\n\"\n3,three\n");
    REQUIRE(all.rejects.size() >= 2);
    CHECK_THAT(all.rejects[0].reason, Catch::Contains("longer than 16777216 bytes"));
    CHECK(all.rejects[0].line == 2);
    CHECK_THAT(all.rejects[1].reason,
               Catch::Contains("a quote is not closed within 16777216 bytes"));
    CHECK(all.rejects[1].line == 3);
    for (const Reject& reject : all.rejects) {
        CHECK(reject.original.size() <= exchange::kOriginalBytesMax);
    }
}

TEST_CASE("a header without text is refused once", "[exchange]") {
    const auto all = read("a,b\n1,2\n3,4\n");
    CHECK(all.articles.empty());
    REQUIRE(all.rejects.size() == 1);
    CHECK(all.rejects[0].reason ==
          "no column is a title, issue, cause or resolution; there are: 'a', 'b'");
    CHECK(read("a,b\n1,2\n", {{"title", "b"}}).articles.size() == 1);
}

TEST_CASE("no cell begins a formula", "[exchange]") {
    for (const std::string_view text :
         {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠1", "'=1", "''+1"}) {
        CAPTURE(text);
        const std::string cell = exchange::csv_cell(text);
        CHECK((cell.starts_with('\'') || cell.starts_with("\"'")));
        const auto cells = exchange::parse_cells(cell, ',');
        REQUIRE(cells);
        CHECK(exchange::without_guard(cells->front()) == text);
    }
    CHECK(exchange::csv_cell("'quoted'") == "'quoted'");
    CHECK(exchange::csv_cell("a;=1") == "\"a;=1\"");
}

TEST_CASE("lists and entries go into cells and back", "[exchange]") {
    using List = std::vector<std::string>;
    for (const List& list : std::vector<List>{{},
                                              {"a"},
                                              {"a", "b"},
                                              {"a|b", "c"},
                                              {"a\\", "b"},
                                              {"a\\\\", "|", "\\|"},
                                              {"a", "", "b"},
                                              {"\\"},
                                              {"C:\\x"}}) {
        CAPTURE(exchange::join_list(list));
        CHECK(exchange::split_list(exchange::join_list(list)) == list);
    }
    for (const EnvironmentEntry& entry : std::vector<EnvironmentEntry>{
             {"", "a"}, {"n", "v"}, {"", "a=b"}, {"n", "a=b"}, {"a=b", "c"}, {"C:\\x", "y"}}) {
        CAPTURE(exchange::write_environment(entry));
        CHECK(exchange::parse_environment(exchange::write_environment(entry)) == entry);
    }
}
