// SPDX-License-Identifier: Apache-2.0

// Goal: our JSON form of an event gives back every member, numbers to the last bit.

#include "unit/exchange/records.hpp"

#include <kb/exchange.hpp>

#include <catch2/catch.hpp>

#include <bit>
#include <limits>
#include <random>

using namespace kb;

namespace {

Event full_event() {
    Event event;
    event.event_id = "e-1";
    event.ts = test::at_ms(1700000000123);
    event.received = test::at_ms(1700000000999);
    event.type = EventType::kCaseOpen;
    event.session_id = "s";
    event.attempt_id = "a";
    event.actor = {"anon", "user", "account", ActorClass::kVirtualAgent};
    event.channel = Channel::kInProduct;
    event.locale = "de-DE";
    event.product = "P";
    event.entitled = false;
    event.query_id = "q";
    event.text = "line\n\"two\"";
    event.result_count = std::numeric_limits<std::uint64_t>::max();
    event.reason = "r";
    event.article = "KB-1";
    event.version = 4294967295U;
    event.rank = 0;
    event.sent_by_agent = true;
    event.dwell_ms = 0;
    event.value = -1.0;
    event.question = "solved";
    event.case_id = "C-1";
    event.link_kind = LinkKind::kJoinedWip;
    event.by = "anna";
    event.handling_seconds = 0.1;
    return event;
}

}  // namespace

TEST_CASE("an event goes to json and back without a difference", "[exchange]") {
    for (const Event& event : {full_event(), Event{}}) {
        const std::string json = to_json(event);
        CAPTURE(json);
        const auto read = event_from_json(json);
        REQUIRE(read);
        CHECK(*read == event);
    }
}

TEST_CASE("numbers of an event keep their last bit", "[exchange]") {
    std::mt19937_64 random(5);
    Event event = full_event();
    for (int round = 0; round < 5000; ++round) {
        const auto value = std::bit_cast<double>(random());
        if (value - value != 0) {
            continue;  // infinity or NaN
        }
        event.value = value;
        const auto read = event_from_json(to_json(event));
        REQUIRE(read);
        REQUIRE(read->value == value);
    }
    event.value = std::numeric_limits<double>::infinity();
    const auto read = event_from_json(to_json(event));
    REQUIRE(read);
    CHECK_FALSE(read->value.has_value());
}

TEST_CASE("a foreign event may hold more, ours may not", "[exchange]") {
    CHECK(event_from_json(R"({"type":"view","article":"KB-1","surface":"portal"})"));
    const auto closed = event_from_json(R"({"schema":"kb.event/1","type":"view","surface":"x"})");
    REQUIRE_FALSE(closed);
    CHECK_THAT(closed.error().message, Catch::Contains("member 'surface': unknown"));
}

TEST_CASE("an event that cannot be taken names the member", "[exchange]") {
    struct Case {
        std::string_view json;
        std::string_view want;
    };
    const auto line = GENERATE(values<Case>({
        {"{}", "member 'type': missing"},
        {R"({"type":"vieww"})", "member 'type'"},
        {R"({"type":"view","ts":"noon"})", "member 'ts'"},
        {R"({"type":"view","actor":"x"})", "member 'actor'"},
        {R"({"type":"view","actor":{"class":"alien"}})", "member 'actor.class'"},
        {R"({"type":"view","channel":"fax"})", "member 'channel'"},
        {R"({"type":"view","rank":4294967296})", "member 'rank'"},
        {R"({"type":"view","rank":1.5})", "member 'rank'"},
        {R"({"type":"view","rank":-1})", "member 'rank'"},
        {R"({"type":"vote","value":"1"})", "member 'value'"},
        {R"({"type":"vote","value":2e308})", "member 'value': too large a number"},
        {R"({"type":"vote","value":-1e400})", "member 'value': too large a number"},
        {R"({"type":"view","entitled":1})", "member 'entitled'"},
        {R"({"type":"view","text":{}})", "member 'text'"},
        {R"({"type":"link","link_kind":"hug"})", "member 'link_kind'"},
        {R"({"schema":"kb.article/1","type":"view"})", "member 'schema'"},
    }));
    CAPTURE(line.json);
    const auto read = event_from_json(line.json);
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().message, Catch::Contains(std::string(line.want)));
}
