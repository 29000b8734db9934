// SPDX-License-Identifier: Apache-2.0
// Goal: reuse is what was added less what was taken away, and comes back from its bytes.
#include "engine/signal_table.hpp"

#include <catch2/catch.hpp>

using namespace kb;  // NOLINT: a test

namespace {

Timestamp day(int number) { return Timestamp{std::chrono::days(number)}; }

}  // namespace

TEST_CASE("cases count, and the newest is the last", "[engine]") {
    ranking::Reuse reuse;
    engine::add_case(reuse, day(20));
    engine::add_case(reuse, day(10));  // told late
    CHECK(reuse.solved == 2);
    CHECK(reuse.last == day(20));
    engine::remove_case(reuse, day(20));
    CHECK(reuse.solved == 1);
    CHECK(reuse.last == day(10));
    engine::remove_case(reuse, day(10));
    engine::remove_case(reuse, day(10));  // there is none left to take away
    CHECK(reuse == ranking::Reuse{});
}

TEST_CASE("only the newest cases keep their time", "[engine]") {
    ranking::Reuse reuse;
    for (int i = 1; i <= 100; ++i) {
        engine::add_case(reuse, day(i));
    }
    CHECK(reuse.solved == 100);
    CHECK(reuse.recent.size() == ranking::kRecentMax);
    CHECK(reuse.recent.front() == day(100 - static_cast<int>(ranking::kRecentMax) + 1));
}

TEST_CASE("reuse comes back from its bytes, and cut bytes are refused", "[engine]") {
    ranking::Reuse reuse;
    engine::add_case(reuse, day(20'000));
    engine::add_case(reuse, day(20'100));
    const std::string bytes = engine::encode_reuse(reuse);
    const auto read = engine::decode_reuse(bytes);
    REQUIRE(read);
    CHECK(*read == reuse);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(engine::decode_reuse(std::string_view(bytes).substr(0, size)));
    }
}

TEST_CASE("the table gives what was set, and nothing for the rest", "[engine]") {
    engine::SignalTable table;
    table.set(5, {.solved = 3});
    table.set(5 + 256, {.solved = 9});  // the same part of the table
    CHECK(table.view().find(5).solved == 3);
    CHECK(table.view().find(261).solved == 9);
    CHECK(table.view().find(6) == ranking::Reuse{});
}

TEST_CASE("a view of the table stays as it was taken", "[engine]") {
    engine::SignalTable table;
    table.set(5, {.solved = 3});
    const auto before = table.view();
    table.set(5, {.solved = 4});
    CHECK(before.find(5).solved == 3);
    CHECK(table.view().find(5).solved == 4);
    table.assign({{7, {.solved = 1}}, {263, {.solved = 2}}});
    CHECK(before.find(5).solved == 3);
    CHECK(table.view().find(5).solved == 0);
    CHECK(table.view().find(7).solved == 1);
    CHECK(table.view().find(263).solved == 2);
}

// docs/formats.md: varint 1, cases, last time, number of times, times; a time is a zigzag varint.
TEST_CASE("reuse has the bytes that its format says", "[engine]") {
    const auto at = [](int milliseconds) {
        return Timestamp(std::chrono::milliseconds(milliseconds));
    };
    const ranking::Reuse reuse{.solved = 300, .last = at(64), .recent = {at(1), at(64)}};
    CHECK(engine::encode_reuse(reuse) == std::string("\x01\xAC\x02\x80\x01\x02\x02\x80\x01", 9));
}
