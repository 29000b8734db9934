// SPDX-License-Identifier: Apache-2.0
//
// Goal: the matrix of licences says what it should, cell by cell, and a refusal names the licence
// that is missing and the one the person has.

#include "lifecycle/licence.hpp"

#include <catch2/catch.hpp>

namespace kb::lifecycle {
namespace {

const Policy kDefault{};

constexpr Licence kLicences[] = {Licence::kReader, Licence::kCandidate, Licence::kContributor,
                                 Licence::kPublisher, Licence::kCoach};

TEST_CASE("each permission begins with its licence", "[lifecycle]") {
    // One mark a licence, reader first.
    const std::pair<Step, std::string> matrix[] = {
        {Step::kFlag, "YYYYY"},         {Step::kCapture, ".YYYY"},     {Step::kLink, ".YYYY"},
        {Step::kUnlink, ".YYYY"},       {Step::kResolveFlag, "..YYY"}, {Step::kImport, "...YY"},
        {Step::kManagePeople, "....Y"}, {Step::kPropose, "YYYYY"},     {Step::kUndo, "...YY"},
        {Step::kSetPolicy, "....Y"},    {Step::kRestore, "....Y"},
    };
    for (const auto& [step, row] : matrix) {
        for (std::size_t i = 0; i < std::size(kLicences); ++i) {
            CAPTURE(to_string(step), to_string(kLicences[i]));
            const auto answer =
                check_permission(kDefault, step, {.id = "ana", .licence = kLicences[i]});
            CHECK(answer.has_value() == (row[i] == 'Y'));
            if (!answer) {
                CHECK(answer.error().code == ErrorCode::kPermissionDenied);
            }
        }
    }
}

TEST_CASE("each kind of article is edited from its licence on", "[lifecycle]") {
    struct Case {
        std::string row;
        Confidence confidence;
        Audience audience;
        Governance governance;
        bool own;
    };
    constexpr auto kExperience = Governance::kExperienceBased;
    constexpr auto kCompliance = Governance::kComplianceBased;
    const Case cases[] = {
        {".YYYY", Confidence::kWorkInProgress, Audience::kInternal, kExperience, true},
        {"..YYY", Confidence::kWorkInProgress, Audience::kInternal, kExperience, false},
        {".YYYY", Confidence::kValidated, Audience::kInternal, kExperience, true},
        {"..YYY", Confidence::kValidated, Audience::kInternal, kExperience, false},
        // Nobody outside reads work in progress, whatever audience it is meant for.
        {".YYYY", Confidence::kWorkInProgress, Audience::kPublic, kExperience, true},
        {"..YYY", Confidence::kWorkInProgress, Audience::kPublic, kExperience, false},
        {"...YY", Confidence::kNotValidated, Audience::kPartner, kExperience, true},
        {"...YY", Confidence::kNotValidated, Audience::kPartner, kExperience, false},
        {"...YY", Confidence::kValidated, Audience::kPublic, kExperience, true},
        {"...YY", Confidence::kArchived, Audience::kInternal, kExperience, true},
        {"...YY", Confidence::kArchived, Audience::kPublic, kExperience, false},
        {"...YY", Confidence::kWorkInProgress, Audience::kInternal, kCompliance, true},
        {"...YY", Confidence::kValidated, Audience::kInternal, kCompliance, false},
    };
    for (const Case& c : cases) {
        Article article{.id = "KB-1"};
        article.state = {c.confidence, c.audience, c.governance};
        article.created_by = c.own ? "ana" : "ben";
        for (std::size_t i = 0; i < std::size(kLicences); ++i) {
            CAPTURE(to_string(c.confidence), to_string(c.audience), to_string(c.governance), c.own,
                    to_string(kLicences[i]));
            CHECK(check_edit(kDefault, article, {.id = "ana", .licence = kLicences[i]}, {})
                      .has_value() == (c.row[i] == 'Y'));
        }
    }
}

TEST_CASE("rules for archived and compliance-based articles tell one's own from others'",
          "[lifecycle]") {
    Policy policy;
    for (const Step step : {Step::kEdit, Step::kEditArchived, Step::kEditCompliance}) {
        policy.rules[static_cast<std::size_t>(step)] = {.own = Licence::kCandidate,
                                                        .others = Licence::kContributor,
                                                        .external = Licence::kPublisher};
    }
    Article article{.id = "KB-1"};
    const auto may = [&](Licence licence) {
        return check_edit(policy, article, {.id = "ana", .licence = licence}, {}).has_value();
    };
    for (const ArticleState& state : {ArticleState{.confidence = Confidence::kArchived},
                                      ArticleState{.governance = Governance::kComplianceBased}}) {
        article.state = state;
        article.created_by = "ana";
        CHECK(may(Licence::kCandidate));
        article.created_by = "ben";
        CHECK_FALSE(may(Licence::kCandidate));
        CHECK(may(Licence::kContributor));
    }
    article.state = {Confidence::kValidated, Audience::kPublic, Governance::kComplianceBased};
    CHECK_FALSE(may(Licence::kContributor));
    CHECK(may(Licence::kPublisher));
}

TEST_CASE("a refusal names who, what and which licence", "[lifecycle]") {
    CHECK(check_permission(kDefault, Step::kImport, {.id = "ana", .licence = Licence::kContributor})
              .error()
              .message == "ana is a contributor; importing articles needs a publisher");
    CHECK(check_permission(kDefault, Step::kLink,
                           {.id = "ana", .name = "Ana M.", .licence = Licence::kReader})
              .error()
              .message == "Ana M. is a reader; linking a case needs a candidate");
    Article article{.id = "KB-7"};
    article.created_by = "ben";
    CHECK(check_edit(kDefault, article, {.id = "ana", .licence = Licence::kCandidate}, {})
              .error()
              .message ==
          "ana is a candidate; editing KB-7, an article of others, needs a contributor");
    article.state = {Confidence::kValidated, Audience::kPublic, Governance::kExperienceBased};
    CHECK(check_edit(kDefault, article, {.id = "ben", .licence = Licence::kContributor}, {})
              .error()
              .message ==
          "ben is a contributor; editing KB-7, an article that others than internal viewers read, "
          "needs a publisher");
}

TEST_CASE("nobody without an id owns anything", "[lifecycle]") {
    CHECK_FALSE(is_own(Article{}, Person{}));
    Article article;
    article.created_by = "ana";
    CHECK(is_own(article, {.id = "ana"}));
    CHECK_FALSE(is_own(article, {.id = "Ana"}));
}

TEST_CASE("a licence or permission that does not exist permits nothing", "[lifecycle]") {
    const Person forged{.id = "eve", .licence = static_cast<Licence>(200)};
    CHECK(check_permission(kDefault, Step::kFlag, forged));  // what everybody may
    CHECK_FALSE(check_permission(kDefault, Step::kLink, forged));
    CHECK_FALSE(check_edit(kDefault, Article{}, forged, {}));
    CHECK_FALSE(check_permission(kDefault, static_cast<Step>(99), {.licence = Licence::kCoach}));
}

}  // namespace
}  // namespace kb::lifecycle
