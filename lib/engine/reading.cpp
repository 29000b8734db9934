// SPDX-License-Identifier: Apache-2.0
#include "engine/reading.hpp"

#include "article/field_text.hpp"
#include "base/try.hpp"
#include "base/utf8.hpp"
#include "search/collect.hpp"
#include "store/article_store.hpp"
#include "store/audit_store.hpp"
#include "text/shingles.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::engine {
namespace {

constexpr std::size_t kProbeBytesMax = 4096;      // of an article's text used to look for others
constexpr std::uint32_t kSimilarCandidates = 50;  // articles compared word by word

std::string words_of(const Article& article) {
    std::string text = article.title;
    for (const Field field : {Field::kIssue, Field::kEnvironment, Field::kResolution}) {
        text += '\n';
        text += article::field_text(article, field);
    }
    return text;
}

// Text as words alone: no character of it can be an operator.
std::string as_plain_query(std::string_view text) {
    std::string query(base::cut_utf8(text, kProbeBytesMax));
    for (char& c : query) {
        if (std::string_view("\"+-()*:").find(c) != std::string_view::npos) {
            c = ' ';
        }
    }
    return query;
}

std::vector<std::uint64_t> shingles_of(const Article& article, text::Analyzer& analyzer) {
    std::vector<text::Token> tokens;
    analyzer.analyze(words_of(article), article.language, tokens);
    return text::word_shingles(tokens);
}

}  // namespace

Result<SearchResponse> search(const State& state, const SearchRequest& request) {
    KB_TRY(check_open(state));
    KB_TRY_ASSIGN(const AnalyzerPool::Lease analyzer, state.analyzers.borrow());
    const auto snapshot = state.index->snapshot();
    const SignalTable::View signals = state.signals.view();
    return search::run_search(request,
                              {.snapshot = *snapshot,
                               .schema = state.index->schema(),
                               .signals = signals,
                               .texts = state,
                               .now = state.now(),
                               .threads = state.open_options.search_threads},
                              analyzer.get());
}

Result<Article> as_seen_by_outside(const State& state, const store::View& view,
                                   const Viewer& viewer, Article article) {
    article.created_by.clear();
    article.modified_by.clear();
    article.owner_domain.clear();
    article.originating_queries.clear();
    article.archive_reason.clear();
    for (Statement& statement : article.issue) {
        statement.by.clear();
        statement.case_id.clear();
    }
    if (!article.translation_of.empty()) {
        const auto original = find_named(view, article.translation_of);
        if (!original && original.error().code != ErrorCode::kNotFound) {
            return original.error();
        }
        if (!original || !may_read(viewer, state.shelf_of(original->article))) {
            article.translation_of.clear();
            article.translation_of_version = 0;
        }
    }
    return article;
}

// A hidden article and a missing one answer alike, word for word.
Result<Article> read_article(const State& state, const ArticleId& id, const Viewer& viewer,
                             VersionNumber version) {
    KB_TRY(check_open(state));
    const store::View view = state.database->latest();
    KB_TRY_ASSIGN(NamedArticle named, find_named(view, id));
    if (!may_read(viewer, state.shelf_of(named.article))) {
        return no_such_article(id);
    }
    const auto seen = [&](Article article) -> Result<Article> {
        return viewer.audience == Audience::kInternal
                   ? Result<Article>(std::move(article))
                   : as_seen_by_outside(state, view, viewer, std::move(article));
    };
    if (version == 0 || version == named.article.version) {
        return seen(std::move(named.article));
    }
    KB_TRY_ASSIGN(auto old, store::find_version(view, named.number, version));
    // An older version may say what its own state kept from this viewer.
    if (!old || !may_read(viewer, state.shelf_of(*old))) {
        return Error{ErrorCode::kNotFound, "there is no such version of article \"" + id + "\""};
    }
    return seen(*std::move(old));
}

Result<std::vector<Article>> find_candidates(const State& state, const Article& article,
                                             const Viewer& viewer, std::uint32_t limit) {
    KB_TRY_ASSIGN(const SearchResponse response,
                  search(state, {.text = as_plain_query(words_of(article)),
                                 .viewer = viewer,
                                 .limit = limit,
                                 .language = article.language,
                                 .ranking = {.rerank_depth = 0},
                                 .snippets = false,
                                 .correct_spelling = false}));
    std::vector<Article> candidates;
    for (const Hit& hit : response.hits) {
        if (hit.id != article.id) {
            KB_TRY_ASSIGN(Article found, read_article(state, hit.id, viewer, 0));
            candidates.push_back(std::move(found));
        }
    }
    return candidates;
}

Result<std::vector<SimilarArticle>> find_similar(const State& state, const ArticleId& id,
                                                 const Viewer& viewer, std::uint32_t limit) {
    if (limit < 1 || limit > kSimilarMax) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("limit is {}, outside [1, {}]", limit, kSimilarMax)};
    }
    KB_TRY_ASSIGN(const Article article, read_article(state, id, viewer, 0));
    KB_TRY_ASSIGN(const auto candidates,
                  find_candidates(state, article, viewer, kSimilarCandidates));
    KB_TRY_ASSIGN(const AnalyzerPool::Lease analyzer, state.analyzers.borrow());
    const auto mine = shingles_of(article, analyzer.get());
    std::vector<SimilarArticle> similar;
    for (const Article& other : candidates) {
        const double share = text::jaccard(mine, shingles_of(other, analyzer.get()));
        if (share > 0.0) {
            similar.push_back(
                {.id = other.id, .title = other.title, .state = other.state, .similarity = share});
        }
    }
    std::ranges::stable_sort(similar, std::greater<>(), &SimilarArticle::similarity);
    similar.resize(std::min<std::size_t>(similar.size(), limit));
    return similar;
}

Result<std::vector<AuditRecord>> read_history(const State& state, const ArticleId& id,
                                              const Viewer& viewer) {
    KB_TRY(check_open(state));
    if (viewer.audience != Audience::kInternal) {
        return no_such_article(id);
    }
    const store::View view = state.database->snapshot();
    KB_TRY_ASSIGN(const NamedArticle named, find_named(view, id));
    return store::audit_of(view, named.number);
}

}  // namespace kb::engine
