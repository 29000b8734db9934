// SPDX-License-Identifier: Apache-2.0
//
// Goal: a long call that is asked to end does so between two batches; what is done stays, nothing
// half done is left, and the same call again brings it to its end.

#include "base/file.hpp"
#include "support/articles.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>
#include <sstream>

namespace kb {
namespace {

using Catch::Matchers::Contains;
using test::by;

constexpr int kMany = 600;  // a complete export of them has more than 1000 lines

std::filesystem::path write_articles(const std::filesystem::path& folder) {
    std::ofstream lines(folder / "many.jsonl");
    for (int i = 0; i < kMany; ++i) {
        const std::string name = "A" + std::to_string(i);
        lines << to_json(test::article(name, "Printer " + name, "it is offline", "Restart it."))
              << '\n';
    }
    return folder / "many.jsonl";
}

std::string read(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

struct Desk {
    test::TemporaryFolder folder{};
    test::FakeClock clock{};
    Cancellation cancellation{};
    std::filesystem::path path = folder.path() / "a.kb";
    std::filesystem::path many = write_articles(folder.path());

    Desk() { const auto made = test::make_small_base(path, clock); }
    [[nodiscard]] Result<KnowledgeBase> open(OpenOptions options = {}) const {
        options.clock = &clock;
        options.cancellation = &cancellation;
        return KnowledgeBase::open(path, options);
    }
    // With all articles, in two files.
    KnowledgeBase filled() const {
        auto base = open();
        REQUIRE(base);
        REQUIRE(base->import_articles({.path = many}, by("pia")));
        REQUIRE(base->flush());
        REQUIRE(base->put(test::article("B", "Printer B", "it jams", "Clean."), by("pia")));
        REQUIRE(base->flush());
        return *std::move(base);
    }
};

void check_whole(const KnowledgeBase& base, std::uint64_t articles) {
    CHECK(base.statistics()->articles == articles);
    CHECK(base.search({.text = "printer"})->total.value == articles);
    CHECK(base.verify()->damage.empty());
}

TEST_CASE("an import that is cancelled keeps its batches and goes on behind them", "[flow]") {
    Desk desk;
    auto base = desk.open();
    REQUIRE(base);
    const ImportRequest request{.path = desk.many, .batch = 40};
    const auto cancelled = base->import_articles(request, by("pia"), [&](const Progress& progress) {
        if (progress.done >= 80) {
            desk.cancellation.request();
        }
        return true;
    });
    REQUIRE_FALSE(cancelled);
    CHECK(cancelled.error().code == ErrorCode::kCancelled);
    CHECK_THAT(cancelled.error().message, Contains("80 records") && Contains("run it again"));
    check_whole(*base, 80);
    desk.cancellation.reset();
    const auto done = base->import_articles(request, by("pia"));
    REQUIRE(done);
    CHECK(done->unchanged == 80);
    CHECK(done->added == kMany - 80);
    check_whole(*base, kMany);
}

TEST_CASE("events that are cancelled on the way in are recorded once in the end", "[flow]") {
    Desk desk;
    auto base = desk.open();
    REQUIRE(base);
    const auto file = desk.folder.path() / "events.jsonl";
    constexpr int kEvents = 10'500;  // more than a batch
    {
        std::ofstream lines(file);
        for (int i = 0; i < kEvents; ++i) {
            lines << to_json(Event{.event_id = "e" + std::to_string(i),
                                   .ts = desk.clock.now(),
                                   .actor = {.anon_id = "ada"},
                                   .query_id = "q",
                                   .text = "printer",
                                   .result_count = 1})
                  << '\n';
        }
    }
    desk.cancellation.request();
    const auto cancelled = base->import_events(file);
    REQUIRE_FALSE(cancelled);
    CHECK(cancelled.error().code == ErrorCode::kCancelled);
    const std::uint64_t kept = base->statistics()->events;
    CHECK(kept == 10'000);
    desk.cancellation.reset();
    const auto done = base->import_events(file);
    REQUIRE(done);
    CHECK(done->unchanged == kept);
    CHECK(done->added == kEvents - kept);
}

TEST_CASE("an export that is cancelled leaves what stood at its place", "[flow]") {
    Desk desk;
    const KnowledgeBase base = desk.filled();
    for (const bool complete : {false, true}) {
        CAPTURE(complete);
        const auto out = desk.folder.path() / "out" / "all.jsonl";
        std::filesystem::create_directories(out.parent_path());
        std::ofstream(out) << "of yesterday";
        const ExportRequest request{
            .path = out, .viewer = test::kInternalViewer, .complete = complete};
        desk.cancellation.request();
        const auto cancelled = base.export_articles(request);
        REQUIRE_FALSE(cancelled);
        CHECK(cancelled.error().code == ErrorCode::kCancelled);
        CHECK(read(out) == "of yesterday");
        CHECK(base::list_directory(out.parent_path())->size() == 1);
        desk.cancellation.reset();
        CHECK(base.export_articles(request).value() == kMany + 1);
    }
}

TEST_CASE("a backup that is cancelled leaves an empty folder and can be made again", "[flow]") {
    Desk desk;
    const KnowledgeBase base = desk.filled();
    const auto copy = desk.folder.path() / "b.kb";
    desk.cancellation.request();
    const auto cancelled = base.backup(copy);
    REQUIRE_FALSE(cancelled);
    CHECK(cancelled.error().code == ErrorCode::kCancelled);
    CHECK_THAT(cancelled.error().message, Contains("run it again"));
    CHECK(std::filesystem::is_empty(copy));
    desk.cancellation.reset();
    REQUIRE(base.backup(copy));
    check_whole(KnowledgeBase::open(copy).value(), kMany + 1);
}

TEST_CASE("a rebuild that is cancelled leaves the index as it was", "[flow]") {
    Desk desk;
    {
        KnowledgeBase base = desk.filled();
        desk.cancellation.request();
        const auto cancelled = base.rebuild();
        REQUIRE_FALSE(cancelled);
        CHECK(cancelled.error().code == ErrorCode::kCancelled);
        CHECK_THAT(cancelled.error().message, Contains("of 601 articles"));
        check_whole(base, kMany + 1);
        REQUIRE(base.close());
    }
    const auto opened = desk.open({.rebuild_index = true});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::kCancelled);
    check_whole(desk.open().value(), kMany + 1);
    desk.cancellation.reset();
    check_whole(desk.open({.rebuild_index = true}).value(), kMany + 1);
}

TEST_CASE("a merge that is cancelled leaves the files there were", "[flow]") {
    Desk desk;
    KnowledgeBase base = desk.filled();
    const auto files = base::list_directory(desk.path / "index").value();
    REQUIRE(base.statistics()->segments == 2);
    desk.cancellation.request();
    const auto cancelled = base.flush(true);
    REQUIRE_FALSE(cancelled);
    CHECK(cancelled.error().code == ErrorCode::kCancelled);
    CHECK(base::list_directory(desk.path / "index").value() == files);
    check_whole(base, kMany + 1);
    // Writing and closing end in their own time: what they do has to be done.
    REQUIRE(base.put(test::article("C", "Printer C", "it jams", "Clean."), by("pia")));
    REQUIRE(base.flush());
    desk.cancellation.reset();
    REQUIRE(base.flush(true));
    CHECK(base.statistics()->segments == 1);
    check_whole(base, kMany + 2);
}

TEST_CASE("a restore that is cancelled is brought to its end by the same file", "[flow]") {
    Desk desk;
    const auto all = desk.folder.path() / "all.jsonl";
    REQUIRE(desk.filled().export_articles(
        {.path = all, .viewer = test::kInternalViewer, .complete = true}));
    const auto fresh = desk.folder.path() / "b.kb";
    { const auto made = test::make_small_base(fresh, desk.clock); }
    const ImportRequest request{.path = all, .batch = 100, .restore = true};
    {
        auto base = KnowledgeBase::open(fresh, {.cancellation = &desk.cancellation});
        REQUIRE(base);
        int calls = 0;  // the first is of the check, the second of the writing
        const auto cancelled = base->import_articles(request, by("pia"), [&](const Progress&) {
            if (++calls == 2) {
                desk.cancellation.request();
            }
            return true;
        });
        REQUIRE_FALSE(cancelled);
        CHECK(cancelled.error().code == ErrorCode::kCancelled);
        CHECK_THAT(cancelled.error().message, Contains("1000 records") && Contains("go on"));
        CHECK_FALSE(base->statistics());  // part of a base
    }
    desk.cancellation.reset();
    auto base = KnowledgeBase::open(fresh, {.cancellation = &desk.cancellation});
    REQUIRE(base);
    REQUIRE(base->import_articles(request, by("pia")));
    check_whole(*base, kMany + 1);
}

TEST_CASE("a base that is opened warm answers as any other", "[flow]") {
    Desk desk;
    const auto expected = desk.filled().search({.text = "printer jams"}).value();
    for (const OpenMode mode : {OpenMode::kRead, OpenMode::kWrite}) {
        auto base = desk.open({.mode = mode, .warm_up = true});
        REQUIRE(base);
        CHECK(base->search({.text = "printer jams"}).value() == expected);
        REQUIRE(base->refresh());
        check_whole(*base, kMany + 1);
    }
}

}  // namespace
}  // namespace kb
