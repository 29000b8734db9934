// SPDX-License-Identifier: Apache-2.0

// Goal: changes are numbered without a hole and come back as they were; a record that was changed,
// taken out or cut off at the end shows in the chain.

#include "store/change_log.hpp"

#include "store_support.hpp"

namespace {

using namespace kb::store;
using namespace kb::store::test;
using namespace std::chrono_literals;

ChangeRecord example(std::uint64_t article) {
    return {.kind = ChangeKind::kState,
            .at = kb::Timestamp{1'700'000'000'000ms},
            .by = "anna",
            .articles = {{.article = article, .shelf_before = 3, .shelf_after = 0, .version = 2},
                         {.article = 1ULL << 40U, .version = 0xFFFF'FFFFU}}};
}

std::vector<std::string> wrong_in(const Database& database, kb::ChangeNumber from = 1) {
    std::vector<std::string> where;
    take(verify_changes(database.latest(), from,
                        [&](const Damage& damage) { where.push_back(damage.where); }));
    return where;
}

void append_examples(Database& database, int count) {
    Batch batch = database.batch();
    for (int i = 0; i < count; ++i) {
        const kb::ChangeNumber next = next_change(batch);
        CHECK(append_change(batch, example(static_cast<std::uint64_t>(i))) == next);
    }
    must(database.commit(std::move(batch)));
}

TEST_CASE("changes come back in order, with their numbers and their chain", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    append_examples(*database, 2);
    append_examples(*database, 1);
    ChangeRecord record;
    ChangeCursor cursor(database->latest(), 2);
    REQUIRE(take(cursor.next(record)));
    ChangeRecord expected = example(1);
    expected.number = 2;
    expected.chain = record.chain;
    CHECK(record == expected);
    REQUIRE(take(cursor.next(record)));
    CHECK(record.number == 3);
    CHECK(record.chain != expected.chain);
    CHECK_FALSE(take(cursor.next(record)));

    CHECK(take(find_change(database->latest(), 3)) == record);
    CHECK(take(find_change(database->latest(), 4)) == std::nullopt);
    CHECK(take(database->counters())[Counter::kChain] == record.chain);
    CHECK(wrong_in(*database).empty());
    CHECK(wrong_in(*database, 3).empty());
}

TEST_CASE("the chain shows whatever was done to it", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    append_examples(*database, 5);
    Batch batch = database->batch();
    const std::string key = number_key(3);
    const std::string sound = *take(batch.get(Family::kChanges, key));
    std::vector<std::string> expected;
    SECTION("nothing") {}
    SECTION("another kind") {
        std::string bytes = sound;
        bytes[8 + 3] = static_cast<char>(bytes[8 + 3] ^ 1);  // behind chain, format, tag and size
        batch.put(Family::kChanges, key, bytes);
        expected = {"change 3"};
    }
    SECTION("another chain") {
        std::string bytes = sound;
        bytes[0] = static_cast<char>(bytes[0] ^ 1);
        batch.put(Family::kChanges, key, bytes);
        expected = {"change 3", "change 4"};
    }
    SECTION("the record of another change") {
        batch.put(Family::kChanges, key, *take(batch.get(Family::kChanges, number_key(2))));
        expected = {"change 3", "change 4"};
    }
    SECTION("not a record") {
        batch.put(Family::kChanges, key, "");
        expected = {"change 3", "change 4"};
    }
    SECTION("taken out") {
        batch.remove(Family::kChanges, key);
        expected = {"change 3", "change 4"};
    }
    SECTION("the last taken out") {
        batch.remove(Family::kChanges, number_key(5));
        expected = {"the last change"};
    }
    SECTION("one too many") {
        batch.put(Family::kChanges, number_key(6), sound);
        expected = {"change 6", "the last change"};
    }
    must(database->commit(std::move(batch)));
    CHECK(wrong_in(*database) == expected);
    must(database->close());
    const auto opened = Database::open(folder.base(), Mode::kRead);
    CHECK(opened.has_value() == expected.empty());
}

TEST_CASE("a damaged change is an error of reading", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    append_examples(*database, 1);
    Batch batch = database->batch();
    const std::string sound = *take(batch.get(Family::kChanges, number_key(1)));
    for (std::size_t size = 0; size < sound.size(); ++size) {
        batch.put(Family::kChanges, number_key(1), sound.substr(0, size));
        const auto record = find_change(batch, 1);
        CAPTURE(size);
        REQUIRE_FALSE(record);
        CHECK(record.error().code == kb::ErrorCode::kCorruption);
    }
}

}  // namespace
