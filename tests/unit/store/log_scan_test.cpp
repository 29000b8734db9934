// SPDX-License-Identifier: Apache-2.0

// Goal: on real logs of RocksDB the scan finds nothing wrong while they are sound, tells a write
// that was cut off from damage, and names the place.

#include "store/log_scan.hpp"

#include "store_support.hpp"

#include <random>

namespace {

using namespace kb::store;
using namespace kb::store::test;

// A log of small, large (over several blocks) and empty-ish batches.
std::string real_log() {
    const Folder folder;
    const auto database = make_base(folder.base());
    for (const std::size_t bytes : {10U, 40'000U, 100'000U, 32'700U, 5U, 5U}) {
        write_change(*database, bytes);
    }
    const auto logs = take(list_logs(folder.base() / "store"));
    REQUIRE_FALSE(logs.empty());
    CHECK_FALSE(take(find_log_damage(folder.base() / "store")));
    return take(kb::base::read_file(logs.back()));
}

TEST_CASE("a sound log has no damage", "[store]") {
    const std::string log = real_log();
    CHECK(log.size() > 170'000);
    CHECK_FALSE(scan_log(log));
    CHECK_FALSE(scan_log(""));
    CHECK_FALSE(scan_log(log + std::string(5'000, '\0')));  // space reserved and not used
}

TEST_CASE("a log that was cut between batches is sound, anywhere else it is cut off", "[store]") {
    const std::string log = real_log();
    std::size_t sound = 0;
    for (std::size_t size = 0; size < log.size(); size += size < log.size() - 1'000 ? 97 : 1) {
        const auto damage = scan_log(std::string_view(log).substr(0, size));
        CAPTURE(size);
        if (!damage) {
            ++sound;
            continue;
        }
        CHECK(damage->cut_off);
        CHECK(damage->offset <= size);
    }
    CHECK(sound >= 2);   // nothing at all; after the last but one batch
    CHECK(sound < 100);  // most cuts are inside of a batch
}

TEST_CASE("a changed byte anywhere but in the last record is damage with a place", "[store]") {
    const std::string log = real_log();
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        std::string bytes = log;
        const std::size_t at = random() % (log.size() - 1'000);
        bytes[at] = static_cast<char>(bytes[at] ^ (1U << (random() % 8)));
        const auto damage = scan_log(bytes);
        CAPTURE(at);
        REQUIRE(damage);
        CHECK_FALSE(damage->cut_off);
        CHECK(damage->offset <= at);
        CHECK(at - damage->offset < 32'768);
    }
}

TEST_CASE("the logs of a store are found oldest first", "[store]") {
    const Folder folder;
    for (const char* name :
         {"000010.log", "1000000.log", "000002.log", "x.log", ".log", "000003.sst"}) {
        must(kb::base::write_file_durably(folder.path() / name, "1234"));
    }
    const auto logs = take(list_logs(folder.path()));
    CHECK(logs == std::vector<Path>{folder.path() / "000002.log", folder.path() / "000010.log",
                                    folder.path() / "1000000.log"});
    CHECK(log_bytes(logs) == 12);
}

TEST_CASE("random bytes are never taken for a sound log", "[store]") {
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        std::string bytes(1 + random() % 100'000, '\0');
        for (char& byte : bytes) {
            byte = static_cast<char>(random());
        }
        CHECK(scan_log(bytes));
    }
}

}  // namespace
