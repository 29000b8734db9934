// SPDX-License-Identifier: Apache-2.0
#include "exchange/article_json.hpp"

#include "base/escape.hpp"
#include "base/try.hpp"
#include "base/utf8.hpp"
#include "exchange/input.hpp"
#include "exchange/json.hpp"

#include <kb/exchange.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace kb::exchange {
namespace {

namespace json = boost::json;

constexpr std::string_view kArticleSchemaName = "kb.article/";

// A statement as {text, source, by, at, case_id}, or as text alone, which is an editor's.
Result<Statement> read_statement(const json::value& value, bool closed) {
    Statement statement{.source = StatementSource::kEditor};
    if (auto text = text_of(value)) {
        statement.text = std::move(*text);
        return statement;
    }
    const json::object* object = value.if_object();
    if (object == nullptr) {
        return Error{ErrorCode::kInvalidArgument,
                     "member 'issue': a statement is neither text nor an object"};
    }
    MemberReader members(*object, "issue.");
    members.text("text", statement.text);
    statement.source =
        read_enum(members, "source", parse_statement_source).value_or(statement.source);
    members.text("by", statement.by);
    members.time("at", statement.at);
    members.text("case_id", statement.case_id);
    KB_TRY(members.finish(closed));
    return statement;
}

Result<void> read_issue(const json::value& value, bool closed, std::vector<Statement>& to) {
    if (const json::array* statements = value.if_array()) {
        for (const json::value& entry : *statements) {
            KB_TRY_ASSIGN(Statement statement, read_statement(entry, closed));
            to.push_back(std::move(statement));
        }
        return {};
    }
    KB_TRY_ASSIGN(Statement statement, read_statement(value, closed));
    to.push_back(std::move(statement));
    return {};
}

// {"name": "os", "value": "Linux"}, told by its value, or any number of {"os": "Linux"}.
Result<void> read_pairs(std::string_view member, const json::object& object,
                        std::vector<EnvironmentEntry>& to) {
    if (const json::value* value = object.if_contains("value")) {
        const json::value* name = object.if_contains("name");
        auto name_text = name == nullptr || name->is_null() ? std::string() : text_of(*name);
        auto value_text = text_of(*value);
        if (name_text && value_text) {
            to.push_back({std::move(*name_text), std::move(*value_text)});
            return {};
        }
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("member {}: name and value are not both text", quote(member))};
    }
    for (const auto& pair : object) {
        auto text = text_of(pair.value());
        if (!text) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("member {}: {} is neither text nor a number", quote(member),
                                     quote({pair.key().data(), pair.key().size()}))};
        }
        to.push_back({std::string(pair.key().data(), pair.key().size()), std::move(*text)});
    }
    return {};
}

// One entry of a list, or a value that stands for a list of one.
Result<void> read_entry(std::string_view member, const json::value& value,
                        std::vector<EnvironmentEntry>& to) {
    if (value.is_null()) {
        return {};
    }
    if (const json::object* object = value.if_object()) {
        return read_pairs(member, *object, to);
    }
    if (const bool* flag = value.if_bool()) {
        to.push_back({{}, *flag ? "true" : "false"});
        return {};
    }
    auto text = text_of(value);
    if (!text) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("member {}: a list within a list", quote(member))};
    }
    to.push_back({{}, std::move(*text)});
    return {};
}

Result<void> read_values(std::string_view member, const json::value& value,
                         std::vector<EnvironmentEntry>& to) {
    if (const json::array* entries = value.if_array()) {
        for (const json::value& entry : *entries) {
            KB_TRY(read_entry(member, entry, to));
        }
        return {};
    }
    return read_entry(member, value, to);
}

bool has_content(const Article& article) {
    return !article.title.empty() || !article.issue.empty() || !article.resolution.empty() ||
           !article.cause.empty();
}

Error nothing_found(const json::object& object) {
    std::string names;
    for (const auto& member : object) {
        if (names.size() > kOriginalBytesMax / 2) {
            names += ", ...";
            break;
        }
        names += fmt::format("{}{}", names.empty() ? "" : ", ",
                             quote({member.key().data(), member.key().size()}));
    }
    return {ErrorCode::kInvalidArgument,
            fmt::format("no member is a title, issue, cause or resolution; there are: {}",
                        names.empty() ? "none" : names)};
}

Result<void> read_foreign(const json::object& object, const MemberNames& names, ReadArticle& to) {
    for (const auto& member : object) {
        const std::string_view name(member.key().data(), member.key().size());
        for (const Member ours : names.find(name)) {
            if (ours == Member::kIssue && !member.value().is_null()) {
                KB_TRY(read_issue(member.value(), false, to.article.issue));
                continue;
            }
            std::vector<EnvironmentEntry> values;
            KB_TRY(read_values(name, member.value(), values));
            KB_TRY(set_member(to, ours, values, Reading::kStrict));
        }
    }
    std::erase_if(to.article.issue,
                  [](const Statement& statement) { return statement.text.empty(); });
    if (!has_content(to.article)) {
        return nothing_found(object);
    }
    return {};
}

}  // namespace

Result<void> read_own_article(const json::object& object, ReadArticle& to) {
    Article& article = to.article;
    MemberReader members(object);
    static_cast<void>(members.find("schema"));
    static_cast<void>(members.find("article_number"));  // its place in a complete export
    static_cast<void>(members.find("change"));
    members.text("id", article.id);
    to.has_language = members.find("language") != nullptr;
    members.text("language", article.language);
    members.text("translation_of", article.translation_of);
    constexpr VersionNumber kVersionMax = std::numeric_limits<VersionNumber>::max();
    article.translation_of_version = static_cast<VersionNumber>(
        members.count("translation_of_version", kVersionMax).value_or(0));
    members.text("title", article.title);
    if (const json::value* issue = members.find("issue")) {
        KB_TRY(read_issue(*issue, true, article.issue));
    }
    if (const json::value* environment = members.find("environment")) {
        KB_TRY(read_values("environment", *environment, article.environment));
    }
    members.text("resolution", article.resolution);
    members.text("cause", article.cause);
    members.texts("keywords", article.keywords);
    members.texts("codes", article.codes);
    members.texts("products", article.products);
    members.text("owner_domain", article.owner_domain);
    members.texts("external_ids", article.external_ids);
    members.texts("originating_queries", article.originating_queries);
    ArticleState& state = article.state;
    const auto confidence = read_enum(members, "confidence", parse_confidence);
    const auto audience = read_enum(members, "audience", parse_audience);
    to.has_confidence = confidence.has_value();
    to.has_audience = audience.has_value();
    state.confidence = confidence.value_or(state.confidence);
    state.audience = audience.value_or(state.audience);
    state.governance =
        read_enum(members, "governance", parse_governance).value_or(state.governance);
    members.text("archive_reason", article.archive_reason);
    article.version = static_cast<VersionNumber>(members.count("version", kVersionMax).value_or(0));
    members.text("created_by", article.created_by);
    members.text("modified_by", article.modified_by);
    members.time("created", article.created);
    members.time("modified", article.modified);
    return members.finish(true);
}

Result<void> read_article(std::string_view json, const MemberNames& names, ReadArticle& to) {
    KB_TRY_ASSIGN(const json::object object, parse_object(json));
    const json::value* schema = object.if_contains("schema");
    const json::string* text = schema == nullptr ? nullptr : schema->if_string();
    const std::string_view claim =
        text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
    if (claim == kArticleSchema) {
        return read_own_article(object, to);
    }
    if (claim.starts_with(kArticleSchemaName)) {
        return Error{ErrorCode::kUnsupported,
                     fmt::format("schema {} is not known, this build reads {}", quote(claim),
                                 kArticleSchema)};
    }
    if (claim.starts_with("kb.")) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("schema {} is not that of an article", quote(claim))};
    }
    return read_foreign(object, names, to);
}

}  // namespace kb::exchange

namespace kb {
namespace {

void put_issue(std::string& json, const std::vector<Statement>& issue) {
    if (issue.empty()) {
        return;
    }
    std::string list = "[";
    for (const Statement& statement : issue) {
        std::string object = "{";
        exchange::put_member(object, "text", statement.text);
        exchange::put_member(object, "source", to_string(statement.source));
        exchange::put_member(object, "by", statement.by);
        exchange::put_member(object, "at", statement.at);
        exchange::put_member(object, "case_id", statement.case_id);
        list += fmt::format("{}{}}}", list.size() > 1 ? "," : "", object);
    }
    exchange::put_raw_member(json, "issue", list + "]");
}

void put_environment(std::string& json, const std::vector<EnvironmentEntry>& environment) {
    if (environment.empty()) {
        return;
    }
    std::string list = "[";
    for (const EnvironmentEntry& entry : environment) {
        list += fmt::format(R"({}{{"name":"{}","value":"{}"}})", list.size() > 1 ? "," : "",
                            base::escape_json(entry.name), base::escape_json(entry.value));
    }
    exchange::put_raw_member(json, "environment", list + "]");
}

void put_version(std::string& json, std::string_view name, VersionNumber version) {
    if (version != 0) {
        exchange::put_raw_member(json, name, fmt::format("{}", version));
    }
}

}  // namespace

Result<Article> article_from_json(std::string_view json, const FieldMap& map) {
    KB_TRY(exchange::check_field_map(map));
    exchange::ReadArticle read;
    KB_TRY(exchange::read_article(json, exchange::MemberNames(map), read));
    return std::move(read.article);
}

std::string to_json(const Article& article) {
    using exchange::put_member;
    std::string json = "{";
    put_member(json, "schema", exchange::kArticleSchema);
    put_member(json, "id", article.id);
    exchange::put_raw_member(json, "language",
                             fmt::format("\"{}\"", base::escape_json(article.language)));
    put_member(json, "translation_of", article.translation_of);
    put_version(json, "translation_of_version", article.translation_of_version);
    put_member(json, "title", article.title);
    put_issue(json, article.issue);
    put_environment(json, article.environment);
    put_member(json, "resolution", article.resolution);
    put_member(json, "cause", article.cause);
    put_member(json, "keywords", article.keywords);
    put_member(json, "codes", article.codes);
    put_member(json, "products", article.products);
    put_member(json, "owner_domain", article.owner_domain);
    put_member(json, "external_ids", article.external_ids);
    put_member(json, "originating_queries", article.originating_queries);
    put_member(json, "confidence", to_string(article.state.confidence));
    put_member(json, "audience", to_string(article.state.audience));
    put_member(json, "governance", to_string(article.state.governance));
    put_member(json, "archive_reason", article.archive_reason);
    put_version(json, "version", article.version);
    put_member(json, "created_by", article.created_by);
    put_member(json, "modified_by", article.modified_by);
    put_member(json, "created", article.created);
    put_member(json, "modified", article.modified);
    return json + "}";
}

}  // namespace kb
