// SPDX-License-Identifier: Apache-2.0

// The rules of a base that was given no others, and what every policy must leave possible.

#include "article/spelling.hpp"
#include "article/words.hpp"
#include "base/try.hpp"
#include "base/utf8.hpp"

#include <kb/policy.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kb {
namespace {

constexpr Licence kReader = Licence::kReader;
constexpr Licence kCandidate = Licence::kCandidate;
constexpr Licence kContributor = Licence::kContributor;
constexpr Licence kPublisher = Licence::kPublisher;
constexpr Licence kCoach = Licence::kCoach;

constexpr std::size_t kForbiddenMax = 1000;  // bytes

constexpr const char* kNeverAgain = "work in progress is never entered again";

Rule allow(Licence own, Licence others, Licence external) {
    return {.own = own, .others = others, .external = external};
}

Rule allow(Licence everywhere) { return allow(everywhere, everywhere, everywhere); }

Rule with_reason(Rule rule) {
    rule.reason = true;
    return rule;
}

Rule forbid(std::string why) {
    Rule rule = allow(kCoach);
    rule.forbidden = std::move(why);
    return rule;
}

Rule default_rule(Step step) {
    switch (step) {
    // Each step of the confidence also needs the mandatory fields of where it leads. Readers
    // outside see it at once, so the external column asks for a publisher throughout.
    case Step::kCreateWorkInProgress:
    case Step::kCreateNotValidated: return allow(kCandidate, kCandidate, kPublisher);
    case Step::kCreateValidated: return allow(kContributor, kContributor, kPublisher);
    case Step::kCreateArchived: return forbid("an article is not born archived");
    case Step::kWorkInProgressToNotValidated: return allow(kCandidate, kContributor, kPublisher);
    case Step::kWorkInProgressToValidated: return allow(kContributor, kContributor, kPublisher);
    // Also one's own, although its author may abandon it: what was captured once is only put away
    // by somebody who may bring it back.
    case Step::kWorkInProgressToArchived:
    case Step::kNotValidatedToArchived:
    case Step::kValidatedToArchived: return with_reason(allow(kPublisher));
    case Step::kNotValidatedToWorkInProgress:
    case Step::kValidatedToWorkInProgress:
    case Step::kArchivedToWorkInProgress: return forbid(kNeverAgain);
    // A contributor may validate what he wrote himself: licences are given for that judgement.
    // Policy::author_validates says otherwise.
    case Step::kNotValidatedToValidated: return allow(kContributor, kContributor, kPublisher);
    case Step::kValidatedToNotValidated:
        return with_reason(allow(kContributor, kContributor, kPublisher));
    // What comes back is checked anew: its content here, the rest by whoever validates it.
    case Step::kArchivedToNotValidated: return allow(kPublisher);
    case Step::kArchivedToValidated:
        return forbid("an archived article comes back as not validated");
    // A wider audience needs a publisher also for work in progress, which nobody outside reads yet:
    // the decision is the same and takes effect without a further one. It needs no reason, and the
    // mandatory fields of the article's confidence.
    case Step::kWiden: return allow(kPublisher);
    // A narrower audience repairs an error: quick, but on record.
    case Step::kNarrow: return with_reason(allow(kContributor));
    case Step::kWidenArchived:
        return forbid("an archived article has no wider audience; restore it first");
    // Changing who may edit is for whoever answers for the domain.
    case Step::kGovern: return with_reason(allow(kCoach));
    // Compliance-based articles have restricted authors, for every step of their life.
    case Step::kTouchCompliance:
    case Step::kTouchArchived:
    case Step::kEditArchived:
    case Step::kEditCompliance: return allow(kPublisher);
    // External: also one's own, since outside readers see the change at once. While it is work in
    // progress nobody outside reads it, so its author goes on writing.
    case Step::kEdit: return allow(kCandidate, kContributor, kPublisher);
    case Step::kFlag:
    case Step::kPropose: return allow(kReader);
    case Step::kResolveFlag: return allow(kContributor);
    // Whoever links may correct himself, and a link is not worth a stronger licence than its
    // maker's.
    case Step::kCapture:
    case Step::kLink:
    case Step::kUnlink: return allow(kCandidate);
    // An import sets any state at once, so it needs what its strongest single step would need. So
    // does taking changes back, which also changes what others wrote.
    case Step::kImport:
    case Step::kUndo: return allow(kPublisher);
    // Coaches propose licences; who enters them is recorded, so coaches also grant them.
    case Step::kManagePeople:
    case Step::kSetPolicy: return allow(kCoach);
    // It brings people and what they are said to have done.
    case Step::kRestore: return allow(kCoach);
    }
    return forbid("there is no such step");
}

Rules make_default_rules() {
    Rules rules;
    for (std::size_t s = 0; s < rules.size(); ++s) {
        rules[s] = default_rule(static_cast<Step>(s));
    }
    return rules;
}

bool is_possible(const Policy& policy, Step step) {
    return policy.rules[static_cast<std::size_t>(step)].forbidden.empty();
}

Error refused(Step step, std::string_view consequence) {
    return {ErrorCode::kInvalidArgument,
            fmt::format("rule {}: if nobody may, {}", to_string(step), consequence)};
}

Result<void> check_licences(const Policy& policy) {
    for (std::size_t s = 0; s < kStepCount; ++s) {
        const Rule& rule = policy.rules[s];
        for (const Licence licence : {rule.own, rule.others, rule.external}) {
            if (!article::is_known(licence)) {
                return Error{
                    ErrorCode::kInvalidArgument,
                    fmt::format("rule {}: there is no licence {}", to_string(static_cast<Step>(s)),
                                static_cast<unsigned>(licence))};
            }
        }
        if (rule.forbidden.size() > kForbiddenMax || article::has_control(rule.forbidden) ||
            base::find_invalid_utf8(rule.forbidden) < rule.forbidden.size()) {
            return Error{
                ErrorCode::kInvalidArgument,
                fmt::format("rule {}: why it is forbidden is one line of UTF-8, at most {} "
                            "bytes",
                            to_string(static_cast<Step>(s)), kForbiddenMax)};
        }
    }
    return {};
}

// Whether an article can come from where it is created to validated.
bool can_be_validated(const Policy& policy) {
    const bool as_work = is_possible(policy, Step::kCreateWorkInProgress) &&
                         (is_possible(policy, Step::kWorkInProgressToValidated) ||
                          (is_possible(policy, Step::kWorkInProgressToNotValidated) &&
                           is_possible(policy, Step::kNotValidatedToValidated)));
    const bool as_not_validated = is_possible(policy, Step::kCreateNotValidated) &&
                                  is_possible(policy, Step::kNotValidatedToValidated);
    return as_work || as_not_validated ||
           (policy.author_validates && is_possible(policy, Step::kCreateValidated));
}

}  // namespace

const Rules& default_rules() {
    static const Rules kRules = make_default_rules();
    return kRules;
}

Result<void> check(const Policy& policy) {
    KB_TRY(check_licences(policy));
    if (!is_possible(policy, Step::kSetPolicy)) {
        return refused(Step::kSetPolicy, "this policy could never be changed");
    }
    if (!is_possible(policy, Step::kManagePeople)) {
        return refused(Step::kManagePeople, "no licence could ever be given or withdrawn");
    }
    if (!is_possible(policy, Step::kCapture) || !is_possible(policy, Step::kCreateWorkInProgress)) {
        return refused(
            is_possible(policy, Step::kCapture) ? Step::kCreateWorkInProgress : Step::kCapture,
            "nothing could be captured");
    }
    if (!can_be_validated(policy)) {
        return Error{ErrorCode::kInvalidArgument,
                     "no rules lead from where an article is created to validated: nothing could "
                     "ever be shown outside"};
    }
    return {};
}

// No default, so that a value without a spelling does not compile.
std::string_view to_string(Step step) noexcept {
    switch (step) {
    case Step::kCreateWorkInProgress: return "create_work_in_progress";
    case Step::kCreateNotValidated: return "create_not_validated";
    case Step::kCreateValidated: return "create_validated";
    case Step::kCreateArchived: return "create_archived";
    case Step::kWorkInProgressToNotValidated: return "work_in_progress_to_not_validated";
    case Step::kWorkInProgressToValidated: return "work_in_progress_to_validated";
    case Step::kWorkInProgressToArchived: return "work_in_progress_to_archived";
    case Step::kNotValidatedToWorkInProgress: return "not_validated_to_work_in_progress";
    case Step::kNotValidatedToValidated: return "not_validated_to_validated";
    case Step::kNotValidatedToArchived: return "not_validated_to_archived";
    case Step::kValidatedToWorkInProgress: return "validated_to_work_in_progress";
    case Step::kValidatedToNotValidated: return "validated_to_not_validated";
    case Step::kValidatedToArchived: return "validated_to_archived";
    case Step::kArchivedToWorkInProgress: return "archived_to_work_in_progress";
    case Step::kArchivedToNotValidated: return "archived_to_not_validated";
    case Step::kArchivedToValidated: return "archived_to_validated";
    case Step::kWiden: return "widen";
    case Step::kNarrow: return "narrow";
    case Step::kWidenArchived: return "widen_archived";
    case Step::kGovern: return "govern";
    case Step::kTouchCompliance: return "touch_compliance";
    case Step::kTouchArchived: return "touch_archived";
    case Step::kEdit: return "edit";
    case Step::kEditArchived: return "edit_archived";
    case Step::kEditCompliance: return "edit_compliance";
    case Step::kFlag: return "flag";
    case Step::kResolveFlag: return "resolve_flag";
    case Step::kPropose: return "propose";
    case Step::kCapture: return "capture";
    case Step::kLink: return "link";
    case Step::kUnlink: return "unlink";
    case Step::kImport: return "import";
    case Step::kUndo: return "undo";
    case Step::kManagePeople: return "manage_people";
    case Step::kSetPolicy: return "set_policy";
    case Step::kRestore: return "restore";
    }
    return article::kNoSpelling;
}

Result<Step> parse_step(std::string_view text) {
    return article::parse_spelling<Step>("step", text);
}

}  // namespace kb
