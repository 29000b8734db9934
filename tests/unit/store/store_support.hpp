// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the tests of the store share: folders that vanish, bases with something in them, and this
// program run again as another process.

#include "base/file.hpp"
#include "store/change_log.hpp"
#include "store/database.hpp"

#include <catch2/catch.hpp>
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kb::store::test {

using base::Path;

// A fresh folder, removed at the end.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "kb-store-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const Path& path() const { return path_; }
    [[nodiscard]] Path base() const { return path_ / "base"; }

private:
    Path path_;
};

// What must work for the test to go on.
template <typename T>
T take(Result<T> result) {
    if (!result) {
        FAIL(result.error().message);
    }
    return *std::move(result);
}

inline void must(const Result<void>& result) {
    if (!result) {
        FAIL(result.error().message);
    }
}

inline Result<void> no_content(Batch& /*batch*/) { return {}; }

inline std::unique_ptr<Database> make_base(const Path& directory) {
    return take(Database::create(directory, no_content));
}

inline std::unique_ptr<Database> open_base(const Path& directory, Mode mode) {
    return take(Database::open(directory, mode));
}

// One change with some bytes beside it, committed.
[[nodiscard]] Result<ChangeNumber> try_write_change(Database& database, std::size_t bytes = 100);
ChangeNumber write_change(Database& database, std::size_t bytes = 100);

// Every change up to `last` is there, nothing is wrong with the log of changes, and the newest ones
// and a sample of the others have their bytes.
void check_changes(const Database& database, ChangeNumber last);

[[nodiscard]] std::vector<std::string> damage_in(const Database& database);

// The files of the store that end so, oldest first.
[[nodiscard]] std::vector<Path> store_files(const Path& base, std::string_view end);
void flip_byte(const Path& file, std::uint64_t offset);

// This program again, running one hidden test case on a base. What it writes to descriptor 3 can be
// read here. A process of its own, because the threads of RocksDB do not survive a fork.
class Child {
public:
    Child(const std::string& test_case, const Path& base);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();

    // The next number; none once the child is gone. Waits.
    [[nodiscard]] std::optional<std::uint64_t> read();
    void kill();                // and waits for its end
    [[nodiscard]] bool wait();  // whether it ended well
    [[nodiscard]] pid_t process() const { return process_; }

private:
    pid_t process_ = -1;
    int pipe_ = -1;
};

// In the child: the base it works on, and the way back.
[[nodiscard]] std::optional<Path> base_of_child();
void tell_parent(std::uint64_t number);

}  // namespace kb::store::test
