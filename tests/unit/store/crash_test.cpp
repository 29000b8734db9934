// SPDX-License-Identifier: Apache-2.0

// Goal: a process that is killed at any moment loses nothing that it had acknowledged, and leaves
// nothing half done; a reader beside a writer sees everything acknowledged before it looked, whole.

#include "store_support.hpp"

#include <chrono>
#include <random>
#include <thread>

namespace {

using namespace kb::store;
using namespace kb::store::test;

constexpr int kKills = 40;

// Writes changes until it is killed. Now and then a large one or a flush, so that logs and tables
// come and go.
TEST_CASE("child writes until it is killed", "[.child]") {
    const auto base = base_of_child();
    REQUIRE(base);
    const auto database = open_base(*base, Mode::kWrite);
    for (;;) {
        const kb::ChangeNumber number = write_change(*database, 200);
        tell_parent(number);
        if (number % 50 == 0) {
            must(database->flush());
        }
    }
}

// Fills several logs, so that many are replaced by tables and those by greater ones.
TEST_CASE("child writes much", "[.child]") {
    const auto base = base_of_child();
    REQUIRE(base);
    const auto database = open_base(*base, Mode::kWrite);
    for (int i = 0; i < 300; ++i) {
        tell_parent(write_change(*database, 60'000));
        if (i % 7 == 0) {
            must(database->flush());
        }
    }
    must(database->close());
}

TEST_CASE("what was acknowledged survives kill -9", "[store]") {
    const Folder folder;
    make_base(folder.base());
    std::mt19937 random(20260302);
    kb::ChangeNumber acknowledged = 0;
    for (int round = 0; round < kKills; ++round) {
        {
            Child child("child writes until it is killed", folder.base());
            const auto first = child.read();
            REQUIRE(first);
            CHECK(*first > acknowledged);
            acknowledged = *first;
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 30'000));
            child.kill();
            while (const auto number = child.read()) {
                acknowledged = *number;
            }
        }
        CAPTURE(round, acknowledged);
        const auto database = open_base(folder.base(), round % 2 == 0 ? Mode::kRead : Mode::kWrite);
        const auto last = take(database->counters())[Counter::kChange];
        CHECK(last >= acknowledged);
        CHECK(last <= acknowledged + 1);  // at most the one that was on its way
        check_changes(*database, acknowledged);
        CHECK(damage_in(*database).empty());
    }
    CHECK(acknowledged >= static_cast<kb::ChangeNumber>(kKills));
}

TEST_CASE("a reader beside a writer sees all that was acknowledged, without holes", "[store]") {
    const Folder folder;
    make_base(folder.base());
    Child child("child writes much", folder.base());
    std::unique_ptr<Database> lasting;
    int openings = 0;
    while (const auto number = child.read()) {
        if (*number % 10 != 0) {
            continue;
        }
        CAPTURE(*number);
        const auto fresh = open_base(folder.base(), Mode::kRead);
        CHECK(take(fresh->counters())[Counter::kChange] >= *number);
        check_changes(*fresh, *number);
        if (!lasting) {
            lasting = open_base(folder.base(), Mode::kRead);
        }
        const View old = lasting->latest();
        must(lasting->catch_up());
        check_changes(*lasting, *number);
        CHECK(take(old.get(Family::kSignals, number_key(1))).has_value());
        ++openings;
    }
    CHECK(child.wait());
    CHECK(openings == 30);
    REQUIRE(lasting);
    CHECK(damage_in(*lasting).empty());
}

TEST_CASE("a writer in another process is named to the second", "[store]") {
    const Folder folder;
    make_base(folder.base());
    Child child("child writes until it is killed", folder.base());
    REQUIRE(child.read());
    const auto second = Database::open(folder.base(), Mode::kWrite);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == kb::ErrorCode::kLocked);
    CHECK_THAT(second.error().message, Catch::Contains(std::to_string(child.process())));
    child.kill();
    CHECK(Database::open(folder.base(), Mode::kWrite));
}

}  // namespace
