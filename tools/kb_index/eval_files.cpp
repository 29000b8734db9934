// SPDX-License-Identifier: Apache-2.0

// JSON lines are read by Boost.JSON, which throws on request only.

#include "kb_index/eval_files.hpp"

#include "common/input.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace kb::tools {
namespace {

constexpr std::uint64_t kFileBytesMax = 1ULL << 30U;

Error line_error(const std::string& path, std::size_t line, std::string_view what) {
    return {.code = ErrorCode::kInvalidArgument,
            .message = fmt::format("{}:{}: {}", path, line, what)};
}

// Calls `take(number, line)` for every line that is not empty, until it answers an error.
template <typename Take>
Result<void> for_each_line(const std::string& path, const Take& take) {
    const Result<std::string> content = read_input(path, kFileBytesMax);
    if (!content) {
        return content.error();
    }
    std::size_t number = 0;
    for (std::size_t at = 0; at < content->size();) {
        const std::size_t end = std::min(content->find('\n', at), content->size());
        std::string_view line = std::string_view(*content).substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.empty()) {
            continue;
        }
        const Result<void> taken = take(number, line);
        if (!taken) {
            return taken.error();
        }
    }
    return {};
}

std::optional<std::string> text_member(const boost::json::object& object, std::string_view name) {
    const boost::json::value* const value = object.if_contains(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (const boost::json::string* const text = value->if_string()) {
        return std::string(text->data(), text->size());
    }
    if (const std::int64_t* const number = value->if_int64()) {
        return std::to_string(*number);
    }
    return std::nullopt;
}

std::vector<std::string_view> columns(std::string_view line) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t begin = std::min(line.find_first_not_of(" \t", at), line.size());
        const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
        if (end > begin) {
            parts.push_back(line.substr(begin, end - begin));
        }
        at = end;
    }
    return parts;
}

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<std::vector<EvalQuery>> read_queries(const std::string& path) {
    std::vector<EvalQuery> queries;
    const auto take = [&](std::size_t number, std::string_view line) -> Result<void> {
        boost::system::error_code error;
        const boost::json::value value = boost::json::parse({line.data(), line.size()}, error);
        const boost::json::object* const object = error ? nullptr : value.if_object();
        if (object == nullptr) {
            return line_error(path, number, "not a JSON object");
        }
        std::optional<std::string> id = text_member(*object, "_id");
        if (!id) {
            id = text_member(*object, "id");
        }
        const std::optional<std::string> text = text_member(*object, "text");
        if (!id || !text) {
            return line_error(path, number, "a query needs _id and text");
        }
        queries.push_back({.id = *id, .text = *text});
        return {};
    };
    const Result<void> done = for_each_line(path, take);
    return done ? Result<std::vector<EvalQuery>>(std::move(queries))
                : Result<std::vector<EvalQuery>>(done.error());
}

Result<std::map<std::string, Grades>> read_judgements(const std::string& path) {
    std::map<std::string, Grades> judgements;
    const auto take = [&](std::size_t number, std::string_view line) -> Result<void> {
        const std::vector<std::string_view> parts = columns(line);
        if (parts.size() != 3 && parts.size() != 4) {
            return line_error(path, number, "a judgement has 3 or 4 columns");
        }
        const std::optional<int> grade = whole_number(parts.back());
        if (!grade && number == 1) {
            return {};  // the head line
        }
        if (!grade) {
            return line_error(path, number, "the grade is not a whole number");
        }
        const std::string article(parts[parts.size() - 2]);
        judgements[std::string(parts.front())][article] = *grade;
        return {};
    };
    const Result<void> done = for_each_line(path, take);
    return done ? Result<std::map<std::string, Grades>>(std::move(judgements))
                : Result<std::map<std::string, Grades>>(done.error());
}

}  // namespace kb::tools
