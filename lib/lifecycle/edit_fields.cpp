// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/edit_fields.hpp"

#include "article/spelling.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace kb {
namespace {

constexpr std::string_view kIssue = "issue";

// One member that an edit replaces.
struct EditField {
    std::string_view name;
    bool (*is_set)(const Edit& edit);
    void (*give)(const Edit& edit, Article& to);    // where it is set
    void (*take)(const Article& from, Edit& edit);  // sets it
};

template <auto kEditMember, auto kArticleMember>
constexpr EditField field(std::string_view name) {
    return {name, [](const Edit& edit) { return (edit.*kEditMember).has_value(); },
            [](const Edit& edit, Article& to) {
                if (edit.*kEditMember) {
                    to.*kArticleMember = *(edit.*kEditMember);
                }
            },
            [](const Article& from, Edit& edit) { edit.*kEditMember = from.*kArticleMember; }};
}

constexpr std::array kFields{
    field<&Edit::language, &Article::language>("language"),
    field<&Edit::title, &Article::title>("title"),
    field<&Edit::environment, &Article::environment>("environment"),
    field<&Edit::resolution, &Article::resolution>("resolution"),
    field<&Edit::cause, &Article::cause>("cause"),
    field<&Edit::keywords, &Article::keywords>("keywords"),
    field<&Edit::codes, &Article::codes>("codes"),
    field<&Edit::products, &Article::products>("products"),
    field<&Edit::owner_domain, &Article::owner_domain>("owner_domain"),
};

}  // namespace

std::vector<std::string> fields_of(const Edit& edit) {
    std::vector<std::string> names;
    if (!edit.add_issue.empty()) {
        names.emplace_back(kIssue);
    }
    for (const EditField& field : kFields) {
        if (field.is_set(edit)) {
            names.emplace_back(field.name);
        }
    }
    return names;
}

namespace lifecycle {

EditValues values_of(const Edit& edit) {
    EditValues values{.fields = fields_of(edit)};
    values.values.issue = edit.add_issue;
    for (const EditField& field : kFields) {
        field.give(edit, values.values);
    }
    return values;
}

Result<Edit> edit_of(const EditValues& values) {
    Edit edit;
    for (const std::string& name : values.fields) {
        if (name == kIssue) {
            edit.add_issue = values.values.issue;
            continue;
        }
        const auto* const found = std::ranges::find(kFields, name, &EditField::name);
        if (found == kFields.end()) {
            return Error{ErrorCode::kInvalidArgument,
                         article::quoted(name) + " is no field that an edit sets"};
        }
        found->take(values.values, edit);
    }
    return edit;
}

Article apply_edit(const Article& before, const Edit& edit, const PersonId& by, Timestamp at) {
    Article after = before;
    for (const EditField& field : kFields) {
        field.give(edit, after);
    }
    for (Statement statement : edit.add_issue) {
        if (statement.by.empty()) {
            statement.by = by;
        }
        if (statement.at == Timestamp{}) {
            statement.at = at;
        }
        after.issue.push_back(std::move(statement));
    }
    return after;
}

}  // namespace lifecycle
}  // namespace kb
