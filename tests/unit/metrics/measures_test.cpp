// SPDX-License-Identifier: Apache-2.0
// Goal: numbers printed in the literature come out of the whole fold, and demand does not move when
// calls become tickets.
#include "metrics/measures.hpp"

#include "events.hpp"

#include <catch2/catch.hpp>

using namespace kb;
using namespace kb::test;
using kb::metrics::percent;

TEST_CASE("1,000 readers and 250 people with tickets are a self-service score of 4", "[metrics]") {
    std::vector<Event> events;
    for (int i = 0; i < 1000; ++i) {
        events.push_back(view(i, fmt::format("reader{}", i), "A"));
    }
    for (int i = 0; i < 250; ++i) {
        events.push_back(
            open_case(1000 + i, fmt::format("asker{}", i), fmt::format("c{}", i), Channel::kEmail));
    }
    const auto people = measure(events).ledger.readers_and_openers;
    CHECK(static_cast<double>(people.part) / static_cast<double>(people.whole) == Approx(4.0));
}

TEST_CASE("moving 100 calls to web tickets changes nothing in the demand share", "[metrics]") {
    const auto demand_by = [](Channel channel) {
        std::vector<Event> events;
        for (int i = 0; i < 100; ++i) {
            events.push_back(open_case(i, fmt::format("p{}", i), fmt::format("c{}", i), channel));
        }
        for (int i = 0; i < 300; ++i) {
            events.push_back(view(200 + i, fmt::format("r{}", i), "A"));
        }
        return measure(events).demand;
    };
    const auto phone = demand_by(Channel::kPhone);
    const auto web = demand_by(Channel::kWebTicket);
    CHECK(phone.assisted == 100);
    CHECK(percent(phone.share()).value() == Approx(75.0));
    CHECK(web.share() == phone.share());
    CHECK(web.assisted == phone.assisted);
}

TEST_CASE("a virtual agent is a bucket of its own until a person takes over", "[metrics]") {
    const auto talk = [](int at, const char* who) {
        return by(search(at, who, fmt::format("q{}", who), "vpn", 2), ActorClass::kVirtualAgent);
    };
    const auto alone = measure({talk(0, "ada"), talk(5, "bob")}).demand;
    CHECK(alone.virtual_agent == 2);
    CHECK(alone.unassisted == 0);
    CHECK(alone.assisted == 0);
    const auto handed =
        measure({talk(0, "ada"), talk(5, "bob"), open_case(9, "bob", "1", Channel::kChat)}).demand;
    CHECK(handed.virtual_agent == 1);
    CHECK(handed.assisted == 1);
    const auto taken_over = [] {
        Event update = close_case(9, "1");
        update.type = EventType::kCaseUpdate;
        update.channel = Channel::kChat;
        return measure({open_case(0, "ada", "1", Channel::kVirtualAgent), update}).demand;
    }();
    CHECK(taken_over.virtual_agent == 0);
    CHECK(taken_over.assisted == 1);
}

TEST_CASE("stage one counts sessions with a click that did not reach support", "[metrics]") {
    struct Case {
        int searched;
        int clicked;
        int support;
        double want;
    };
    const auto one = GENERATE(Case{42, 14, 4, 23.81}, Case{103, 66, 4, 60.19});
    std::vector<Event> events;
    for (int i = 0; i < one.searched; ++i) {
        const std::string id = fmt::format("{}", i);
        std::vector<Event> session{search(i, "u" + id, "q" + id, "vpn", 5)};
        if (i < one.clicked) {
            session.push_back(click(view(i, "u" + id, "A"), "q" + id, 1));
        }
        if (i < one.support) {
            session.push_back(event(EventType::kFormOpen, i, "u" + id));
        }
        for (Event& step : session) {
            step.session_id = "s" + id;
            events.push_back(step);
        }
    }
    const auto sessions = measure(events).sessions;
    CHECK(percent({sessions.clicked - sessions.clicked_then_support, sessions.searched}).value() ==
          Approx(one.want).margin(0.005));
}

TEST_CASE("votes are counted once per event and not from what agents sent", "[metrics]") {
    Event sent = vote(3, "eve", "A", 1.0);
    sent.sent_by_agent = true;
    const auto measures =
        measure({vote(0, "ada", "A", 1.0), vote(1, "bob", "A", -1.0), vote(2, "dan", "B", 1.0),
                 sent, by(vote(4, "x", "A", 1.0), ActorClass::kAgent)});
    CHECK(measures.helpful == kb::metrics::Share{2, 3});
}
