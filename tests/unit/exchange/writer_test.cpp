// SPDX-License-Identifier: Apache-2.0

// Goal: an export read again gives the same articles (all of them in JSONL; in CSV and Markdown all
// but where a statement came from), and a file takes its name only when it is whole.

#include "exchange/writer.hpp"

#include "exchange/markdown_writer.hpp"
#include "support/temporary_folder.hpp"
#include "unit/exchange/records.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kb;

namespace {

std::vector<Article> articles() {
    Article plain;
    plain.id = "KB-1";
    plain.title = "Plain";
    plain.resolution = "Do it.";
    plain.state.confidence = Confidence::kValidated;
    Article bare;
    bare.id = "../../etc/passwd";
    bare.title = "=cmd|' /C calc'!A0";
    bare.cause = "\n\n leading and trailing \n";
    bare.issue = {{"only", StatementSource::kEditor, {}, {}, {}}};
    return {plain, test::full_article(), bare};
}

// What is left of an article where the format does not keep the sources of statements.
Article without_sources(Article article) {
    for (Statement& statement : article.issue) {
        statement = {.text = statement.text, .source = StatementSource::kEditor};
    }
    return article;
}

void write_all(const ExportRequest& request, const std::vector<Article>& all) {
    const auto writer = exchange::make_writer(request);
    REQUIRE(writer);
    for (const Article& article : all) {
        REQUIRE((*writer)->write(article));
    }
    REQUIRE((*writer)->finish());
}

std::vector<Article> read_again(const std::filesystem::path& path) {
    const auto all = test::read_all_articles({.path = path});
    for (const Reject& reject : all.rejects) {
        FAIL_CHECK(reject.file << ": " << reject.reason);
    }
    std::vector<Article> read;
    for (const exchange::ReadArticle& each : all.articles) {
        read.push_back(each.article);
    }
    return read;
}

}  // namespace

TEST_CASE("an export to jsonl read again is the same", "[exchange]") {
    const test::TemporaryFolder folder;
    write_all({.path = folder.path() / "a.jsonl"}, articles());
    CHECK(read_again(folder.path() / "a.jsonl") == articles());
}

TEST_CASE("an export to csv read again is the same but for sources", "[exchange]") {
    const test::TemporaryFolder folder;
    write_all({.path = folder.path() / "a.csv", .format = ExchangeFormat::kCsv}, articles());
    const auto read = read_again(folder.path() / "a.csv");
    const auto written = articles();
    REQUIRE(read.size() == written.size());
    for (std::size_t n = 0; n < read.size(); ++n) {
        CHECK(to_json(read[n]) == to_json(without_sources(written[n])));
    }
}

TEST_CASE("an export to markdown read again is the same but for sources", "[exchange]") {
    const test::TemporaryFolder folder;
    write_all({.path = folder.path() / "out", .format = ExchangeFormat::kMarkdown}, articles());
    auto read = read_again(folder.path() / "out");
    auto written = articles();
    const auto by_id = [](const Article& a, const Article& b) { return a.id < b.id; };
    std::sort(read.begin(), read.end(), by_id);
    std::sort(written.begin(), written.end(), by_id);
    REQUIRE(read.size() == written.size());
    for (std::size_t n = 0; n < read.size(); ++n) {
        CHECK(to_json(read[n]) == to_json(without_sources(written[n])));
    }
    // No id leads out of the folder.
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("file names of ids are plain and apart", "[exchange]") {
    CHECK(exchange::file_name("KB-17") == "KB-17.md");
    CHECK(exchange::file_name("a/b c.d") == "a%2Fb%20c.d.md");
    CHECK(exchange::file_name("..") == "%2E..md");
    CHECK(exchange::file_name("%2F") == "%252F.md");
    CHECK(exchange::file_name("").size() > 4);
    const std::string long_a = exchange::file_name(std::string(255, '/') + "a");
    CHECK(long_a.size() < 255);
    CHECK(long_a != exchange::file_name(std::string(255, '/') + "b"));
}

TEST_CASE("a writer that does not finish leaves what was there", "[exchange]") {
    const test::TemporaryFolder folder;
    const auto path = test::write_file(folder.path() / "a.jsonl", "old");
    {
        const auto writer = exchange::make_writer({.path = path});
        REQUIRE(writer);
        REQUIRE((*writer)->write(test::full_article()));
    }
    std::ifstream file(path);
    std::string text;
    std::getline(file, text);
    CHECK(text == "old");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("an export that cannot be written says why", "[exchange]") {
    const test::TemporaryFolder folder;
    const auto file = test::write_file(folder.path() / "file", "x");
    struct Case {
        ExportRequest request;
        ErrorCode code;
    };
    for (const Case& each : {
             Case{{.path = folder.path()}, ErrorCode::kInvalidArgument},
             Case{{.path = folder.path() / "no" / "a.jsonl"}, ErrorCode::kIo},
             Case{{.path = file, .format = ExchangeFormat::kMarkdown}, ErrorCode::kInvalidArgument},
             Case{{.path = "-", .format = ExchangeFormat::kMarkdown}, ErrorCode::kInvalidArgument},
             Case{{.path = file, .format = ExchangeFormat::kHtml}, ErrorCode::kInvalidArgument},
         }) {
        CAPTURE(each.request.path);
        const auto writer = exchange::make_writer(each.request);
        REQUIRE_FALSE(writer);
        CHECK(writer.error().code == each.code);
    }
    const auto full = exchange::make_writer({.path = "/dev/full"});
    if (full) {
        const bool written = (*full)->write(test::full_article()).has_value();
        CHECK_FALSE((written && (*full)->finish()));
    }
}
