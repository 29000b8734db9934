// SPDX-License-Identifier: Apache-2.0
// Goal: a search whose documents several threads share finds what one thread finds, hit by hit, and
// counts the same. Also run under the preset tsan, by its label.
#include "index/index.hpp"
#include "search/collect.hpp"
#include "search/visibility.hpp"
#include "support/documents.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <string>

namespace kb::search {
namespace {

constexpr std::uint64_t kDocuments = 3 * kernel::kMarksSize + 700;

PlanNode random_child(test::Random& random) {
    PlanNode node{.kind = PlanNode::Kind::kTerm, .weight = 1 + random() % 5000};
    node.occur = random() % 6 == 0   ? Occur::kMustNot
                 : random() % 4 == 0 ? Occur::kMust
                                     : Occur::kShould;
    node.terms = {"x" + test::random_word(random, 200)};
    if (random() % 4 == 0) {
        node.kind = random() % 2 == 0 ? PlanNode::Kind::kPhrase : PlanNode::Kind::kAnyOf;
        node.terms.push_back("x" + test::random_word(random, 200));
        node.gaps = {0, 1};
    }
    return node;
}

}  // namespace

TEST_CASE("what threads share is found as one alone finds it", "[model][search]") {
    const test::TemporaryFolder folder;
    const auto index = index::Index::open(folder.path(), test::two_fields(), "");
    REQUIRE(index);
    test::Random random(6);
    std::vector<index::Operation> operations;
    for (std::uint64_t article = 1; article <= kDocuments; ++article) {
        std::vector<std::vector<std::string>> fields(2);
        for (int i = 0; i < 6; ++i) {
            fields[random() % 2].push_back(test::random_word(random, 200));
        }
        operations.push_back({.article = article,
                              .enters = std::uint8_t{0},
                              .document = test::document(article, fields)});
    }
    REQUIRE((*index)->apply(std::move(operations), 1));
    REQUIRE((*index)->flush(true));
    std::vector<index::Operation> gone;
    for (std::uint64_t article = 5; article <= kDocuments; article += 40) {
        gone.push_back({.article = article, .leaves = std::uint8_t{0}});
    }
    for (std::uint64_t article = 1; article <= 50; ++article) {  // a segment for one thread alone
        gone.push_back({.article = kDocuments + article,
                        .enters = std::uint8_t{0},
                        .document = test::document(article, {{"w0", "w1"}, {"w2"}})});
    }
    REQUIRE((*index)->apply(std::move(gone), 2));
    const auto snapshot = (*index)->snapshot();
    const Visible visible = make_visible(*snapshot, Viewer{.audience = Audience::kPublic});
    std::size_t hits = 0;
    for (int round = 0; round < 400; ++round) {
        Plan plan{.root = {.kind = PlanNode::Kind::kGroup}};
        for (std::uint32_t i = 0; i < 1 + random() % 4; ++i) {
            plan.root.children.push_back(random_child(random));
        }
        const std::size_t ks[] = {0, 1, 10, 300};
        const std::uint64_t bounds[] = {0, 100, std::numeric_limits<std::uint64_t>::max()};
        CollectRequest request{.k = ks[random() % std::size(ks)],
                               .count_up_to = bounds[random() % std::size(bounds)],
                               .threads_documents_min = 1000,
                               .threads_postings_min = 0};
        const auto found = [&](unsigned threads) {
            request.threads = threads;
            return collect(plan, {}, visible, (*index)->schema(), request);
        };
        const Collected alone = found(1);
        for (const unsigned threads : {2U, 3U, 7U}) {
            CAPTURE(round, threads, request.k, request.count_up_to);
            const Collected shared = found(threads);
            REQUIRE(shared.best == alone.best);
            if (alone.matched <= request.count_up_to && request.count_up_to > 0) {
                REQUIRE(shared.matched == alone.matched);
            }
            REQUIRE((shared.matched > request.count_up_to) ==
                    (alone.matched > request.count_up_to));
        }
        hits += alone.best.size();
    }
    CHECK(hits > 10'000);
}

}  // namespace kb::search
