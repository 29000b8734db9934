// SPDX-License-Identifier: Apache-2.0
// Goal: after any sequence of operations, flushes and reopenings the index shows each article once,
// on its shelf, with its newest version; epochs depend on a shelf's history and not on batches.
#include "index/index.hpp"

#include "support/documents.hpp"
#include "support/temporary_folder.hpp"
#include "unit/index/shown.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace kb::index;  // NOLINT: a test of one layer
using namespace kb::test;   // NOLINT

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
        CHECK_FALSE(Index::open(folder.path(), kTwoFields,
                                std::string_view(flushed->manifest).substr(0, size)));
    }
    const std::size_t name = flushed->manifest.find("0-000001.seg");
    REQUIRE(name != std::string::npos);
    for (const char wrong : {'/', '\n', '\xFF', '\0'}) {
        std::string manifest = flushed->manifest;
        manifest[name] = wrong;
        const auto refused = Index::open(folder.path(), kTwoFields, manifest);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == kb::ErrorCode::kCorruption);
    }
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
