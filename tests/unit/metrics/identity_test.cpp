// SPDX-License-Identifier: Apache-2.0
// Goal: names are one person exactly where identify events join them, whatever the order.
#include "metrics/identity.hpp"

#include "events.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>

using namespace kb;
using namespace kb::test;
using kb::metrics::Identities;

TEST_CASE("a login and a browser of the same spelling are two names", "[metrics]") {
    Identities identities;
    const auto login = identities.add(event(EventType::kSearch, 0, "x"));
    const auto browser = identities.add(anonymous(event(EventType::kSearch, 0, ""), "x"));
    CHECK(login != browser);
    CHECK(identities.is_known(*login));
    CHECK_FALSE(identities.is_known(*browser));
}

TEST_CASE("an event without login, browser and session has no name", "[metrics]") {
    Identities identities;
    Event nobody = event(EventType::kSearch, 0, "");
    CHECK_FALSE(identities.add(nobody).has_value());
    nobody.session_id = "s";
    CHECK(identities.add(nobody).has_value());
}

TEST_CASE("joined names are one known person in every order of the joins", "[metrics]") {
    std::array<Event, 3> joins{identify(0, "phone", "ada"), identify(1, "laptop", "ada"),
                               identify(2, "tablet", "bob")};
    std::sort(joins.begin(), joins.end(),
              [](const Event& a, const Event& b) { return a.actor.anon_id < b.actor.anon_id; });
    do {
        Identities identities;
        const auto phone = identities.add(anonymous(event(EventType::kView, 0, ""), "phone"));
        const auto laptop = identities.add(anonymous(event(EventType::kView, 0, ""), "laptop"));
        const auto tablet = identities.add(anonymous(event(EventType::kView, 0, ""), "tablet"));
        for (const Event& one : joins) {
            identities.join(one);
        }
        CHECK(identities.person(*phone) == identities.person(*laptop));
        CHECK(identities.person(*phone) != identities.person(*tablet));
        CHECK(identities.is_known(*phone));
    } while (std::next_permutation(joins.begin(), joins.end(), [](const Event& a, const Event& b) {
        return a.actor.anon_id < b.actor.anon_id;
    }));
}
