// SPDX-License-Identifier: Apache-2.0
// Goal: merges and flushes done beside writing show what was there, without what died meanwhile,
// and leave lists of files from which the index is as it was; what comes too late is left out.
#include "index/task.hpp"

#include "support/temporary_folder.hpp"
#include "unit/index/shown.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <optional>

using namespace kb::index;  // NOLINT: a test of one layer
using namespace kb::test;   // NOLINT

namespace {

const std::atomic<bool> kGo{false};  // nothing stops a task
constexpr MemoryLimits kMuch{.documents = 1'000'000, .bytes = 1ULL << 40U};
constexpr MemoryLimits kLittle{.documents = 0, .bytes = 0};

std::size_t segments(const Index& index) { return index.snapshot()->shelves[0]->segments.size(); }

void add(Index& index, std::uint64_t first, std::uint64_t count, std::uint64_t change,
         std::map<std::uint64_t, Shown>& want) {
    REQUIRE(index.apply(additions(first, count, want), change, Index::Merging::kLater));
}

void take_out(Index& index, std::uint64_t first, std::uint64_t step, std::uint64_t change,
              std::map<std::uint64_t, Shown>& want) {
    std::vector<Operation> operations;
    for (std::uint64_t article = first; article <= 600; article += step) {
        if (want.erase(article) > 0) {
            operations.push_back({.article = article, .leaves = std::uint8_t{0}});
        }
    }
    REQUIRE(index.apply(std::move(operations), change, Index::Merging::kLater));
}

// Five segments in memory of which a merge is due. The first settles the epoch, or a later one
// would merge everything anew.
Task add_until_due(Index& index, std::map<std::uint64_t, Shown>& want) {
    for (std::uint64_t batch = 0; batch < 5; ++batch) {
        add(index, 1 + batch * 100, 100, batch + 1, want);
    }
    REQUIRE(segments(index) == 5);
    const auto task = index.next_task(kMuch);
    REQUIRE(task);
    return *task;
}

std::vector<SegmentState> done(const Task& task) {
    auto merged = run_task(task, kGo);
    REQUIRE(merged);
    return *std::move(merged);
}

std::size_t files_in(const kb::base::Path& folder) {
    return kb::base::list_directory(folder).value().size();
}

}  // namespace

TEST_CASE("a merge beside writing leaves out what died meanwhile", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add_until_due(*index, want);
    take_out(*index, 3, 7, 6, want);  // before the merge is planned
    const auto task = index->next_task(kMuch);
    REQUIRE(task);
    REQUIRE(task->merges.size() == 1);
    CHECK(task->merges[0].sources.size() >= 4);
    take_out(*index, 1, 5, 7, want);  // while it is done
    add(*index, 10'000, 3, 8, want);  // a segment behind the sources
    std::vector<Operation> replaced = additions(120, 20, want);
    for (Operation& operation : replaced) {
        operation.document.version = 9;
        operation.leaves = std::uint8_t{0};
        want[operation.article].document.version = 9;
    }
    REQUIRE(index->apply(std::move(replaced), 9, Index::Merging::kLater));
    const std::size_t before = segments(*index);
    REQUIRE(index->adopt(*task, done(*task)));
    CHECK(segments(*index) == before - task->merges[0].sources.size() + 1);
    check_shows(*index, want);
    take_out(*index, 2, 11, 10, want);
    REQUIRE(index->flush(true));
    check_shows(*index, want);
}

TEST_CASE("few segments in memory can wait, many cannot", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add(*index, 1, 100, 1, want);
    for (std::uint64_t count = 2; count <= 12; ++count) {
        CAPTURE(count);
        add(*index, 1000 * count, 1, count, want);
        if (segments(*index) < count) {
            FAIL("a new epoch");
        }
        CHECK(index->due(kMuch) == (count <= 4    ? Index::Due::kNothing
                                    : count <= 11 ? Index::Due::kSoon
                                                  : Index::Due::kNow));
    }
    CHECK(index->due({.documents = 111, .bytes = 1ULL << 40U}) == Index::Due::kNow);
    REQUIRE(index->flush(false));
    CHECK(index->due(kMuch) == Index::Due::kNothing);
    CHECK(index->due({.documents = 111, .bytes = 1ULL << 40U}) == Index::Due::kNothing);
}

TEST_CASE("a flush beside writing lists what it was planned from", "[index]") {
    const TemporaryFolder folder;
    auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    for (std::uint64_t batch = 0; batch < 5; ++batch) {
        add(*index, 1 + batch * 100, 100, batch + 1, want);
    }
    const std::map<std::uint64_t, Shown> planned = want;
    const auto task = index->next_task(kLittle);
    REQUIRE(task);
    CHECK(task->merges[0].sources.size() == 5);
    take_out(*index, 1, 5, 6, want);
    add(*index, 10'000, 30, 7, want);
    const auto flushed = index->adopt(*task, done(*task));
    REQUIRE(flushed);
    check_shows(*index, want);
    CHECK(index->size().memory_documents == 30);
    const auto again = open_index(folder.path(), flushed->manifest);
    CHECK(again->snapshot()->change == 5);  // what came later is replayed
    check_shows(*again, planned);
}

TEST_CASE("what comes too late is left out and leaves no file", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    const Task merge = add_until_due(*index, want);
    const Task flush = *index->next_task(kLittle);
    std::vector<SegmentState> merged = done(merge);
    std::vector<SegmentState> flushed = done(flush);
    SECTION("because the sources lie in files now") {
        REQUIRE(index->flush(false));
        CHECK(files_in(folder.path()) == 2);
    }
    SECTION("because the epoch has passed") {
        std::vector<Operation> longer;
        for (std::uint64_t article = 20'000; article < 20'100; ++article) {
            std::vector<std::vector<std::string>> fields(2);
            fields[1].assign(2000, "word");
            longer.push_back(
                {.article = article, .enters = 0, .document = document(article, fields)});
            want[article] = {0, longer.back().document};
        }
        REQUIRE(index->apply(std::move(longer), 6, Index::Merging::kLater));
        REQUIRE_FALSE(index->snapshot()->shelves[0]->epoch == merge.merges[0].epoch);
        CHECK(files_in(folder.path()) == 1);
    }
    const std::size_t files = files_in(folder.path());
    CHECK_FALSE(index->adopt(merge, std::move(merged)));
    CHECK_FALSE(index->adopt(flush, std::move(flushed)));
    CHECK(files_in(folder.path()) == files - 1);
    check_shows(*index, want);
}

TEST_CASE("a task that is stopped leaves no file", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add_until_due(*index, want);
    const std::atomic<bool> stopped{true};
    const auto cancelled = run_task(*index->next_task(kLittle), stopped);
    REQUIRE_FALSE(cancelled);
    CHECK(cancelled.error().code == kb::ErrorCode::kCancelled);
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("segments under way are not merged by the writer", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    std::uint64_t change = 0;
    const auto add_alike = [&](std::uint64_t count, Index::Merging merging) {  // one epoch
        std::vector<Operation> operations;
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t article = change * 1000 + i;
            want[article] = {0, document(article, {{"a"}, {"b", "c"}})};
            operations.push_back(
                {.article = article, .enters = 0, .document = want[article].document});
        }
        REQUIRE(index->apply(std::move(operations), ++change, merging));
    };
    for (int i = 0; i < 5; ++i) {
        add_alike(50, Index::Merging::kLater);
    }
    const auto task = index->next_task(kMuch);
    REQUIRE(task);
    std::size_t most = 0;
    for (int i = 0; i < 100; ++i) {
        add_alike(50, Index::Merging::kLater);
        most = std::max(most, segments(*index));
    }
    CHECK(most == 47);  // the 48th was one too many
    CHECK(index->adopt(*task, done(*task)));
    check_shows(*index, want);
    add_alike(50, Index::Merging::kNow);
    CHECK(segments(*index) < 10);
    CHECK_FALSE(index->next_task(kMuch));
}

TEST_CASE("a small segment behind them does not hide that others are due", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add_until_due(*index, want);
    add(*index, 10'000, 1, 6, want);
    const auto task = index->next_task(kMuch);
    REQUIRE(task);
    CHECK(task->merges[0].sources.back().segment->documents() == 100);
}

TEST_CASE("a file that is mostly dead is written anew, once the list of files knows", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add(*index, 1, 300, 1, want);
    REQUIRE(index->flush(false));
    take_out(*index, 1, 2, 2, want);
    add(*index, 10'000, 1, 3, want);
    CHECK_FALSE(index->next_task(kMuch));
    const Task flush = *index->next_task(kLittle);
    REQUIRE(index->adopt(flush, done(flush)));
    const auto task = index->next_task(kMuch);
    REQUIRE(task);
    REQUIRE(task->merges[0].sources.size() == 1);
    take_out(*index, 2, 4, 4, want);
    const auto flushed = index->adopt(*task, done(*task));
    REQUIRE(flushed);
    CHECK(flushed->retired.size() == 1);
    check_shows(*index, want);
    CHECK(index->snapshot()->shelves[0]->segments[0].segment->documents() == 150);
}

TEST_CASE("a task that failed is left out until a flush, and others are not", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    const Task task = add_until_due(*index, want);
    index->abandon(task, Index::Because::kStopped);
    REQUIRE(index->next_task(kMuch));
    index->abandon(task, Index::Because::kFailed);
    CHECK_FALSE(index->next_task(kMuch));
    CHECK(index->due(kMuch) == Index::Due::kNothing);
    for (std::uint64_t i = 0; i < 5; ++i) {  // smaller ones behind those that cannot be merged
        add(*index, 10'000 + 10 * i, 2, 6 + i, want);
    }
    const auto other = index->next_task(kMuch);
    REQUIRE(other);
    CHECK(other->merges[0].sources.front().segment != task.merges[0].sources.front().segment);
    REQUIRE(index->adopt(*other, done(*other)));
    const auto flush = index->next_task(kLittle);
    REQUIRE(flush);
    index->abandon(*flush, Index::Because::kFailed);
    CHECK_FALSE(index->next_task(kLittle));
    REQUIRE(index->flush(false));
    add(*index, 20'000, 2, 20, want);
    CHECK(index->next_task(kLittle));
    check_shows(*index, want);
}

TEST_CASE("an index made anew gives its files other names than a task under way", "[index]") {
    const TemporaryFolder folder;
    const auto old = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add(*old, 1, 100, 1, want);
    const auto task = old->next_task(kLittle);
    REQUIRE(task);
    const auto fresh = open_index(folder.path());
    fresh->continue_names_of(*old);
    std::map<std::uint64_t, Shown> shown;
    add(*fresh, 1, 50, 1, shown);
    const auto flushed = fresh->flush(true);
    REQUIRE(flushed);
    std::vector<SegmentState> late = done(*task);
    CHECK_FALSE(fresh->adopt(*task, std::move(late)));
    check_shows(*open_index(folder.path(), flushed->manifest), shown);
}

TEST_CASE("putting documents into order leaves out the dead", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add(*index, 1, 2000, 1, want);  // one segment in memory, which needs no merge
    take_out(*index, 1, 3, 2, want);
    REQUIRE(index->flush(true, {.reorders = true}));
    check_shows(*index, want);
    CHECK(index->snapshot()->shelves[0]->segments[0].segment->documents() == want.size());
    const auto& columns = index->snapshot()->shelves[0]->segments[0].segment->columns();
    bool rises = true;
    for (std::uint32_t d = 1; d < want.size(); ++d) {
        rises = rises && columns.article(d - 1) < columns.article(d);
    }
    CHECK_FALSE(rises);
}

TEST_CASE("what may not be merged is not put into another order", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add(*index, 1, 300, 1, want);
    add(*index, 1000, 2000, 2, want);
    take_out(*index, 1, 3, 3, want);
    std::vector<Operation> gone;
    for (std::uint64_t article = 1001; article < 3000; article += 3) {
        want.erase(article);
        gone.push_back({.article = article, .leaves = std::uint8_t{0}});
    }
    REQUIRE(index->apply(std::move(gone), 4, Index::Merging::kLater));
    const auto refuse = [](std::uint64_t) -> kb::Result<void> {
        return kb::Error{kb::ErrorCode::kResourceExhausted, "no room"};
    };
    REQUIRE(index->flush(false, {.may_merge = refuse, .reorders = true}));
    check_shows(*index, want);
}

TEST_CASE("putting few documents into order does nothing where they are one file", "[index]") {
    const TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add(*index, 1, 100, 1, want);
    const auto flushed = index->flush(true);
    REQUIRE(flushed);
    const auto again = index->flush(true, {.reorders = true});
    REQUIRE(again);
    CHECK(again->manifest == flushed->manifest);
    check_shows(*index, want);
}

namespace {

// An index, what it must show, and a log of its changes as a store keeps it.
class Base {
public:
    explicit Base(const kb::base::Path& folder) : folder_(folder), index_(open_index(folder)) {}

    Index& index() { return *index_; }

    void write(Random& random) {
        std::vector<Operation> operations;
        for (std::uint32_t i = 0; i < 1 + random() % 30; ++i) {
            Operation operation{.article = random() % 500};
            const auto known = want_.find(operation.article);
            if (known != want_.end()) {
                operation.leaves = static_cast<std::uint8_t>(known->second.shelf);
                want_.erase(known);
            }
            if (!operation.leaves || random() % 4 != 0) {
                operation.enters = static_cast<std::uint8_t>(random() % 3);
                operation.document = random_document(operation.article, random);
                want_[operation.article] = {*operation.enters, operation.document};
            }
            operations.push_back(std::move(operation));
        }
        log_.push_back(operations);
        REQUIRE(index_->apply(std::move(operations), log_.size(), Index::Merging::kLater));
    }

    // Keeps the list of files, and only then removes those that the one before it named.
    void keep(const Index::Flushed& flushed) {
        if (flushed.manifest.empty()) {
            return;
        }
        manifest_ = flushed.manifest;
        for (const std::string& file : retired_) {
            REQUIRE(kb::base::remove_file(folder_ / file));
        }
        retired_ = flushed.retired;
    }

    void end_and_begin_again() {
        index_ = open_index(folder_, manifest_);
        for (std::uint64_t change = index_->snapshot()->change; change < log_.size(); ++change) {
            REQUIRE(index_->apply(log_[change], change + 1));
        }
        retired_.clear();
    }

    void check() const { check_shows(*index_, want_); }

private:
    kb::base::Path folder_;
    std::unique_ptr<Index> index_;
    std::map<std::uint64_t, Shown> want_;
    std::vector<std::vector<Operation>> log_;
    std::string manifest_;
    std::vector<std::string> retired_;
};

}  // namespace

TEST_CASE("tasks between writes, flushes and ends of the process change nothing", "[index]") {
    const TemporaryFolder folder;
    Random random(21);
    Base base(folder.path());
    std::optional<Task> task;
    std::size_t adopted = 0;
    std::size_t late = 0;
    for (int round = 0; round < 400; ++round) {
        base.write(random);
        if (!task && random() % 2 == 0) {
            task = base.index().next_task({.documents = random() % 400, .bytes = 1ULL << 40U});
        } else if (task && random() % 3 == 0) {
            if (const auto flushed = base.index().adopt(*task, done(*task))) {
                base.keep(*flushed);
                ++adopted;
            } else {
                ++late;
            }
            task.reset();
        }
        if (random() % 20 == 0) {
            const auto flushed =
                base.index().flush(random() % 3 == 0, {.reorders = random() % 2 == 0});
            REQUIRE(flushed);
            base.keep(*flushed);
        }
        if (random() % 12 == 0) {
            task.reset();
            base.end_and_begin_again();
        }
        if (round % 10 == 0) {
            base.check();
        }
    }
    base.check();
    CHECK(adopted > 40);
    CHECK(late > 2);
}
