// SPDX-License-Identifier: Apache-2.0
//
// Goal: licences, flag kinds and link kinds have the spelling that files and tools rely on, read
// back, and refuse other words.

#include <kb/lifecycle.hpp>

#include <catch2/catch.hpp>

namespace kb {
namespace {

TEST_CASE("every value is spelled as promised and reads back", "[lifecycle]") {
    const std::pair<Licence, std::string> licences[] = {{Licence::kReader, "reader"},
                                                        {Licence::kCandidate, "candidate"},
                                                        {Licence::kContributor, "contributor"},
                                                        {Licence::kPublisher, "publisher"},
                                                        {Licence::kCoach, "coach"}};
    for (const auto& [value, spelling] : licences) {
        CAPTURE(spelling);
        CHECK(to_string(value) == spelling);
        CHECK(parse_licence(spelling).value() == value);
    }
    const std::pair<FlagKind, std::string> flags[] = {
        {FlagKind::kOutdated, "outdated"}, {FlagKind::kWrong, "wrong"},
        {FlagKind::kUnclear, "unclear"},   {FlagKind::kDuplicate, "duplicate"},
        {FlagKind::kAudience, "audience"}, {FlagKind::kOther, "other"}};
    for (const auto& [value, spelling] : flags) {
        CAPTURE(spelling);
        CHECK(to_string(value) == spelling);
        CHECK(parse_flag_kind(spelling).value() == value);
    }
    const std::pair<LinkKind, std::string> links[] = {
        {LinkKind::kResolvedByKnown, "resolved_by_known"},
        {LinkKind::kResolvedByNew, "resolved_by_new"},
        {LinkKind::kJoinedWip, "joined_wip"},
        {LinkKind::kReference, "reference"},
        {LinkKind::kSentToCustomer, "sent_to_customer"}};
    for (const auto& [value, spelling] : links) {
        CAPTURE(spelling);
        CHECK(to_string(value) == spelling);
        CHECK(parse_link_kind(spelling).value() == value);
    }
}

TEST_CASE("a word that is no value is refused with what is possible", "[lifecycle]") {
    const auto refused = parse_licence("publishr");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::kInvalidArgument);
    CHECK(refused.error().message ==
          "licence \"publishr\" is not known; possible values: reader, candidate, contributor, "
          "publisher, coach (did you mean \"publisher\"?)");
    CHECK_FALSE(parse_flag_kind("bad"));
    CHECK_FALSE(parse_link_kind("resolved"));
    CHECK(to_string(static_cast<Licence>(5)) == "unknown");
    CHECK(to_string(static_cast<FlagKind>(6)) == "unknown");
    CHECK(to_string(static_cast<LinkKind>(5)) == "unknown");
}

}  // namespace
}  // namespace kb
