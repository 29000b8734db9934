// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/licence.hpp"

#include "article/spelling.hpp"
#include "article/words.hpp"
#include "base/try.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace kb::lifecycle {
namespace {

// What a message says is being done, for steps that are about no article's state.
struct Doing {
    Step step;
    std::string_view words;
};

constexpr std::array kDoings{
    Doing{Step::kFlag, "flagging an article"},     Doing{Step::kResolveFlag, "answering a flag"},
    Doing{Step::kPropose, "proposing a revision"}, Doing{Step::kCapture, "capturing an article"},
    Doing{Step::kLink, "linking a case"},          Doing{Step::kUnlink, "taking back a link"},
    Doing{Step::kImport, "importing articles"},    Doing{Step::kUndo, "taking changes back"},
    Doing{Step::kManagePeople, "managing people"}, Doing{Step::kSetPolicy, "changing the policy"},
    Doing{Step::kRestore, "restoring a base"},
};

std::string_view doing(Step step) {
    const auto* const found = std::ranges::find(kDoings, step, &Doing::step);
    return found == kDoings.end() ? to_string(step) : found->words;
}

// A rule that an edit has to meet, and the kind of article it is about.
struct EditRule {
    Licence licence;
    const Rule* rule;
    std::string_view kind;
};

std::vector<EditRule> edit_rules(const Policy& policy, const Article& article,
                                 const Person& person) {
    std::vector<EditRule> rules;
    const auto add = [&](Step step, std::string_view kind) {
        const Rule& rule = rule_of(policy, step);
        const bool own = is_own(article, person);
        rules.push_back({is_external(article.state) ? rule.external
                         : own                      ? rule.own
                                                    : rule.others,
                         &rule, kind});
    };
    add(Step::kEdit, is_external(article.state)
                         ? "an article that others than internal viewers read"
                     : is_own(article, person) ? "an article of one's own"
                                               : "an article of others");
    if (article.state.confidence == Confidence::kArchived) {
        add(Step::kEditArchived, "an archived article");
    }
    if (article.state.governance == Governance::kComplianceBased) {
        add(Step::kEditCompliance, "a compliance-based article");
    }
    return rules;
}

}  // namespace

bool is_own(const Article& article, const Person& person) noexcept {
    return !person.id.empty() && article.created_by == person.id;
}

bool is_external(const ArticleState& state) noexcept {
    return state.audience != Audience::kInternal &&
           (state.confidence == Confidence::kNotValidated ||
            state.confidence == Confidence::kValidated);
}

std::string name_of(const Article& article) {
    return article.id.empty() ? "the article" : article::printable(article.id);
}

Result<void> require_licence(const Person& person, Licence needed, std::string_view doing) {
    // A licence that does not exist counts as none.
    const Licence has = article::is_known(person.licence) ? person.licence : Licence::kReader;
    if (has >= needed) {
        return {};
    }
    const std::string& name = person.name.empty() ? person.id : person.name;
    return Error{ErrorCode::kPermissionDenied,
                 fmt::format("{} is a {}; {} needs a {}",
                             name.empty() ? "this person" : article::printable(name),
                             to_string(has), doing, to_string(needed))};
}

const Rule& rule_of(const Policy& policy, Step step) {
    static const Rule kNone{.forbidden = "there is no such step"};
    const auto at = static_cast<std::size_t>(step);
    return at < policy.rules.size() ? policy.rules[at] : kNone;
}

Result<void> check_permission(const Policy& policy, Step step, const Person& person) {
    const Rule& rule = rule_of(policy, step);
    if (!rule.forbidden.empty()) {
        return Error{ErrorCode::kConflict,
                     fmt::format("{} is not possible: {}", doing(step), rule.forbidden)};
    }
    return require_licence(person, rule.own, doing(step));
}

Result<void> check_edit(const Policy& policy, const Article& before, const Person& person,
                        std::string_view reason) {
    const std::vector<EditRule> rules = edit_rules(policy, before, person);
    for (const EditRule& each : rules) {
        if (!each.rule->forbidden.empty()) {
            return Error{ErrorCode::kConflict,
                         fmt::format("editing {}, {}, is not possible: {}", name_of(before),
                                     each.kind, each.rule->forbidden)};
        }
    }
    const EditRule& strongest = *std::ranges::max_element(rules, {}, &EditRule::licence);
    KB_TRY(require_licence(person, strongest.licence,
                           fmt::format("editing {}, {},", name_of(before), strongest.kind)));
    const bool asks =
        std::ranges::any_of(rules, [](const EditRule& each) { return each.rule->reason; });
    if (asks && !article::has_text(reason)) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("editing {} needs a reason", name_of(before))};
    }
    return {};
}

}  // namespace kb::lifecycle
