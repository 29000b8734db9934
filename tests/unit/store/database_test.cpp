// SPDX-License-Identifier: Apache-2.0

// Goal: a base is made, opened and refused as promised; a commit is all or nothing and there after
// reopening; views hold still; one process writes, the others are told who does.

#include "store/database.hpp"

#include "store_support.hpp"

#include <unistd.h>

namespace {

using namespace kb::store;
using namespace kb::store::test;

constexpr auto kFamily = Family::kSignals;

std::optional<std::string> value(const Database& database, std::string_view key) {
    return take(database.latest().get(kFamily, key));
}

kb::Result<void> put(Database& database, const std::string& key, const std::string& text) {
    Batch batch = database.batch();
    batch.put(kFamily, key, text);
    return database.commit(std::move(batch));
}

TEST_CASE("a base keeps what was committed", "[store]") {
    const Folder folder;
    {
        const auto database = take(Database::create(folder.base(), [](Batch& batch) {
            batch.put(kFamily, "first", "from the beginning");
            batch.set(Counter::kArticles, 7);
            return kb::Result<void>{};
        }));
        must(put(*database, "a", "1"));
        Batch batch = database->batch();
        batch.put(kFamily, "b", "2");
        batch.remove(kFamily, "a");
        batch.put(Family::kMeta, "b", "elsewhere");
        must(database->commit(std::move(batch)));
        must(database->close());
    }
    const Mode mode = GENERATE(Mode::kRead, Mode::kWrite);
    const auto database = open_base(folder.base(), mode);
    CHECK(value(*database, "first") == "from the beginning");
    CHECK(value(*database, "a") == std::nullopt);
    CHECK(value(*database, "b") == "2");
    CHECK(take(database->latest().get(Family::kMeta, "b")) == "elsewhere");
    CHECK(take(database->counters())[Counter::kArticles] == 7);
    CHECK(damage_in(*database).empty());
}

TEST_CASE("a base survives flushing and many openings", "[store]") {
    const Folder folder;
    make_base(folder.base());
    for (int round = 0; round < 25; ++round) {  // more than the logs that are kept unread
        const auto database = open_base(folder.base(), Mode::kWrite);
        must(put(*database, std::to_string(round), "x"));
        if (round % 10 == 9) {
            must(database->flush());
        }
    }
    CHECK(store_files(folder.base(), ".log").size() < 25);
    const auto database = open_base(folder.base(), Mode::kRead);
    for (int round = 0; round < 25; ++round) {
        CAPTURE(round);
        CHECK(value(*database, std::to_string(round)) == "x");
    }
}

TEST_CASE("closing after much was written leaves little log to read", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    must(put(*database, "large", std::string(2U << 20U, 'x')));
    must(database->close());
    std::uintmax_t bytes = 0;
    for (const Path& log : store_files(folder.base(), ".log")) {
        bytes += std::filesystem::file_size(log);
    }
    CHECK(bytes < 1000);
    CHECK(value(*open_base(folder.base(), Mode::kRead), "large")->size() == 2U << 20U);
}

TEST_CASE("only an empty folder, or what an interrupted creation left, becomes a base", "[store]") {
    const Folder folder;
    const Path base = folder.base();
    SECTION("a base is there") {
        make_base(base);
        const auto again = Database::create(base, no_content);
        REQUIRE_FALSE(again);
        CHECK(again.error().code == kb::ErrorCode::kAlreadyExists);
    }
    SECTION("something else is there") {
        must(kb::base::make_directories(base));
        must(kb::base::write_file_durably(base / "notes.txt", "mine"));
        const auto made = Database::create(base, no_content);
        REQUIRE_FALSE(made);
        CHECK(made.error().code == kb::ErrorCode::kAlreadyExists);
        CHECK(made.error().message.find("notes.txt") != std::string::npos);
    }
    SECTION("creation failed on the way") {
        const auto failed = Database::create(base, [](Batch&) -> kb::Result<void> {
            return kb::Error{kb::ErrorCode::kCancelled, "stop"};
        });
        REQUIRE_FALSE(failed);
        CHECK(failed.error().message == "stop");
        const auto opened = Database::open(base, Mode::kRead);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == kb::ErrorCode::kNotFound);
        make_base(base);
        CHECK(open_base(base, Mode::kRead) != nullptr);
    }
}

TEST_CASE("what is not a base of this format is refused with a clear sentence", "[store]") {
    struct Case {
        const char* text;  // of the format file; nullptr: there is none
        kb::ErrorCode code;
        const char* says;
    };
    const auto [text, code, says] =
        GENERATE(Case{nullptr, kb::ErrorCode::kNotFound, "no knowledge base in "},
                 Case{"kb base\nformat 2\n", kb::ErrorCode::kUnsupported,
                      "has format 2, this build reads up to format 1"},
                 Case{"kb base\nformat 99\nmore\n", kb::ErrorCode::kUnsupported, "has format 99"},
                 Case{"kb base\nformat 0\n", kb::ErrorCode::kCorruption, "kb.format"},
                 Case{"kb base\nformat 1", kb::ErrorCode::kCorruption, "kb.format"},
                 Case{"kb base\nformat x\n", kb::ErrorCode::kCorruption, "kb.format"},
                 Case{"", kb::ErrorCode::kCorruption, "kb.format"});
    const Folder folder;
    make_base(folder.base());
    must(kb::base::remove_file(folder.base() / "kb.format"));
    if (text != nullptr) {
        must(kb::base::write_file_durably(folder.base() / "kb.format", text));
    }
    for (const Mode mode : {Mode::kRead, Mode::kWrite}) {
        const auto opened = Database::open(folder.base(), mode);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == code);
        CHECK_THAT(opened.error().message, Catch::Contains(says));
    }
}

TEST_CASE("a base without its store is damaged, not empty", "[store]") {
    const Folder folder;
    make_base(folder.base());
    SECTION("no folder") { std::filesystem::remove_all(folder.base() / "store"); }
    SECTION("nothing in it") {
        std::filesystem::remove_all(folder.base() / "store");
        std::filesystem::create_directory(folder.base() / "store");
    }
    for (const Mode mode : {Mode::kRead, Mode::kWrite}) {
        const auto opened = Database::open(folder.base(), mode);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == kb::ErrorCode::kCorruption);
    }
}

TEST_CASE("a second writer is told who writes, a reader is not held up", "[store]") {
    const Folder folder;
    const auto first = make_base(folder.base());
    const auto second = Database::open(folder.base(), Mode::kWrite);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == kb::ErrorCode::kLocked);
    CHECK_THAT(second.error().message, Catch::Contains(std::to_string(::getpid())));

    must(put(*first, "a", "1"));
    const auto reader = open_base(folder.base(), Mode::kRead);
    CHECK(value(*reader, "a") == "1");
    must(put(*first, "a", "2"));
    CHECK(value(*reader, "a") == "1");
    must(reader->catch_up());
    CHECK(value(*reader, "a") == "2");

    must(first->close());
    CHECK(open_base(folder.base(), Mode::kWrite) != nullptr);
}

TEST_CASE("a reader cannot write", "[store]") {
    const Folder folder;
    const auto writer = make_base(folder.base());
    const auto reader = open_base(folder.base(), Mode::kRead);
    const auto committed = reader->commit(writer->batch());
    REQUIRE_FALSE(committed);
    CHECK(committed.error().code == kb::ErrorCode::kUnsupported);
    CHECK_FALSE(reader->flush());
}

TEST_CASE("a snapshot holds still, the latest view does not", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    must(put(*database, "a", "1"));
    const View before = database->snapshot();
    must(put(*database, "a", "2"));
    must(put(*database, "b", "2"));
    must(database->flush());
    CHECK(take(before.get(kFamily, "a")) == "1");
    CHECK(take(before.get(kFamily, "b")) == std::nullopt);
    CHECK(value(*database, "a") == "2");
    const std::vector<std::string> keys{"b", "a", "c"};
    CHECK(take(before.multi_get(kFamily, keys)) ==
          std::vector<std::optional<std::string>>{std::nullopt, "1", std::nullopt});
    CHECK(take(database->latest().multi_get(kFamily, keys)) ==
          std::vector<std::optional<std::string>>{"2", "2", std::nullopt});
}

TEST_CASE("a view outlives its database and keeps the lock", "[store]") {
    const Folder folder;
    auto database = make_base(folder.base());
    must(put(*database, "a", "1"));
    std::optional<View> view = database->snapshot();
    must(database->close());
    database.reset();
    CHECK(take(view->get(kFamily, "a")) == "1");
    CHECK_FALSE(Database::open(folder.base(), Mode::kWrite));
    view.reset();
    CHECK(Database::open(folder.base(), Mode::kWrite));
}

TEST_CASE("ranges and prefixes give their keys in order and no others", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    for (const std::string key : {"b", "a", "ab", "ac", "b\xff", "b\xff\xff", "c"}) {
        must(put(*database, key, key + key));
    }
    const auto keys = [](Cursor cursor) {
        std::string all;
        while (take(cursor.next())) {
            CHECK(cursor.value() == std::string(cursor.key()) + std::string(cursor.key()));
            all += std::string(cursor.key()) + " ";
        }
        CHECK_FALSE(take(cursor.next()));
        return all;
    };
    const View view = database->latest();
    CHECK(keys(view.prefix(kFamily, "")) == "a ab ac b b\xff b\xff\xff c ");
    CHECK(keys(view.prefix(kFamily, "a")) == "a ab ac ");
    CHECK(keys(view.prefix(kFamily, "b\xff")) == "b\xff b\xff\xff ");
    CHECK(keys(view.prefix(kFamily, "d")).empty());
    CHECK(keys(view.range(kFamily, "ab", "b")) == "ab ac ");
    CHECK(keys(view.range(kFamily, "bb", "")) == "b\xff b\xff\xff c ");
    CHECK(keys(view.prefix(Family::kMeta, "a")).empty());
}

TEST_CASE("a batch reads what it will write, and a stale one is refused", "[store]") {
    const Folder folder;
    const auto database = make_base(folder.base());
    must(put(*database, "a", "1"));
    Batch batch = database->batch();
    CHECK(take(batch.get(kFamily, "a")) == "1");
    batch.put(kFamily, "a", "2");
    CHECK(take(batch.get(kFamily, "a")) == "2");
    batch.remove(kFamily, "a");
    CHECK(take(batch.get(kFamily, "a")) == std::nullopt);
    batch.put(kFamily, "b", "3");
    CHECK(batch.take(Counter::kArticleNumber) == 1);
    CHECK(batch.take(Counter::kArticleNumber) == 2);
    CHECK(value(*database, "a") == "1");

    Batch late = database->batch();
    late.put(kFamily, "a", "late");
    must(database->commit(std::move(batch)));
    CHECK(value(*database, "a") == std::nullopt);
    const auto refused = database->commit(std::move(late));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == kb::ErrorCode::kConflict);
    CHECK(take(database->counters())[Counter::kArticleNumber] == 2);
    CHECK(database->batch().take(Counter::kArticleNumber) == 3);
}

TEST_CASE("counters written before a counter existed are read, damaged ones refused", "[store]") {
    Counters counters;
    counters[Counter::kArticleNumber] = 5;
    counters[Counter::kPeople] = 0xFFFF'FFFF'FFFF'FFFFU;
    const std::string bytes = encode_counters(counters);
    CHECK(take(decode_counters(bytes)) == counters);

    std::string shorter = bytes.substr(0, 1 + 8);
    shorter[0] = 1;
    Counters first;
    first[Counter::kArticleNumber] = 5;
    CHECK(take(decode_counters(shorter)) == first);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(decode_counters(bytes.substr(0, size)));
    }
}

}  // namespace
