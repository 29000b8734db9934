// SPDX-License-Identifier: Apache-2.0
#pragma once

// A few articles in an index in memory, and what a search sees of them.

#include "engine/document_builder.hpp"
#include "index/index.hpp"
#include "search/plan.hpp"
#include "support/temporary_folder.hpp"
#include "text/analyzer.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace kb::search {

inline text::Analyzer make_analyzer() {
    auto analyzer = text::Analyzer::make();
    REQUIRE(analyzer);
    return *std::move(analyzer);
}

// The default profile's fields.
inline index::Schema article_schema() {
    const TextProfile profile;
    index::Schema schema{.field_count = kFieldCount, .saturation = 1.5};
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        schema.fields[f] = {.boost = profile.fields[f].boost,
                            .length_norm = profile.fields[f].length_norm};
    }
    return schema;
}

inline Article titled(const std::string& title, const std::string& resolution = {}) {
    Article article;
    article.title = title;
    article.resolution = resolution;
    return article;
}

// Articles are numbered from 1 in the order given; all of them are public.
class SmallIndex {
public:
    explicit SmallIndex(std::vector<Article> articles) : articles_(std::move(articles)) {
        auto opened = index::Index::open(folder_.path(), article_schema(), "");
        REQUIRE(opened);
        index_ = *std::move(opened);
        std::vector<index::Operation> operations;
        for (std::size_t i = 0; i < articles_.size(); ++i) {
            operations.push_back(
                {.article = i + 1,
                 .enters = 0,
                 .document = engine::build_document(i + 1, articles_[i], analyzer_)});
        }
        REQUIRE(index_->apply(std::move(operations), 1));
        snapshot_ = index_->snapshot();
    }
    [[nodiscard]] Visible visible() const { return make_visible(*snapshot_, {}); }
    [[nodiscard]] const index::Schema& schema() const { return index_->schema(); }
    [[nodiscard]] const Article& article(std::uint64_t number) const {
        return articles_[number - 1];
    }
    text::Analyzer& analyzer() { return analyzer_; }
    Plan plan(const std::string& text, bool correct_spelling = true) {
        const Query query = parse_query(text);
        return make_plan({.query = query, .language = "en", .correct_spelling = correct_spelling},
                         visible(), analyzer_);
    }

private:
    std::vector<Article> articles_;
    test::TemporaryFolder folder_;
    text::Analyzer analyzer_ = make_analyzer();
    std::unique_ptr<index::Index> index_;
    std::shared_ptr<const index::Snapshot> snapshot_;
};

}  // namespace kb::search
