// SPDX-License-Identifier: Apache-2.0
//
// Goal: the tables of the life cycle say what the practice says. Every combination of state before,
// state after, licence, authorship, reason and content is compared with a second, slow statement of
// the rules; then the messages, by example.

#include "lifecycle/state_machine.hpp"

#include <catch2/catch.hpp>

#include <optional>

namespace kb::lifecycle {
namespace {

const Policy kDefault{};

constexpr Licence kLicences[] = {Licence::kReader, Licence::kCandidate, Licence::kContributor,
                                 Licence::kPublisher, Licence::kCoach};

std::vector<ArticleState> all_states() {
    std::vector<ArticleState> states;
    for (unsigned confidence = 0; confidence < 4; ++confidence) {
        for (unsigned audience = 0; audience < 4; ++audience) {
            for (unsigned governance = 0; governance < 2; ++governance) {
                states.push_back({static_cast<Confidence>(confidence),
                                  static_cast<Audience>(audience),
                                  static_cast<Governance>(governance)});
            }
        }
    }
    return states;
}

Article make_article(const ArticleState& state, bool own, bool resolved) {
    Article article{.id = "KB-1"};
    article.title = "Printer offline";
    article.issue = {{.text = "printer shows offline"}};
    article.environment = {{"os", "Windows 11"}};
    article.resolution = resolved ? "Restart the spooler" : "";
    article.state = state;
    article.created_by = own ? "ana" : "ben";
    return article;
}

// ---- The rules once more, as sentences of a handbook. No value: allowed.
// -------------------------

bool outside_may_see(const ArticleState& s) {
    if (s.audience == Audience::kInternal) {
        return false;
    }
    return s.confidence == Confidence::kValidated || s.confidence == Confidence::kNotValidated;
}

std::optional<ErrorCode> want_transition(const Article& before, const ArticleState& after,
                                         Licence licence, std::string_view reason) {
    const ArticleState& from = before.state;
    const bool own = before.created_by == "ana";
    const bool complete = !before.resolution.empty();
    const bool moves = from.confidence != after.confidence;
    const bool wider = static_cast<int>(after.audience) > static_cast<int>(from.audience);
    const bool narrower = static_cast<int>(after.audience) < static_cast<int>(from.audience);
    const bool governs = from.governance != after.governance;
    if (from == after) {
        return std::nullopt;
    }

    // What nobody may do.
    if (moves && after.confidence == Confidence::kWorkInProgress) {
        return ErrorCode::kConflict;
    }
    if (from.confidence == Confidence::kArchived && after.confidence == Confidence::kValidated) {
        return ErrorCode::kConflict;
    }
    if (wider && after.confidence == Confidence::kArchived) {
        return ErrorCode::kConflict;
    }

    // Who may do the rest: start from nobody in particular and raise.
    int needed = 0;
    const auto raise = [&](int to) { needed = needed < to ? to : needed; };
    const int candidate = 1;
    const int contributor = 2;
    const int publisher = 3;
    const int coach = 4;
    if (moves && after.confidence == Confidence::kNotValidated) {
        raise(from.confidence == Confidence::kWorkInProgress && own ? candidate : contributor);
    }
    if (moves && after.confidence == Confidence::kValidated) {
        raise(contributor);
    }
    if (moves && (outside_may_see(from) || outside_may_see(after))) {
        raise(publisher);
    }
    if (after.confidence == Confidence::kArchived && moves) {
        raise(publisher);
    }
    if (from.confidence == Confidence::kArchived) {
        raise(publisher);
    }
    if (wider) {
        raise(publisher);
    }
    if (narrower) {
        raise(contributor);
    }
    if (from.governance == Governance::kComplianceBased) {
        raise(publisher);
    }
    if (governs) {
        raise(coach);
    }
    if (static_cast<int>(licence) < needed) {
        return ErrorCode::kPermissionDenied;
    }

    // What has to be said.
    const bool demoted =
        from.confidence == Confidence::kValidated && after.confidence == Confidence::kNotValidated;
    const bool put_away = moves && after.confidence == Confidence::kArchived;
    if ((demoted || put_away || narrower || governs) && reason.empty()) {
        return ErrorCode::kInvalidArgument;
    }

    // What has to be there.
    const bool needs_resolution =
        after.confidence == Confidence::kNotValidated || after.confidence == Confidence::kValidated;
    if ((moves || wider) && needs_resolution && !complete) {
        return ErrorCode::kInvalidArgument;
    }
    return std::nullopt;
}

std::optional<ErrorCode> want_creation(const Article& article, Licence licence) {
    const ArticleState& state = article.state;
    if (state.confidence == Confidence::kArchived) {
        return ErrorCode::kConflict;
    }
    int needed = state.confidence == Confidence::kValidated ? 2 : 1;
    if (state.audience != Audience::kInternal || state.governance == Governance::kComplianceBased) {
        needed = 3;
    }
    if (static_cast<int>(licence) < needed) {
        return ErrorCode::kPermissionDenied;
    }
    const bool complete =
        state.confidence == Confidence::kWorkInProgress || !article.resolution.empty();
    return complete ? std::nullopt : std::optional(ErrorCode::kInvalidArgument);
}

std::optional<ErrorCode> code_of(const Result<void>& result) {
    return result ? std::nullopt : std::optional(result.error().code);
}

// -------------------------------------------------------------------------------------------------

TEST_CASE("every transition agrees with the second statement of the rules", "[lifecycle]") {
    std::size_t allowed = 0;
    std::size_t refused = 0;
    for (const ArticleState& from : all_states()) {
        for (const bool own : {true, false}) {
            for (const bool resolved : {true, false}) {
                const Article before = make_article(from, own, resolved);
                for (const ArticleState& after : all_states()) {
                    for (const Licence licence : kLicences) {
                        for (const char* reason : {"", "said so"}) {
                            const auto got = check_transition(
                                kDefault, before, after, {.id = "ana", .licence = licence}, reason);
                            const auto want = want_transition(before, after, licence, reason);
                            ++(want ? refused : allowed);
                            if (code_of(got) != want) {  // a CHECK each would take minutes
                                CAPTURE(to_string(from.confidence), to_string(from.audience),
                                        to_string(from.governance), to_string(after.confidence),
                                        to_string(after.audience), to_string(after.governance),
                                        to_string(licence), own, resolved, reason);
                                CHECK(code_of(got) == want);
                            }
                        }
                    }
                }
            }
        }
    }
    CHECK(allowed + refused == 32U * 2 * 2 * 32 * 5 * 2);
    CHECK(allowed > 1000);
    CHECK(refused > allowed);
}

TEST_CASE("every creation agrees with the second statement of the rules", "[lifecycle]") {
    for (const ArticleState& state : all_states()) {
        for (const bool own : {true, false}) {
            for (const bool resolved : {true, false}) {
                const Article article = make_article(state, own, resolved);
                for (const Licence licence : kLicences) {
                    CAPTURE(to_string(state.confidence), to_string(state.audience),
                            to_string(state.governance), to_string(licence), own, resolved);
                    CHECK(code_of(check_creation(kDefault, article,
                                                 {.id = "ana", .licence = licence})) ==
                          want_creation(article, licence));
                }
            }
        }
    }
}

TEST_CASE("a stronger licence never loses a step", "[lifecycle]") {
    for (const ArticleState& from : all_states()) {
        const Article before = make_article(from, false, true);
        for (const ArticleState& after : all_states()) {
            bool could = false;
            for (const Licence licence : kLicences) {
                const bool can = check_transition(kDefault, before, after,
                                                  {.id = "ana", .licence = licence}, "why")
                                     .has_value();
                if (could && !can) {
                    FAIL_CHECK("lost with " << to_string(licence));
                }
                could = can;
            }
        }
    }
}

TEST_CASE("work in progress has no way back", "[lifecycle]") {
    for (const ArticleState& from : all_states()) {
        if (from.confidence == Confidence::kWorkInProgress) {
            continue;
        }
        ArticleState after = from;
        after.confidence = Confidence::kWorkInProgress;
        CHECK_FALSE(check_transition(kDefault, make_article(from, true, true), after,
                                     {.id = "ana", .licence = Licence::kCoach}, "why"));
    }
}

TEST_CASE("a refused transition says which rule refused it", "[lifecycle]") {
    constexpr auto kWip = Confidence::kWorkInProgress;
    constexpr auto kNotValidated = Confidence::kNotValidated;
    constexpr auto kValidated = Confidence::kValidated;
    constexpr auto kArchived = Confidence::kArchived;
    const ArticleState wip{.confidence = kWip};
    const ArticleState not_validated{.confidence = kNotValidated};
    const ArticleState validated{.confidence = kValidated};
    const ArticleState archived{.confidence = kArchived};
    const ArticleState open{.confidence = kValidated, .audience = Audience::kPublic};
    const ArticleState governed{.confidence = kValidated,
                                .governance = Governance::kComplianceBased};
    struct Case {
        ArticleState from;
        ArticleState to;
        Licence licence;
        std::string reason;
        bool resolved;
        std::string message;
    };
    const Case cases[] = {
        {wip, validated, Licence::kCandidate, "", true,
         "ana is a candidate; setting KB-1 to validated needs a contributor"},
        {wip, not_validated, Licence::kCandidate, "", false,
         "KB-1 cannot be not validated: the resolution is missing"},
        {validated, wip, Licence::kCoach, "", true,
         "setting KB-1 to work in progress is not possible: work in progress is never entered "
         "again"},
        {validated, not_validated, Licence::kContributor, " ", true,
         "setting KB-1 to not validated needs a reason"},
        {archived, validated, Licence::kCoach, "", true,
         "setting KB-1 to validated is not possible: an archived article comes back as not "
         "validated"},
        {validated, archived, Licence::kContributor, "old", true,
         "ana is a contributor; setting KB-1 to archived needs a publisher"},
        {validated, archived, Licence::kPublisher, "", true,
         "setting KB-1 to archived needs a reason"},
        {validated, open, Licence::kContributor, "", true,
         "ana is a contributor; widening the audience of KB-1 to public needs a publisher"},
        {open, validated, Licence::kContributor, "", true,
         "narrowing the audience of KB-1 to internal needs a reason"},
        {validated, governed, Licence::kPublisher, "law", true,
         "ana is a publisher; making KB-1 compliance-based needs a coach"},
        {governed,
         {kNotValidated, Audience::kInternal, Governance::kComplianceBased},
         Licence::kContributor,
         "old",
         true,
         "ana is a contributor; changing KB-1, a compliance-based article, needs a publisher"},
        {archived,
         {.confidence = kArchived, .audience = Audience::kPublic},
         Licence::kCoach,
         "",
         true,
         "widening the audience of KB-1 to public is not possible: an archived article has no "
         "wider audience; restore it first"},
    };
    for (const Case& c : cases) {
        const auto refused = check_transition(kDefault, make_article(c.from, true, c.resolved),
                                              c.to, {.id = "ana", .licence = c.licence}, c.reason);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message == c.message);
    }
}

TEST_CASE("a refused creation says which rule refused it", "[lifecycle]") {
    Article article;
    const Person candidate{.id = "ana", .licence = Licence::kCandidate};
    CHECK(check_creation(kDefault, article, candidate).error().message ==
          "the article cannot be work in progress: the issue is missing");
    article.issue = {{.text = "printer offline"}};
    CHECK(check_creation(kDefault, article, candidate));  // the environment may come later
    article.state.confidence = Confidence::kValidated;
    CHECK(check_creation(kDefault, article, candidate).error().message ==
          "ana is a candidate; creating an article as validated needs a contributor");
    CHECK(check_creation(kDefault, article, {.id = "ana", .licence = Licence::kContributor})
              .error()
              .message ==
          "the article cannot be validated: the environment is missing, the resolution is missing, "
          "the title is missing");
    article.state.confidence = Confidence::kArchived;
    CHECK(check_creation(kDefault, article, candidate).error().message ==
          "creating an article as archived is not possible: an article is not born archived");
}

TEST_CASE("a state that does not exist is refused", "[lifecycle]") {
    const Person coach{.id = "ana", .licence = Licence::kCoach};
    const Article article = make_article({}, true, true);
    ArticleState wrong;
    wrong.confidence = static_cast<Confidence>(4);
    CHECK(check_transition(kDefault, article, wrong, coach, "why").error().code ==
          ErrorCode::kInvalidArgument);
    wrong = {};
    wrong.audience = static_cast<Audience>(4);
    CHECK(check_creation(kDefault, make_article(wrong, true, true), coach).error().code ==
          ErrorCode::kInvalidArgument);
    wrong = {};
    wrong.governance = static_cast<Governance>(2);
    CHECK_FALSE(check_transition(kDefault, make_article(wrong, true, true), {}, coach, "why"));
}

}  // namespace
}  // namespace kb::lifecycle
