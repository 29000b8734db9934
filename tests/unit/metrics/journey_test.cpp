// SPDX-License-Identifier: Apache-2.0
// Goal: attempts are cut by half an hour of silence per person, over all names of that person, and
// what is folded into one attempt is what its events say.
#include "metrics/journey.hpp"

#include "events.hpp"

#include <catch2/catch.hpp>

using namespace kb;
using namespace kb::test;
using namespace kb::metrics;

namespace {

Journeys fold(const std::vector<Event>& events) {
    Identities identities;
    NameIndex articles;
    JourneyFold journeys;
    for (const Event& one : events) {
        const auto name = identities.add(one);
        if (one.type == EventType::kIdentify) {
            identities.join(one);
        } else {
            journeys.add(name.value(), articles.add(one.article), one);
        }
    }
    return std::move(journeys).finish(identities, std::chrono::hours(72));
}

}  // namespace

TEST_CASE("half an hour of silence ends an attempt, and not a minute less", "[metrics]") {
    CHECK(fold({view(0, "ada", "A"), view(30, "ada", "B")}).attempts.size() == 1);
    CHECK(fold({view(0, "ada", "A"), view(31, "ada", "B")}).attempts.size() == 2);
    CHECK(fold({view(0, "ada", "A"), view(1, "bob", "B")}).attempts.size() == 2);
}

TEST_CASE("names joined at the end bridge the silence of either", "[metrics]") {
    const std::vector<Event> events{anonymous(search(0, "", "q1", "printer", 3), "phone"),
                                    view(20, "ada", "A"), anonymous(view(40, "", "B"), "phone"),
                                    identify(41, "phone", "ada")};
    const auto joined = fold(events).attempts;
    REQUIRE(joined.size() == 1);
    CHECK(joined[0].searches == 1);
    CHECK(joined[0].views == 2);
    CHECK(joined[0].articles.size() == 2);
    CHECK(joined[0].start == minute(0));
    CHECK(joined[0].last == minute(40));
    const std::vector<Event> apart(events.begin(), events.end() - 1);
    CHECK(fold(apart).attempts.size() == 3);
}

TEST_CASE("a search worded again within five minutes and without a view is refined", "[metrics]") {
    struct Case {
        const char* second;
        int minutes;
        bool view_between;
        std::uint32_t want;
    };
    const auto one =
        GENERATE(Case{"printer offline", 5, false, 1}, Case{"printer", 1, false, 0},
                 Case{"printer offline", 6, false, 0}, Case{"printer offline", 2, true, 0});
    CAPTURE(one.second, one.minutes, one.view_between);
    std::vector<Event> events{search(0, "ada", "q1", "printer", 3)};
    if (one.view_between) {
        events.push_back(view(1, "ada", "A"));
    }
    events.push_back(search(one.minutes, "ada", "q2", one.second, 3));
    CHECK(fold(events).attempts.at(0).refinements == one.want);
}

TEST_CASE("error codes are told from years and names", "[metrics]") {
    struct Case {
        const char* text;
        bool want;
    };
    const auto one = GENERATE(Case{"error 0x80070005", true}, Case{"ORA-00942", true},
                              Case{"office 2019 mp3", false}, Case{"windows 11", false},
                              Case{"KB5034441 fails", true}, Case{"", false});
    CAPTURE(one.text);
    CHECK(fold({search(0, "ada", "q", one.text, 1)}).attempts.at(0).code_in_query == one.want);
}

TEST_CASE("what an agent sent is neither a view nor a vote of self-service", "[metrics]") {
    Event sent = view(0, "ada", "A", 90);
    sent.sent_by_agent = true;
    const auto attempts = fold({sent, vote(1, "ada", "A", 1.0), vote(2, "ada", "B", 1.0)}).attempts;
    REQUIRE(attempts.size() == 1);
    CHECK(attempts[0].agent_sent == 2);
    CHECK(attempts[0].views == 0);
    CHECK(attempts[0].reads == 0);
    CHECK(attempts[0].yes == minute(2));  // of B, which nobody had sent
}

TEST_CASE("an answer belongs to the last attempt before it, within the window", "[metrics]") {
    const auto said_yes = [](int answered_at) {
        const auto attempts = fold({view(0, "ada", "A"), view(kDay, "ada", "B"),
                                    survey(answered_at, "ada", "solved", 1.0)})
                                  .attempts;
        return std::pair{attempts.at(0).yes != Timestamp{}, attempts.at(1).yes != Timestamp{}};
    };
    CHECK(said_yes(kHour) == std::pair{true, false});
    CHECK(said_yes(2 * kDay) == std::pair{false, true});
    CHECK(said_yes(5 * kDay) == std::pair{false, false});
}

TEST_CASE("impressions are shown, not done, and begin no attempt", "[metrics]") {
    CHECK(fold({event(EventType::kImpression, 0, "ada")}).attempts.empty());
}

TEST_CASE("lanes do not share attempts", "[metrics]") {
    const auto attempts =
        fold({view(0, "x", "A"), by(view(1, "x", "A"), ActorClass::kAgent)}).attempts;
    REQUIRE(attempts.size() == 2);
    CHECK(attempts[0].lane == Lane::kPeople);
    CHECK(attempts[1].lane == Lane::kAgent);
}
