// SPDX-License-Identifier: Apache-2.0
#include <kb/difference.hpp>

#include <algorithm>
#include <array>

namespace kb {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
    Lines lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

Lines statements_of(const Article& article) {
    Lines lines;
    for (const Statement& statement : article.issue) {
        lines.push_back(statement.text);
    }
    return lines;
}

Lines environment_of(const Article& article) {
    Lines lines;
    for (const EnvironmentEntry& entry : article.environment) {
        lines.push_back(entry.name.empty() ? entry.value : entry.name + "=" + entry.value);
    }
    return lines;
}

template <auto Member>
Lines text_of(const Article& article) {
    return lines_of(article.*Member);
}

template <auto Member>
Lines list_of(const Article& article) {
    return article.*Member;
}

template <auto Member>
Lines state_of(const Article& article) {
    return {std::string(to_string(article.state.*Member))};
}

struct ComparedField {
    std::string_view name;
    Lines (*read)(const Article& article);
};

constexpr std::array<ComparedField, 16> kFields{{
    {"title", text_of<&Article::title>},
    {"issue", statements_of},
    {"environment", environment_of},
    {"resolution", text_of<&Article::resolution>},
    {"cause", text_of<&Article::cause>},
    {"keywords", list_of<&Article::keywords>},
    {"codes", list_of<&Article::codes>},
    {"products", list_of<&Article::products>},
    {"owner_domain", text_of<&Article::owner_domain>},
    {"language", text_of<&Article::language>},
    {"external_ids", list_of<&Article::external_ids>},
    {"originating_queries", list_of<&Article::originating_queries>},
    {"confidence", state_of<&ArticleState::confidence>},
    {"audience", state_of<&ArticleState::audience>},
    {"governance", state_of<&ArticleState::governance>},
    {"archive_reason", text_of<&Article::archive_reason>},
}};

}  // namespace

std::vector<FieldDifference> field_differences(const Article& before, const Article& after) {
    std::vector<FieldDifference> differences;
    for (const ComparedField& field : kFields) {
        FieldDifference difference{
            .field = field.name, .before = field.read(before), .after = field.read(after)};
        if (difference.before != difference.after) {
            differences.push_back(std::move(difference));
        }
    }
    return differences;
}

}  // namespace kb
