// SPDX-License-Identifier: Apache-2.0
//
// Goal: each value of the article's enumerations has the spelling that files and tools rely on, and
// reads back; a word that is none of them is refused with what would have been possible.

#include <kb/article.hpp>

#include <catch2/catch.hpp>

#include <string>

namespace kb {
namespace {

TEST_CASE("every value is spelled as promised and reads back", "[article]") {
    const std::pair<Field, std::string> fields[] = {{Field::kTitle, "title"},
                                                    {Field::kIssue, "issue"},
                                                    {Field::kEnvironment, "environment"},
                                                    {Field::kResolution, "resolution"},
                                                    {Field::kCause, "cause"},
                                                    {Field::kKeywords, "keywords"},
                                                    {Field::kCodes, "codes"}};
    for (const auto& [value, spelling] : fields) {
        CAPTURE(spelling);
        CHECK(to_string(value) == spelling);
        CHECK(parse_field(spelling).value() == value);
    }
    CHECK(std::size(fields) == kFieldCount);

    const std::pair<Confidence, std::string> confidences[] = {
        {Confidence::kWorkInProgress, "work_in_progress"},
        {Confidence::kNotValidated, "not_validated"},
        {Confidence::kValidated, "validated"},
        {Confidence::kArchived, "archived"}};
    for (const auto& [value, spelling] : confidences) {
        CAPTURE(spelling);
        CHECK(to_string(value) == spelling);
        CHECK(parse_confidence(spelling).value() == value);
    }

    const std::pair<Audience, std::string> audiences[] = {{Audience::kInternal, "internal"},
                                                          {Audience::kPartner, "partner"},
                                                          {Audience::kCustomer, "customer"},
                                                          {Audience::kPublic, "public"}};
    for (const auto& [value, spelling] : audiences) {
        CAPTURE(spelling);
        CHECK(to_string(value) == spelling);
        CHECK(parse_audience(spelling).value() == value);
    }

    const std::pair<Governance, std::string> governances[] = {
        {Governance::kExperienceBased, "experience"}, {Governance::kComplianceBased, "compliance"}};
    for (const auto& [value, spelling] : governances) {
        CAPTURE(spelling);
        CHECK(to_string(value) == spelling);
        CHECK(parse_governance(spelling).value() == value);
    }

    const std::pair<StatementSource, std::string> sources[] = {
        {StatementSource::kSearch, "search"},
        {StatementSource::kCase, "case"},
        {StatementSource::kAgent, "agent"},
        {StatementSource::kCustomer, "customer"},
        {StatementSource::kEditor, "editor"}};
    for (const auto& [value, spelling] : sources) {
        CAPTURE(spelling);
        CHECK(to_string(value) == spelling);
        CHECK(parse_statement_source(spelling).value() == value);
    }
}

TEST_CASE("a number that is no value is spelled unknown", "[article]") {
    CHECK(to_string(static_cast<Field>(7)) == "unknown");
    CHECK(to_string(static_cast<Confidence>(4)) == "unknown");
    CHECK(to_string(static_cast<Audience>(255)) == "unknown");
    CHECK(to_string(static_cast<Governance>(2)) == "unknown");
    CHECK(to_string(static_cast<StatementSource>(5)) == "unknown");
    CHECK_FALSE(parse_confidence("unknown"));
}

TEST_CASE("spellings are read in any case, and the everyday word for work in progress",
          "[article]") {
    CHECK(parse_confidence("Not-Validated").value() == Confidence::kNotValidated);
    CHECK(parse_confidence("work in progress").value() == Confidence::kWorkInProgress);
    CHECK(parse_confidence("WIP").value() == Confidence::kWorkInProgress);
    CHECK(parse_audience("PUBLIC").value() == Audience::kPublic);
}

TEST_CASE("a word that is no value is refused with what is possible", "[article]") {
    const auto near = parse_confidence("validted");
    REQUIRE_FALSE(near);
    CHECK(near.error().code == ErrorCode::kInvalidArgument);
    CHECK(near.error().message ==
          "confidence \"validted\" is not known; possible values: work_in_progress, "
          "not_validated, validated, archived (did you mean \"validated\"?)");

    const auto far = parse_audience("everybody");
    REQUIRE_FALSE(far);
    CHECK(far.error().message ==
          "audience \"everybody\" is not known; possible values: internal, partner, customer, "
          "public");
    CHECK_FALSE(parse_field(""));
    CHECK_FALSE(parse_governance("both"));
    CHECK_FALSE(parse_statement_source("rumour"));
}

}  // namespace
}  // namespace kb
