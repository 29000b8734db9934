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

// --- The rules -----------------------------------------------------------------------------------

// Which column of a rule holds: an article is external where its state before or after the step is,
// else one's own or that of others.
enum class Standing : std::uint8_t { kOwn, kOthers, kExternal };

// What a step asks for.
struct Demand {
    std::array<Licence, 3> licence;  // by Standing; and every stronger one
    bool reason = false;
    std::string_view forbidden{};  // why nobody may; empty: some may
};

constexpr Demand allow(Licence own, Licence others, Licence external) {
    return {.licence = {own, others, external}};
}
constexpr Demand with_reason(Demand demand) {
    demand.reason = true;
    return demand;
}
constexpr Demand forbid(std::string_view why) {
    return {.licence = {Licence::kCoach, Licence::kCoach, Licence::kCoach}, .forbidden = why};
}

struct ConfidenceRule {
    std::optional<Confidence> from;  // empty: there was no article
    Confidence to;
    Demand demand;
};

constexpr Licence kCandidate = Licence::kCandidate;
constexpr Licence kContributor = Licence::kContributor;
constexpr Licence kPublisher = Licence::kPublisher;
constexpr Licence kCoach = Licence::kCoach;
constexpr auto kWip = Confidence::kWorkInProgress;
constexpr auto kNotValidated = Confidence::kNotValidated;
constexpr auto kValidated = Confidence::kValidated;
constexpr auto kArchived = Confidence::kArchived;

constexpr std::string_view kNeverAgain = "work in progress is never entered again";

// Every pair of confidences. Each step also needs the mandatory fields of where it leads. Outside
// readers see the step at once, so the external column asks for a publisher throughout.
constexpr std::array<ConfidenceRule, 16> kConfidenceRules{{
    {std::nullopt, kWip, allow(kCandidate, kCandidate, kPublisher)},
    {std::nullopt, kNotValidated, allow(kCandidate, kCandidate, kPublisher)},
    {std::nullopt, kValidated, allow(kContributor, kContributor, kPublisher)},
    {std::nullopt, kArchived, forbid("an article is not born archived")},

    {kWip, kNotValidated, allow(kCandidate, kContributor, kPublisher)},
    {kWip, kValidated, allow(kContributor, kContributor, kPublisher)},
    // Also one's own, although its author may abandon it: what was captured once is only put away
    // by somebody who may bring it back.
    {kWip, kArchived, with_reason(allow(kPublisher, kPublisher, kPublisher))},

    // A contributor may validate what he wrote himself: licences are given for that judgement.
    {kNotValidated, kValidated, allow(kContributor, kContributor, kPublisher)},
    {kNotValidated, kWip, forbid(kNeverAgain)},
    {kNotValidated, kArchived, with_reason(allow(kPublisher, kPublisher, kPublisher))},

    {kValidated, kNotValidated, with_reason(allow(kContributor, kContributor, kPublisher))},
    {kValidated, kWip, forbid(kNeverAgain)},
    {kValidated, kArchived, with_reason(allow(kPublisher, kPublisher, kPublisher))},

    // What comes back is checked anew: its content here, the rest by whoever validates it.
    {kArchived, kNotValidated, allow(kPublisher, kPublisher, kPublisher)},
    {kArchived, kValidated, forbid("an archived article comes back as not validated")},
    {kArchived, kWip, forbid(kNeverAgain)},
}};

// A wider audience needs a publisher also for work in progress, which nobody outside reads yet: the
// decision is the same and takes effect without a further one. It needs no reason, and the
// mandatory fields of the article's confidence.
constexpr Demand kWiden = allow(kPublisher, kPublisher, kPublisher);
// A narrower audience repairs an error: quick, but on record.
constexpr Demand kNarrow = with_reason(allow(kContributor, kContributor, kContributor));
// An article for more than internal use from the start is widened from the start.
constexpr Demand kCreateExternal = kWiden;

// Changing who may edit is for whoever answers for the domain.
constexpr Demand kGovern = with_reason(allow(kCoach, kCoach, kCoach));
// Compliance-based articles have restricted authors, for every step of their life.
constexpr Demand kComplianceBased = allow(kPublisher, kPublisher, kPublisher);
// What is archived is touched by publishers only.
constexpr Demand kTouchArchived = allow(kPublisher, kPublisher, kPublisher);
constexpr Demand kWidenArchived =
    forbid("an archived article has no wider audience; restore it first");

// --- Their evaluation ----------------------------------------------------------------------------

// One demand and what is being done, as a message says it.
struct Step {
    const Demand* demand;
    std::string doing;
};

std::string in_words(std::string_view spelling) {
    std::string words(spelling);
    std::ranges::replace(words, '_', ' ');
    return words;
}

const Demand& confidence_demand(std::optional<Confidence> from, Confidence to) {
    static constexpr Demand kNone = forbid("there is no such step");
    const auto rule = std::ranges::find_if(kConfidenceRules, [&](const ConfidenceRule& candidate) {
        return candidate.from == from && candidate.to == to;
    });
    return rule == kConfidenceRules.end() ? kNone : rule->demand;
}

// Everything that is forbidden, then everything that is not permitted, then what is missing: a
// person learns first what no licence and no reason would change.
Result<void> evaluate(const std::vector<Step>& steps, Standing standing, const Person& person,
                      std::string_view reason) {
    for (const Step& step : steps) {
        if (!step.demand->forbidden.empty()) {
            return Error{ErrorCode::kConflict,
                         fmt::format("{} is not possible: {}", step.doing, step.demand->forbidden)};
        }
    }
    for (const Step& step : steps) {
        const Licence needed = step.demand->licence[static_cast<std::size_t>(standing)];
        KB_TRY(require_licence(person, needed, step.doing));
    }
    for (const Step& step : steps) {
        if (step.demand->reason && !article::has_text(reason)) {
            return Error{ErrorCode::kInvalidArgument, fmt::format("{} needs a reason", step.doing)};
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

Result<void> check_exists(const ArticleState& state) {
    if (!article::is_known(state.confidence) || !article::is_known(state.audience) ||
        !article::is_known(state.governance)) {
        return Error{ErrorCode::kInvalidArgument, "the state has a value that does not exist"};
    }
    return {};
}

// What the change from one state of an existing article to another asks for.
std::vector<Step> steps_between(const Article& before, const ArticleState& after) {
    const ArticleState& from = before.state;
    const std::string name = name_of(before);
    std::vector<Step> steps;
    if (from.confidence != after.confidence) {
        steps.push_back(
            {&confidence_demand(from.confidence, after.confidence),
             fmt::format("setting {} to {}", name, in_words(to_string(after.confidence)))});
    }
    if (from.audience != after.audience) {
        const bool widens = after.audience > from.audience;
        const bool archived = after.confidence == kArchived;
        const Demand& widen = archived ? kWidenArchived : kWiden;
        steps.push_back({widens ? &widen : &kNarrow, fmt::format("{} the audience of {} to {}",
                                                                 widens ? "widening" : "narrowing",
                                                                 name, to_string(after.audience))});
    }
    if (from.governance != after.governance) {
        steps.push_back(
            {&kGovern, fmt::format("making {} {}-based", name, to_string(after.governance))});
    }
    if (from.governance == Governance::kComplianceBased && !steps.empty()) {
        steps.push_back(
            {&kComplianceBased, fmt::format("changing {}, a compliance-based article,", name)});
    }
    if (from.confidence == kArchived && !steps.empty()) {
        steps.push_back({&kTouchArchived, fmt::format("changing {}, an archived article,", name)});
    }
    return steps;
}

}  // namespace

Result<void> check_creation(const Article& article, const Person& person) {
    KB_TRY(check_exists(article.state));
    const ArticleState& state = article.state;
    std::vector<Step> steps;
    steps.push_back(
        {&confidence_demand(std::nullopt, state.confidence),
         fmt::format("creating an article as {}", in_words(to_string(state.confidence)))});
    if (state.audience != Audience::kInternal) {
        steps.push_back({&kCreateExternal, fmt::format("creating an article for the audience {}",
                                                       to_string(state.audience))});
    }
    if (state.governance == Governance::kComplianceBased) {
        steps.push_back({&kComplianceBased, "creating a compliance-based article"});
    }
    KB_TRY(evaluate(steps, is_external(state) ? Standing::kExternal : Standing::kOwn, person, {}));
    return check_fitness(article, state.confidence);
}

Result<void> check_transition(const Article& before, const ArticleState& after,
                              const Person& person, std::string_view reason) {
    KB_TRY(check_exists(before.state));
    KB_TRY(check_exists(after));
    const bool external = is_external(before.state) || is_external(after);
    KB_TRY(evaluate(steps_between(before, after), standing_of(before, person, external), person,
                    reason));

    // An article that came in incomplete may be narrowed or governed as it is, but not moved on and
    // not shown to more people. Archiving keeps what there is; it has its reason by now.
    const bool moves = before.state.confidence != after.confidence;
    const bool widens = after.audience > before.state.audience;
    if ((!moves && !widens) || after.confidence == kArchived) {
        return {};
    }
    return check_fitness(before, after.confidence);
}

}  // namespace kb::lifecycle
