// SPDX-License-Identifier: Apache-2.0
// Goal: documents that share terms come to lie side by side, none is lost or doubled, and a segment
// in another order says of each article what it said before.
#include "index/reordering.hpp"

#include "index/digest.hpp"
#include "index/merge.hpp"
#include "support/documents.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <numeric>

using namespace kb::index;  // NOLINT: a test of one layer

namespace {

const Schema kSchema = kb::test::two_fields();

// `count` documents of which each is about one of two subjects, by turns or by chance.
DocumentTerms of_two_subjects(std::uint32_t count, bool by_turns) {
    kb::test::Random random(31);
    DocumentTerms documents{.term_count = 200};
    for (std::uint32_t d = 0; d < count; ++d) {
        const std::uint32_t subject = by_turns ? d % 2 : random() % 2;
        for (int i = 0; i < 12; ++i) {
            documents.terms.push_back(subject * 100 + random() % 100);
        }
        const auto mine = documents.terms.end() - 12;
        std::sort(mine, documents.terms.end());
        documents.terms.erase(std::unique(mine, documents.terms.end()), documents.terms.end());
        documents.starts.push_back(documents.terms.size());
    }
    return documents;
}

bool is_permutation(std::vector<std::uint32_t> order) {
    std::sort(order.begin(), order.end());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        if (order[i] != i) {
            return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("documents of one subject come to lie side by side", "[index]") {
    for (const std::uint32_t count : {64U, 1000U, 9001U, 20'000U}) {
        CAPTURE(count);
        const DocumentTerms documents = of_two_subjects(count, true);
        const auto order = order_by_likeness(documents, nullptr);
        REQUIRE(order);
        REQUIRE(order->size() == count);
        REQUIRE(is_permutation(*order));
        // Between one document and the next the subject would change each time.
        std::uint32_t changes = 0;
        for (std::uint32_t i = 1; i < count; ++i) {
            changes += ((*order)[i] ^ (*order)[i - 1]) & 1U;
        }
        CHECK(changes <= 3);
        CHECK(order_by_likeness(documents, nullptr) == order);
    }
}

TEST_CASE("few documents, and those without terms, keep their order", "[index]") {
    for (const std::uint32_t count : {0U, 1U, 31U, 500U}) {
        DocumentTerms documents;
        documents.starts.assign(count + 1, 0);
        const auto order = order_by_likeness(documents, nullptr);
        REQUIRE(order);
        CHECK(std::is_sorted(order->begin(), order->end()));
        CHECK(order->size() == count);
    }
}

TEST_CASE("putting documents into order ends when it is told to", "[index]") {
    const std::atomic<bool> stop{true};
    CHECK_FALSE(order_by_likeness(of_two_subjects(5000, false), &stop));
}

TEST_CASE("a segment in another order says the same of each article", "[index]") {
    kb::test::Random random(32);
    std::vector<Document> documents;
    for (std::uint64_t article = 1; article <= 3000; ++article) {
        documents.push_back(kb::test::random_document(article, random, 400));
    }
    Epoch epoch;
    epoch.mean = {4.0, 40.0};
    const SegmentRecipe recipe{.schema = kSchema, .epoch = epoch, .last_change = 7};
    const auto before = Segment::from_memory(build_segment(documents, recipe).value(), kSchema);
    REQUIRE(before);
    const auto image = reorder_segment(**before, recipe);
    REQUIRE(image);
    const auto after = Segment::from_memory(*image, kSchema);
    REQUIRE(after);
    REQUIRE((*after)->documents() == 3000);
    CHECK((*after)->header().last_change == 7);
    CHECK((*after)->dictionary().size() == (*before)->dictionary().size());
    const auto digests_of = [](const Segment& segment) {
        const auto digests = document_digests(segment);
        REQUIRE(digests);
        std::map<std::uint64_t, std::uint64_t> by_article;
        for (std::uint32_t d = 0; d < segment.documents(); ++d) {
            by_article[segment.columns().article(d)] = (*digests)[d];
        }
        return by_article;
    };
    CHECK(digests_of(**after) == digests_of(**before));
    bool moved = false;
    for (std::uint32_t d = 0; d < 3000; ++d) {
        const std::uint64_t article = (*before)->columns().article(d);
        const auto found = (*after)->columns().find(article);
        REQUIRE(found.size() == 1);
        moved = moved || found.front() != d;
        REQUIRE((*after)->columns().version(found.front()) == (*before)->columns().version(d));
        REQUIRE((*after)->columns().values(found.front()).products ==
                (*before)->columns().values(d).products);
        for (std::size_t f = 0; f < 2; ++f) {
            REQUIRE((*after)->offset_samples(found.front(), f) == (*before)->offset_samples(d, f));
        }
    }
    CHECK(moved);
}
