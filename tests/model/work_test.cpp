// SPDX-License-Identifier: Apache-2.0
// Goal: a search does not begin to do more than it did. What it does is counted, on a made corpus,
// and may be a tenth more than it was when the numbers here were taken; times would be too noisy.
#include "index/index.hpp"
#include "search/collect.hpp"
#include "search/visibility.hpp"
#include "support/documents.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

namespace kb::search {
namespace {

constexpr std::uint64_t kDocuments = 30'000;

PlanNode term(const index::Snapshot& snapshot, const char* word, Occur occur) {
    const index::SegmentState& state = snapshot.shelves[0]->segments.front();
    const auto found = static_cast<double>(index::document_frequency(state, word));
    PlanNode node{.kind = PlanNode::Kind::kTerm,
                  .occur = occur,
                  .weight = static_cast<std::uint32_t>(
                      1 + 1000 * std::log(static_cast<double>(kDocuments) / (found + 0.5)))};
    node.terms = {word};
    return node;
}

// The work of one search is not above the limits, and not so far below them that they guard
// nothing.
void check_work(const Work& work, const Work& limits) {
    CAPTURE(work.blocks, work.postings, work.lookups, work.offered);
    const auto check = [](std::uint64_t done, std::uint64_t limit) {
        CHECK(done <= limit + limit / 10);
        CHECK(done + done / 10 + 1 >= limit);
    };
    check(work.blocks, limits.blocks);
    check(work.postings, limits.postings);
    check(work.lookups, limits.lookups);
    check(work.offered, limits.offered);
}

}  // namespace

TEST_CASE("searches do no more than they did", "[model][search]") {
    const test::TemporaryFolder folder;
    const auto index = index::Index::open(folder.path(), test::two_fields(), "");
    REQUIRE(index);
    test::Random random(5);
    std::vector<index::Operation> operations;
    for (std::uint64_t article = 1; article <= kDocuments; ++article) {
        operations.push_back({.article = article,
                              .enters = std::uint8_t{0},
                              .document = test::random_document(article, random, 3000)});
    }
    REQUIRE((*index)->apply(std::move(operations), 1));
    REQUIRE((*index)->flush(true));
    const auto snapshot = (*index)->snapshot();
    const Visible visible = make_visible(*snapshot, Viewer{.audience = Audience::kPublic});
    const auto work_of = [&](std::vector<PlanNode> children, std::size_t k,
                             std::uint64_t count_up_to) {
        const Plan plan{.root = {.kind = PlanNode::Kind::kGroup, .children = std::move(children)}};
        return collect(plan, {}, visible, (*index)->schema(), {.k = k, .count_up_to = count_up_to})
            .work;
    };
    const auto words = [&](Occur occur) {
        return std::vector<PlanNode>{term(*snapshot, "xw0", occur), term(*snapshot, "xw2", occur),
                                     term(*snapshot, "xw90", occur)};
    };
    constexpr auto kAll = std::numeric_limits<std::uint64_t>::max();
    SECTION("any word, best ten") {
        check_work(work_of(words(Occur::kShould), 10, 0), {91, 415, 417, 33});
    }
    SECTION("any word, best thousand") {
        check_work(work_of(words(Occur::kShould), 1000, 0), {177, 22370, 0, 1675});
    }
    SECTION("any word, counted") {
        check_work(work_of(words(Occur::kShould), 0, kAll), {177, 22370, 0, 0});
    }
    SECTION("any word, counted up to a bound") {
        const Work bounded = work_of(words(Occur::kShould), 0, 10'000);
        const Work all = work_of(words(Occur::kShould), 0, kAll);
        CHECK(bounded.postings < all.postings * 2 / 3);
    }
    SECTION("all words, best ten") {
        check_work(work_of(words(Occur::kMust), 10, 0), {91, 415, 458, 32});
    }
    SECTION("a phrase, best ten") {
        PlanNode phrase = term(*snapshot, "xw0", Occur::kShould);
        phrase.kind = PlanNode::Kind::kPhrase;
        phrase.terms.emplace_back("xw2");
        phrase.gaps = {0, 1};
        check_work(work_of({phrase}, 10, 0), {167, 0, 0, 45});
    }
}

}  // namespace kb::search
