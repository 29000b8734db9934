// SPDX-License-Identifier: Apache-2.0

// One table of the fields that can be set.

#include "kb_index/article_fields.hpp"

#include "common/input.hpp"
#include "common/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace kb::tools {
namespace {

using Setter = Result<void> (*)(Edit& edit, const std::string& value);

template <auto Member>
Result<void> set_text(Edit& edit, const std::string& value) {
    edit.*Member = value;
    return {};
}

template <auto Member>
Result<void> set_list(Edit& edit, const std::string& value) {
    edit.*Member = parse_list(value);
    return {};
}

Result<void> set_environment(Edit& edit, const std::string& value) {
    Result<std::vector<EnvironmentEntry>> entries = parse_environment(parse_list(value));
    if (!entries) {
        return entries.error();
    }
    edit.environment = *std::move(entries);
    return {};
}

struct EditableField {
    std::string_view name;
    Setter set;
};

constexpr std::array<EditableField, 9> kFields{{
    {"title", set_text<&Edit::title>},
    {"resolution", set_text<&Edit::resolution>},
    {"cause", set_text<&Edit::cause>},
    {"environment", set_environment},
    {"keywords", set_list<&Edit::keywords>},
    {"codes", set_list<&Edit::codes>},
    {"products", set_list<&Edit::products>},
    {"owner_domain", set_text<&Edit::owner_domain>},
    {"language", set_text<&Edit::language>},
}};

Error unknown_field(std::string_view name) {
    std::vector<std::string> known;
    std::transform(kFields.begin(), kFields.end(), std::back_inserter(known),
                   [](const EditableField& field) { return std::string(field.name); });
    if (name == "issue") {
        return {.code = ErrorCode::kInvalidArgument,
                .message = "--set issue: statements can only be added, with --add-issue"};
    }
    return {.code = ErrorCode::kInvalidArgument,
            .message = fmt::format(
                "--set {}: there is no such field; {}", name,
                did_you_mean(name, known, fmt::format("there are {}", fmt::join(known, ", "))))};
}

}  // namespace

Result<std::vector<EnvironmentEntry>> parse_environment(const std::vector<std::string>& texts) {
    std::vector<EnvironmentEntry> entries;
    for (const std::string& text : texts) {
        const std::size_t equals = text.find('=');
        const bool named = equals != std::string::npos;
        if (named && equals == 0) {
            return Error{.code = ErrorCode::kInvalidArgument,
                         .message = fmt::format("environment {}: the name is missing", text)};
        }
        EnvironmentEntry entry{.name = named ? text.substr(0, equals) : std::string{},
                               .value = named ? text.substr(equals + 1) : text};
        if (entry.value.empty()) {
            return Error{.code = ErrorCode::kInvalidArgument,
                         .message = fmt::format("environment {}: the value is missing", text)};
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<std::string> parse_list(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('|', at), text.size());
        if (end > at) {
            parts.emplace_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return parts;
}

Result<void> set_field(Edit& edit, std::string_view assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = fmt::format("--set {}: write field=value", assignment)};
    }
    const std::string_view name = assignment.substr(0, equals);
    const auto* const field =
        std::find_if(kFields.begin(), kFields.end(),
                     [name](const EditableField& each) { return each.name == name; });
    if (field == kFields.end()) {
        return unknown_field(name);
    }
    const Result<std::string> value = text_or_file(assignment.substr(equals + 1));
    return value ? field->set(edit, *value) : Result<void>(value.error());
}

}  // namespace kb::tools
