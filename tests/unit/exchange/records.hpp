// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the tests of this layer share: an article with every member set, files, and readers run to
// their end.

#include "exchange/reader.hpp"

#include <kb/exchange.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace kb::test {

inline Timestamp at_ms(std::int64_t milliseconds) {
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

// Every member differs from its default, and the texts hold what the formats find hard.
inline Article full_article() {
    Article article;
    article.id = "KB-17/ä %2F";
    article.language = "de-AT";
    article.translation_of = "KB-3";
    article.translation_of_version = 4;
    article.title = "Drucker \"offline\": was tun? \\ # *nicht* <b>";
    article.issue = {
        {"Mein Drucker\n\nist weg | ganz weg", StatementSource::kCustomer, "anna",
         at_ms(1700000000123), "CASE-9"},
        {"- er piept\n- 1. und blinkt", StatementSource::kSearch, {}, {}, {}},
    };
    article.environment = {{"os", "Windows 11"}, {"", "Büro 3"}, {"pfad", "C:\\temp=x"}};
    article.resolution =
        "1. Strom aus\n2. Strom an\n\n   if (a < b && c > d) {\n       run(\"x\");\n   }\n\n"
        "~~~ und ``` und\n# keine Überschrift\n\n\nEnde &amp; aus";
    article.cause = "---\n=== Kabel:::lose [!NOTE] \t| a | b |\n+ nichts";
    article.keywords = {"drucker", "a|b", "c\\|d", "e\\"};
    article.codes = {"0x80070005", "=1+1"};
    article.products = {"Drucker 3000, Modell B"};
    article.owner_domain = "hardware";
    article.external_ids = {"sn:17", "'=x"};
    article.originating_queries = {" drucker offline "};
    article.state = {Confidence::kArchived, Audience::kPartner, Governance::kComplianceBased};
    article.archive_reason = "ersetzt: siehe KB-18";
    article.version = 7;
    article.created_by = "anna";
    article.modified_by = "bert";
    article.created = at_ms(1600000000000);
    article.modified = at_ms(1700000000001);
    return article;
}

inline std::filesystem::path write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    REQUIRE(file.good());
    return path;
}

struct AllArticles {
    std::vector<exchange::ReadArticle> articles{};
    std::vector<Reject> rejects{};
};

inline AllArticles read_all_articles(const ImportRequest& request) {
    const auto reader = exchange::open_articles(request);
    REQUIRE(reader);
    AllArticles all;
    for (exchange::ArticleRecord record;;) {
        const auto more = (*reader)->next(record);
        REQUIRE(more);
        if (!*more) {
            break;
        }
        if (record.refused) {
            all.rejects.push_back(record.reject);
        } else {
            all.articles.push_back(record.read);
        }
    }
    CHECK_FALSE(*(*reader)->next(*std::make_unique<exchange::ArticleRecord>()));
    if ((*reader)->bytes_total() != 0 && all.rejects.empty()) {
        CHECK((*reader)->bytes_done() == (*reader)->bytes_total());
    }
    return all;
}

}  // namespace kb::test
