// SPDX-License-Identifier: Apache-2.0
#include "exchange/jsonl_reader.hpp"

#include "base/try.hpp"
#include "exchange/article_json.hpp"
#include "exchange/base_record.hpp"
#include "exchange/json.hpp"
#include "exchange/members.hpp"

#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace kb::exchange {
namespace {

// The lines that may be records. A file that is no text at all gives one reject and ends.
class RecordLines {
public:
    explicit RecordLines(Input input) : lines_(std::move(input)) {}

    enum class Step { kLine, kReject, kEnd };
    Result<Step> next(Line& line, Reject& reject) {
        while (!ended_) {
            KB_TRY_ASSIGN(const std::optional<Line> read, lines_.next());
            if (!read) {
                break;  // also of an empty file, which is what an empty base is exported to
            }
            const bool first = !seen_;
            seen_ = true;
            const auto signature = first ? find_signature(read->text) : std::nullopt;
            if (signature || read->too_long) {
                ended_ = signature.has_value();
                reject = make_reject(
                    lines_.name(), read->number,
                    signature ? *signature : fmt::format("longer than {} bytes", kLineBytesMax),
                    read->text);
                return Step::kReject;
            }
            if (!trim(read->text).empty()) {
                line = *read;
                return Step::kLine;
            }
        }
        return Step::kEnd;
    }
    [[nodiscard]] const LineReader& lines() const noexcept { return lines_; }

private:
    LineReader lines_;
    bool seen_ = false;
    bool ended_ = false;
};

// Whether a line that is no article is of another kind that a complete export holds.
bool is_history_line(std::string_view line) {
    const auto object = parse_object(line);
    const boost::json::value* schema = object ? object->if_contains("schema") : nullptr;
    const auto text = schema == nullptr ? std::nullopt : text_of(*schema);
    return text && is_history(*text);
}

class JsonlArticleReader : public ArticleReader {
public:
    JsonlArticleReader(Input input, ImportRequest request)
        : lines_(std::move(input)), request_(std::move(request)), names_(request_.map) {}

    Result<bool> next(ArticleRecord& record) override {
        record = {};
        Line line;
        KB_TRY_ASSIGN(const RecordLines::Step step, lines_.next(line, record.reject));
        if (step != RecordLines::Step::kLine) {
            record.refused = true;
            return step == RecordLines::Step::kReject;
        }
        record.read = make_article(request_);
        record.read.file = lines_.lines().name();
        record.read.line = line.number;
        if (const auto read = read_article(line.text, names_, record.read); !read) {
            record.passed_over = is_history_line(line.text);
            record.refused = !record.passed_over;
            record.reject =
                make_reject(record.read.file, line.number, read.error().message, line.text);
        }
        return true;
    }
    [[nodiscard]] std::uint64_t bytes_done() const noexcept override {
        return lines_.lines().bytes_done();
    }
    [[nodiscard]] std::uint64_t bytes_total() const noexcept override {
        return lines_.lines().bytes_total();
    }

private:
    RecordLines lines_;
    ImportRequest request_;
    MemberNames names_;
};

class JsonlEventReader : public EventReader {
public:
    explicit JsonlEventReader(Input input) : lines_(std::move(input)) {}

    Result<bool> next(EventRecord& record) override {
        record = {};
        Line line;
        KB_TRY_ASSIGN(const RecordLines::Step step, lines_.next(line, record.reject));
        if (step != RecordLines::Step::kLine) {
            record.refused = true;
            return step == RecordLines::Step::kReject;
        }
        record.read.file = lines_.lines().name();
        record.read.line = line.number;
        if (const auto read = read_event(line.text, record.read); !read) {
            record.refused = true;
            record.reject =
                make_reject(record.read.file, line.number, read.error().message, line.text);
        }
        return true;
    }
    [[nodiscard]] std::uint64_t bytes_done() const noexcept override {
        return lines_.lines().bytes_done();
    }
    [[nodiscard]] std::uint64_t bytes_total() const noexcept override {
        return lines_.lines().bytes_total();
    }

private:
    RecordLines lines_;
};

}  // namespace

std::unique_ptr<ArticleReader> make_jsonl_article_reader(Input input, ImportRequest request) {
    return std::make_unique<JsonlArticleReader>(std::move(input), std::move(request));
}

std::unique_ptr<EventReader> make_jsonl_event_reader(Input input) {
    return std::make_unique<JsonlEventReader>(std::move(input));
}

}  // namespace kb::exchange
