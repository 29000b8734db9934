// SPDX-License-Identifier: Apache-2.0

// The public way to read articles without a base, on the reader that imports use.

#include "base/try.hpp"
#include "exchange/reader.hpp"

#include <memory>
#include <utility>

namespace kb {
namespace {

constexpr std::size_t kRejectsMax = 1000;  // as ImportSummary::rejects promises

}  // namespace

Result<ImportSummary> read_articles(const ImportRequest& request, const SourceCallback& each) {
    KB_TRY_ASSIGN(const std::unique_ptr<exchange::ArticleReader> reader,
                  exchange::open_articles(request));
    ImportSummary summary;
    exchange::ArticleRecord record;
    while (true) {
        KB_TRY_ASSIGN(const bool more, reader->next(record));
        if (!more) {
            return summary;
        }
        ++summary.read;
        if (record.refused) {
            ++summary.refused;
            if (summary.rejects.size() < kRejectsMax) {
                summary.rejects.push_back(std::move(record.reject));
            }
            continue;
        }
        exchange::ReadArticle& read = record.read;
        const bool go_on = each({.article = std::move(read.article),
                                 .file = std::move(read.file),
                                 .line = read.line,
                                 .has_confidence = read.has_confidence,
                                 .has_audience = read.has_audience});
        if (!go_on) {
            return summary;
        }
    }
}

}  // namespace kb
