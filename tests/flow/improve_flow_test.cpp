// SPDX-License-Identifier: Apache-2.0
//
// Goal: whoever may not mend an article can say how it should be, somebody who may decides, nothing
// that others wrote meanwhile is lost by it, and what waits for somebody is listed.

#include "support/articles.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

namespace kb {
namespace {

using test::by;

struct Fixture {
    test::TemporaryFolder folder;
    test::FakeClock clock;
    KnowledgeBase base = test::make_base(folder.path() / "kb", clock);

    Fixture() {
        REQUIRE(base.put(test::article("P-1", "Printer offline", "it is off", "Wait."), by("pia")));
    }

    [[nodiscard]] Article read(const ArticleId& id = "P-1", VersionNumber version = 0) const {
        return base.article(id, test::kEverything, version).value();
    }
    std::uint64_t propose(Edit edit, const PersonId& person = "cara") {
        edit.article = "P-1";
        const auto proposal = base.propose(edit, by(person, "seen twice"));
        REQUIRE(proposal);
        return proposal->number;
    }
};

TEST_CASE("an accepted proposal is a version of whoever accepted it, for whoever made it",
          "[flow]") {
    Fixture f;
    const std::uint64_t number =
        f.propose({.add_issue = {{.text = "lamp is red"}}, .resolution = "Restart it."});
    CHECK(f.read().version == 1);  // it waits
    CHECK(f.read().resolution == "Wait.");

    const ProposalPreview preview = f.base.proposal(number).value();
    CHECK(preview.before.resolution == "Wait.");
    CHECK(preview.after.resolution == "Restart it.");
    CHECK(preview.overtaken.empty());

    f.clock.advance(std::chrono::hours(1));
    const auto made = f.base.accept(number, by("pia", "tried it"));
    REQUIRE(made);
    CHECK(made->changed);
    const Article article = f.read();
    CHECK(article.version == 2);
    CHECK(article.resolution == "Restart it.");
    REQUIRE(article.issue.size() == 2);
    CHECK(article.issue[1].text == "lamp is red");
    CHECK(article.issue[1].by == "cara");  // his words
    CHECK(article.modified_by == "pia");
    CHECK(test::ids(test::search(f.base, "lamp red")) == std::vector<ArticleId>{"P-1"});

    const AuditRecord last = f.base.history("P-1", test::kInternalViewer).value().back();
    CHECK(last.verb == "accept");
    CHECK(last.by == "pia");
    CHECK(last.proposed_by == "cara");
    CHECK(last.reason == "tried it");
    const Proposal decided = f.base.proposals().value().front();
    CHECK(decided.status == ProposalStatus::kAccepted);
    CHECK(decided.version_made == 2);
    CHECK(decided.decided_by == "pia");
    CHECK(decided.decision == "tried it");
    CHECK(f.base.statistics().value().open_proposals == 0);
    CHECK(f.base.proposal(number).value().before.resolution == "Wait.");  // what it changed

    const auto again = f.base.accept(number, by("pia"));
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::kConflict);
}

TEST_CASE("who may not edit an article may not accept a proposal for it either", "[flow]") {
    Fixture f;
    const std::uint64_t number = f.propose({.resolution = "Restart it."});
    for (const char* person : {"rita", "cara", "carl"}) {  // outside readers see it at once
        const auto made = f.base.accept(number, by(person));
        REQUIRE_FALSE(made);
        CHECK(made.error().code == ErrorCode::kPermissionDenied);
        if (person != std::string_view("cara")) {
            CHECK(f.base.reject(number, by(person, "no")).error().code ==
                  ErrorCode::kPermissionDenied);
        }
    }
    CHECK(f.base.proposals({.open_only = true}).value().size() == 1);
    CHECK_FALSE(f.base.propose({.article = "P-1", .cause = "x"}, by("nobody")));
}

TEST_CASE("a field that somebody changed meanwhile is not undone unless asked for", "[flow]") {
    Fixture f;
    const std::uint64_t number = f.propose({.resolution = "Restart it.", .cause = "a full queue"});
    REQUIRE(f.base.edit({.article = "P-1", .resolution = "Clear the queue."}, by("pia")));
    CHECK(f.base.proposal(number).value().overtaken == std::vector<std::string>{"resolution"});
    const auto made = f.base.accept(number, by("pia"));
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::kConflict);
    CHECK(made.error().message.find("resolution") != std::string::npos);
    CHECK(f.read().resolution == "Clear the queue.");
    REQUIRE(f.base.accept(number, by("pia"), true));
    CHECK(f.read().resolution == "Restart it.");
    CHECK(f.read().cause == "a full queue");
    CHECK(f.read("P-1", 2).resolution == "Clear the queue.");
}

TEST_CASE("other fields, and the same words, do not overtake a proposal", "[flow]") {
    Fixture f;
    const std::uint64_t number = f.propose(
        {.add_issue = {{.text = "lamp is red"}}, .resolution = "Restart it.", .cause = "a fan"});
    REQUIRE(f.base.edit({.article = "P-1",
                         .add_issue = {{.text = "it hums"}},
                         .cause = "a fan",
                         .keywords = {{"hum"}}},
                        by("pia")));
    CHECK(f.base.proposal(number).value().overtaken.empty());
    REQUIRE(f.base.accept(number, by("pia")));
    CHECK(f.read().issue.size() == 3);  // both of them said something
    CHECK(f.read().keywords == std::vector<std::string>{"hum"});
}

TEST_CASE("what somebody else wrote already is accepted without another version", "[flow]") {
    Fixture f;
    const std::uint64_t number = f.propose({.cause = "a fan"});
    REQUIRE(f.base.edit({.article = "P-1", .cause = "a fan"}, by("pia")));
    const auto made = f.base.accept(number, by("pia"));
    REQUIRE(made);
    CHECK_FALSE(made->changed);
    CHECK(f.read().version == 2);
    CHECK(f.base.proposals().value().front().status == ProposalStatus::kAccepted);
    CHECK(f.base.proposals().value().front().version_made == 0);
}

TEST_CASE("a proposal that the article has outgrown is shown, and told why it cannot be",
          "[flow]") {
    Fixture f;
    Article article = test::article("W-1", "Scanner", "red lamp", "");
    article.state = {.confidence = Confidence::kWorkInProgress};
    REQUIRE(f.base.put(article, by("pia")));
    const auto proposal = f.base.propose(
        {.article = "W-1", .environment = std::vector<EnvironmentEntry>{}}, by("cara"));
    REQUIRE(proposal);
    REQUIRE(f.base.edit({.article = "W-1", .resolution = "Clean it."}, by("pia")));
    REQUIRE(f.base.set_state({.article = "W-1", .confidence = Confidence::kValidated}, by("pia")));
    CHECK(f.base.proposal(proposal->number).value().after.environment.empty());
    const auto made = f.base.accept(proposal->number, by("pia"));
    REQUIRE_FALSE(made);
    CHECK(made.error().message.find("environment") != std::string::npos);
}

TEST_CASE("a proposal is rejected with a reason, and withdrawn without one", "[flow]") {
    Fixture f;
    const std::uint64_t first = f.propose({.cause = "a fan"});
    const std::uint64_t second = f.propose({.cause = "a mouse"});
    const auto silent = f.base.reject(first, by("pia"));
    REQUIRE_FALSE(silent);
    CHECK(silent.error().code == ErrorCode::kInvalidArgument);
    CHECK(f.base.reject(first, by("pia", "it has none")).value().status ==
          ProposalStatus::kRejected);
    CHECK(f.base.reject(second, by("cara")).value().status == ProposalStatus::kWithdrawn);
    CHECK(f.base.accept(first, by("pia")).error().code == ErrorCode::kConflict);
    CHECK(f.base.reject(second, by("pia", "late")).error().code == ErrorCode::kConflict);
    CHECK(f.read().version == 1);
    CHECK(f.base.statistics().value().open_proposals == 0);
    CHECK(f.base.proposal(first).value().after.cause == "a fan");  // what it would have changed
}

TEST_CASE("an edit that could not be made is not proposed either", "[flow]") {
    Fixture f;
    const auto code = [&](Edit edit) { return f.base.propose(edit, by("cara")).error().code; };
    CHECK(code({.article = "P-9", .cause = "x"}) == ErrorCode::kNotFound);
    CHECK(code({.article = "P-1"}) == ErrorCode::kInvalidArgument);
    CHECK(code({.article = "P-1", .resolution = "Wait."}) == ErrorCode::kInvalidArgument);
    CHECK(code({.article = "P-1", .resolution = ""}) == ErrorCode::kInvalidArgument);
    CHECK(code({.article = "P-1", .title = "two\nlines"}) == ErrorCode::kInvalidArgument);
    CHECK(code({.article = "P-1", .expected_version = 2, .cause = "x"}) == ErrorCode::kConflict);
    CHECK(f.base.proposals().value().empty());
    CHECK(f.base.accept(1, by("pia")).error().code == ErrorCode::kNotFound);
    CHECK(f.base.proposal(1).error().code == ErrorCode::kNotFound);
}

TEST_CASE("using an article for a case is reviewing it", "[flow]") {
    Fixture f;
    const auto use_of = [&](const CaseId& case_id) {
        return f.base.links_of_case(case_id).value().front().use;
    };
    const auto link = [&](const CaseId& case_id) {
        REQUIRE(f.base.link(case_id, "P-1", LinkKind::kResolvedByKnown, by("cara")));
    };
    link("C-1");
    CHECK(use_of("C-1") == Use::kAsIs);
    REQUIRE(f.base.edit({.article = "P-1", .cause = "a fan"}, {.by = "pia", .case_id = "C-1"}));
    CHECK(use_of("C-1") == Use::kImproved);
    REQUIRE(f.base.flag("P-1", FlagKind::kUnclear, "", {.by = "cara", .case_id = "C-1"}));
    CHECK(use_of("C-1") == Use::kFlagged);
    // The other way round: linked after it was mended.
    REQUIRE(
        f.base.propose({.article = "P-1", .cause = "a mouse"}, {.by = "cara", .case_id = "C-2"}));
    link("C-2");
    CHECK(use_of("C-2") == Use::kImproved);
    REQUIRE(f.base.flag("P-1", FlagKind::kWrong, "", {.by = "cara", .case_id = "C-3"}));
    link("C-3");
    CHECK(use_of("C-3") == Use::kFlagged);
    REQUIRE(f.base.edit({.article = "P-1", .cause = "a cat"}, by("pia")));
    link("C-4");  // no case was named
    CHECK(use_of("C-4") == Use::kAsIs);
}

TEST_CASE("the queue holds flags, proposals, candidates' articles and work in progress", "[flow]") {
    Fixture f;
    const auto later = [&] { f.clock.advance(std::chrono::hours(1)); };
    CHECK(f.base.queue().value().items.empty());
    Article mine = test::article("", "Scanner lamp", "the lamp is red", "Clean it.");
    mine.state = {.confidence = Confidence::kNotValidated};
    mine.owner_domain = "scan";
    const ArticleId review = f.base.add(mine, by("cara")).value().article.id;
    later();
    REQUIRE(f.base.add(mine, by("carl")));  // a contributor needs no coach
    later();
    REQUIRE(f.base.flag("P-1", FlagKind::kOutdated, "menu moved", by("rita")));
    later();
    const ArticleId wip =
        f.base.capture({.query = "plotter draws circles"}, by("cara")).value().article.id;
    later();
    const std::uint64_t number = f.propose({.cause = "a fan"});
    later();

    const Queue queue = f.base.queue().value();
    REQUIRE(queue.items.size() == 4);
    CHECK(queue.total == 4);
    CHECK(queue.at - queue.items[0].since == std::chrono::hours(5));
    CHECK(queue.items[0].kind == QueueKind::kReview);
    CHECK(queue.items[0].article == review);
    CHECK(queue.items[0].by == "cara");
    CHECK(queue.items[1].kind == QueueKind::kFlag);
    CHECK(queue.items[1].text == "menu moved");
    CHECK(queue.items[1].title == "Printer offline");
    CHECK(queue.items[2].kind == QueueKind::kWorkInProgress);
    CHECK(queue.items[2].article == wip);
    CHECK(queue.items[3].kind == QueueKind::kProposal);
    CHECK(queue.items[3].number == number);

    CHECK(f.base.queue({.owner_domain = "scan"}).value().items.size() == 1);
    CHECK(f.base.queue({.by = "cara"}).value().items.size() == 3);
    CHECK(f.base.queue({.kinds = {QueueKind::kFlag, QueueKind::kProposal}}).value().total == 2);
    const Queue first = f.base.queue({.limit = 1}).value();
    CHECK(first.items.size() == 1);
    CHECK(first.total == 4);

    REQUIRE(f.base.resolve_flag(1, "done", by("carl")));
    REQUIRE(f.base.reject(number, by("cara")));
    REQUIRE(f.base.put_person({.id = "cara", .licence = Licence::kContributor}, by("coach")));
    const Queue left = f.base.queue().value();
    REQUIRE(left.items.size() == 1);
    CHECK(left.items[0].kind == QueueKind::kWorkInProgress);
}

TEST_CASE("who flagged an article or voted it down is told apart by what changed since", "[flow]") {
    Fixture f;
    const auto vote = [&](const std::string& id, const ArticleId& article, double value) {
        Event event{.event_id = id, .ts = f.clock.now(), .type = EventType::kVote};
        event.actor.user_id = id;
        event.article = article;
        event.value = value;
        event.text = "does not help";
        REQUIRE(f.base.record({&event, 1}).value().accepted == 1);
        f.clock.advance(std::chrono::minutes(1));
    };
    REQUIRE(f.base.put(test::article("P-2", "Scanner", "red lamp", "Clean it."), by("pia")));
    f.clock.advance(std::chrono::minutes(1));
    REQUIRE(f.base.flag("P-1", FlagKind::kWrong, "no", by("rita")));
    f.clock.advance(std::chrono::minutes(1));
    vote("u-1", "P-1", -1);
    vote("u-2", "P-1", 1);
    vote("u-3", "P-2", -1);
    REQUIRE(f.base.edit({.article = "P-1", .resolution = "Restart it."}, by("pia")));
    f.clock.advance(std::chrono::minutes(1));
    vote("u-4", "P-1", -1);

    const auto readers = f.base.waiting_readers("P-1").value();
    REQUIRE(readers.size() == 3);
    CHECK(readers[0].kind == WaitKind::kFlag);
    CHECK(readers[0].person == "rita");
    CHECK(readers[0].open);
    CHECK(readers[0].changed);
    CHECK(readers[1].actor.user_id == "u-1");
    CHECK(readers[1].text == "does not help");
    CHECK(readers[1].changed);
    CHECK(readers[2].actor.user_id == "u-4");
    CHECK_FALSE(readers[2].changed);
    CHECK(f.base.waiting_readers("P-9").error().code == ErrorCode::kNotFound);
}

}  // namespace
}  // namespace kb
