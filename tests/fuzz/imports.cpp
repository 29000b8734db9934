// SPDX-License-Identifier: Apache-2.0
#include "fuzz/imports.hpp"

#include "base/utf8.hpp"
#include "fuzz/memory_file.hpp"
#include "fuzz/target.hpp"

#include <kb/content_standard.hpp>

#include <utility>

namespace kb::fuzz {

void check_round_trip(const Article& article) {
    const auto storable = check_storable(article);
    if (!storable) {
        require_error(storable.error(),
                      {ErrorCode::kInvalidArgument, ErrorCode::kResourceExhausted});
        return;
    }
    const std::string written = to_json(article);
    const auto again = article_from_json(written);
    require(again.has_value(), "an article that can be stored reads back from its JSON");
    require(to_json(*again) == written, "an article says the same after its JSON was read");
    for (const Finding& finding : check_content(article, Confidence::kValidated)) {
        require_line(finding.message, "a finding");
        require(finding.begin <= finding.end, "a finding has its begin before its end");
    }
}

std::vector<SourceArticle> check_import(std::string_view bytes, ExchangeFormat format) {
    const MemoryFile file(bytes);
    std::vector<SourceArticle> articles;
    const auto summary =
        read_articles({.path = file.path(), .format = format}, [&](SourceArticle article) {
            articles.push_back(std::move(article));
            return true;
        });
    require(summary.has_value(), "a file that can be read imports to its end");
    require(summary->read == articles.size() + summary->refused, "every record is counted once");
    for (const Reject& reject : summary->rejects) {
        require_line(reject.reason, "the reason of a reject");
        require(reject.original.size() <= 200 &&
                    base::find_invalid_utf8(reject.original) == std::string::npos,
                "what is shown of a reject is short and UTF-8");
    }
    for (const SourceArticle& article : articles) {
        require(article.line >= 1, "an article has its line");
        check_round_trip(article.article);
    }
    return articles;
}

}  // namespace kb::fuzz
