// SPDX-License-Identifier: Apache-2.0
// Goal: after any sequence of operations, flushes and reopenings the index shows each article once,
// on its shelf, with its newest version; epochs depend on a shelf's history and not on batches.
#include "index/index.hpp"

#include "index/digest.hpp"
#include "support/documents.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace kb::index;  // NOLINT: a test of one layer
using kb::test::document;

namespace {

const Schema kSchema = kb::test::two_fields();

std::unique_ptr<Index> open_index(const kb::base::Path& folder, std::string_view manifest = {}) {
    auto index = Index::open(folder, kSchema, manifest);
    REQUIRE(index);
    return *std::move(index);
}

struct Shown {
    std::uint32_t shelf;
    Document document;
};

void check_shows(const Index& index, const std::map<std::uint64_t, Shown>& want) {
    const auto snapshot = index.snapshot();
    std::map<std::uint64_t, std::pair<std::uint32_t, std::uint64_t>> got;
    for (std::uint32_t s = 0; s < kShelvesMax; ++s) {
        LengthSums sums;
        for (const SegmentState& state : snapshot->shelves[s]->segments) {
            REQUIRE(state.segment->epoch() == snapshot->shelves[s]->epoch);
            const auto digests = document_digests(*state.segment);
            REQUIRE(digests);
            for (std::uint32_t d = 0; d < state.segment->documents(); ++d) {
                if (state.live->is_live(d)) {
                    const std::uint64_t article = state.segment->columns().article(d);
                    REQUIRE(got.try_emplace(article, s, (*digests)[d]).second);
                    sums.add(state.segment->columns().lengths(d));
                }
            }
        }
        REQUIRE(sums == snapshot->shelves[s]->sums);
    }
    REQUIRE(got.size() == want.size());
    for (const auto& [article, shown] : want) {
        REQUIRE(got.contains(article));
        const auto alone =
            build_segment({&shown.document, 1},
                          {.schema = kSchema, .epoch = snapshot->shelves[shown.shelf]->epoch});
        const auto segment = Segment::from_memory(*alone, kSchema);
        CHECK(got[article].first == shown.shelf);
        CHECK(got[article].second == document_digests(**segment)->front());
        const DocumentPlace place = find_article(*snapshot->shelves[shown.shelf], article);
        REQUIRE(place.state != nullptr);
        CHECK(place.state->segment->columns().version(place.document) == shown.document.version);
    }
}

}  // namespace

TEST_CASE("random operations, flushes and reopenings show what they should", "[index]") {
    const kb::test::TemporaryFolder folder;
    kb::test::Random random(13);
    auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    std::string manifest;
    std::uint64_t change = 0;
    for (int round = 0; round < 120; ++round) {
        std::vector<Operation> operations;
        for (std::uint32_t i = 0; i < 1 + random() % 20; ++i) {
            Operation operation{.article = random() % 300};
            const auto known = want.find(operation.article);
            if (known != want.end()) {
                operation.leaves = static_cast<std::uint8_t>(known->second.shelf);
                want.erase(known);
            }
            if (!operation.leaves || random() % 4 != 0) {
                operation.enters = static_cast<std::uint8_t>(random() % 3);
                operation.document = kb::test::random_document(operation.article, random);
                want[operation.article] = {*operation.enters, operation.document};
            }
            operations.push_back(std::move(operation));
        }
        REQUIRE(index->apply(std::move(operations), ++change));
        if (round % 10 == 0) {
            check_shows(*index, want);
        }
        if (random() % 8 == 0) {
            auto flushed = index->flush(random() % 4 == 0);
            REQUIRE(flushed);
            manifest = flushed->manifest;
            for (const std::string& file : flushed->retired) {
                REQUIRE(kb::base::remove_file(folder.path() / file));
            }
            CHECK(index->size().memory_documents == 0);
            if (random() % 2 == 0) {
                index = open_index(folder.path(), manifest);
                CHECK(index->snapshot()->change == change);
            }
        }
    }
    check_shows(*index, want);
}

TEST_CASE("an old snapshot stays as it was", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto index = open_index(folder.path());
    REQUIRE(index->apply({{.article = 1, .enters = 0, .document = document(1, {{"a"}})}}, 1));
    const auto before = index->snapshot();
    REQUIRE(index->apply({{.article = 1, .leaves = 0}}, 2));
    REQUIRE(index->flush(true));
    CHECK(find_article(*before->shelves[0], 1).state != nullptr);
    CHECK(document_frequency(before->shelves[0]->segments.front(), "ba") == 1);
    CHECK(find_article(*index->snapshot()->shelves[0], 1).state == nullptr);
}

TEST_CASE("epochs do not depend on how a shelf's history was cut into batches", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto epoch_of = [&](std::size_t batch, bool with_others) {
        kb::test::Random random(14);
        const auto index = open_index(folder.path());
        std::vector<Operation> operations;
        std::uint64_t change = 0;
        for (std::uint64_t article = 1; article <= 400; ++article) {
            // Articles grow longer, so that epochs pass.
            std::vector<std::vector<std::string>> fields(2);
            fields[1].assign(1 + article / 8, "word");
            operations.push_back(
                {.article = article, .enters = 0, .document = document(article, fields)});
            if (with_others && article % 3 == 0) {
                operations.push_back({.article = 10'000 + article,
                                      .enters = 3,
                                      .document = kb::test::random_document(article, random)});
            }
            if (operations.size() >= batch) {
                REQUIRE(index->apply(std::move(operations), ++change));
                operations.clear();
            }
        }
        REQUIRE(index->apply(std::move(operations), ++change));
        return index->snapshot()->shelves[0]->epoch;
    };
    const Epoch one_by_one = epoch_of(1, false);
    CHECK(one_by_one.number > 2);
    CHECK(epoch_of(7, false) == one_by_one);
    CHECK(epoch_of(1000, false) == one_by_one);
    CHECK(epoch_of(7, true) == one_by_one);
}

TEST_CASE("a manifest that does not hold together is refused", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto index = open_index(folder.path());
    REQUIRE(index->apply({{.article = 1, .enters = 0, .document = document(1, {{"a"}})}}, 1));
    const auto flushed = index->flush(false);
    REQUIRE(flushed);
    for (std::size_t size = 1; size < flushed->manifest.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(Index::open(folder.path(), kSchema,
                                std::string_view(flushed->manifest).substr(0, size)));
    }
    const std::size_t name = flushed->manifest.find("0-000001.seg");
    REQUIRE(name != std::string::npos);
    for (const char wrong : {'/', '\n', '\xFF', '\0'}) {
        std::string manifest = flushed->manifest;
        manifest[name] = wrong;
        const auto refused = Index::open(folder.path(), kSchema, manifest);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == kb::ErrorCode::kCorruption);
    }
}

namespace {

// Additions of articles numbered from `first` on, to shelf 0.
std::vector<Operation> additions(std::uint64_t first, std::uint64_t count,
                                 std::map<std::uint64_t, Shown>& want) {
    kb::test::Random random(static_cast<unsigned>(first));
    std::vector<Operation> operations;
    for (std::uint64_t article = first; article < first + count; ++article) {
        operations.push_back({.article = article,
                              .enters = 0,
                              .document = kb::test::random_document(article, random)});
        want[article] = {0, operations.back().document};
    }
    return operations;
}

std::size_t segments(const Index& index) { return index.snapshot()->shelves[0]->segments.size(); }

// So many documents in each of four batches that their merge is left for later.
constexpr std::uint64_t kLarge = 600;
const std::atomic<bool> kGo{false};  // nothing stops a merge

// The merge that is due after five changes. The first settles the epoch, or a later one would merge
// everything anew.
PendingMerge add_until_due(Index& index, std::map<std::uint64_t, Shown>& want) {
    for (std::uint64_t batch = 0; batch < 5; ++batch) {
        REQUIRE(index.apply(additions(1 + batch * kLarge, kLarge, want), batch + 1,
                            Index::Merging::kLater));
    }
    const auto merge = index.next_merge();
    REQUIRE(merge);
    return *merge;
}

}  // namespace

TEST_CASE("a merge beside writing leaves out what died meanwhile", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    std::uint64_t change = 0;
    const auto add = [&](std::uint64_t first, std::uint64_t count) {
        REQUIRE(index->apply(additions(first, count, want), ++change, Index::Merging::kLater));
    };
    add_until_due(*index, want);
    change = 5;
    const auto take_out = [&](std::uint64_t first, std::uint64_t step) {
        std::vector<Operation> operations;
        for (std::uint64_t article = first; article <= 5 * kLarge; article += step) {
            if (want.erase(article) > 0) {
                operations.push_back({.article = article, .leaves = std::uint8_t{0}});
            }
        }
        REQUIRE(index->apply(std::move(operations), ++change, Index::Merging::kLater));
    };
    take_out(3, 7);  // before the merge is planned
    const auto merge = index->next_merge();
    REQUIRE(merge);
    CHECK(merge->sources.size() >= 4);
    const std::size_t before = segments(*index);
    take_out(1, 5);  // while it is done
    add(10'000, 3);  // a segment behind the sources
    std::vector<Operation> replaced = additions(700, 20, want);
    for (Operation& operation : replaced) {
        operation.document.version = 9;
        operation.leaves = std::uint8_t{0};
        want[operation.article].document.version = 9;
    }
    REQUIRE(index->apply(std::move(replaced), ++change, Index::Merging::kLater));
    auto merged = run_merge(*merge, kGo);
    REQUIRE(merged);
    CHECK(index->adopt(*merge, *std::move(merged)));
    CHECK(segments(*index) == before + 2 - merge->sources.size() + 1);
    check_shows(*index, want);
    take_out(2, 11);
    REQUIRE(index->flush(true));
    check_shows(*index, want);
}

TEST_CASE("a flush that may not merge writes what it has, unless merging was asked for",
          "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    std::uint64_t change = 0;
    for (const std::uint64_t first : {1, 101}) {
        REQUIRE(index->apply(additions(first, 10, want), ++change));
        REQUIRE(index->flush(false));
    }
    REQUIRE(index->apply(additions(201, 10, want), ++change));
    std::vector<std::uint64_t> asked;
    const FlushRules rules{.may_merge = [&](std::uint64_t bytes) -> kb::Result<void> {
        asked.push_back(bytes);
        return kb::Error{kb::ErrorCode::kResourceExhausted, "no room"};
    }};
    std::uint64_t all = 0;
    for (const SegmentState& state : index->snapshot()->shelves[0]->segments) {
        all += state.segment->bytes().size();
    }
    const auto refused = index->flush(true, rules);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == kb::ErrorCode::kResourceExhausted);
    CHECK(asked == std::vector<std::uint64_t>{all});
    CHECK(index->size().files == 2);
    REQUIRE(index->flush(false, rules));
    CHECK(index->size().files == 3);
    CHECK(index->size().memory_documents == 0);
    check_shows(*index, want);
}

TEST_CASE("a flush that may not write leaves the index as it was", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    REQUIRE(index->apply(additions(1, 10, want), 1));
    const std::uint64_t held = index->size().memory_bytes;
    std::uint64_t asked = 0;
    const auto refused =
        index->flush(false, {.may_write = [&](std::uint64_t bytes) -> kb::Result<void> {
                         asked = bytes;
                         return kb::Error{kb::ErrorCode::kResourceExhausted, "no room"};
                     }});
    CHECK_FALSE(refused);
    CHECK(asked == held);
    CHECK(index->size().files == 0);
    check_shows(*index, want);
    REQUIRE(index->flush(false));
    check_shows(*index, want);
}

TEST_CASE("a merge that comes too late is left out", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    const auto merge = add_until_due(*index, want);
    auto merged = run_merge(merge, kGo);
    REQUIRE(merged);
    REQUIRE(index->flush(false));  // the sources lie in files now
    CHECK_FALSE(index->adopt(merge, *merged));
    check_shows(*index, want);
    const std::atomic<bool> stopped{true};
    const auto cancelled = run_merge(merge, stopped);
    REQUIRE_FALSE(cancelled);
    CHECK(cancelled.error().code == kb::ErrorCode::kCancelled);
}

TEST_CASE("a merge of an epoch that has passed is left out", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    const auto merge = add_until_due(*index, want);
    auto merged = run_merge(merge, kGo);
    REQUIRE(merged);
    std::vector<Operation> longer;
    for (std::uint64_t article = 20'000; article < 20'100; ++article) {
        std::vector<std::vector<std::string>> fields(2);
        fields[1].assign(2000, "word");
        longer.push_back({.article = article, .enters = 0, .document = document(article, fields)});
        want[article] = {0, longer.back().document};
    }
    REQUIRE(index->apply(std::move(longer), 6, Index::Merging::kLater));
    REQUIRE_FALSE(index->snapshot()->shelves[0]->epoch == merge.epoch);
    CHECK_FALSE(index->adopt(merge, *std::move(merged)));
    check_shows(*index, want);
}

TEST_CASE("large merges are left for later up to a number of segments", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::uint64_t change = 0;
    const auto add = [&](std::uint64_t count, Index::Merging merging) {
        std::vector<Operation> operations;
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t article = change * 1000 + i;
            operations.push_back(
                {.article = article, .enters = 0, .document = document(article, {{"a"}})});
        }
        REQUIRE(index->apply(std::move(operations), ++change, merging));
    };
    add(kLarge, Index::Merging::kLater);  // settles the epoch
    for (int i = 0; i < 4; ++i) {
        add(10, Index::Merging::kLater);
    }
    CHECK(segments(*index) == 2);  // small ones are merged at once
    std::size_t most = 0;
    for (int i = 0; i < 60; ++i) {
        add(kLarge, Index::Merging::kLater);
        most = std::max(most, segments(*index));
    }
    CHECK(most == 47);  // the 48th was one too many
    add(kLarge, Index::Merging::kNow);
    CHECK(segments(*index) < 10);
    CHECK_FALSE(index->next_merge());
}

TEST_CASE("a small segment behind them does not hide that others are due", "[index]") {
    const kb::test::TemporaryFolder folder;
    const auto index = open_index(folder.path());
    std::map<std::uint64_t, Shown> want;
    add_until_due(*index, want);
    REQUIRE(index->apply(additions(10'000, 1, want), 6, Index::Merging::kLater));
    const auto merge = index->next_merge();
    REQUIRE(merge);
    CHECK(merge->sources.back().segment->documents() == kLarge);
}
