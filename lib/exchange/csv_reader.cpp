// SPDX-License-Identifier: Apache-2.0
#include "exchange/csv_reader.hpp"

#include "base/try.hpp"
#include "exchange/csv.hpp"
#include "exchange/members.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::exchange {
namespace {

bool holds_text(Member member) {
    return member == Member::kTitle || member == Member::kIssue || member == Member::kResolution ||
           member == Member::kCause;
}

// The entries of a cell. Statements and queries are quotations and keep their blanks.
std::vector<EnvironmentEntry> entries_of(Member member, std::string_view cell) {
    std::vector<EnvironmentEntry> entries;
    const bool quotation = member == Member::kIssue || member == Member::kOriginatingQueries;
    const bool list = quotation || member == Member::kKeywords || member == Member::kCodes ||
                      member == Member::kProducts || member == Member::kExternalIds;
    if (member == Member::kEnvironment) {
        for (const std::string& entry : split_list(cell)) {
            entries.push_back(parse_environment(entry));
        }
    } else if (list) {
        for (std::string& entry : split_list(cell)) {
            entries.push_back({{}, quotation ? std::move(entry) : std::string(trim(entry))});
        }
    } else {
        entries.push_back({{}, std::string(cell)});
    }
    return entries;
}

class CsvReader : public ArticleReader {
public:
    CsvReader(Input input, ImportRequest request)
        : records_(std::move(input)), request_(std::move(request)), names_(request_.map) {}

    Result<bool> next(ArticleRecord& to) override {
        to = {};
        if (ended_) {
            return false;
        }
        CsvRecord record;
        KB_TRY_ASSIGN(bool more, records_.next(record));
        if (columns_.empty()) {
            const std::string fault = more ? read_header(record) : "empty";
            if (!fault.empty()) {
                ended_ = true;
                refuse(to, record, fault);
                return true;
            }
            KB_TRY_ASSIGN(more, records_.next(record));
        }
        if (!more) {
            return false;
        }
        to.read = make_article(request_);
        to.read.file = records_.lines().name();
        to.read.line = record.line;
        if (const std::string fault = read_row(record, to.read); !fault.empty()) {
            refuse(to, record, fault);
        }
        return true;
    }
    [[nodiscard]] std::uint64_t bytes_done() const noexcept override {
        return records_.lines().bytes_done();
    }
    [[nodiscard]] std::uint64_t bytes_total() const noexcept override {
        return records_.lines().bytes_total();
    }

private:
    void refuse(ArticleRecord& to, const CsvRecord& record, std::string reason) const {
        std::string original = record.original;
        for (const std::string& cell : record.cells) {
            if (original.size() > kOriginalBytesMax) {
                break;
            }
            original += fmt::format("{}{}", original.empty() ? "" : ",", cell);
        }
        to.refused = true;
        to.reject = make_reject(records_.lines().name(), record.line, std::move(reason), original);
    }

    // What is wrong with the row of names, or "".
    std::string read_header(const CsvRecord& record) {
        if (const auto signature =
                find_signature(record.fault.empty() ? record.cells.front() : record.original)) {
            return *signature;
        }
        if (!record.fault.empty()) {
            return "header: " + record.fault;
        }
        bool text = false;
        std::string names;
        for (const std::string& cell : record.cells) {
            columns_.push_back(names_.find(trim(cell)));
            text = text || std::any_of(columns_.back().begin(), columns_.back().end(), holds_text);
            if (names.size() < kOriginalBytesMax / 2) {
                names += fmt::format("{}{}", names.empty() ? "" : ", ", quote(cell));
            }
        }
        return text ? std::string()
                    : fmt::format("no column is a title, issue, cause or resolution; there are: {}",
                                  names);
    }

    // What is wrong with a row, or "".
    std::string read_row(const CsvRecord& record, ReadArticle& to) const {
        if (!record.fault.empty()) {
            return record.fault;
        }
        std::size_t size = record.cells.size();
        while (size > columns_.size() && record.cells[size - 1].empty()) {
            --size;  // delimiters too many at the end
        }
        if (size != columns_.size()) {
            return fmt::format("{} columns, the header has {}", size, columns_.size());
        }
        for (std::size_t column = 0; column < size; ++column) {
            const std::string_view cell = without_guard(record.cells[column]);
            for (const Member member : columns_[column]) {
                if (cell.empty()) {
                    continue;
                }
                const auto set = set_member(to, member, entries_of(member, cell), Reading::kStrict);
                if (!set) {
                    return fmt::format("column {}: {}", column + 1, set.error().message);
                }
            }
        }
        const Article& article = to.article;
        const bool none = article.title.empty() && article.issue.empty() &&
                          article.resolution.empty() && article.cause.empty();
        return none ? "no title, issue, cause or resolution" : "";
    }

    CsvRecords records_;
    ImportRequest request_;
    MemberNames names_;
    std::vector<std::vector<Member>> columns_{};
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<ArticleReader> make_csv_reader(Input input, ImportRequest request) {
    return std::make_unique<CsvReader>(std::move(input), std::move(request));
}

}  // namespace kb::exchange
