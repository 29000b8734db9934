// SPDX-License-Identifier: Apache-2.0
// Goal: the two click rates, the click rank and the rates of failure are what their definitions
// say.
#include "metrics/search_health.hpp"

#include "events.hpp"

#include <catch2/catch.hpp>

using namespace kb;
using namespace kb::test;
using kb::metrics::percent;

TEST_CASE("two clicks on one search are 200 % of events and 100 % of searches", "[metrics]") {
    const auto search_of =
        measure({search(0, "ada", "q", "printer", 9), click(view(1, "ada", "A"), "q", 1),
                 click(view(2, "ada", "B"), "q", 2)})
            .search;
    CHECK(percent({search_of.total.clicks, search_of.total.searches}).value() == Approx(200.0));
    CHECK(percent({search_of.total.clicked, search_of.total.searches}).value() == Approx(100.0));
    CHECK(search_of.rank_sum == 3);  // 3 / 2 = 1.5
    CHECK(search_of.ranked_clicks == 2);
}

TEST_CASE("searches are told apart by results and clicks", "[metrics]") {
    Event untold = search(4, "ada", "q4", "toner", 0);
    untold.result_count.reset();
    const auto total =
        measure({search(0, "ada", "q1", "vpn", 0), search(1, "ada", "q2", "mail", 5),
                 search(2, "ada", "q3", "wifi", 5), click(view(3, "ada", "A"), "q3", 1), untold,
                 search(5, "ada", "q1", "vpn", 0),  // the next page of q1
                 by(search(6, "s", "q5", "x", 0), ActorClass::kAgent),
                 by(search(7, "b", "q6", "x", 0), ActorClass::kBot)})
            .search.total;
    CHECK(total.searches == 4);
    CHECK(total.counted == 3);
    CHECK(total.without_results == 1);
    CHECK(total.with_results == 2);
    CHECK(total.with_results_no_click == 1);
    CHECK(total.clicked == 1);
}

TEST_CASE("a click after the period belongs to its search", "[metrics]") {
    const auto found = measure({search(28 * kDay - 1, "ada", "q", "vpn", 5),
                                click(view(28 * kDay + 1, "ada", "A"), "q", 1)})
                           .search;
    CHECK(found.total.clicked == 1);
    CHECK(found.stray_clicks == 0);
}

TEST_CASE("gaps count people, not searches, and withhold what too few searched", "[metrics]") {
    auto rules = settings();
    rules.people_min = 2;
    const auto found =
        measure(
            {search(0, "ada", "q1", "VPN  error", 0), search(1, "bob", "q2", "vpn error", 0),
             anonymous(search(2, "", "q3", "vpn error ", 0), "phone"), identify(3, "phone", "bob"),
             search(4, "ada", "q4", "my name", 0), search(5, "ada", "q5", "my name", 0)},
            rules)
            .search;
    REQUIRE(found.gaps.size() == 1);
    CHECK(found.gaps[0].text == "vpn error");
    CHECK(found.gaps[0].people == 2);
    CHECK(found.gaps[0].searches == 3);
    CHECK(found.gaps_withheld == 1);
}
