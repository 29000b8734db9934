// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/licence.hpp"

#include "article/spelling.hpp"
#include "base/try.hpp"

#include <fmt/format.h>

#include <array>

namespace kb::lifecycle {
namespace {

struct PermissionRule {
    Permission permission;
    Licence licence;  // and every stronger one
    std::string_view doing;
};

constexpr std::array<PermissionRule, 8> kPermissions{{
    {Permission::kFlag, Licence::kReader, "flagging an article"},
    {Permission::kCapture, Licence::kCandidate, "capturing an article"},
    {Permission::kLink, Licence::kCandidate, "linking a case"},
    // Whoever links may correct himself, and a link is not worth a stronger licence than its
    // maker's.
    {Permission::kUnlink, Licence::kCandidate, "taking back a link"},
    {Permission::kResolveFlag, Licence::kContributor, "answering a flag"},
    // An import sets any state at once, so it needs what its strongest single step would need.
    {Permission::kImport, Licence::kPublisher, "importing articles"},
    // Coaches propose licences; who enters them is recorded, so coaches also grant them.
    {Permission::kManagePeople, Licence::kCoach, "managing people"},
    // It brings people and what they are said to have done.
    {Permission::kRestore, Licence::kCoach, "restoring a base"},
}};

struct EditRule {
    bool (*fits)(const Article& article, const Person& person);
    Licence licence;
    std::string_view kind;  // of article
};

// Each row that fits asks for its licence.
constexpr std::array<EditRule, 5> kEdits{{
    {is_own, Licence::kCandidate, "an article of one's own"},
    {[](const Article& article, const Person& person) { return !is_own(article, person); },
     Licence::kContributor, "an article of others"},
    // Also one's own: outside readers see the change at once. While it is work in progress nobody
    // outside reads it, so its author goes on writing.
    {[](const Article& article, const Person&) { return is_external(article.state); },
     Licence::kPublisher, "an article that others than internal viewers read"},
    {[](const Article& article, const Person&) {
         return article.state.confidence == Confidence::kArchived;
     },
     Licence::kPublisher, "an archived article"},
    // Restricted authors, whatever the audience.
    {[](const Article& article, const Person&) {
         return article.state.governance == Governance::kComplianceBased;
     },
     Licence::kPublisher, "a compliance-based article"},
}};

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

Result<void> check_permission(Permission permission, const Person& person) {
    for (const PermissionRule& rule : kPermissions) {
        if (rule.permission == permission) {
            return require_licence(person, rule.licence, rule.doing);
        }
    }
    return Error{ErrorCode::kPermissionDenied, "nobody has a permission that does not exist"};
}

Result<void> check_edit(const Article& before, const Person& person) {
    const EditRule* strongest = nullptr;
    for (const EditRule& rule : kEdits) {
        const bool stronger = strongest == nullptr || rule.licence > strongest->licence;
        if (stronger && rule.fits(before, person)) {
            strongest = &rule;
        }
    }
    if (strongest == nullptr) {  // cannot be: an article is one's own or it is not
        return Error{ErrorCode::kInternal, "no rule about editing fits " + name_of(before)};
    }
    return require_licence(person, strongest->licence,
                           fmt::format("editing {}, {},", name_of(before), strongest->kind));
}

}  // namespace kb::lifecycle
