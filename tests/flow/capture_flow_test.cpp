// SPDX-License-Identifier: Apache-2.0
//
// Goal: the loop of capture, reuse and improvement through the public calls alone: what is written
// is found by the very next search, and survives closing, export and import.

#include "support/articles.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace kb {
namespace {

using test::by;
using test::kEverything;
using test::kInternalViewer;

struct Desk {
    test::TemporaryFolder folder{};
    test::FakeClock clock{};
    std::filesystem::path path = folder.path() / "base";
    KnowledgeBase base = test::make_base(path, clock);
};

CaptureRequest vpn_request() {
    return {.query = "vpn drops every hour",
            .issue = {"My tunnel goes away during calls"},
            .environment = {{"os", "Windows 11"}},
            .resolution = "Set the rekey interval to eight hours",
            .case_id = "C-1"};
}

TEST_CASE("what was captured is found by the next search", "[flow][capture]") {
    Desk desk;
    const auto outcome = desk.base.capture(vpn_request(), by("carl"));
    REQUIRE(outcome);
    CHECK(outcome->kind == CaptureKind::kCaptured);
    const Article& made = outcome->article;
    CHECK(made.id == "KB-1");
    CHECK(made.state.confidence == Confidence::kNotValidated);
    CHECK(made.state.audience == Audience::kInternal);
    CHECK(made.originating_queries == std::vector<std::string>{"vpn drops every hour"});
    REQUIRE(made.issue.size() == 2);
    CHECK(made.issue[0].source == StatementSource::kSearch);
    CHECK(made.created == desk.clock.now());

    const SearchResponse response = test::search(desk.base, "tunnel calls", kInternalViewer);
    REQUIRE(response.hits.size() == 1);
    CHECK(response.hits[0].id == made.id);
    CHECK(response.hits[0].solved == 1);
    CHECK(test::search(desk.base, "tunnel calls").hits.empty());  // not the public's
    const auto links = desk.base.links_of_case("C-1");
    REQUIRE(links);
    REQUIRE(links->size() == 1);
    CHECK((*links)[0].kind == LinkKind::kResolvedByNew);
    CHECK((*links)[0].licence == Licence::kContributor);
}

TEST_CASE("a known article is found instead of writing it again", "[flow][capture]") {
    Desk desk;
    const auto first = desk.base.capture(vpn_request(), by("carl"));
    REQUIRE(first);
    CaptureRequest again = vpn_request();
    again.case_id = "C-2";
    const auto second = desk.base.capture(again, by("carl"));
    REQUIRE(second);
    CHECK(second->kind == CaptureKind::kKnown);
    CHECK(second->article == first->article);
    REQUIRE_FALSE(second->similar.empty());
    CHECK(second->similar[0].similarity == Approx(1.0));
    CHECK(desk.base.statistics()->articles == 1);
    CHECK(desk.base.links_of_case("C-2")->empty());

    again.even_if_known = true;
    const auto third = desk.base.capture(again, by("carl"));
    REQUIRE(third);
    CHECK(third->kind == CaptureKind::kCaptured);
    CHECK(desk.base.statistics()->articles == 2);

    CaptureRequest elsewhere =
        vpn_request();  // the same words on another system are another article
    elsewhere.query = "badge reader beeps";
    elsewhere.issue.clear();
    CHECK(desk.base.capture(elsewhere, by("carl"))->kind == CaptureKind::kCaptured);
}

TEST_CASE("a dry run writes nothing", "[flow][capture]") {
    Desk desk;
    const auto before = desk.base.statistics();
    CaptureRequest request = vpn_request();
    request.dry_run = true;
    const auto outcome = desk.base.capture(request, by("carl"));
    REQUIRE(outcome);
    CHECK(outcome->kind == CaptureKind::kCaptured);
    CHECK(outcome->article.title == "Vpn drops every hour");
    const auto after = desk.base.statistics();
    CHECK(after->generation == before->generation);
    CHECK(after->articles == 0);
    CHECK(after->links == 0);
    CHECK(test::search(desk.base, "vpn", kEverything).total.value == 0);
}

TEST_CASE("who lacks a licence is refused and nothing is written", "[flow][licence]") {
    Desk desk;
    REQUIRE(desk.base.put(test::article("P-1", "Public", "issue", "so"), by("pia")));
    const auto generation = desk.base.statistics()->generation;
    const auto denied = [](const auto& result) {
        return !result && result.error().code == ErrorCode::kPermissionDenied &&
               !result.error().message.empty();
    };
    CHECK(denied(desk.base.capture(vpn_request(), by("rita"))));
    CHECK(denied(desk.base.capture(vpn_request(), by("nobody"))));
    CHECK(denied(desk.base.capture(vpn_request(), by(""))));
    CHECK(denied(desk.base.put(test::article("P-2", "t", "i", "r"), by("carl"))));
    CHECK(denied(desk.base.edit({.article = "P-1", .title = "mine"}, by("carl"))));
    CHECK(denied(desk.base.set_state({.article = "P-1", .audience = Audience::kInternal},
                                     by("cara", "why not"))));
    CHECK(denied(desk.base.link("C", "P-1", LinkKind::kReference, by("rita"))));
    CHECK(denied(desk.base.put_person({.id = "x"}, by("pia"))));
    CHECK(desk.base.statistics()->generation == generation);
}

TEST_CASE("linking lifts an article, taking the link back lowers it", "[flow][reuse]") {
    Desk desk;
    REQUIRE(desk.base.put(test::article("A", "Printer offline", "issue", "restart"), by("pia")));
    REQUIRE(desk.base.put(test::article("B", "Printer offline", "issue", "restart"), by("pia")));
    using Ids = std::vector<ArticleId>;
    REQUIRE(test::ids(test::search(desk.base, "printer")) == Ids{"A", "B"});
    REQUIRE(desk.base.link("C-1", "B", LinkKind::kReference, by("cara")));
    CHECK(test::ids(test::search(desk.base, "printer")) == Ids{"A", "B"});  // it did not resolve
    REQUIRE(desk.base.link("C-2", "B", LinkKind::kResolvedByKnown, by("cara")));
    REQUIRE(desk.base.link("C-2", "B", LinkKind::kResolvedByKnown, by("cara")));  // again: nothing
    const SearchResponse lifted = test::search(desk.base, "printer");
    CHECK(test::ids(lifted) == Ids{"B", "A"});
    CHECK(lifted.hits[0].solved == 1);
    CHECK(lifted.hits[0].last_solved == desk.clock.now());
    CHECK(desk.base.links_of_article("B")->size() == 2);

    REQUIRE(desk.base.unlink("C-2", "B", by("cara")));
    const SearchResponse lowered = test::search(desk.base, "printer");
    CHECK(test::ids(lowered) == Ids{"A", "B"});
    CHECK(lowered.hits[1].solved == 0);
    CHECK(desk.base.unlink("C-2", "B", by("cara")).error().code == ErrorCode::kNotFound);
}

TEST_CASE("an article's way is kept in its versions and its history", "[flow][history]") {
    Desk desk;
    const ArticleId id = desk.base.capture(vpn_request(), by("carl"))->article.id;
    desk.clock.advance(std::chrono::hours(1));
    const auto edited = desk.base.edit({.article = id,
                                        .expected_version = 1,
                                        .add_issue = {{.text = "Teams call cut off"}},
                                        .resolution = "Disable rekey"},
                                       {.by = "carl", .reason = "simpler"});
    REQUIRE(edited);
    CHECK(edited->article.version == 2);
    CHECK(edited->article.issue.size() == 3);
    CHECK(edited->article.modified == desk.clock.now());
    CHECK(test::search(desk.base, "teams", kInternalViewer).total.value == 1);
    CHECK(test::search(desk.base, "interval", kInternalViewer).total.value == 0);
    CHECK(desk.base.article(id, kInternalViewer, 1)->resolution == vpn_request().resolution);
    CHECK(desk.base.article(id, kInternalViewer, 9).error().code == ErrorCode::kNotFound);

    const auto conflict =
        desk.base.edit({.article = id, .expected_version = 1, .title = "x"}, by("carl"));
    REQUIRE_FALSE(conflict);
    CHECK(conflict.error().code == ErrorCode::kConflict);
    const auto nothing = desk.base.edit({.article = id, .resolution = "Disable rekey"}, by("carl"));
    REQUIRE(nothing);
    CHECK_FALSE(nothing->changed);
    CHECK(nothing->article.version == 2);

    REQUIRE(desk.base.set_state({.article = id, .confidence = Confidence::kValidated}, by("pia")));
    const auto flag = desk.base.flag(id, FlagKind::kUnclear, "which rekey?", by("rita"));
    REQUIRE(flag);
    CHECK(desk.base.flags(id, true)->size() == 1);
    REQUIRE(desk.base.resolve_flag(flag->number, "said which", by("carl")));
    CHECK(desk.base.flags(id, true)->empty());
    CHECK(desk.base.flags(id, false)->size() == 1);
    CHECK(desk.base.resolve_flag(flag->number, "again", by("carl")).error().code ==
          ErrorCode::kConflict);

    const auto history = desk.base.history(id, kInternalViewer);
    REQUIRE(history);
    std::vector<std::string> verbs;
    for (const AuditRecord& record : *history) {
        verbs.push_back(record.verb);
    }
    CHECK(verbs ==
          std::vector<std::string>{"capture", "link", "edit", "state", "flag", "resolve_flag"});
    CHECK((*history)[2].reason == "simpler");
    CHECK((*history)[2].changed == std::vector<std::string>{"issue", "resolution"});
    CHECK((*history)[3].state_after->confidence == Confidence::kValidated);
}

TEST_CASE("putting the same again changes nothing", "[flow][put]") {
    Desk desk;
    const Article article = test::article("A", "Printer offline", "issue", "restart");
    const auto first = desk.base.put(article, by("pia"));
    REQUIRE(first);
    CHECK(first->created);
    CHECK(first->changed);
    const auto generation = desk.base.statistics()->generation;
    const auto again = desk.base.put(article, by("pia"));
    REQUIRE(again);
    CHECK_FALSE(again->created);
    CHECK_FALSE(again->changed);
    CHECK(again->article == first->article);
    CHECK(desk.base.statistics()->generation == generation);
    // One that is refused does not keep the others from being written.
    Article bad = article;
    bad.id = "bad\n";
    Article other = article;
    other.id = "B";
    const std::vector<Article> batch{bad, article, other};
    const auto outcomes = desk.base.put_all(batch, by("pia"));
    REQUIRE(outcomes);
    REQUIRE(outcomes->size() == 3);
    CHECK((*outcomes)[0].error().code == ErrorCode::kInvalidArgument);
    CHECK_FALSE((*outcomes)[1]->changed);
    CHECK((*outcomes)[2]->created);
}

TEST_CASE("an article answers to all its names, and a name has one article", "[flow][names]") {
    Desk desk;
    Article named = test::article("A", "Printer offline", "issue", "restart");
    named.external_ids = {"SF-000123", "wiki/printer"};
    REQUIRE(desk.base.put(named, by("pia")));
    for (const char* name : {"A", "SF-000123", "wiki/printer"}) {
        const auto found = desk.base.article(name, test::kPublicViewer);
        REQUIRE(found);
        CHECK(found->id == "A");
    }
    CHECK(test::ids(test::search(desk.base, "SF-000123")) == std::vector<ArticleId>{"A"});
    Article thief = test::article("B", "Another", "issue", "x");
    thief.external_ids = {"SF-000123"};
    CHECK(desk.base.put(thief, by("pia")).error().code == ErrorCode::kAlreadyExists);
    thief.external_ids = {};
    thief.id = "wiki/printer";
    CHECK(desk.base.put(thief, by("pia")).error().code == ErrorCode::kAlreadyExists);
    CHECK(desk.base.add(named, by("pia")).error().code == ErrorCode::kAlreadyExists);
    CHECK(desk.base.statistics()->articles == 1);
    named.external_ids = {"wiki/printer"};  // a name that is given up may be taken
    REQUIRE(desk.base.put(named, by("pia")));
    thief.id = "SF-000123";
    CHECK(desk.base.put(thief, by("pia")));
}

TEST_CASE("a base opened again shows the same; a closed one fails cleanly", "[flow][open]") {
    Desk desk;
    REQUIRE(desk.base.capture(vpn_request(), by("carl")));
    REQUIRE(desk.base.put(test::article("A", "Tunnel vision", "vpn", "restart"), by("pia")));
    const SearchRequest request{.text = "vpn tunnel", .viewer = kEverything, .explain = true};
    const SearchResponse before = test::search(desk.base, request);
    const auto statistics = desk.base.statistics();
    REQUIRE(desk.base.close());
    CHECK_FALSE(desk.base.search(request));
    CHECK_FALSE(desk.base.article("A", kEverything));
    CHECK_FALSE(desk.base.capture(vpn_request(), by("carl")));
    CHECK_FALSE(desk.base.statistics());
    CHECK_FALSE(desk.base.flush());
    CHECK_FALSE(desk.base.similar("A", kEverything));
    CHECK_FALSE(desk.base.flags("", true));

    desk.base = test::open_base(desk.path, desk.clock);
    CHECK(test::search(desk.base, request) == before);
    CHECK(desk.base.statistics()->generation == statistics->generation);
    CHECK(desk.base.statistics()->articles_on_shelf == statistics->articles_on_shelf);
    CHECK(desk.base.verify()->damage.empty());
}

TEST_CASE("a reader beside a writer sees what was acknowledged", "[flow][open]") {
    Desk desk;
    REQUIRE(desk.base.put(test::article("A", "Tunnel", "vpn", "restart"), by("pia")));
    KnowledgeBase reader = test::open_base(desk.path, desk.clock, OpenMode::kRead);
    CHECK(test::search(reader, "tunnel").total.value == 1);
    for (int i = 0; i < 5; ++i) {
        const ArticleId id = "B-" + std::to_string(i);
        REQUIRE(desk.base.put(test::article(id, "Tunnel", "vpn", "restart"), by("pia")));
        REQUIRE(desk.base.link("C", id, LinkKind::kResolvedByKnown, by("pia")));
        if (i == 2) {
            REQUIRE(desk.base.flush(true));
        }
        REQUIRE(reader.refresh());
        const SearchRequest request{.text = "tunnel", .limit = 100, .explain = true};
        CHECK(test::search(reader, request) == test::search(desk.base, request));
        CHECK(reader.article(id, test::kPublicViewer));
    }
    CHECK(reader.put(test::article("X", "x", "x", "x"), by("pia")).error().code ==
          ErrorCode::kUnsupported);
    CHECK(KnowledgeBase::open(desk.path, {.clock = &desk.clock}).error().code ==
          ErrorCode::kLocked);
}

TEST_CASE("an export read into an empty base gives equal articles", "[flow][exchange]") {
    Desk desk;
    Article rich =
        test::article("A", "R\u00e9sum\u00e9 \"quoted\", comma", "line\nbreak", "1. a\n2. b");
    rich.cause = "because";
    rich.keywords = {"cv", "vita"};
    rich.codes = {"E-1"};
    rich.products = {"client", "server"};
    rich.owner_domain = "hr";
    rich.external_ids = {"SF-1"};
    rich.language = "fr";
    REQUIRE(desk.base.put(rich, by("pia")));
    REQUIRE(desk.base.put(test::article("B", "Other", "issue", "so"), by("pia")));
    REQUIRE(desk.base.set_state({.article = "B", .confidence = Confidence::kArchived},
                                by("pia", "obsolete")));
    REQUIRE(desk.base.capture(vpn_request(), by("carl")));

    const auto file = desk.folder.path() / "all.jsonl";
    const auto written = desk.base.export_articles({.path = file, .viewer = kEverything});
    REQUIRE(written);
    CHECK(*written == 3);
    Desk other;
    const auto summary = other.base.import_articles({.path = file}, by("pia"));
    REQUIRE(summary);
    CHECK(summary->added == 3);
    CHECK(summary->refused == 0);
    for (const ArticleId& id : {std::string("A"), std::string("B"), std::string("KB-3")}) {
        INFO(id);
        const auto mine = desk.base.article(id, kEverything);
        const auto theirs = other.base.article(id, kEverything);
        REQUIRE((mine && theirs));
        CHECK(to_json(*mine) == to_json(*theirs));
        CHECK(*mine == *theirs);
    }
    const auto again = other.base.import_articles({.path = file}, by("pia"));
    REQUIRE(again);
    CHECK(again->unchanged == 3);
}

}  // namespace
}  // namespace kb
