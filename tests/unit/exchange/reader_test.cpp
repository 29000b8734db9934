// SPDX-License-Identifier: Apache-2.0

// Goal: whatever file or folder is handed in, each record becomes an article or a reject that says
// where and why, and reading goes on. Files in a temporary folder, and the samples of tests/data.

#include "exchange/reader.hpp"

#include "exchange/document_reader.hpp"
#include "exchange/input.hpp"
#include "support/temporary_folder.hpp"
#include "unit/exchange/records.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace kb;

namespace {

std::vector<std::string> ids_of(const test::AllArticles& all) {
    std::vector<std::string> ids;
    for (const exchange::ReadArticle& read : all.articles) {
        ids.push_back(read.article.id);
    }
    return ids;
}

Error error_of(const ImportRequest& request) {
    const auto reader = exchange::open_articles(request);
    REQUIRE_FALSE(reader);
    CHECK(reader.error().message.find('\n') == std::string::npos);
    return reader.error();
}

}  // namespace

TEST_CASE("a folder is walked in the order of its names", "[exchange]") {
    const test::TemporaryFolder folder;
    const auto& root = folder.path();
    test::write_file(root / "b.md", "# B");
    test::write_file(root / "a" / "z.markdown", "# Z");
    test::write_file(root / "a" / "deep" / "y.MD", "# Y");
    test::write_file(root / "c.html", "<h1>C</h1>");
    test::write_file(root / "a.txt", "no");
    test::write_file(root / ".hidden" / "x.md", "# X");
    test::write_file(root / ".h.md", "# H");
    std::filesystem::create_symlink(root / "b.md", root / "link.md");
    std::filesystem::create_directory_symlink(root, root / "a" / "round");
    using Ids = std::vector<std::string>;
    CHECK(ids_of(test::read_all_articles({.path = root})) == Ids{"a/deep/y", "a/z", "b", "c"});
    CHECK(ids_of(test::read_all_articles({.path = root, .format = ExchangeFormat::kMarkdown})) ==
          Ids{"a/deep/y", "a/z", "b"});
    CHECK(ids_of(test::read_all_articles({.path = root / "b.md"})) == Ids{"b"});
}

TEST_CASE("folders deeper than 64 are refused and the others read", "[exchange]") {
    const test::TemporaryFolder folder;
    std::filesystem::path deep = folder.path();
    for (int depth = 1; depth < 64; ++depth) {
        deep /= "d";
    }
    test::write_file(deep / "in.md", "# in");
    test::write_file(deep / "d" / "out.md", "# out");
    const auto all = test::read_all_articles({.path = folder.path()});
    CHECK(all.articles.size() == 1);
    REQUIRE(all.rejects.size() == 1);
    CHECK_THAT(all.rejects[0].reason, Catch::Contains("deeper than 64"));
}

TEST_CASE("each document that is none is refused and the others read", "[exchange]") {
    const test::TemporaryFolder folder;
    const auto& root = folder.path();
    test::write_file(root / "a.md", "# ok");
    test::write_file(root / "b.md", "");
    test::write_file(root / "c.md", "%PDF-1.4");
    test::write_file(root / "d.md", "---\ntitle: A: b\n---\nx");
    test::write_file(root / "e.md", "line\nl\xFCne");
    test::write_file(root / "f.md", std::string("a\0b", 3));
    test::write_file(root / "g.md", std::string(4U << 20U, 'x'));
    test::write_file(root / "h.md", std::string((4U << 20U) + 1, 'x'));
    test::write_file(root / "i.html", std::string(2U << 20U, 'x'));
    test::write_file(root / "j.html", std::string((2U << 20U) + 1, 'x'));
    test::write_file(root / "k.md", "<!-- nothing -->\n");
    test::write_file(root / "l.md", "---\naudience: intenal\n---\nx");
    const auto all = test::read_all_articles({.path = root});
    CHECK(ids_of(all) == std::vector<std::string>{"a", "g", "i"});
    struct Want {
        std::string file;
        std::uint64_t line;
        std::string reason;
    };
    const std::vector<Want> wants{
        {"b.md", 0, "empty"},
        {"c.md", 1, "begins a PDF file"},
        {"d.md", 2, "front matter: column 9"},
        {"e.md", 2, "not UTF-8: byte 2 of the line"},
        {"f.md", 1, "not text: NUL: byte 2 of the line"},
        {"h.md", 0, "larger than 4194304 bytes"},
        {"j.html", 0, "larger than 2097152 bytes"},
        {"k.md", 0, "no text in it"},
        {"l.md", 1, "audience: 'intenal' is none of internal, partner, customer, public"},
    };
    REQUIRE(all.rejects.size() == wants.size());
    for (std::size_t n = 0; n < wants.size(); ++n) {
        CAPTURE(wants[n].file);
        CHECK_THAT(all.rejects[n].file, Catch::EndsWith(wants[n].file));
        CHECK(all.rejects[n].line == wants[n].line);
        CHECK_THAT(all.rejects[n].reason, Catch::Contains(wants[n].reason));
        CHECK(all.rejects[n].original.size() <= exchange::kOriginalBytesMax);
    }
}

TEST_CASE("an input that cannot be read at all is an error", "[exchange]") {
    const test::TemporaryFolder folder;
    const auto& root = folder.path();
    CHECK(error_of({.path = root / "none.md"}).code == ErrorCode::kNotFound);
    CHECK(error_of({.path = root, .format = ExchangeFormat::kJsonl}).code ==
          ErrorCode::kInvalidArgument);
    CHECK_THAT(error_of({.path = test::write_file(root / "x.pdf", "x")}).message,
               Catch::Contains("cannot tell the format"));
    CHECK_THAT(error_of({.path = "-"}).message, Catch::Contains("stdin"));
    CHECK_THAT(error_of({.path = root, .map = {{"titel", "x"}}}).message,
               Catch::Contains("'title'"));
    CHECK_FALSE(exchange::open_events(root));
    CHECK_FALSE(exchange::open_events(root / "none.jsonl"));
}

TEST_CASE("what an article does not say comes from the request", "[exchange]") {
    const exchange::MemberNames names;
    const ImportRequest request{
        .language = "fr", .confidence = Confidence::kNotValidated, .audience = Audience::kPublic};
    const auto plain =
        exchange::read_document("text", ExchangeFormat::kMarkdown, "a/b c.md", names, request);
    REQUIRE_FALSE(plain.refused);
    CHECK(plain.read.article.language == "fr");
    CHECK(plain.read.article.state.confidence == Confidence::kNotValidated);
    CHECK(plain.read.article.state.audience == Audience::kPublic);
    CHECK(plain.read.article.title == "b c");
    CHECK(plain.read.article.id == "a/b c");
    CHECK_FALSE(plain.read.has_language);
    CHECK_FALSE(plain.read.has_confidence);
    CHECK_FALSE(plain.read.has_audience);

    const auto named = exchange::read_document(
        "---\nid: KB-7\nlanguage: de\nconfidence: Work in progress\naudience: partner\n---\ntext",
        ExchangeFormat::kMarkdown, "x.md", names, request);
    CHECK(named.read.article.id == "KB-7");
    CHECK(named.read.article.language == "de");
    CHECK(named.read.article.state.confidence == Confidence::kWorkInProgress);
    CHECK(named.read.article.state.audience == Audience::kPartner);
    CHECK(named.read.has_language);
    CHECK(named.read.has_confidence);
    CHECK(named.read.has_audience);

    const auto defaults =
        exchange::read_document("text", ExchangeFormat::kMarkdown, "x.md", names, {});
    CHECK(defaults.read.article.language == "en");
    CHECK(defaults.read.article.state.confidence == Confidence::kValidated);
    CHECK(defaults.read.article.state.audience == Audience::kInternal);
}

TEST_CASE("a description is the issue where there is none", "[exchange]") {
    const exchange::MemberNames names;
    const auto read = [&](const std::string& body) {
        return exchange::read_document("---\ntitle: t\ndescription: About it.\n---\n" + body,
                                       ExchangeFormat::kMarkdown, "x.md", names, {})
            .read.article;
    };
    CHECK(read("text").issue.at(0).text == "About it.");
    const Article with_issue = read("## Symptoms\n\nslow\n\n## Fix\n\nDo.");
    CHECK(with_issue.issue.at(0).text == "slow");
    CHECK(with_issue.resolution == "About it.\n\nDo.");
    CHECK(read("## Symptoms\n\nslow\n\n## Fix\n\nAbout it. Do.").resolution == "About it. Do.");
}

TEST_CASE("the samples of each format give the same article", "[exchange]") {
    const std::filesystem::path data = std::filesystem::path(KB_TEST_DATA) / "exchange";
    for (const std::string_view name :
         {"printer.md", "printer.html", "printer.csv", "printer.jsonl"}) {
        CAPTURE(name);
        const auto all = test::read_all_articles({.path = data / name});
        CHECK(all.rejects.empty());
        REQUIRE(all.articles.size() == 1);
        const Article& article = all.articles[0].article;
        CHECK(article.title == "Printer shows offline after sleep");
        REQUIRE(article.issue.size() == 1);
        CHECK(article.issue[0].text == "After sleep the printer shows offline & nothing prints.");
        CHECK(article.cause == "The port keeps an old address.");
        CHECK(article.resolution == "1. Remove the port.\n2. Add it again.");
        CHECK(article.keywords == std::vector<std::string>{"printer", "spooler"});
        CHECK(article.language == "en");
    }
}

TEST_CASE("samples in other languages fill the fields", "[exchange]") {
    const auto all = test::read_all_articles(
        {.path = std::filesystem::path(KB_TEST_DATA) / "exchange" / "languages"});
    CHECK(all.rejects.empty());
    REQUIRE(all.articles.size() == 4);
    for (const exchange::ReadArticle& read : all.articles) {
        CAPTURE(read.article.id);
        CHECK(read.has_language);
        CHECK(read.article.language == read.article.id);
        CHECK(read.article.issue.size() == 1);
        CHECK(read.article.environment.size() == 1);
        CHECK_FALSE(read.article.cause.empty());
        CHECK_FALSE(read.article.resolution.empty());
    }
}

TEST_CASE("jsonl lines are refused one by one", "[exchange]") {
    const test::TemporaryFolder folder;
    const auto file = test::write_file(
        folder.path() / "a.jsonl",
        "\xEF\xBB\xBF{\"title\":\"one\"}\r\n\n  \nnot json\n{\"title\":\"\xFF\"}\n" +
            to_json(test::full_article()) + "\n{\"title\":\"" +
            std::string(exchange::kLineBytesMax, 'x') + "\"}\n{\"_id\":3,\"title\":\"last\"}");
    const auto all = test::read_all_articles({.path = file, .map = {{"id", "_id"}}});
    REQUIRE(all.articles.size() == 3);
    CHECK(all.articles[0].line == 1);
    CHECK_FALSE(all.articles[0].has_audience);
    CHECK(all.articles[1].line == 6);
    CHECK(all.articles[1].article == test::full_article());
    CHECK(all.articles[1].has_audience);
    CHECK(all.articles[2].article.id == "3");
    REQUIRE(all.rejects.size() == 3);
    CHECK(all.rejects[0].line == 4);
    CHECK(all.rejects[0].original == "not json");
    CHECK(all.rejects[1].line == 5);
    CHECK(all.rejects[1].reason == "not UTF-8: byte 11 of the line");
    CHECK(all.rejects[2].line == 7);
    CHECK(all.rejects[2].reason == "longer than 16777216 bytes");
}

TEST_CASE("files that are no jsonl give one reject", "[exchange]") {
    const test::TemporaryFolder folder;
    for (const auto& [bytes, reason] : std::vector<std::pair<std::string, std::string>>{
             {"", "empty"},
             {"PK\x03\x04\nxx\nyy\n", "begins a ZIP archive"},
             {"\xFF\xFE{\n\n", "begins a UTF-16 mark"}}) {
        for (const std::string_view name : {"a.jsonl", "a.csv"}) {
            if (bytes.empty() && name == "a.jsonl") {
                continue;  // no article, as an empty base exports it
            }
            CAPTURE(reason, name);
            const auto all =
                test::read_all_articles({.path = test::write_file(folder.path() / name, bytes)});
            CHECK(all.articles.empty());
            REQUIRE(all.rejects.size() == 1);
            CHECK_THAT(all.rejects[0].reason, Catch::Contains(reason));
        }
    }
}

TEST_CASE("events are read line by line", "[exchange]") {
    const test::TemporaryFolder folder;
    const auto file =
        test::write_file(folder.path() / "e.jsonl",
                         "{\"event_id\":\"1\",\"type\":\"search\",\"text\":\"x\"}\n"
                         "{\"event_id\":\"2\"}\n{\"event_id\":\"3\",\"type\":\"view\"}\n");
    const auto reader = exchange::open_events(file);
    REQUIRE(reader);
    std::string seen;
    for (exchange::EventRecord record;;) {
        const auto more = (*reader)->next(record);
        REQUIRE(more);
        if (!*more) {
            break;
        }
        seen += record.refused ? "-" + std::to_string(record.reject.line)
                               : "+" + record.read.event.event_id;
    }
    CHECK(seen == "+1-2+3");
    CHECK((*reader)->bytes_done() == (*reader)->bytes_total());
}

TEST_CASE("random bytes are an article or a reject in every format", "[exchange]") {
    std::mt19937 random(29);
    const exchange::MemberNames names;
    const std::vector<std::string> seeds{
        "---\ntitle: a\nkeywords: [b, c]\n---\n# T\n\n## Cause\n\n- x\n\n```\ny\n```\n\n| a | b "
        "|\n|--|--|\n| c | d |\n",
        "<html lang=en><h1>T</h1><table><tr><td>a</table><ul><li>b</ul><pre>c</pre>",
        to_json(test::full_article()), "title,text\n\"a\"\"b\",c\n"};
    const test::TemporaryFolder folder;
    for (int round = 0; round < 4000; ++round) {
        std::string bytes = seeds[random() % seeds.size()];
        for (auto n = random() % 8; n > 0; --n) {
            const std::size_t at = random() % (bytes.size() + 1);
            if (random() % 3 == 0) {
                bytes.insert(at, 1, static_cast<char>(random()));
            } else if (random() % 2 == 0 && at < bytes.size()) {
                bytes[at] = static_cast<char>(random() % 128);
            } else {
                bytes.insert(at, bytes.substr(random() % (bytes.size() + 1), random() % 16));
            }
        }
        CAPTURE(bytes);
        for (const ExchangeFormat format : {ExchangeFormat::kMarkdown, ExchangeFormat::kHtml}) {
            const auto record = exchange::read_document(bytes, format, "x.md", names, {});
            CHECK(record.refused != record.reject.reason.empty());
        }
        static_cast<void>(article_from_json(bytes));
        static_cast<void>(event_from_json(bytes));
        if (round % 20 == 0) {
            test::read_all_articles({.path = test::write_file(folder.path() / "r.csv", bytes)});
        }
    }
}
