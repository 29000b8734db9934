// SPDX-License-Identifier: Apache-2.0
#include "store/article_store.hpp"

#include "article/article_codec.hpp"
#include "base/coding.hpp"
#include "base/try.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace kb::store {
namespace {

Error damaged(ArticleNumber number) {
    return {ErrorCode::kCorruption, fmt::format("the record of article {} is damaged", number)};
}

Result<ArticleRecord> decode_record(ArticleNumber number, std::string_view bytes) {
    base::Reader reader(bytes);
    ArticleRecord record;
    record.change = reader.fixed64();
    auto article = article::decode_article(reader.rest());
    if (!article) {
        return damaged(number);
    }
    record.article = *std::move(article);
    return record;
}

Result<Article> decode_version(ArticleNumber number, std::string_view bytes) {
    auto article = article::decode_article(bytes);
    if (!article) {
        return Error{ErrorCode::kCorruption,
                     fmt::format("a version of article {} is damaged", number)};
    }
    return article;
}

}  // namespace

std::string encode_article_record(const ArticleRecord& record) {
    std::string bytes;
    base::put_fixed64(bytes, record.change);
    bytes += article::encode_article(record.article);
    return bytes;
}

Result<std::optional<ArticleRecord>> find_article(const Source& source, ArticleNumber number) {
    KB_TRY_ASSIGN(const std::optional<std::string> bytes,
                  source.get(Family::kArticles, number_key(number)));
    if (!bytes) {
        return std::optional<ArticleRecord>{};
    }
    KB_TRY_ASSIGN(ArticleRecord record, decode_record(number, *bytes));
    return std::optional(std::move(record));
}

Result<std::vector<std::optional<ArticleRecord>>> find_articles(
    const View& view, std::span<const ArticleNumber> numbers) {
    std::vector<std::string> keys;
    keys.reserve(numbers.size());
    for (const ArticleNumber number : numbers) {
        keys.push_back(number_key(number));
    }
    KB_TRY_ASSIGN(const auto values, view.multi_get(Family::kArticles, keys));
    std::vector<std::optional<ArticleRecord>> records(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (values[i]) {
            KB_TRY_ASSIGN(records[i], decode_record(numbers[i], *values[i]));
        }
    }
    return records;
}

Result<std::optional<Article>> find_version(const Source& source, ArticleNumber number,
                                            VersionNumber version) {
    KB_TRY_ASSIGN(const std::optional<std::string> bytes,
                  source.get(Family::kVersions, version_key(number, version)));
    if (!bytes) {
        return std::optional<Article>{};
    }
    KB_TRY_ASSIGN(Article article, decode_version(number, *bytes));
    return std::optional(std::move(article));
}

Result<void> put_article(Batch& batch, ArticleNumber number, const ArticleRecord& record) {
    const std::string version = version_key(number, record.article.version);
    KB_TRY_ASSIGN(const auto current, batch.get(Family::kArticles, number_key(number)));
    KB_TRY_ASSIGN(const auto same_version, batch.get(Family::kVersions, version));
    batch.add(Counter::kArticles, current ? 0 : 1);
    batch.add(Counter::kVersions, same_version ? 0 : 1);
    batch.put(Family::kArticles, number_key(number), encode_article_record(record));
    batch.put(Family::kVersions, version, article::encode_article(record.article));
    return {};
}

Result<void> remove_article(Batch& batch, ArticleNumber number) {
    KB_TRY_ASSIGN(const auto current, batch.get(Family::kArticles, number_key(number)));
    if (current) {
        batch.add(Counter::kArticles, -1);
        batch.remove(Family::kArticles, number_key(number));
    }
    return {};
}

Result<void> for_each_article(
    const View& view,
    const std::function<Result<void>(ArticleNumber, const ArticleRecord&)>& visit) {
    Cursor cursor = view.prefix(Family::kArticles, "");
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return {};
        }
        const ArticleNumber number = base::get_big_endian64(cursor.key());
        KB_TRY_ASSIGN(const ArticleRecord record, decode_record(number, cursor.value()));
        KB_TRY(visit(number, record));
    }
}

Result<void> for_each_version(const View& view, ArticleNumber number,
                              const std::function<Result<void>(const Article&)>& visit) {
    Cursor cursor = view.prefix(Family::kVersions, number_key(number));
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return {};
        }
        KB_TRY_ASSIGN(const Article article, decode_version(number, cursor.value()));
        KB_TRY(visit(article));
    }
}

Result<void> for_each_version(
    const View& view, const std::function<Result<void>(ArticleNumber, const Article&)>& visit) {
    Cursor cursor = view.prefix(Family::kVersions, "");
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return {};
        }
        const ArticleNumber number = base::get_big_endian64(cursor.key());
        KB_TRY_ASSIGN(const Article article, decode_version(number, cursor.value()));
        KB_TRY(visit(number, article));
    }
}

}  // namespace kb::store
