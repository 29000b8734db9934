// SPDX-License-Identifier: Apache-2.0
#pragma once

// Articles as they are and as they were. The current record of an article also says which change
// the index must have seen to show it as it is.

#include "store/batch.hpp"
#include "store/keys.hpp"
#include "store/view.hpp"

#include <kb/article.hpp>
#include <kb/result.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kb::store {

struct ArticleRecord {
    ChangeNumber change = 0;  // the last change that the index has to follow
    Article article{};
    friend bool operator==(const ArticleRecord&, const ArticleRecord&) = default;
};

// Errors of all that read: kCorruption, kIo.
[[nodiscard]] Result<std::optional<ArticleRecord>> find_article(const Source& source,
                                                                ArticleNumber number);
[[nodiscard]] Result<std::vector<std::optional<ArticleRecord>>> find_articles(
    const View& view, std::span<const ArticleNumber> numbers);
[[nodiscard]] Result<std::optional<Article>> find_version(const Source& source,
                                                          ArticleNumber number,
                                                          VersionNumber version);

// What stands in the family `articles`.
[[nodiscard]] std::string encode_article_record(const ArticleRecord& record);

// Makes the record the current one and keeps it as the version it names. Counts both.
[[nodiscard]] Result<void> put_article(Batch& batch, ArticleNumber number,
                                       const ArticleRecord& record);

// Takes the current record away; its versions stay. Nothing happens where there is none.
[[nodiscard]] Result<void> remove_article(Batch& batch, ArticleNumber number);

// Every current article, in the order of the numbers, until `visit` fails.
[[nodiscard]] Result<void> for_each_article(
    const View& view,
    const std::function<Result<void>(ArticleNumber, const ArticleRecord&)>& visit);

// Every version of one article, oldest first.
[[nodiscard]] Result<void> for_each_version(
    const View& view, ArticleNumber number,
    const std::function<Result<void>(const Article&)>& visit);

// Every version of every article, in the order of the numbers.
[[nodiscard]] Result<void> for_each_version(
    const View& view, const std::function<Result<void>(ArticleNumber, const Article&)>& visit);

}  // namespace kb::store
