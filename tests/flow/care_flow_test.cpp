// SPDX-License-Identifier: Apache-2.0
//
// Goal: a copy that is taken from a base in use is that base at one moment, and lists, imports and
// titles keep to what they promise.

#include "support/articles.hpp"
#include "support/temporary_folder.hpp"

#include <kb/language.hpp>

#include <catch2/catch.hpp>

#include <fstream>

namespace kb {
namespace {

using test::by;

void fill(KnowledgeBase& base, int count) {
    for (int i = 0; i < count; ++i) {
        const std::string name = "A" + std::to_string(i);
        REQUIRE(base.put(test::article(name, "Printer " + name, "it is offline", "Restart it."),
                         by("coach")));
    }
}

void check_copy(const std::filesystem::path& folder, std::uint64_t articles) {
    auto copy = KnowledgeBase::open(folder);
    REQUIRE(copy);
    CHECK(copy->statistics().value().articles == articles);
    CHECK(copy->verify().value().damage.empty());
    CHECK(copy->search({.text = "printer"}).value().total.value == articles);
}

TEST_CASE("a flush with nothing to write removes the files that were replaced", "[flow]") {
    const test::TemporaryFolder folder;
    auto base = KnowledgeBase::create(folder.path() / "kb", {.owner = {.id = "ana"}}).value();
    const Action action{.by = "ana"};
    const auto files = [&] {
        const auto names = std::filesystem::directory_iterator(folder.path() / "kb" / "index");
        return std::distance(begin(names), end(names));
    };
    for (const char* title : {"first", "second"}) {
        REQUIRE(base.put({.title = title}, action));
        REQUIRE(base.flush());
    }
    REQUIRE(base.flush(true));
    CHECK(files() == 3);  // the two before are for readers who still open them
    REQUIRE(base.flush());
    CHECK(files() == 1);
}

TEST_CASE("a backup is a base that opens, verifies and ranks as the base it is of", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    KnowledgeBase base = test::make_base(folder.path() / "a.kb", clock);
    fill(base, 5);
    REQUIRE(base.flush());
    fill(base, 9);  // part of the index is in memory, part in a file
    const BackupSummary done = base.backup(folder.path() / "b.kb").value();
    CHECK(done.articles == 9);
    CHECK(done.generation == base.statistics().value().generation);
    const auto mine = base.search({.text = "printer offline"}).value();
    fill(base, 12);
    check_copy(folder.path() / "b.kb", 9);
    const auto copy = KnowledgeBase::open(folder.path() / "b.kb", {.clock = &clock});
    CHECK(copy->search({.text = "printer offline"}).value() == mine);
}

TEST_CASE("a base opened for reading is copied as it was opened", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    KnowledgeBase base = test::make_base(folder.path() / "a.kb", clock);
    fill(base, 3);
    const auto reader =
        KnowledgeBase::open(folder.path() / "a.kb", {.mode = OpenMode::kRead, .clock = &clock});
    fill(base, 6);
    REQUIRE(base.flush(true));
    REQUIRE(reader->backup(folder.path() / "b.kb"));
    check_copy(folder.path() / "b.kb", 3);
}

TEST_CASE("a backup goes into no folder that holds something", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    const KnowledgeBase base = test::make_base(folder.path() / "a.kb", clock);
    std::filesystem::create_directory(folder.path() / "b.kb");
    std::ofstream(folder.path() / "b.kb" / "mine.txt") << "mine";
    CHECK(base.backup(folder.path() / "b.kb").error().code == ErrorCode::kAlreadyExists);
    CHECK(base.backup(folder.path() / "a.kb").error().code == ErrorCode::kAlreadyExists);
}

TEST_CASE("a list holds what its viewer may read, in the order asked for", "[flow]") {
    const test::TemporaryFolder folder;
    test::FakeClock clock;
    KnowledgeBase base = test::make_base(folder.path() / "a.kb", clock);
    for (const std::string name : {"C", "A", "B"}) {
        clock.advance(std::chrono::seconds(1));
        Article article = test::article(name, "Title " + name, "issue", "fix");
        article.owner_domain = "network";
        if (name == "B") {
            article.state.audience = Audience::kInternal;
        }
        REQUIRE(base.put(article, by("coach")));
    }
    const auto ids = [&](const ListRequest& request) {
        std::string all;
        for (const ListedArticle& article : base.articles(request).value().articles) {
            all += article.id;
        }
        return all;
    };
    CHECK(ids({.viewer = test::kInternalViewer}) == "BAC");
    CHECK(ids({.viewer = test::kInternalViewer, .order = ListOrder::kId}) == "ABC");
    CHECK(ids({.viewer = test::kInternalViewer, .order = ListOrder::kId, .limit = 2}) == "AB");
    CHECK(ids({.viewer = test::kInternalViewer, .audiences = {Audience::kInternal}}) == "B");
    CHECK(ids({.viewer = test::kInternalViewer, .owner_domains = {"network"}}) == "BAC");
    CHECK(ids({.viewer = test::kPublicViewer}) == "AC");
    CHECK(ids({.viewer = test::kPublicViewer, .owner_domains = {"network"}}).empty());
    CHECK(base.articles({.viewer = test::kPublicViewer, .limit = 1}).value().total == 2);
}

TEST_CASE("another event under a known id is refused, the same one is a duplicate", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    KnowledgeBase base = test::make_base(folder.path() / "a.kb", clock);
    const Event first{.event_id = "e", .ts = clock.now(), .type = EventType::kView, .article = "A"};
    Event other = first;
    other.article = "B";
    std::vector<Reject> rejects;
    const std::vector<Event> events{first, first, other};
    const RecordSummary done = base.record(events, &rejects).value();
    CHECK(done.accepted == 1);
    CHECK(done.duplicate == 1);
    CHECK(done.refused == 1);
    REQUIRE(rejects.size() == 1);
    CHECK(rejects.front().line == 3);
    std::vector<Event> read;
    REQUIRE(base.events({.types = {EventType::kView}}, [&](const Event& event) {
        read.push_back(event);
        return true;
    }));
    REQUIRE(read.size() == 1);
    CHECK(read.front().article == "A");
    CHECK(
        base.events({.from = clock.now(), .until = clock.now()}, [](const Event&) { return true; })
            .error()
            .code == ErrorCode::kInvalidArgument);
}

TEST_CASE("people write titles of one line, other systems' titles become one", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    KnowledgeBase base = test::make_base(folder.path() / "a.kb", clock);
    const Article two_lines = test::article("A", "Printer\n\tis \x1b[31moffline\n", "issue", "fix");
    CHECK(base.add(two_lines, by("coach")).error().code == ErrorCode::kInvalidArgument);
    CHECK(base.put(two_lines, by("coach")).value().article.title == "Printer is [31moffline");
    CHECK_FALSE(base.put(two_lines, by("coach")).value().changed);
    CHECK(base.edit({.article = "A", .title = "a\nb"}, by("coach")).error().code ==
          ErrorCode::kInvalidArgument);
    CHECK(base.edit({.article = "A", .title = "New\n"}, by("coach")).value().article.title ==
          "New");
    CHECK(base.capture({.query = "toner", .title = "a\rb"}, by("coach")).error().code ==
          ErrorCode::kInvalidArgument);
}

TEST_CASE("remarks of an import are kept up to their limit, what they are about is counted",
          "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    KnowledgeBase base = test::make_base(folder.path() / "a.kb", clock);
    for (const std::size_t count : {kRemarksMax, kRemarksMax + 1}) {
        CAPTURE(count);
        const auto file = folder.path() / "in.jsonl";
        std::ofstream out(file);
        for (std::size_t i = 0; i < count; ++i) {
            // Whole but for the environment.
            out << R"({"id":"A)" << i << R"(","title":"T","issue":["i"],"resolution":"r"})" << '\n';
        }
        out.close();
        const ImportSummary summary =
            base.import_articles({.path = file, .dry_run = true}, by("coach")).value();
        CHECK(summary.warnings == count);
        CHECK(summary.remarks.size() == kRemarksMax);
        CHECK(summary.remarks.front().id == "A0");
        CHECK(summary.remarks.front().field == "environment");
    }
}

TEST_CASE("similar articles are limited to one number", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    KnowledgeBase base = test::make_base(folder.path() / "a.kb", clock);
    fill(base, 2);
    CHECK(base.similar("A0", test::kInternalViewer, kSimilarMax));
    CHECK(base.similar("A0", test::kInternalViewer, kSimilarMax + 1).error().code ==
          ErrorCode::kInvalidArgument);
}

TEST_CASE("a language says what its analysis knows", "[flow]") {
    struct Case {
        std::string tag;
        std::string language;
        bool stems;
    };
    for (const Case& each : {Case{"en", "en", true}, Case{"pt-BR", "pt", true},
                             Case{"zh-Hant-TW", "zh", false}, Case{"xq", "xq", false}}) {
        CAPTURE(each.tag);
        const LanguageSupport support = language_support(each.tag).value();
        CHECK(support.language == each.language);
        CHECK(support.stems == each.stems);
    }
    for (const std::string wrong : {"", "e", "en_US", "en-", "--", "english language", "9a"}) {
        CAPTURE(wrong);
        CHECK_FALSE(language_support(wrong));
    }
}

}  // namespace
}  // namespace kb
