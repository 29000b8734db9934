// SPDX-License-Identifier: Apache-2.0
// Goal: every event read has one fate, so the fates add up.
#include "metrics/quality.hpp"

#include "events.hpp"

#include <catch2/catch.hpp>

using namespace kb;
using namespace kb::test;
using kb::metrics::Fate;

TEST_CASE("the fates of all events add up to what was read", "[metrics]") {
    Event sent = view(1, "ada", "A");
    sent.sent_by_agent = true;
    Event late = search(5, "ada", "q9", "x", 1);
    late.received = late.ts + std::chrono::hours(25);
    Event skewed = search(6, "ada", "q8", "y", 1);
    skewed.received = skewed.ts - std::chrono::minutes(6);
    const auto quality =
        measure({view(0, "ada", "A"), sent, by(view(2, "x", "A"), ActorClass::kCrawler),
                 event(EventType::kView, 3, ""), view(-1, "ada", "A"), view(28 * kDay, "ada", "A"),
                 close_case(4, "1"), late, skewed, anonymous(view(7, "", "A"), "phone"),
                 by(open_case(8, "x", "2", Channel::kEmail), ActorClass::kBot)})
            .quality;
    CHECK(quality.read == 11);
    CHECK(quality.total(Fate::kCounted) == 5);
    CHECK(quality.total(Fate::kAgentSent) == 1);
    CHECK(quality.total(Fate::kWrongActor) == 2);
    CHECK(quality.total(Fate::kNameless) == 1);
    CHECK(quality.total(Fate::kOutside) == 2);
    CHECK(quality.late == 1);
    CHECK(quality.skewed == 1);
    CHECK(quality.identified == kb::metrics::Share{3, 4});
}
