// SPDX-License-Identifier: Apache-2.0
#include "exchange/reader.hpp"

#include "base/try.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/document_reader.hpp"
#include "exchange/folder.hpp"
#include "exchange/input.hpp"
#include "exchange/jsonl_reader.hpp"
#include "exchange/members.hpp"

#include <fmt/format.h>

#include <memory>
#include <system_error>
#include <utility>

namespace kb::exchange {
namespace {

Result<ExchangeFormat> choose_format(const ImportRequest& request) {
    if (request.format) {
        return *request.format;
    }
    if (is_stdin(request.path)) {
        return Error{ErrorCode::kInvalidArgument,
                     "cannot tell the format of stdin: name one of markdown, jsonl, csv, html"};
    }
    if (const auto format = format_of(request.path)) {
        return *format;
    }
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("cannot tell the format of {} by its ending: name one of markdown, "
                             "jsonl, csv, html",
                             display(request.path))};
}

bool is_document(ExchangeFormat format) {
    return format == ExchangeFormat::kMarkdown || format == ExchangeFormat::kHtml;
}

Result<std::unique_ptr<ArticleReader>> open_folder(const ImportRequest& request) {
    if (request.format && !is_document(*request.format)) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("cannot read {}: it is a folder, and {} comes in a file",
                                 display(request.path), to_string(*request.format))};
    }
    KB_TRY_ASSIGN(FolderContent content, list_documents(request.path, request.format));
    return make_document_reader(std::move(content), request);
}

}  // namespace

Result<std::unique_ptr<ArticleReader>> open_articles(const ImportRequest& request) {
    KB_TRY(check_field_map(request.map));
    std::error_code code;
    if (!is_stdin(request.path) && std::filesystem::is_directory(request.path, code)) {
        return open_folder(request);
    }
    // Opening comes first, so that a wrong path is not reported as a wrong ending.
    KB_TRY_ASSIGN(Input input, Input::open(request.path));
    KB_TRY_ASSIGN(const ExchangeFormat format, choose_format(request));
    switch (format) {
    case ExchangeFormat::kJsonl: return make_jsonl_article_reader(std::move(input), request);
    case ExchangeFormat::kCsv: return make_csv_reader(std::move(input), request);
    case ExchangeFormat::kMarkdown:
    case ExchangeFormat::kHtml: break;
    }
    FolderContent one;
    const std::string name =
        is_stdin(request.path) ? std::string() : request.path.filename().string();
    one.documents.push_back({request.path, name, format, input.size()});
    return make_document_reader(std::move(one), request);
}

Result<std::unique_ptr<EventReader>> open_events(const std::filesystem::path& file) {
    KB_TRY_ASSIGN(Input input, Input::open(file));
    return make_jsonl_event_reader(std::move(input));
}

}  // namespace kb::exchange

namespace kb {
namespace {

constexpr std::size_t kRejectsMax = 1000;  // as ImportSummary::rejects promises

}  // namespace

std::string_view to_string(ExchangeFormat format) noexcept {
    switch (format) {
    case ExchangeFormat::kMarkdown: return "markdown";
    case ExchangeFormat::kJsonl: return "jsonl";
    case ExchangeFormat::kCsv: return "csv";
    case ExchangeFormat::kHtml: return "html";
    }
    return "unknown";
}

Result<ExchangeFormat> parse_exchange_format(std::string_view text) {
    for (const ExchangeFormat format : {ExchangeFormat::kMarkdown, ExchangeFormat::kJsonl,
                                        ExchangeFormat::kCsv, ExchangeFormat::kHtml}) {
        if (text == to_string(format)) {
            return format;
        }
    }
    return Error{
        ErrorCode::kInvalidArgument,
        fmt::format("format: {} is none of markdown, jsonl, csv, html", exchange::quote(text))};
}

// Without a base, on the reader that imports use.
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
        if (record.passed_over) {
            --summary.read;
            ++summary.passed_over;
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
