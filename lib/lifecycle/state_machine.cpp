// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/state_machine.hpp"

#include "article/spelling.hpp"
#include "article/words.hpp"
#include "base/try.hpp"

#include <kb/content_standard.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace kb::lifecycle {
namespace {

// Which column of a rule holds: an article is external where its state before or after the step is,
// else one's own or that of others.
enum class Standing : std::uint8_t { kOwn, kOthers, kExternal };

// One demand and what is being done, as a message says it.
struct Demanded {
    const Rule* rule;
    std::string doing;
};

std::string in_words(std::string_view spelling) {
    std::string words(spelling);
    std::ranges::replace(words, '_', ' ');
    return words;
}

constexpr auto kArchived = Confidence::kArchived;

// By from and to. What leads nowhere else is not asked for.
constexpr std::array<std::array<Step, 4>, 4> kConfidenceSteps{{
    {Step::kCreateWorkInProgress, Step::kWorkInProgressToNotValidated,
     Step::kWorkInProgressToValidated, Step::kWorkInProgressToArchived},
    {Step::kNotValidatedToWorkInProgress, Step::kCreateNotValidated, Step::kNotValidatedToValidated,
     Step::kNotValidatedToArchived},
    {Step::kValidatedToWorkInProgress, Step::kValidatedToNotValidated, Step::kCreateValidated,
     Step::kValidatedToArchived},
    {Step::kArchivedToWorkInProgress, Step::kArchivedToNotValidated, Step::kArchivedToValidated,
     Step::kCreateArchived},
}};

// The diagonal is how an article begins.
Step creation_step(Confidence to) {
    const auto at = static_cast<std::size_t>(to);
    return kConfidenceSteps[at][at];
}

Step confidence_step(Confidence from, Confidence to) {
    return kConfidenceSteps[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
}

Licence licence_of(const Rule& rule, Standing standing) {
    switch (standing) {
    case Standing::kOwn: return rule.own;
    case Standing::kOthers: return rule.others;
    case Standing::kExternal: return rule.external;
    }
    return Licence::kCoach;
}

// Everything that is forbidden, then everything that is not permitted, then what is missing: a
// person learns first what no licence and no reason would change.
Result<void> evaluate(const std::vector<Demanded>& demands, Standing standing, const Person& person,
                      std::string_view reason) {
    for (const Demanded& demanded : demands) {
        if (!demanded.rule->forbidden.empty()) {
            return Error{ErrorCode::kConflict, fmt::format("{} is not possible: {}", demanded.doing,
                                                           demanded.rule->forbidden)};
        }
    }
    for (const Demanded& demanded : demands) {
        KB_TRY(require_licence(person, licence_of(*demanded.rule, standing), demanded.doing));
    }
    for (const Demanded& demanded : demands) {
        if (demanded.rule->reason && !article::has_text(reason)) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("{} needs a reason", demanded.doing)};
        }
    }
    return {};
}

Standing standing_of(const Article& article, const Person& person, bool external) {
    if (external) {
        return Standing::kExternal;
    }
    return is_own(article, person) ? Standing::kOwn : Standing::kOthers;
}

// Errors: kInvalidArgument, naming every mandatory field that is missing.
Result<void> check_fitness(const Article& article, Confidence confidence) {
    std::string missing;
    for (const Finding& finding : check_content(article, confidence)) {
        if (finding.severity == Severity::kError) {
            missing += missing.empty() ? "" : ", ";
            missing += finding.message;
        }
    }
    if (missing.empty()) {
        return {};
    }
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("{} cannot be {}: {}", name_of(article),
                             in_words(to_string(confidence)), missing)};
}

// Errors: kPermissionDenied where the policy asks for somebody else than the author.
Result<void> check_second_person(const Policy& policy, const Article& article, const Person& person,
                                 bool own) {
    if (policy.author_validates || !own) {
        return {};
    }
    return Error{ErrorCode::kPermissionDenied,
                 fmt::format("{} wrote {}; the policy of this base has somebody else validate it",
                             person.id, name_of(article))};
}

Result<void> check_exists(const ArticleState& state) {
    if (!article::is_known(state.confidence) || !article::is_known(state.audience) ||
        !article::is_known(state.governance)) {
        return Error{ErrorCode::kInvalidArgument, "the state has a value that does not exist"};
    }
    return {};
}

// What the change from one state of an existing article to another asks for.
std::vector<Demanded> demands_between(const Policy& policy, const Article& before,
                                      const ArticleState& after) {
    const ArticleState& from = before.state;
    const std::string name = name_of(before);
    std::vector<Demanded> demands;
    const auto demand = [&](Step step, std::string doing) {
        demands.push_back({&rule_of(policy, step), std::move(doing)});
    };
    if (from.confidence != after.confidence) {
        demand(confidence_step(from.confidence, after.confidence),
               fmt::format("setting {} to {}", name, in_words(to_string(after.confidence))));
    }
    if (from.audience != after.audience) {
        const bool widens = after.audience > from.audience;
        const Step widen = after.confidence == kArchived ? Step::kWidenArchived : Step::kWiden;
        demand(widens ? widen : Step::kNarrow,
               fmt::format("{} the audience of {} to {}", widens ? "widening" : "narrowing", name,
                           to_string(after.audience)));
    }
    if (from.governance != after.governance) {
        demand(Step::kGovern, fmt::format("making {} {}-based", name, to_string(after.governance)));
    }
    if (from.governance == Governance::kComplianceBased && !demands.empty()) {
        demand(Step::kTouchCompliance,
               fmt::format("changing {}, a compliance-based article,", name));
    }
    if (from.confidence == kArchived && !demands.empty()) {
        demand(Step::kTouchArchived, fmt::format("changing {}, an archived article,", name));
    }
    return demands;
}

}  // namespace

Result<void> check_creation(const Policy& policy, const Article& article, const Person& person) {
    KB_TRY(check_exists(article.state));
    const ArticleState& state = article.state;
    std::vector<Demanded> demands;
    demands.push_back(
        {&rule_of(policy, creation_step(state.confidence)),
         fmt::format("creating an article as {}", in_words(to_string(state.confidence)))});
    if (state.audience != Audience::kInternal) {
        // An article for more than internal use from the start is widened from the start.
        demands.push_back(
            {&rule_of(policy, Step::kWiden),
             fmt::format("creating an article for the audience {}", to_string(state.audience))});
    }
    if (state.governance == Governance::kComplianceBased) {
        demands.push_back(
            {&rule_of(policy, Step::kTouchCompliance), "creating a compliance-based article"});
    }
    const Standing standing = is_external(state) ? Standing::kExternal : Standing::kOwn;
    // Nobody has a reason to give for what did not exist; only a change asks for one.
    KB_TRY(evaluate(demands, standing, person, "new"));
    if (state.confidence == Confidence::kValidated) {
        KB_TRY(check_second_person(policy, article, person, true));
    }
    return check_fitness(article, state.confidence);
}

Result<void> check_transition(const Policy& policy, const Article& before,
                              const ArticleState& after, const Person& person,
                              std::string_view reason) {
    KB_TRY(check_exists(before.state));
    KB_TRY(check_exists(after));
    const bool external = is_external(before.state) || is_external(after);
    KB_TRY(evaluate(demands_between(policy, before, after), standing_of(before, person, external),
                    person, reason));
    const bool moves = before.state.confidence != after.confidence;
    if (moves && after.confidence == Confidence::kValidated) {
        KB_TRY(check_second_person(policy, before, person, is_own(before, person)));
    }

    // An article that came in incomplete may be narrowed or governed as it is, but not moved on and
    // not shown to more people. Archiving keeps what there is; it has its reason by now.
    const bool widens = after.audience > before.state.audience;
    if ((!moves && !widens) || after.confidence == kArchived) {
        return {};
    }
    return check_fitness(before, after.confidence);
}

}  // namespace kb::lifecycle
