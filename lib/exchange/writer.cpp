// SPDX-License-Identifier: Apache-2.0
#include "exchange/writer.hpp"

#include "base/file.hpp"
#include "base/time.hpp"
#include "base/try.hpp"
#include "exchange/csv.hpp"
#include "exchange/input.hpp"
#include "exchange/markdown_writer.hpp"
#include "exchange/output.hpp"

#include <fmt/format.h>

#include <array>
#include <system_error>

namespace kb::exchange {
namespace {

class JsonlWriter : public ArticleWriter {
public:
    explicit JsonlWriter(Output output) : output_(std::move(output)) {}
    Result<void> write(const Article& article) override {
        return output_.write(to_json(article) + "\n");
    }
    Result<void> finish() override { return output_.finish(); }

private:
    Output output_;
};

std::string number(VersionNumber version) {
    return version == 0 ? std::string() : fmt::format("{}", version);
}

std::string time(Timestamp at) { return at == Timestamp{} ? std::string() : base::to_iso8601(at); }

std::string issue(const Article& article) {
    std::vector<std::string> statements;
    for (const Statement& statement : article.issue) {
        statements.push_back(statement.text);
    }
    return join_list(statements);
}

std::string environment(const Article& article) {
    std::vector<std::string> entries;
    for (const EnvironmentEntry& entry : article.environment) {
        entries.push_back(write_environment(entry));
    }
    return join_list(entries);
}

struct CsvColumn {
    std::string_view name;
    std::string (*cell)(const Article&);
};

constexpr std::array kCsvColumns{
    CsvColumn{"id", [](const Article& a) { return a.id; }},
    CsvColumn{"title", [](const Article& a) { return a.title; }},
    CsvColumn{"language", [](const Article& a) { return a.language; }},
    CsvColumn{"confidence",
              [](const Article& a) { return std::string(to_string(a.state.confidence)); }},
    CsvColumn{"audience",
              [](const Article& a) { return std::string(to_string(a.state.audience)); }},
    CsvColumn{"governance",
              [](const Article& a) { return std::string(to_string(a.state.governance)); }},
    CsvColumn{"issue", issue},
    CsvColumn{"environment", environment},
    CsvColumn{"resolution", [](const Article& a) { return a.resolution; }},
    CsvColumn{"cause", [](const Article& a) { return a.cause; }},
    CsvColumn{"keywords", [](const Article& a) { return join_list(a.keywords); }},
    CsvColumn{"codes", [](const Article& a) { return join_list(a.codes); }},
    CsvColumn{"products", [](const Article& a) { return join_list(a.products); }},
    CsvColumn{"owner_domain", [](const Article& a) { return a.owner_domain; }},
    CsvColumn{"external_ids", [](const Article& a) { return join_list(a.external_ids); }},
    CsvColumn{"originating_queries",
              [](const Article& a) { return join_list(a.originating_queries); }},
    CsvColumn{"translation_of", [](const Article& a) { return a.translation_of; }},
    CsvColumn{"translation_of_version",
              [](const Article& a) { return number(a.translation_of_version); }},
    CsvColumn{"archive_reason", [](const Article& a) { return a.archive_reason; }},
    CsvColumn{"article_version", [](const Article& a) { return number(a.version); }},
    CsvColumn{"created", [](const Article& a) { return time(a.created); }},
    CsvColumn{"created_by", [](const Article& a) { return a.created_by; }},
    CsvColumn{"modified", [](const Article& a) { return time(a.modified); }},
    CsvColumn{"modified_by", [](const Article& a) { return a.modified_by; }},
};

class CsvWriter : public ArticleWriter {
public:
    explicit CsvWriter(Output output) : output_(std::move(output)) {}
    Result<void> write_header() {
        std::string row;
        for (const CsvColumn& column : kCsvColumns) {
            row += fmt::format("{}{}", row.empty() ? "" : ",", column.name);
        }
        return output_.write(row + "\r\n");
    }
    Result<void> write(const Article& article) override {
        std::string row;
        for (const CsvColumn& column : kCsvColumns) {
            row += csv_cell(column.cell(article));
            row += &column == &kCsvColumns.back() ? "\r\n" : ",";
        }
        return output_.write(row);
    }
    Result<void> finish() override { return output_.finish(); }

private:
    Output output_;
};

class MarkdownWriter : public ArticleWriter {
public:
    explicit MarkdownWriter(std::filesystem::path folder) : folder_(std::move(folder)) {}
    Result<void> write(const Article& article) override {
        KB_TRY_ASSIGN(Output file, Output::open(folder_ / file_name(article.id)));
        KB_TRY(file.write(to_markdown(article)));
        return file.finish();
    }
    Result<void> finish() override { return {}; }

private:
    std::filesystem::path folder_;
};

Result<std::unique_ptr<ArticleWriter>> make_markdown_writer(const std::filesystem::path& folder) {
    std::error_code code;
    const bool taken =
        std::filesystem::exists(folder, code) && !std::filesystem::is_directory(folder, code);
    if (is_stdin(folder) || taken) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("cannot write {}: Markdown goes to a folder",
                                 is_stdin(folder) ? "stdout" : display(folder))};
    }
    KB_TRY(base::make_directories(folder));
    return std::unique_ptr<ArticleWriter>(std::make_unique<MarkdownWriter>(folder));
}

}  // namespace

Result<std::unique_ptr<ArticleWriter>> make_writer(const ExportRequest& request) {
    switch (request.format) {
    case ExchangeFormat::kMarkdown: return make_markdown_writer(request.path);
    case ExchangeFormat::kJsonl: {
        KB_TRY_ASSIGN(Output output, Output::open(request.path));
        return std::unique_ptr<ArticleWriter>(std::make_unique<JsonlWriter>(std::move(output)));
    }
    case ExchangeFormat::kCsv: {
        KB_TRY_ASSIGN(Output output, Output::open(request.path));
        auto writer = std::make_unique<CsvWriter>(std::move(output));
        KB_TRY(writer->write_header());
        return std::unique_ptr<ArticleWriter>(std::move(writer));
    }
    case ExchangeFormat::kHtml: break;
    }
    return Error{ErrorCode::kInvalidArgument, "cannot write HTML: export markdown, jsonl or csv"};
}

}  // namespace kb::exchange
