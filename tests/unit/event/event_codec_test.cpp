// SPDX-License-Identifier: Apache-2.0

// Goal: an event comes back as it was written, with the difference between "zero" and "not known";
// cut, changed or random bytes are refused or read safely.

#include "event/event_codec.hpp"

#include "base/coding.hpp"

#include <catch2/catch.hpp>

#include <random>

namespace {

using namespace std::chrono_literals;

kb::Event full_event() {
    kb::Event event;
    event.event_id = "e-1";
    event.ts = kb::Timestamp{1'700'000'000'001ms};
    event.received = kb::Timestamp{1'700'000'000'002ms};
    event.type = kb::EventType::kAction;
    event.session_id = "s";
    event.attempt_id = "a";
    event.actor = {.anon_id = "anon",
                   .user_id = "user",
                   .account_id = "account",
                   .actor_class = kb::ActorClass::kVirtualAgent};
    event.channel = kb::Channel::kInProduct;
    event.locale = "de-AT";
    event.product = "p";
    event.entitled = true;
    event.query_id = "q";
    event.text = "printer offline";
    event.result_count = 0xFFFF'FFFF'FFFF'FFFFU;
    event.reason = "r";
    event.article = "KB-1";
    event.version = 3;
    event.rank = 0xFFFF'FFFFU;
    event.sent_by_agent = true;
    event.dwell_ms = 1;
    event.value = -0.25;
    event.question = "easy?";
    event.case_id = "C-1";
    event.link_kind = kb::LinkKind::kSentToCustomer;
    event.by = "anna";
    event.handling_seconds = 1e300;
    return event;
}

// Everything that may be absent is there, and zero.
kb::Event zero_event() {
    kb::Event event;
    event.channel = kb::Channel::kPhone;
    event.entitled = false;
    event.result_count = 0;
    event.rank = 0;
    event.dwell_ms = 0;
    event.value = 0.0;
    event.link_kind = kb::LinkKind::kResolvedByKnown;
    event.handling_seconds = 0.0;
    return event;
}

TEST_CASE("an event comes back as it was", "[event]") {
    const auto event = GENERATE(kb::Event{}, zero_event(), full_event());
    const auto back = kb::event::decode_event(kb::event::encode_event(event));
    REQUIRE(back);
    CHECK(*back == event);
}

TEST_CASE("what is not known stays different from zero", "[event]") {
    CHECK(kb::event::encode_event(zero_event()) != kb::event::encode_event(kb::Event{}));
    CHECK(kb::event::encode_event(kb::Event{}) == std::string("\x01\0", 2));
}

TEST_CASE("an event that was cut off anywhere is refused", "[event]") {
    const std::string bytes = kb::event::encode_event(full_event());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CAPTURE(size);
        const auto event = kb::event::decode_event(bytes.substr(0, size));
        REQUIRE_FALSE(event);
        CHECK(event.error().code == kb::ErrorCode::kCorruption);
    }
    CHECK_FALSE(kb::event::decode_event(bytes + '\x01'));
}

TEST_CASE("an event with a field of a later version is read without it", "[event]") {
    std::string bytes = kb::event::encode_event(full_event());
    bytes.pop_back();
    kb::base::put_varint(bytes, 77);
    kb::base::put_text(bytes, "new");
    bytes.push_back('\0');
    const auto back = kb::event::decode_event(bytes);
    REQUIRE(back);
    CHECK(*back == full_event());
}

TEST_CASE("fields out of order, of wrong size or with a wrong value are refused", "[event]") {
    const auto fields = GENERATE(std::string("\x10\x01t\x01\x01x", 6),  // text before event_id
                                 std::string("\x04\x01\x11", 3),        // type 17
                                 std::string("\x04\x02\x01\x01", 4),    // two varints in one field
                                 std::string("\x0e\x01\x02", 3),        // entitled 2
                                 std::string("\x15\x05\xff\xff\xff\xff\x7f", 7),  // rank of 35 bits
                                 std::string("\x18\x04"
                                             "1234",
                                             6));  // double of 4 bytes
    CAPTURE(fields);
    CHECK_FALSE(kb::event::decode_event('\x01' + fields + '\0'));
}

TEST_CASE("random bytes and random damage of events do no harm", "[event]") {
    std::mt19937 random(11);
    const std::string sound = kb::event::encode_event(full_event());
    std::size_t refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = sound;
        if (round % 2 == 0) {
            bytes.resize(random() % 200);
            for (char& byte : bytes) {
                byte = static_cast<char>(random());
            }
        } else {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        refused += kb::event::decode_event(bytes) ? 0U : 1U;
    }
    CHECK(refused > 10'000);
}

}  // namespace
