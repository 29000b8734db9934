// SPDX-License-Identifier: Apache-2.0
//
// Goal: what the impact byte is measured against is BM25F itself, worked by hand.

#include "support/exact_ranking.hpp"

#include "search/collect.hpp"
#include "small_index.hpp"

#include <cmath>

namespace kb::bench {
namespace {

using search::SmallIndex;
using search::titled;

TEST_CASE("BM25F in double precision agrees with a sum done by hand", "[search]") {
    index::Schema schema{.field_count = 2, .saturation = 1.5};
    schema.fields[0] = {.boost = 3.0, .length_norm = 0.5};
    schema.fields[1] = {.boost = 1.0, .length_norm = 0.8};
    const index::Epoch epoch{.number = 1, .mean = {4.0, 10.0}};
    // Title: 3 * 1 / (0.5 + 0.5 * 8 / 4) = 2. Text: 1 * 3 / (0.2 + 0.8 * 5 / 10) = 5.
    CHECK(saturated_frequency(schema, epoch, {1, 3}, {8, 5}) == Approx(7.0 / 8.5).epsilon(1e-12));
    CHECK(saturated_frequency(schema, epoch, {1, 0}, {8, 5}) == Approx(2.0 / 3.5).epsilon(1e-12));
    CHECK(saturated_frequency(schema, epoch, {0, 0}, {8, 5}) == 0.0);
    // Nobody had a title when the epoch began: its length does not count, and 3 * 1 remains.
    const index::Epoch untitled{.number = 1, .mean = {0.0, 10.0}};
    CHECK(saturated_frequency(schema, untitled, {1, 0}, {8, 5}) ==
          Approx(3.0 / 4.5).epsilon(1e-12));
}

TEST_CASE("a score is the sum of idf times the saturated frequency", "[search]") {
    // Titles alone, of 2, 2 and 4 words; the epoch's mean is that of the first article, or a later
    // one where it has drifted.
    SmallIndex index(
        {titled("printer offline"), titled("printer jam"), titled("mailbox full on printer")});
    const search::Visible visible = index.visible();
    const double mean = visible.segments[0]->segment->epoch().mean[0];
    const double of_two = 3.0 / (0.5 + 0.5 * 2.0 / mean);
    const double jam = std::log(1.0 + 2.5 / 1.5);      // one of three articles has it
    const double printer = std::log(1.0 + 0.5 / 3.5);  // all of them have it
    const auto hits = rank_exactly(index.plan("printer jam"), visible, index.schema(), 10);
    REQUIRE(hits.size() == 3);
    CHECK(hits[0].article == 2);
    CHECK(hits[0].score == Approx((jam + printer) * of_two / (of_two + 1.5)).epsilon(1e-12));
    CHECK(hits[1].article == 1);
    CHECK(hits[1].score == Approx(printer * of_two / (of_two + 1.5)).epsilon(1e-12));
    CHECK(hits[2].article == 3);
    CHECK(rank_exactly(index.plan("printer jam"), visible, index.schema(), 1).size() == 1);
}

TEST_CASE("the exact ranking finds what the index finds for every kind of query", "[search]") {
    SmallIndex index({titled("printer offline", "restart the print spooler"),
                      titled("the spooler restarts", "print anew"), titled("mailbox full"),
                      titled("print spooler of the mailbox", "restart it")});
    for (const char* query :
         {"printer", "print spooler", "\"print spooler\"", "+mailbox print", "print -mailbox",
          "mail*", "title:spooler", "(+restart +spooler) full", "nowhere"}) {
        INFO(query);
        const search::Plan plan = index.plan(query);
        const search::Visible visible = index.visible();
        auto by_byte = search::collect(plan, {}, visible, index.schema(), {}).best;
        const auto exact = rank_exactly(plan, visible, index.schema(), 10);
        REQUIRE(exact.size() == by_byte.size());
        for (const ExactHit& hit : exact) {
            const auto same = std::ranges::find(by_byte, hit.article, &search::Found::article);
            REQUIRE(same != by_byte.end());
            // Half a step of the byte for each of two words, and of the weight.
            CHECK(same->score / (255.0 * plan.scale) == Approx(hit.score).margin(0.01));
        }
    }
}

}  // namespace
}  // namespace kb::bench
