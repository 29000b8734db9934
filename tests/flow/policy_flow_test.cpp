// SPDX-License-Identifier: Apache-2.0
//
// Goal: a base does what its policy says from the moment it is set, every article stands where the
// policy puts it, also after a crash in between, and no policy locks everybody out.

#include "support/articles.hpp"
#include "support/temporary_folder.hpp"

#include <kb/exchange.hpp>

#include <catch2/catch.hpp>

namespace kb {
namespace {

using test::by;

struct Fixture {
    test::TemporaryFolder folder;
    test::FakeClock clock;
    std::optional<KnowledgeBase> base{test::make_base(folder.path() / "kb", clock)};

    void put(const ArticleId& id, Confidence confidence, Audience audience) {
        Article article = test::article(id, "Printer " + id, "it is off", "Wait.");
        article.state = {.confidence = confidence, .audience = audience};
        REQUIRE(base->put(article, by("pia")));
    }
    [[nodiscard]] std::size_t found(Audience audience) const {
        return test::ids(test::search(*base, "printer", Viewer{.audience = audience})).size();
    }
};

Policy open_policy() {
    Policy policy;
    policy.customer_reads_not_validated = true;
    return policy;
}

Rule& rule(Policy& policy, Step step) { return policy.rules.at(static_cast<std::size_t>(step)); }

// What an edit by the coach is answered under a policy, which is then taken back.
ErrorCode lifecycle_edit(KnowledgeBase& base, const Policy& policy, const Edit& edit) {
    const Policy before = base.policy().value();
    REQUIRE(base.set_policy(policy, by("coach")));
    const auto outcome = base.edit(edit, by("coach", "why"));
    REQUIRE(base.set_policy(before, by("coach")));
    REQUIRE_FALSE(outcome);
    return outcome.error().code;
}

TEST_CASE("another policy moves the articles it is about, in one change", "[flow]") {
    Fixture f;
    f.put("N-1", Confidence::kNotValidated, Audience::kPublic);
    f.put("N-2", Confidence::kNotValidated, Audience::kCustomer);
    f.put("N-3", Confidence::kNotValidated, Audience::kInternal);
    f.put("V-1", Confidence::kValidated, Audience::kPublic);
    const ChangeNumber before = f.base->statistics()->generation;
    CHECK(f.found(Audience::kCustomer) == 1);

    for (const bool dry_run : {true, false}) {
        const auto outcome = f.base->set_policy(open_policy(), by("coach"), dry_run);
        REQUIRE(outcome);
        CHECK(outcome->changed);
        CHECK(outcome->moved == 2);
        CHECK(outcome->steps.empty());
        CHECK(outcome->moves ==
              std::vector<ShelfMove>{
                  {.from = Shelf::kInternal, .to = Shelf::kCustomer, .articles = 2}});
        CHECK(f.base->statistics()->generation == before + (dry_run ? 0 : 1));
    }
    CHECK(f.base->policy().value() == open_policy());
    CHECK(f.found(Audience::kCustomer) == 3);
    CHECK(f.found(Audience::kPublic) == 1);
    CHECK(f.base->article("N-1", {.audience = Audience::kCustomer}));
    CHECK(f.base->article("N-1", test::kEverything)->version == 1);  // it moved, it did not change
    CHECK(f.base->verify()->damage.empty());
    CHECK_FALSE(f.base->set_policy(open_policy(), by("coach"))->changed);
    CHECK(f.base->statistics()->generation == before + 1);

    REQUIRE(f.base->set_policy(Policy{}, by("coach")));  // and back
    CHECK(f.found(Audience::kCustomer) == 1);
    CHECK_FALSE(f.base->article("N-1", {.audience = Audience::kCustomer}));
    CHECK(f.base->verify()->damage.empty());
}

TEST_CASE("a policy outlives the process, with and without a flush, and a reader follows it",
          "[flow]") {
    const bool flush = GENERATE(true, false);
    Fixture f;
    f.put("N-1", Confidence::kNotValidated, Audience::kPublic);
    auto reader = test::open_base(f.folder.path() / "kb", f.clock, OpenMode::kRead);
    const Viewer customer{.audience = Audience::kCustomer};
    CHECK_FALSE(reader.article("N-1", customer));
    REQUIRE(f.base->set_policy(open_policy(), by("coach")));
    REQUIRE(reader.refresh());
    CHECK(reader.article("N-1", customer));
    CHECK(test::ids(test::search(reader, "printer", customer)).size() == 1);
    if (flush) {
        REQUIRE(f.base->flush(true));
    }
    f.base.reset();
    f.base.emplace(test::open_base(f.folder.path() / "kb", f.clock));
    CHECK(f.base->policy().value() == open_policy());
    CHECK(f.found(Audience::kCustomer) == 1);
    CHECK(f.base->verify()->damage.empty());
    const auto changes = f.base->changes({.limit = 1}).value();
    CHECK(changes.front().kind == "options");
    CHECK(f.base->undo({.from = changes.front().number}, by("pia")).error().code ==
          ErrorCode::kInvalidArgument);  // no version was made
}

TEST_CASE("rules hold from the moment they are set", "[flow]") {
    Fixture f;
    Policy policy;
    rule(policy, Step::kLink).own = Licence::kContributor;
    rule(policy, Step::kFlag).forbidden = "flags are kept elsewhere";
    rule(policy, Step::kEdit).reason = true;
    rule(policy, Step::kCreateValidated).forbidden = "everything is reviewed first";
    policy.author_validates = false;
    const auto outcome = f.base->set_policy(policy, by("coach", "council"));
    REQUIRE(outcome);
    CHECK(outcome->steps.size() == 4);
    CHECK(outcome->moved == 0);

    Article article = test::article("A-1", "Printer", "it is off", "Wait.");
    CHECK(f.base->add(article, by("pia")).error().code == ErrorCode::kConflict);
    article.state = {.confidence = Confidence::kNotValidated};
    REQUIRE(f.base->add(article, by("carl")));
    CHECK(f.base->link("C-1", "A-1", LinkKind::kReference, by("cara")).error().code ==
          ErrorCode::kPermissionDenied);
    REQUIRE(f.base->link("C-1", "A-1", LinkKind::kReference, by("carl")));
    const auto flagged = f.base->flag("A-1", FlagKind::kWrong, "", by("coach"));
    REQUIRE_FALSE(flagged);
    CHECK(flagged.error().message.find("flags are kept elsewhere") != std::string::npos);
    const Edit edit{.article = "A-1", .cause = "a fan"};
    CHECK(f.base->edit(edit, by("carl")).error().code == ErrorCode::kInvalidArgument);
    REQUIRE(f.base->edit(edit, by("carl", "seen")));
    Policy frozen = policy;
    rule(frozen, Step::kEdit).forbidden = "frozen";
    CHECK(lifecycle_edit(*f.base, frozen, edit) == ErrorCode::kConflict);
    const StateChange validate{.article = "A-1", .confidence = Confidence::kValidated};
    const auto own = f.base->set_state(validate, by("carl"));
    REQUIRE_FALSE(own);
    CHECK(own.error().code == ErrorCode::kPermissionDenied);
    REQUIRE(f.base->set_state(validate, by("pia")));
}

TEST_CASE("who may not set the policy does not, and none that locks everybody out is set",
          "[flow]") {
    Fixture f;
    CHECK(f.base->set_policy(open_policy(), by("pia")).error().code ==
          ErrorCode::kPermissionDenied);
    const auto refused = [&](std::initializer_list<Step> steps, std::string_view says) {
        Policy policy;
        for (const Step step : steps) {
            rule(policy, step).forbidden = "no";
        }
        const auto outcome = f.base->set_policy(policy, by("coach"));
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == ErrorCode::kInvalidArgument);
        INFO(outcome.error().message);
        CHECK(outcome.error().message.find(says) != std::string::npos);
    };
    refused({Step::kSetPolicy}, "set_policy");
    refused({Step::kManagePeople}, "manage_people");
    refused({Step::kCapture}, "capture");
    refused({Step::kCreateWorkInProgress}, "create_work_in_progress");
    refused(
        {Step::kCreateValidated, Step::kWorkInProgressToValidated, Step::kNotValidatedToValidated},
        "validated");
    Policy policy;
    rule(policy, Step::kWorkInProgressToValidated).forbidden = "no";
    rule(policy, Step::kNotValidatedToValidated).forbidden = "no";
    CHECK(check(policy));
    policy.author_validates = false;  // whoever creates it validated is its author
    CHECK_FALSE(check(policy));
    policy = Policy{};
    rule(policy, Step::kCreateValidated).forbidden = "no";
    rule(policy, Step::kWorkInProgressToValidated).forbidden = "no";
    CHECK(f.base->set_policy(policy, by("coach")));  // by way of not validated
    policy.rules[0].own = static_cast<Licence>(9);
    CHECK_FALSE(f.base->set_policy(policy, by("coach")));
    policy = Policy{};
    rule(policy, Step::kFlag).forbidden = std::string(1001, 'x');
    CHECK_FALSE(f.base->set_policy(policy, by("coach")));
    rule(policy, Step::kFlag).forbidden = std::string(1000, 'x');
    CHECK(f.base->set_policy(policy, by("coach")));
}

TEST_CASE("a policy is written as JSON and read back", "[flow]") {
    Policy policy = open_policy();
    policy.author_validates = false;
    rule(policy, Step::kArchivedToValidated) = {.own = Licence::kCoach, .reason = true};
    rule(policy, Step::kFlag).forbidden = "so \"it\" is";
    rule(policy, Step::kNarrow).reason = false;  // where the default asks for one
    CHECK(policy_from_json(to_json(policy)).value() == policy);
    CHECK(policy_from_json(to_json(Policy{})).value() == Policy{});
    CHECK(policy_from_json(R"({"schema":"kb.policy/1"})").value() == Policy{});

    const auto fault = [](std::string_view json) { return policy_from_json(json).error(); };
    CHECK(fault("{").code == ErrorCode::kInvalidArgument);
    CHECK(fault("{}").message.find("schema") != std::string::npos);
    CHECK(fault(R"({"schema":"kb.policy/2"})").code == ErrorCode::kUnsupported);
    CHECK(fault(R"({"schema":"kb.policy/1","author_valdates":true})")
              .message.find("author_valdates") != std::string::npos);
    const Error step = fault(R"({"schema":"kb.policy/1","rules":{"flagg":{}}})");
    CHECK(step.message.find("did you mean \"flag\"") != std::string::npos);
    const Error licence = fault(R"({"schema":"kb.policy/1","rules":{"flag":{"own":"chief"}}})");
    CHECK(licence.message.find("rules.flag.own") != std::string::npos);
    CHECK(fault(R"({"schema":"kb.policy/1","rules":{"flag":{"owns":"coach"}}})")
              .message.find("rules.flag.owns") != std::string::npos);
    CHECK(fault(R"({"schema":"kb.policy/1","rules":{"set_policy":{"forbidden":"x"}}})")
              .message.find("never be changed") != std::string::npos);
}

}  // namespace
}  // namespace kb
