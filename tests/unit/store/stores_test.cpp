// SPDX-License-Identifier: Apache-2.0

// Goal: what the typed stores are given they give back, count right, and refuse twice: articles and
// their versions, ids, people, events, audit records, links, flags, and what is opaque to them.

#include "store/article_store.hpp"
#include "store/audit_store.hpp"
#include "store/event_store.hpp"
#include "store/flag_store.hpp"
#include "store/id_store.hpp"
#include "store/link_store.hpp"
#include "store/opaque_store.hpp"
#include "store/people_store.hpp"
#include "store/proposal_store.hpp"
#include "store_support.hpp"

namespace {

using namespace kb::store;
using namespace kb::store::test;
using namespace std::chrono_literals;

kb::Timestamp at(std::int64_t milliseconds) {
    return kb::Timestamp{std::chrono::milliseconds{milliseconds}};
}

ArticleRecord article(const std::string& title, kb::VersionNumber version,
                      kb::ChangeNumber change = 1) {
    ArticleRecord record{.change = change};
    record.article.title = title;
    record.article.version = version;
    return record;
}

std::uint64_t counted(const Database& database, Counter counter) {
    return take(database.counters())[counter];
}

TEST_CASE("articles are found by number, with their versions, and counted once", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    must(put_article(batch, 1, article("first", 1)));
    must(put_article(batch, 300, article("other", 1)));
    must(put_article(batch, 1, article("second", 2, 7)));
    CHECK(take(find_article(batch, 1))->article.title == "second");
    must(database->commit(std::move(batch)));
    batch = database->batch();
    must(put_article(batch, 1, article("second", 2, 9)));  // the same version again
    must(database->commit(std::move(batch)));

    const View view = database->snapshot();
    CHECK(take(find_article(view, 1)) == article("second", 2, 9));
    CHECK(take(find_article(view, 2)) == std::nullopt);
    CHECK(take(find_version(view, 1, 1))->title == "first");
    CHECK(take(find_version(view, 1, 3)) == std::nullopt);
    const std::vector<ArticleNumber> numbers{300, 2, 1};
    const auto found = take(find_articles(view, numbers));
    REQUIRE(found.size() == 3);
    CHECK(found[0]->article.title == "other");
    CHECK_FALSE(found[1]);
    CHECK(found[2]->change == 9);
    CHECK(counted(*database, Counter::kArticles) == 2);
    CHECK(counted(*database, Counter::kVersions) == 3);

    std::string all;
    must(for_each_article(view, [&](ArticleNumber number, const ArticleRecord& record) {
        all += std::to_string(number) + record.article.title + " ";
        return kb::Result<void>{};
    }));
    CHECK(all == "1second 300other ");
    std::string versions;
    must(for_each_version(view, 1, [&](const kb::Article& version) {
        versions += version.title + " ";
        return kb::Result<void>{};
    }));
    CHECK(versions == "first second ");

    batch = database->batch();
    must(remove_article(batch, 1));
    must(remove_article(batch, 1));
    must(database->commit(std::move(batch)));
    CHECK(take(find_article(database->latest(), 1)) == std::nullopt);
    CHECK(take(find_version(database->latest(), 1, 2)).has_value());
    CHECK(counted(*database, Counter::kArticles) == 1);
    CHECK(take(find_article(view, 1)).has_value());  // the snapshot holds still
}

TEST_CASE("walking over articles stops at the first failure", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    must(put_article(batch, 1, article("a", 1)));
    must(put_article(batch, 2, article("b", 1)));
    must(database->commit(std::move(batch)));
    int seen = 0;
    const auto walked = for_each_article(
        database->latest(), [&](ArticleNumber, const ArticleRecord&) -> kb::Result<void> {
            ++seen;
            return kb::Error{kb::ErrorCode::kCancelled, "enough"};
        });
    REQUIRE_FALSE(walked);
    CHECK(walked.error().message == "enough");
    CHECK(seen == 1);
}

TEST_CASE("a damaged article is an error that names it", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    batch.put(Family::kArticles, number_key(17), "too short");
    must(database->commit(std::move(batch)));
    const auto found = find_article(database->latest(), 17);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == kb::ErrorCode::kCorruption);
    CHECK_THAT(found.error().message, Catch::Contains("17"));
    const std::vector<ArticleNumber> numbers{17};
    CHECK_FALSE(find_articles(database->latest(), numbers));
}

TEST_CASE("an id belongs to one article, also within one batch", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    must(claim_id(batch, "KB-1", {.kind = IdKind::kPublic, .article = 1}));
    const auto taken = claim_id(batch, "KB-1", {.kind = IdKind::kExternal, .article = 2});
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == kb::ErrorCode::kAlreadyExists);
    CHECK_THAT(taken.error().message, Catch::Contains("KB-1"));
    must(database->commit(std::move(batch)));
    CHECK(take(find_id(database->latest(), "KB-1")) == IdEntry{IdKind::kPublic, 1});
    CHECK(take(find_id(database->latest(), "KB-")) == std::nullopt);

    batch = database->batch();
    must(claim_id(batch, "KB-1", {.kind = IdKind::kFormer, .article = 1}));
    CHECK_FALSE(claim_id(batch, "KB-1", {.kind = IdKind::kPublic, .article = 2}));
    release_id(batch, "KB-1");
    must(claim_id(batch, "KB-1", {.kind = IdKind::kPublic, .article = 2}));
    must(database->commit(std::move(batch)));
    CHECK(take(find_id(database->latest(), "KB-1")) == IdEntry{IdKind::kPublic, 2});
}

TEST_CASE("people are kept by id and counted once", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    must(put_person(batch, {.id = "ben", .name = "Ben"}));
    must(put_person(batch, {.id = "anna", .licence = kb::Licence::kCoach}));
    must(put_person(batch, {.id = "ben", .name = "Ben", .licence = kb::Licence::kPublisher}));
    must(database->commit(std::move(batch)));
    const auto all = take(people(database->latest()));
    REQUIRE(all.size() == 2);
    CHECK(all[0].id == "anna");
    CHECK(all[1].licence == kb::Licence::kPublisher);
    CHECK(take(find_person(database->latest(), "ben")) == all[1]);
    CHECK(take(find_person(database->latest(), "carl")) == std::nullopt);
    CHECK(counted(*database, Counter::kPeople) == 2);
}

kb::Event event(const std::string& id, std::int64_t milliseconds) {
    kb::Event made;
    made.event_id = id;
    made.ts = at(milliseconds);
    return made;
}

std::string ids(kb::event::EventCursor& cursor) {
    std::string all;
    kb::Event next;
    while (take(cursor.next(next))) {
        all += next.event_id + " ";
    }
    return all;
}

TEST_CASE("an event is recorded once, in this batch or any before", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    CHECK(take(append_event(batch, event("a", 5))) == Appended::kNew);
    CHECK(take(append_event(batch, event("a", 5))) == Appended::kSame);
    CHECK(take(append_event(batch, event("a", 6))) == Appended::kOther);
    must(database->commit(std::move(batch)));
    batch = database->batch();
    CHECK(take(append_event(batch, event("a", 7))) == Appended::kOther);
    kb::Event later = event("a", 5);
    later.received = at(99);
    CHECK(take(append_event(batch, later)) == Appended::kSame);
    CHECK(take(append_event(batch, event("b", 5))) == Appended::kNew);
    must(database->commit(std::move(batch)));
    CHECK(counted(*database, Counter::kEvents) == 2);
    CHECK(ids(*open_events(database->latest())) == "a b ");
}

TEST_CASE("events come by time, then as they were appended, within the window", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    for (const auto& [id, time] : std::vector<std::pair<std::string, std::int64_t>>{
             {"z", 10}, {"y", 20}, {"x", 10}, {"w", -10}, {"v", 30}, {"u", 10}}) {
        CHECK(take(append_event(batch, event(id, time))) == Appended::kNew);
    }
    must(database->commit(std::move(batch)));
    const View view = database->latest();
    CHECK(ids(*open_events(view)) == "w z x u y v ");
    CHECK(ids(*open_events(view, at(10), at(30))) == "z x u y ");
    CHECK(ids(*open_events(view, at(11), at(20))).empty());
    CHECK(ids(*open_events(view, at(-10), at(10))) == "w ");
    kb::Event untouched = event("mine", 1);
    CHECK_FALSE(take(open_events(view, at(100), at(200))->next(untouched)));
    CHECK(untouched == event("mine", 1));
}

TEST_CASE("an empty or inverted window has no events", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    CHECK(take(append_event(batch, event("a", 10))) == Appended::kNew);
    must(database->commit(std::move(batch)));
    CHECK(ids(*open_events(database->latest(), at(10), at(10))).empty());
    CHECK(ids(*open_events(database->latest(), at(20), at(5))).empty());
}

TEST_CASE("audit records of an article come oldest first, several of one change too", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    must(append_audit(batch, 1, {.change = 300, .verb = "later"}));
    must(append_audit(batch, 1, {.change = 2, .verb = "put"}));
    must(append_audit(batch, 1, {.change = 2, .verb = "flag"}));
    must(append_audit(batch, 2, {.change = 2, .verb = "other"}));
    must(database->commit(std::move(batch)));
    std::string verbs;
    for (const kb::AuditRecord& record : take(audit_of(database->latest(), 1))) {
        verbs += record.verb + " ";
    }
    CHECK(verbs == "put flag later ");
    CHECK(take(audit_of(database->latest(), 3)).empty());
}

kb::Link link(const std::string& case_id, kb::LinkKind kind, std::int64_t time) {
    return {.case_id = case_id, .article = "KB", .kind = kind, .at = at(time)};
}

TEST_CASE("links are found from both ends, kept once of each kind, and counted", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    CHECK(take(add_link(batch, 1, link("C-1", kb::LinkKind::kSentToCustomer, 9))));
    CHECK(take(add_link(batch, 1, link("C-1", kb::LinkKind::kReference, 5))));
    CHECK_FALSE(take(add_link(batch, 1, link("C-1", kb::LinkKind::kReference, 6))));
    CHECK(take(add_link(batch, 1, link("C-10", kb::LinkKind::kReference, 1))));
    CHECK(take(add_link(batch, 2, link("C-1", kb::LinkKind::kReference, 2))));
    must(database->commit(std::move(batch)));
    const auto times = [](const std::vector<kb::Link>& links) {
        std::string all;
        for (const kb::Link& one : links) {
            all += std::to_string(one.at.time_since_epoch().count()) + " ";
        }
        return all;
    };
    CHECK(times(take(links_of_article(database->latest(), 1))) == "1 5 9 ");
    CHECK(times(take(links_of_case(database->latest(), "C-1"))) == "2 5 9 ");
    CHECK(times(take(links_of_case(database->latest(), "C-"))).empty());
    CHECK(counted(*database, Counter::kLinks) == 4);

    batch = database->batch();
    CHECK(take(remove_links(batch, 1, "C-1")) == 2);
    CHECK(take(remove_links(batch, 1, "C-1")) == 0);
    must(database->commit(std::move(batch)));
    CHECK(times(take(links_of_article(database->latest(), 1))) == "1 ");
    CHECK(times(take(links_of_case(database->latest(), "C-1"))) == "2 ");
    CHECK(counted(*database, Counter::kLinks) == 2);
}

TEST_CASE("a case of no or too many bytes is refused", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    for (const std::size_t size : {0U, 256U}) {
        const std::string case_id(size, 'c');
        const auto added = add_link(batch, 1, link(case_id, kb::LinkKind::kReference, 1));
        REQUIRE_FALSE(added);
        CHECK(added.error().code == kb::ErrorCode::kInvalidArgument);
        CHECK(take(remove_links(batch, 1, case_id)) == 0);
        CHECK(take(links_of_case(database->latest(), case_id)).empty());
    }
    CHECK(take(add_link(batch, 1, link(std::string(255, '\xff'), kb::LinkKind::kReference, 1))));
}

TEST_CASE("flags are kept by number and by article, and the open ones counted", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    for (const ArticleNumber number : {1U, 2U, 1U}) {
        FlagNote note{.article = number, .value = {.text = "wrong"}};
        note.value.number = batch.take(Counter::kFlagNumber);
        must(put_flag(batch, note));
    }
    must(database->commit(std::move(batch)));
    CHECK(counted(*database, Counter::kOpenFlags) == 3);

    batch = database->batch();
    FlagNote first = *take(find_flag(batch, 1));
    first.value.open = false;
    must(put_flag(batch, first));
    must(put_flag(batch, first));
    must(database->commit(std::move(batch)));
    CHECK(counted(*database, Counter::kOpenFlags) == 2);
    const auto numbers = [](const std::vector<FlagNote>& notes) {
        std::string all;
        for (const FlagNote& note : notes) {
            all += std::to_string(note.value.number) + (note.value.open ? "o " : "c ");
        }
        return all;
    };
    CHECK(numbers(take(flags(database->latest()))) == "1c 2o 3o ");
    CHECK(numbers(take(flags_of_article(database->latest(), 1))) == "1c 3o ");
    CHECK(take(flags_of_article(database->latest(), 3)).empty());
    CHECK_FALSE(take(find_flag(database->latest(), 4)));
}

TEST_CASE("proposals are kept by number and by article, and the open ones counted", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    for (const ArticleNumber number : {1U, 2U, 1U}) {
        ProposalNote note{.article = number};
        note.value.number = batch.take(Counter::kProposalNumber);
        note.value.edit.cause = "a full disk";
        must(put_proposal(batch, note));
    }
    must(database->commit(std::move(batch)));
    CHECK(counted(*database, Counter::kOpenProposals) == 3);

    batch = database->batch();
    ProposalNote first = *take(find_proposal(batch, 1));
    CHECK(first.value.edit.cause == "a full disk");
    first.value.status = kb::ProposalStatus::kRejected;
    must(put_proposal(batch, first));
    must(put_proposal(batch, first));
    must(database->commit(std::move(batch)));
    CHECK(counted(*database, Counter::kOpenProposals) == 2);
    CHECK(take(proposals(database->latest())).size() == 3);
    const auto of_one = take(proposals_of_article(database->latest(), 1));
    REQUIRE(of_one.size() == 2);
    CHECK(of_one[0].value.status == kb::ProposalStatus::kRejected);
    CHECK(of_one[1].value.number == 3);
    CHECK(take(proposals_of_article(database->latest(), 3)).empty());
    CHECK(take(flags(database->latest())).empty());  // beside them in the family
}

TEST_CASE("what became of an article is said of its case's links, and a flag outweighs",
          "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    Batch batch = database->batch();
    REQUIRE(take(add_link(batch, 1, link("C-1", kb::LinkKind::kReference, 1))));
    REQUIRE(take(add_link(batch, 1, link("C-2", kb::LinkKind::kReference, 1))));
    const auto use_of = [&](std::string_view case_id) {
        must(database->commit(std::move(batch)));
        batch = database->batch();
        return take(links_of_case(database->latest(), case_id)).front().use;
    };
    CHECK(use_of("C-1") == kb::Use::kAsIs);
    must(note_use(batch, 1, "C-1", kb::Use::kFlagged));
    CHECK(use_of("C-1") == kb::Use::kFlagged);
    must(note_use(batch, 1, "C-1", kb::Use::kImproved));
    CHECK(use_of("C-1") == kb::Use::kFlagged);
    CHECK(use_of("C-2") == kb::Use::kAsIs);
    must(note_use(batch, 2, "C-2", kb::Use::kImproved));  // another article
    must(note_use(batch, 1, "", kb::Use::kImproved));
    must(note_use(batch, 1, std::string(256, 'c'), kb::Use::kImproved));
    CHECK(use_of("C-2") == kb::Use::kAsIs);
}

TEST_CASE("options, manifest and signals come back byte for byte", "[store]") {
    using namespace std::string_literals;
    const Folder folder;
    const auto database = make_base(folder.base());
    CHECK(take(find_options(database->latest())) == std::nullopt);
    Batch batch = database->batch();
    put_options(batch, "o\0p"s);
    put_manifest(batch, "");
    put_signals(batch, 256, "later");
    put_signals(batch, 2, "\0"s);
    must(database->commit(std::move(batch)));
    const View view = database->latest();
    CHECK(take(find_options(view)) == "o\0p"s);
    CHECK(take(find_manifest(view)) == "");
    CHECK(take(find_signals(view, 2)) == "\0"s);
    CHECK(take(find_signals(view, 3)) == std::nullopt);
    std::string all;
    must(for_each_signals(view, [&](ArticleNumber number, std::string_view bytes) {
        all += std::to_string(number) + ":" + std::to_string(bytes.size()) + " ";
        return kb::Result<void>{};
    }));
    CHECK(all == "2:1 256:5 ");
}

}  // namespace
