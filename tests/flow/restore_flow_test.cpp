// SPDX-License-Identifier: Apache-2.0
//
// Goal: a complete export, restored, is the same base: the same bytes in the store, the same
// export, the same answers and figures, and the same next steps; and nobody makes history up in a
// base that is in use.

#include "support/random_step.hpp"
#include "support/two_bases.hpp"

namespace kb {
namespace {

using test::by;
using test::check_same_answers;
using test::check_same_bytes;
using test::check_sound;
using test::export_all;
using test::kEverything;
using test::kInternalViewer;
using test::Lines;
using test::read_lines;
using test::replace_first;
using test::Two;
using test::write_lines;

TEST_CASE("a base restored from its complete export is the same base", "[flow][restore]") {
    CreateOptions options{.policy = {.partner_reads_not_validated = true}};
    options.text.saturation = 1.7F;
    options.text.fields[0].boost = 2.3F;
    Two two(options);
    test::fill_richly(*two.old, two.clock);
    two.restore_all();
    check_sound(*two.fresh);
    check_same_answers(two);
    const Lines first = read_lines(two.file);
    CHECK(export_all(*two.fresh, two.folder.path() / "again.jsonl") == first);
    CHECK_FALSE(two.fresh->person("olga"));  // who restored is nobody in that base

    // Both go on alike, also after closing.
    REQUIRE(two.fresh->close());
    two.fresh.emplace(test::open_base(two.new_path, two.clock));
    check_sound(*two.fresh);
    check_same_answers(two);
    for (KnowledgeBase* base : {&*two.old, &*two.fresh}) {
        const auto made = base->capture({.query = "something else altogether"}, by("cara"));
        REQUIRE(made);
        REQUIRE(base->flag(made->article.id, FlagKind::kUnclear, "what", by("rita")));
        REQUIRE(base->link("C-5000", "SF-2", LinkKind::kJoinedWip, by("cara")));
    }
    check_sound(*two.fresh);
    check_same_bytes(two);
}

TEST_CASE("whatever was done to a base, its restored export is the same", "[flow][restore]") {
    const std::uint32_t seed = GENERATE(1U, 2U, 3U, 4U, 5U, 6U);
    INFO("seed " << seed);
    Two two;
    test::Random random(seed);
    for (unsigned step = 0; step < 150; ++step) {
        test::random_step(*two.old, two.clock, random, step);
    }
    two.restore_all();
    check_sound(*two.fresh);
    check_same_answers(two);
    CHECK(export_all(*two.fresh, two.folder.path() / "again.jsonl") == read_lines(two.file));
    for (unsigned step = 150; step < 170; ++step) {
        test::Random one(seed * 1000 + step);
        test::Random other(seed * 1000 + step);
        const Timestamp now = two.clock.now();
        test::random_step(*two.old, two.clock, one, step);
        two.clock.set(now);
        test::random_step(*two.fresh, two.clock, other, step);
    }
    check_same_bytes(two);
}

TEST_CASE("an empty base is restored too", "[flow][restore]") {
    Two two;
    two.restore_all();
    check_sound(*two.fresh);
    check_same_bytes(two);
}

TEST_CASE("restoring again changes nothing", "[flow][restore]") {
    Two two;
    test::fill_richly(*two.old, two.clock);
    two.restore_all();
    const auto before = two.fresh->statistics();
    CHECK(two.restore("olga").error().code == ErrorCode::kPermissionDenied);  // nobody now
    const auto again = two.restore("coach");
    REQUIRE(again);
    CHECK(again->added == 0);
    CHECK(again->refused == 0);
    CHECK(again->unchanged == again->read);
    CHECK(two.fresh->statistics()->generation == before->generation);
    check_same_bytes(two);
}

TEST_CASE("a restore goes into a base without articles and events only", "[flow][restore]") {
    Two two;
    test::fill_richly(*two.old, two.clock);
    export_all(*two.old, two.file);
    SECTION("one with an article") {
        REQUIRE(two.fresh->put(test::article("Z", "Mine", "my issue", "so"), by("pia")));
    }
    SECTION("one with an event") {
        Event event = test::event_of("e", EventType::kFormOpen, two.clock.now());
        REQUIRE(two.fresh->record({&event, 1}));
    }
    SECTION("the same base, which has gone on") {
        REQUIRE(two.restore());
        REQUIRE(two.fresh->put(test::article("Z", "Mine", "my issue", "so"), by("pia")));
    }
    const auto before = export_all(*two.fresh, two.folder.path() / "before.jsonl");
    for (const bool dry_run : {false, true}) {
        const auto refused = two.restore("coach", dry_run);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kAlreadyExists);
    }
    CHECK(export_all(*two.fresh, two.folder.path() / "after.jsonl") == before);
}

TEST_CASE("only a coach restores", "[flow][restore]") {
    Two two;
    export_all(*two.old, two.file);
    for (const char* person : {"pia", "carl", "cara", "rita", "nobody", ""}) {
        INFO(person);
        CHECK(two.restore(person).error().code == ErrorCode::kPermissionDenied);
    }
    CHECK(two.restore("olga"));
}

TEST_CASE("an import of a complete export takes the articles and no history", "[flow][restore]") {
    Two two;
    test::fill_richly(*two.old, two.clock);
    const Lines lines = export_all(*two.old, two.file);
    CHECK(two.fresh->import_articles({.path = two.file}, by("carl")).error().code ==
          ErrorCode::kPermissionDenied);
    const auto summary = two.fresh->import_articles({.path = two.file}, by("pia"));
    REQUIRE(summary);
    CHECK(summary->read == 5);
    CHECK(summary->added == 5);
    CHECK(summary->passed_over == lines.size() - 5);
    const auto history = two.fresh->history("A-1", kEverything);
    REQUIRE(history);
    REQUIRE(history->size() == 1);
    CHECK(history->front().by == "pia");
    CHECK(history->front().verb == "import");
    CHECK(two.fresh->statistics()->links == 0);
    CHECK(two.fresh->statistics()->events == 0);
    CHECK(two.fresh->flags({}, false)->empty());
    CHECK(two.fresh->person("coach")->name == "Coach");
}

TEST_CASE("what does not begin like a complete export is no restore", "[flow][restore]") {
    Two two;
    test::fill_richly(*two.old, two.clock);
    REQUIRE(two.old->export_articles({.path = two.file, .viewer = kEverything}));
    const auto articles = two.restore();
    REQUIRE_FALSE(articles);
    CHECK(articles.error().code == ErrorCode::kInvalidArgument);
    CHECK(articles.error().message.find(":1: ") != std::string::npos);
    write_lines(two.file, {});
    CHECK(two.restore().error().code == ErrorCode::kInvalidArgument);
    write_lines(two.file, {"{\"schema\":\"kb.base/2\"}"});
    CHECK(two.restore().error().message.find("'kb.base/2' is not known") != std::string::npos);
    two.file = two.folder.path() / "missing.jsonl";
    CHECK(two.restore().error().code == ErrorCode::kNotFound);
}

TEST_CASE("an interrupted restore can only be finished", "[flow][restore]") {
    Two two;
    test::fill_richly(*two.old, two.clock);
    std::vector<Event> events;
    for (int i = 0; i < 3000; ++i) {
        events.push_back(
            test::event_of("v" + std::to_string(i), EventType::kFormOpen, two.clock.now()));
    }
    REQUIRE(two.old->record(events));
    const Lines lines = export_all(*two.old, two.file);
    int calls = 0;
    const ImportRequest request{.path = two.file, .batch = 100, .restore = true};
    const auto stopped = two.fresh->import_articles(request, by("olga"), [&](const Progress& now) {
        // The first reading only looks.
        return !(now.done == 2000 && ++calls == 2);
    });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::kCancelled);
    for (const bool reopened : {false, true}) {
        if (reopened) {
            REQUIRE(two.fresh->close());
            two.fresh.reset();
            two.fresh.emplace(test::open_base(two.new_path, two.clock));
        }
        CHECK(two.fresh->search({.text = "printer"}).error().code == ErrorCode::kCorruption);
        CHECK(two.fresh->put(test::article("Z", "z", "z", "z"), by("pia")).error().code ==
              ErrorCode::kCorruption);
        CHECK(two.restore("pia").error().code == ErrorCode::kPermissionDenied);
    }
    Lines other = lines;
    replace_first(other[0], "\"last_flag\":2", "\"last_flag\":3");
    write_lines(two.file, other);
    CHECK(two.restore().error().code == ErrorCode::kAlreadyExists);
    write_lines(two.file, lines);
    const auto finished = two.restore();
    if (!finished) {
        FAIL(finished.error().message);
    }
    CHECK(finished->refused == 0);
    CHECK(finished->unchanged > 1000);
    CHECK(finished->added + finished->unchanged == lines.size());
    check_sound(*two.fresh);
    check_same_answers(two);
    check_same_bytes(two);
}

TEST_CASE("what a viewer outside exports holds nothing of the inside", "[flow][restore]") {
    Two two;
    Article open = test::article("P-1", "Printer", "it is off", "turn it on");
    open.issue[0].by = "carl";
    open.issue[0].case_id = "CASE-SECRET";
    open.owner_domain = "owner-secret";
    open.originating_queries = {"query-secret"};
    open.created_by = "carl";
    open.translation_of = "P-3";
    open.translation_of_version = 1;
    REQUIRE(two.old->put(open, by("pia", "reason-secret")));
    Article partner = test::article("P-2", "Partner secret", "partner words", "partner answer");
    partner.state.audience = Audience::kPartner;
    Article hidden = test::article("P-3", "Hidden", "hidden words", "hidden answer");
    hidden.state.audience = Audience::kInternal;
    REQUIRE(two.old->put(partner, by("pia")));
    REQUIRE(two.old->put(hidden, by("pia")));
    REQUIRE(two.old->flag("P-1", FlagKind::kWrong, "flag-secret", by("rita")));
    REQUIRE(two.old->link("LINK-SECRET", "P-1", LinkKind::kReference, by("cara")));
    for (const Audience audience : {Audience::kPublic, Audience::kCustomer}) {
        const Viewer viewer{.audience = audience};
        REQUIRE(*two.old->export_articles({.path = two.file, .viewer = viewer}) == 1);
        const Lines lines = read_lines(two.file);
        REQUIRE(lines.size() == 1);
        for (const char* word :
             {"carl", "pia", "SECRET", "secret", "P-2", "P-3", "article_number", "\"change\""}) {
            INFO(word << " in " << lines[0]);
            CHECK(lines[0].find(word) == std::string::npos);
        }
        CHECK(lines[0].find("turn it on") != std::string::npos);
        CHECK(two.old->export_articles({.path = two.file, .viewer = viewer, .complete = true})
                  .error()
                  .code == ErrorCode::kPermissionDenied);
    }
    CHECK(two.old
              ->export_articles({.path = two.file,
                                 .format = ExchangeFormat::kCsv,
                                 .viewer = kInternalViewer,
                                 .complete = true})
              .error()
              .code == ErrorCode::kInvalidArgument);
}

TEST_CASE("a restore takes no settings of an import", "[flow][restore]") {
    Two two;
    export_all(*two.old, two.file);
    const auto code = [&](ImportRequest request) {
        request.path = two.file;
        request.restore = true;
        return two.fresh->import_articles(request, by("olga")).error().code;
    };
    CHECK(code({.format = ExchangeFormat::kCsv}) == ErrorCode::kInvalidArgument);
    CHECK(code({.map = {{"id", "_id"}}}) == ErrorCode::kInvalidArgument);
    CHECK(code({.language = "de"}) == ErrorCode::kInvalidArgument);
    CHECK(code({.confidence = Confidence::kValidated}) == ErrorCode::kInvalidArgument);
    CHECK(code({.audience = Audience::kPublic}) == ErrorCode::kInvalidArgument);
    CHECK(code({.batch = 0}) == ErrorCode::kInvalidArgument);
}

TEST_CASE("what a complete export could not carry is not written in the first place",
          "[flow][restore]") {
    Two two;
    REQUIRE(two.old->put(test::article("P-1", "Printer", "it is off", "turn it on"), by("pia")));
    const std::string longest(kFieldBytesMax, 'x');
    CHECK(two.old->flag("P-1", FlagKind::kOther, "x", by("rita", longest)));
    CHECK(two.old->flag("P-1", FlagKind::kOther, "x", by("rita", longest + "x")).error().code ==
          ErrorCode::kResourceExhausted);
    CHECK(two.old->flag("P-1", FlagKind::kOther, "\xFF", by("rita")).error().code ==
          ErrorCode::kInvalidArgument);
    CHECK(two.old->flag("P-1", FlagKind::kOther, "x", by("rita", "\xFF")).error().code ==
          ErrorCode::kInvalidArgument);
    CHECK(two.old->resolve_flag(1, "\xFF", by("carl")).error().code == ErrorCode::kInvalidArgument);
    CHECK(two.old->put_person({.id = "new", .name = "\xFF"}, by("coach")).error().code ==
          ErrorCode::kInvalidArgument);
    Article article = test::article("P-2", "Printer", "it is off", "turn it on");
    article.created = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);
    CHECK(two.old->put(article, by("pia")));
    article.id = "P-3";
    article.created += std::chrono::days(1);
    CHECK(two.old->put(article, by("pia")).error().code == ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace kb
