// SPDX-License-Identifier: Apache-2.0
#include "engine/editing.hpp"

#include "article/words.hpp"
#include "base/try.hpp"
#include "lifecycle/edit_fields.hpp"

#include <kb/content_standard.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kb::engine {
namespace {

// An edit may leave a gap that is there already, and must not make one.
Result<void> check_no_new_gap(const Article& before, const Article& after) {
    const auto known = check_content(before, before.state.confidence);
    for (const Finding& finding : check_content(after, after.state.confidence)) {
        const bool is_new = std::ranges::none_of(known, [&](const Finding& other) {
            return other.check == finding.check && other.severity == finding.severity;
        });
        if (finding.severity == Severity::kError && is_new) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("{} is {} and would be incomplete: {}", after.id,
                                     to_string(after.state.confidence), finding.message)};
        }
    }
    return {};
}

}  // namespace

Result<void> check_version(const Article& article, VersionNumber expected) {
    if (expected != 0 && expected != article.version) {
        return Error{ErrorCode::kConflict,
                     fmt::format("{} is at version {}, not {}: somebody changed it meanwhile",
                                 article.id, article.version, expected)};
    }
    return {};
}

Result<std::string> title_line(std::string_view title) {
    const std::string_view trimmed = article::has_control(title) ? article::trim(title) : title;
    if (article::has_control(trimmed)) {
        return Error{ErrorCode::kInvalidArgument,
                     "title: a title is one line, without line breaks and control characters"};
    }
    return std::string(trimmed);
}

Result<Article> edited(const Article& before, const Edit& edit, const PersonId& by, Timestamp at) {
    Article after = lifecycle::apply_edit(before, edit, by, at);
    if (edit.title) {
        KB_TRY_ASSIGN(after.title, title_line(*edit.title));
        if (article::has_text(before.title) && !article::has_text(after.title)) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("title: {} has one and keeps one", before.id)};
        }
    }
    KB_TRY(check_storable(after));
    KB_TRY(check_no_new_gap(before, after));
    return after;
}

}  // namespace kb::engine
