// SPDX-License-Identifier: Apache-2.0

// Goal: a folder of real support articles (8,297 Markdown files with front matter) imports without
// rejects and with its parts in the right fields. Runs where KB_DATA names the folder of
// collections.

#include "exchange/markdown_writer.hpp"
#include "unit/exchange/records.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace kb;

TEST_CASE("a real folder of articles is imported with its parts", "[exchange]") {
    const char* data = std::getenv("KB_DATA");
    if (data == nullptr) {
        WARN("skipped: KB_DATA is not set, so corpora/mskb-markdown is not there");
        return;
    }
    const auto folder = std::filesystem::path(data) / "corpora" / "mskb-markdown";
    const auto all = test::read_all_articles({.path = folder});
    CHECK(all.rejects.empty());
    CHECK(all.articles.size() == 8297);
    std::size_t with_cause = 0;
    std::size_t with_environment = 0;
    std::size_t incomplete = 0;
    std::size_t with_marks = 0;
    for (const exchange::ReadArticle& read : all.articles) {
        const Article& article = read.article;
        with_cause += article.cause.empty() ? 0U : 1U;
        with_environment += article.environment.empty() ? 0U : 1U;
        incomplete +=
            article.title.empty() || article.issue.empty() || article.resolution.empty() ? 1U : 0U;
        with_marks += article.resolution.find("[!NOTE]") != std::string::npos ? 1U : 0U;
        if (!check_storable(article)) {
            FAIL_CHECK(article.id);
        }
    }
    CHECK(with_cause > 4000);
    CHECK(with_environment > 7000);
    CHECK(incomplete == 0);
    CHECK(with_marks < 10);
}
