// SPDX-License-Identifier: Apache-2.0
// Goal: the ledger gives each attempt the outcome a person would give it, revokes what a late case
// undoes, and invents nothing where nobody was asked.
#include "metrics/deflection.hpp"

#include "events.hpp"

#include <catch2/catch.hpp>

using namespace kb;
using namespace kb::test;
using namespace kb::metrics;

namespace {

// A search with an error code, then a read of 40 seconds: probable by itself.
std::vector<Event> trouble(int at, const std::string& who) {
    return {search(at, who, who + "q", "error 0x80070005", 4),
            click(view(at + 1, who, "A", 40), who + "q", 1)};
}

std::vector<Event> with(std::vector<Event> events, const Event& more) {
    events.push_back(more);
    return events;
}

Outcome only_outcome(const std::vector<Event>& events) {
    const Ledger ledger = measure(events).ledger;
    REQUIRE(ledger.attempts() + ledger.count(Outcome::kExcluded) == 1);
    for (std::size_t i = 0; i < kOutcomeCount; ++i) {
        if (ledger.outcomes[i] == 1) {
            return static_cast<Outcome>(i);
        }
    }
    return Outcome::kExcluded;
}

}  // namespace

TEST_CASE("attempts end as their events say", "[metrics]") {
    const std::vector<Event> read = trouble(0, "ada");
    CHECK(only_outcome(read) == Outcome::kProbable);
    CHECK(only_outcome(with(read, vote(2, "ada", "A", 1.0))) == Outcome::kConfirmed);
    CHECK(only_outcome(with(read, survey(kDay, "ada", "solved", 1.0))) == Outcome::kConfirmed);
    CHECK(only_outcome(with(read, vote(2, "ada", "A", -1.0))) == Outcome::kAbandoned);
    CHECK(only_outcome({search(0, "ada", "q", "vpn", 4), view(1, "ada", "A", 40)}) ==
          Outcome::kPotential);
    CHECK(only_outcome({search(0, "ada", "q", "vpn", 4)}) == Outcome::kAbandoned);
    CHECK(only_outcome({view(0, "ada", "A", 400)}) == Outcome::kExcluded);  // no intent
    CHECK(only_outcome({event(EventType::kFormOpen, 0, "ada"), view(1, "ada", "A", 40)}) ==
          Outcome::kProbable);
    CHECK(only_outcome({by(search(0, "b", "q", "vpn", 4), ActorClass::kBot)}) ==
          Outcome::kExcluded);
}

TEST_CASE("a finished task confirms, a step alone is only a read", "[metrics]") {
    Event step = event(EventType::kAction, 1, "ada");
    CHECK(only_outcome({search(0, "ada", "q", "error E1234", 4), step}) == Outcome::kProbable);
    step.value = 1.0;
    CHECK(only_outcome({search(0, "ada", "q", "error E1234", 4), step}) == Outcome::kConfirmed);
}

TEST_CASE("a case within the window undoes an attempt, and only an assisted one", "[metrics]") {
    const auto after = [](int minutes, Channel channel) {
        return only_outcome(with(trouble(0, "ada"), open_case(minutes, "ada", "1", channel)));
    };
    CHECK(after(2, Channel::kWebTicket) == Outcome::kConverted);
    CHECK(after(1 + 72 * kHour, Channel::kPhone) == Outcome::kConverted);
    CHECK(after(2 + 72 * kHour, Channel::kPhone) == Outcome::kProbable);
    CHECK(after(2, Channel::kCommunity) == Outcome::kProbable);
}

TEST_CASE("a case that another name of the person opens undoes the attempt", "[metrics]") {
    std::vector<Event> events = trouble(0, "");
    for (Event& one : events) {
        one = anonymous(one, "phone");
    }
    events.push_back(open_case(kDay, "ada", "1", Channel::kPhone));
    CHECK(only_outcome(events) == Outcome::kProbable);
    events.push_back(identify(2 * kDay, "phone", "ada"));
    CHECK(only_outcome(events) == Outcome::kConverted);
}

TEST_CASE("late cases are counted as revocations, cases of the same sitting are not", "[metrics]") {
    const auto revoked = [](int minutes) {
        return measure(with(trouble(0, "ada"), open_case(minutes, "ada", "1", Channel::kPhone)))
            .ledger.revoked;
    };
    CHECK(revoked(10) == 0);
    CHECK(revoked(kDay) == 1);
}

TEST_CASE("attempts whose window is open are pending, unless a case has come", "[metrics]") {
    auto early = settings();
    early.now = minute(71 * kHour);
    CHECK(measure(trouble(0, "ada"), early).ledger.count(Outcome::kPending) == 1);
    CHECK(measure(with(trouble(0, "ada"), open_case(5, "ada", "1", Channel::kPhone)), early)
              .ledger.count(Outcome::kConverted) == 1);
    early.now = minute(1 + 72 * kHour);
    CHECK(measure(trouble(0, "ada"), early).ledger.count(Outcome::kProbable) == 1);
}

TEST_CASE("people without entitlement are excluded, unless another event says otherwise",
          "[metrics]") {
    std::vector<Event> events = trouble(0, "ada");
    events[0].entitled = false;
    CHECK(only_outcome(events) == Outcome::kExcluded);
    events[1].entitled = true;
    CHECK(only_outcome(events) == Outcome::kProbable);
}

TEST_CASE("the share p comes from answers to the stated question alone", "[metrics]") {
    CHECK(measure(trouble(0, "ada")).ledger.contact == Share{0, 0});
    const Ledger ledger =
        measure({survey(0, "ada", "would_have_contacted", 1.0),
                 survey(1, "bob", "would_have_contacted", 0.0),
                 survey(2, "eve", "how_are_you", 1.0),
                 by(survey(3, "x", "would_have_contacted", 1.0), ActorClass::kInternal)})
            .ledger;
    CHECK(ledger.contact == Share{1, 2});
}

TEST_CASE("success, escalation and self-service first follow their definitions", "[metrics]") {
    std::vector<Event> events = trouble(0, "ada");        // success
    for (const Event& one : trouble(kHour * 2, "bob")) {  // then a case
        events.push_back(one);
    }
    events.push_back(open_case(kHour * 3, "bob", "1", Channel::kPhone));
    events.push_back(open_case(kHour * 4, "eve", "2", Channel::kPhone));  // no self-service
    events.push_back(search(kHour * 5, "dan", "dq", "vpn", 3));           // nothing viewed
    const Ledger ledger = measure(events).ledger;
    CHECK(ledger.success == Share{1, 3});
    CHECK(ledger.escalated == Share{1, 2});
    CHECK(ledger.case_after_self_service == Share{1, 2});
    CHECK(ledger.readers_and_openers == Share{3, 2});
}
