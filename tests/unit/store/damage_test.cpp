// SPDX-License-Identifier: Apache-2.0

// Goal: damage to any file of the store is refused or reported by the name of the file, never read
// as a smaller store; only a write that was never acknowledged may be dropped.

#include "store/log_scan.hpp"
#include "store_support.hpp"

#include <algorithm>

namespace {

using namespace kb::store;
using namespace kb::store::test;

constexpr kb::ChangeNumber kChanges = 20;

// A base with its changes in one log, or in tables.
void make_full_base(const Path& base, bool tables) {
    const auto database = make_base(base);
    for (kb::ChangeNumber i = 0; i < kChanges; ++i) {
        write_change(*database, 1'000);
    }
    if (tables) {
        must(database->flush());
    }
    must(database->close());
}

Path newest_log(const Path& base) {
    Path newest;
    for (const Path& log : take(list_logs(base / "store"))) {
        if (std::filesystem::file_size(log) > 0) {
            newest = log;
        }
    }
    REQUIRE_FALSE(newest.empty());
    return newest;
}

TEST_CASE("a changed byte in the log is refused by the name of the log", "[store]") {
    const Mode mode = GENERATE(Mode::kRead, Mode::kWrite);
    const double place = GENERATE(0.01, 0.3, 0.6, 0.9, 0.999);  // 0.999: in the last batch
    const Folder folder;
    make_full_base(folder.base(), false);
    const Path log = newest_log(folder.base());
    const auto size = static_cast<double>(std::filesystem::file_size(log));
    flip_byte(log, static_cast<std::uint64_t>(size * place));
    CAPTURE(place);
    for (int attempt = 0; attempt < 2; ++attempt) {  // a refusal changes nothing
        const auto opened = Database::open(folder.base(), mode);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == kb::ErrorCode::kCorruption);
        CHECK_THAT(opened.error().message, Catch::Contains(log.filename().string()));
        CHECK_THAT(opened.error().message, Catch::Contains("offset"));
    }
}

TEST_CASE("a write that was cut off is dropped with a word, whole and alone", "[store]") {
    const Folder folder;
    make_full_base(folder.base(), false);
    const Path log = newest_log(folder.base());
    std::filesystem::resize_file(log, std::filesystem::file_size(log) - 100);
    {
        const auto reader = open_base(folder.base(), Mode::kRead);
        check_changes(*reader, kChanges - 1);
        CHECK(take(reader->counters())[Counter::kChange] == kChanges - 1);
    }
    std::string said;
    {
        const auto writer = take(Database::open(
            folder.base(), Mode::kWrite, [&](LogSeverity severity, std::string_view line) {
                said += severity == LogSeverity::kWarning ? line : "";
            }));
        CHECK_THAT(said, Catch::Contains(log.filename().string()) && Catch::Contains("unfinished"));
        check_changes(*writer, kChanges - 1);
        CHECK(write_change(*writer) == kChanges);
    }
    said.clear();
    const auto again = take(Database::open(
        folder.base(), Mode::kWrite, [&](LogSeverity severity, std::string_view line) {
            said += severity == LogSeverity::kWarning ? line : "";
        }));
    CHECK(said.empty());  // once is enough
    check_changes(*again, kChanges);
}

TEST_CASE("a log that is cut but not the last is damage", "[store]") {
    const Folder folder;
    make_full_base(folder.base(), false);
    const Path log = newest_log(folder.base());
    {
        const auto writer = open_base(folder.base(), Mode::kWrite);
        write_change(*writer);
    }
    REQUIRE(newest_log(folder.base()) != log);
    REQUIRE(std::filesystem::exists(log));
    std::filesystem::resize_file(log, std::filesystem::file_size(log) - 100);
    const auto opened = Database::open(folder.base(), Mode::kWrite);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == kb::ErrorCode::kCorruption);
    CHECK_THAT(opened.error().message, Catch::Contains(log.filename().string()));
}

TEST_CASE("a log that is gone is damage", "[store]") {
    const Folder folder;
    make_full_base(folder.base(), false);
    {
        const auto writer = open_base(folder.base(), Mode::kWrite);
        write_change(*writer);
    }
    const Path log = take(list_logs(folder.base() / "store")).front();
    must(kb::base::remove_file(log));
    const auto opened = Database::open(folder.base(), Mode::kWrite);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == kb::ErrorCode::kCorruption);
}

TEST_CASE("a damaged table is refused or reported by its name", "[store]") {
    const Mode mode = GENERATE(Mode::kRead, Mode::kWrite);
    const auto& [name, damage] = GENERATE(table<const char*, void (*)(const Path&)>(
        {{"changed byte", [](const Path& file) { flip_byte(file, 200); }},
         {"changed end",
          [](const Path& file) { flip_byte(file, std::filesystem::file_size(file) - 60); }},
         {"cut",
          [](const Path& file) {
              std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
          }},
         {"gone", [](const Path& file) { must(kb::base::remove_file(file)); }}}));
    const Folder folder;
    make_full_base(folder.base(), true);
    const std::vector<Path> tables = store_files(folder.base(), ".sst");
    REQUIRE(tables.size() >= 3);
    // The greatest is that of the signals, so there is content to hit at 200.
    const Path victim = *std::ranges::max_element(
        tables, {}, [](const Path& file) { return std::filesystem::file_size(file); });
    damage(victim);
    CAPTURE(name);

    const auto opened = Database::open(folder.base(), mode);
    if (!opened) {
        CHECK(opened.error().code == kb::ErrorCode::kCorruption);
        CHECK_THAT(opened.error().message, Catch::Contains(victim.filename().string()));
        return;
    }
    const auto read = (*opened)->latest().get(Family::kSignals, number_key(1));
    if (!read) {
        CHECK(read.error().code == kb::ErrorCode::kCorruption);
        CHECK_THAT(read.error().message, Catch::Contains(victim.filename().string()));
    }
    const auto found = damage_in(**opened);
    REQUIRE(found.size() == 1);
    CHECK_THAT(found.front(), Catch::Contains(victim.filename().string()));
}

TEST_CASE("a damaged list of tables is refused", "[store]") {
    const Mode mode = GENERATE(Mode::kRead, Mode::kWrite);
    const double place = GENERATE(0.2, 0.7, 0.95);
    const Folder folder;
    make_full_base(folder.base(), true);
    const Path manifest = store_files(folder.base(), "MANIFEST-").back();
    const auto size = static_cast<double>(std::filesystem::file_size(manifest));
    flip_byte(manifest, static_cast<std::uint64_t>(size * place));
    const auto opened = Database::open(folder.base(), mode);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == kb::ErrorCode::kCorruption);
}

TEST_CASE("a log that is damaged while it is open is reported", "[store]") {
    const Folder folder;
    make_full_base(folder.base(), false);
    const auto database = open_base(folder.base(), Mode::kWrite);
    CHECK(damage_in(*database).empty());
    const Path log = newest_log(folder.base());
    flip_byte(log, 500);
    const auto found = damage_in(*database);
    REQUIRE(found.size() == 1);
    CHECK_THAT(found.front(), Catch::Contains(log.filename().string()));
}

TEST_CASE("leftovers of a killed opening are cleaned up", "[store]") {
    const Folder folder;
    make_base(folder.base());
    const Path leftover = folder.base() / "store" / "OPTIONS-000123.dbtmp";
    must(kb::base::write_file_durably(leftover, "half an op"));
    open_base(folder.base(), Mode::kRead);
    CHECK(std::filesystem::exists(leftover));  // a reader changes nothing
    open_base(folder.base(), Mode::kWrite);
    CHECK_FALSE(std::filesystem::exists(leftover));
}

}  // namespace
