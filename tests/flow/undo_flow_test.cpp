// SPDX-License-Identifier: Apache-2.0
//
// Goal: a change can be taken back as a whole, never at the cost of what somebody did since, and
// every version stays.

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

    ChangeNumber put(const std::vector<Article>& articles) {
        REQUIRE(base.put_all(articles, by("pia")));
        return last();
    }
    [[nodiscard]] ChangeNumber last() const { return base.statistics().value().generation; }
    [[nodiscard]] Article read(const ArticleId& id) const {
        return base.article(id, test::kEverything).value();
    }
};

Article printer(const std::string& resolution) {
    return test::article("P-1", "Printer offline", "it is off", resolution);
}

TEST_CASE("a change taken back gives articles what they had, and archives new ones", "[flow]") {
    Fixture f;
    f.put({printer("Wait.")});
    const ChangeNumber wrong =
        f.put({printer("Throw it away."), test::article("P-2", "Scanner", "red lamp", "Clean.")});
    const UndoOutcome told = f.base.undo({.from = wrong, .dry_run = true}, by("pia")).value();
    CHECK(told.restored == 1);
    CHECK(told.archived == 1);
    CHECK(f.last() == wrong);
    CHECK(f.read("P-1").resolution == "Throw it away.");

    const UndoOutcome done = f.base.undo({.from = wrong}, by("pia", "wrong file")).value();
    CHECK(done.changes == 1);
    CHECK(done.restored == 1);
    CHECK(done.archived == 1);
    CHECK(done.conflicts.empty());
    CHECK(f.last() == wrong + 1);  // one commit
    const Article back = f.read("P-1");
    CHECK(back.version == 3);
    CHECK(back.resolution == "Wait.");
    CHECK(f.read("P-2").state.confidence == Confidence::kArchived);
    CHECK(f.read("P-2").archive_reason == "wrong file");
    CHECK(test::ids(test::search(f.base, "scanner")).empty());
    CHECK(test::ids(test::search(f.base, "throw")).empty());
    CHECK(f.base.article("P-1", test::kEverything, 2).value().resolution == "Throw it away.");
    CHECK(f.base.history("P-1", test::kInternalViewer).value().back().verb == "undo");

    const UndoOutcome again = f.base.undo({.from = wrong}, by("pia")).value();
    CHECK(again.unchanged == 2);
    CHECK(again.restored == 0);
    CHECK(f.last() == wrong + 1);
}

TEST_CASE("what somebody changed since is left alone and told", "[flow]") {
    Fixture f;
    f.put({printer("Wait."), test::article("P-2", "Scanner", "red lamp", "Clean.")});
    const ChangeNumber wrong =
        f.put({printer("Throw it away."), test::article("P-2", "Scanner", "red lamp", "Kick.")});
    REQUIRE(f.base.edit({.article = "P-1", .cause = "a fan"}, by("pia")));
    const UndoOutcome done = f.base.undo({.from = wrong}, by("pia")).value();
    CHECK(done.restored == 1);
    REQUIRE(done.conflicts.size() == 1);
    CHECK(done.conflicts[0].article == "P-1");
    CHECK(done.conflicts[0].version == 2);
    CHECK(done.conflicts[0].now == 3);
    CHECK(done.conflicts[0].why == "it was changed since");
    CHECK(f.read("P-1").resolution == "Throw it away.");
    CHECK(f.read("P-2").resolution == "Clean.");
}

TEST_CASE("a range goes back step by step to what was before it", "[flow]") {
    Fixture f;
    f.put({printer("Wait.")});
    const ChangeNumber from = f.put({printer("Throw it away.")});
    REQUIRE(f.base.flag("P-1", FlagKind::kWrong, "no", by("rita")));  // stays
    REQUIRE(f.base.set_state({.article = "P-1", .confidence = Confidence::kArchived},
                             by("pia", "gone")));
    const ChangeNumber until = f.last();
    for (const bool dry_run : {true, false}) {
        const UndoOutcome done =
            f.base.undo({.from = from, .until = until, .dry_run = dry_run}, by("pia")).value();
        CHECK(done.changes == 2);
        CHECK(done.restored == 1);  // one article, in one step
        CHECK(done.conflicts.empty());
    }
    CHECK(f.read("P-1").resolution == "Wait.");
    CHECK(f.read("P-1").version == 4);
    CHECK(f.read("P-1").state.confidence == Confidence::kValidated);
    CHECK(f.base.flags("P-1", true).value().size() == 1);
    CHECK(f.base.verify().value().damage.empty());
}

TEST_CASE("what people said stays when their edit is taken back", "[flow]") {
    Fixture f;
    f.put({printer("Wait.")});
    REQUIRE(f.base.edit(
        {.article = "P-1", .add_issue = {{.text = "the lamp is red"}}, .resolution = "Kick it."},
        by("pia")));
    REQUIRE(f.base.undo({.from = f.last()}, by("pia")));
    CHECK(f.read("P-1").resolution == "Wait.");
    REQUIRE(f.read("P-1").issue.size() == 2);
    CHECK(f.read("P-1").issue[1].text == "the lamp is red");
}

TEST_CASE("an undo that is taken back gives what was there before it", "[flow]") {
    Fixture f;
    f.put({printer("Wait.")});
    Article other = printer("Throw it away.");
    other.issue = {{.text = "smoke rises"}};
    const ChangeNumber wrong = f.put({other});
    REQUIRE(f.base.undo({.from = wrong}, by("pia")));
    CHECK(f.read("P-1").issue[0].text == "it is off");
    REQUIRE(f.base.undo({.from = f.last()}, by("pia")));
    CHECK(f.read("P-1").resolution == "Throw it away.");
    REQUIRE(f.read("P-1").issue.size() == 1);
    CHECK(f.read("P-1").issue[0].text == "smoke rises");
}

TEST_CASE("an article that one change wrote twice goes back to what was before both", "[flow]") {
    Fixture f;
    const ChangeNumber both = f.put({printer("Wait."), printer("Throw it away.")});
    CHECK(f.read("P-1").version == 2);
    const UndoOutcome done = f.base.undo({.from = both}, by("pia")).value();
    CHECK(done.archived == 1);
    CHECK(done.restored == 0);
    CHECK(done.conflicts.empty());
    CHECK(f.read("P-1").state.confidence == Confidence::kArchived);
}

TEST_CASE("what nothing goes from counts as unchanged", "[flow]") {
    Fixture f;
    f.put({printer("Wait.")});
    REQUIRE(f.base.edit({.article = "P-1", .add_issue = {{.text = "lamp is red"}}}, by("pia")));
    const ChangeNumber said = f.last();
    const UndoOutcome done = f.base.undo({.from = said}, by("pia")).value();
    CHECK(done.unchanged == 1);
    CHECK(done.restored == 0);
    CHECK(f.last() == said);
}

TEST_CASE("a name that another article has now, and a limit, leave an article as it is", "[flow]") {
    Fixture f;
    Article first = printer("Wait.");
    first.external_ids = {"X-1"};
    f.put({first});
    first.external_ids = {"X-2"};
    const ChangeNumber moved = f.put({first});
    Article second = test::article("P-2", "Scanner", "red lamp", "Clean.");
    second.external_ids = {"X-1"};
    f.put({second});
    for (const bool dry_run : {true, false}) {
        const UndoOutcome done =
            f.base.undo({.from = moved, .dry_run = dry_run}, by("pia")).value();
        CHECK(done.restored == 0);
        REQUIRE(done.conflicts.size() == 1);
        CHECK(done.conflicts[0].why.find("X-1") != std::string::npos);
    }
    CHECK(f.read("X-2").id == "P-1");

    Article crowded = test::article("P-3", "Plotter", "", "Wait.");
    crowded.issue.assign(kListEntriesMax, {.text = "circles"});
    f.put({crowded});
    REQUIRE(f.base.put(test::article("P-3", "Plotter", "squares", "Wait."), by("pia")));
    const ChangeNumber from = f.last();
    REQUIRE(f.base.edit({.article = "P-3", .add_issue = {{.text = "lines"}}}, by("pia")));
    const UndoOutcome full = f.base.undo({.from = from, .until = f.last()}, by("pia")).value();
    CHECK(full.restored == 0);
    REQUIRE(full.conflicts.size() == 1);
    CHECK(full.conflicts[0].why.find("10000") != std::string::npos);
    CHECK(f.read("P-3").issue.size() == 2);
}

TEST_CASE("only publishers take changes back, and only changes of articles", "[flow]") {
    Fixture f;
    const ChangeNumber put = f.put({printer("Wait.")});
    const auto code = [&](const UndoRequest& request, const char* person) {
        return f.base.undo(request, by(person)).error().code;
    };
    CHECK(code({.from = put}, "carl") == ErrorCode::kPermissionDenied);
    CHECK(code({.from = 1}, "pia") == ErrorCode::kInvalidArgument);  // the setup
    CHECK(code({.from = 0}, "pia") == ErrorCode::kInvalidArgument);
    CHECK(code({.from = put, .until = put - 1}, "pia") == ErrorCode::kInvalidArgument);
    CHECK(code({.from = put + 1}, "pia") == ErrorCode::kNotFound);
    CHECK(f.read("P-1").version == 1);
}

TEST_CASE("the log tells who made which versions, newest first", "[flow]") {
    Fixture f;
    const ChangeNumber put = f.put({printer("Wait.")});
    REQUIRE(f.base.flag("P-1", FlagKind::kWrong, "no", by("rita")));
    REQUIRE(f.base.set_state({.article = "P-1", .confidence = Confidence::kArchived},
                             by("coach", "gone")));
    const auto changes = f.base.changes({.from = put}).value();
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].kind == "state");
    CHECK(changes[0].by == "coach");
    CHECK(changes[0].reason == "gone");
    CHECK(changes[0].articles ==
          std::vector<ChangedArticle>{
              {.id = "P-1", .version = 2, .from = Shelf::kPublic, .to = Shelf::kArchived}});
    CHECK(changes[1].kind == "flag");
    CHECK(changes[1].articles.empty());
    CHECK(changes[2].articles ==
          std::vector<ChangedArticle>{{.id = "P-1", .version = 1, .to = Shelf::kPublic}});
    CHECK(f.base.changes({.articles_only = true}).value().size() == 2);
    CHECK(f.base.changes({.by = "pia"}).value().size() == 1);
    CHECK(f.base.changes({.limit = 1}).value().size() == 1);
    CHECK(f.base.changes({.from = 900}).value().empty());
    CHECK(f.base.changes({.until = 1}).value().size() == 1);
}

}  // namespace
}  // namespace kb
