// SPDX-License-Identifier: Apache-2.0

// Goal: files come back as they were written, are replaced as a whole, and every refusal names the
// path. Method: a folder of the test's own, removed at its end.

#include "base/file.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <system_error>

namespace kb::base {
namespace {

class Folder {
public:
    Folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "kb-file-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] Path operator/(const char* name) const { return path_ / name; }
    [[nodiscard]] const Path& path() const { return path_; }

private:
    Path path_;
};

TEST_CASE("a file comes back as it was written", "[base]") {
    const Folder folder;
    for (const std::string& bytes : {std::string(), std::string("text"), std::string("\0\xFF\n", 3),
                                     std::string(700'000, 'x')}) {
        CAPTURE(bytes.size());
        REQUIRE(write_file_durably(folder / "file", bytes));
        const auto read = read_file(folder / "file");
        REQUIRE(read);
        CHECK((*read == bytes));
        const auto mapped = MappedFile::open(folder / "file");
        REQUIRE(mapped);
        CHECK(((*mapped)->bytes() == bytes));
    }
}

TEST_CASE("writing leaves one file behind, and a mapping keeps what it showed", "[base]") {
    const Folder folder;
    REQUIRE(write_file_durably(folder / "file", "old"));
    const auto mapped = MappedFile::open(folder / "file");
    REQUIRE(mapped);
    REQUIRE(write_file_durably(folder / "file", "new and longer"));
    CHECK((*mapped)->bytes() == "old");
    CHECK(*read_file(folder / "file") == "new and longer");
    const auto names = list_directory(folder.path());
    REQUIRE(names);
    CHECK(*names == std::vector<std::string>{"file"});
}

TEST_CASE("a write that fails leaves the old file and no other", "[base]") {
    const Folder folder;
    REQUIRE(make_directories(folder / "taken"));
    REQUIRE(write_file_durably(folder / "taken" / "inside", "x"));
    const auto written = write_file_durably(folder / "taken", "bytes");  // a folder in its place
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::kIo);
    CHECK(base::exists(folder / "taken" / "inside"));
    CHECK(list_directory(folder.path())->size() == 1);
    const auto missing = write_file_durably(folder / "nowhere" / "file", "bytes");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message.find("nowhere") != std::string::npos);
}

TEST_CASE("what is not there is not found, and the message names it", "[base]") {
    const Folder folder;
    const auto read = read_file(folder / "missing");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::kNotFound);
    CHECK(read.error().message.find("missing") != std::string::npos);
    const auto mapped = MappedFile::open(folder / "missing");
    REQUIRE_FALSE(mapped);
    CHECK(mapped.error().code == ErrorCode::kNotFound);
    CHECK_FALSE(list_directory(folder / "missing"));
    CHECK_FALSE(sync_directory(folder / "missing"));
    CHECK(remove_file(folder / "missing"));  // gone is what was asked for
    CHECK_FALSE(base::exists(folder / "missing"));
}

TEST_CASE("a file above the limit is refused, one at the limit is not", "[base]") {
    const Folder folder;
    REQUIRE(write_file_durably(folder / "file", "12345"));
    CHECK(read_file(folder / "file", 5));
    const auto read = read_file(folder / "file", 4);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::kResourceExhausted);
}

TEST_CASE("folders are made with their parents and listed in order", "[base]") {
    const Folder folder;
    REQUIRE(make_directories(folder / "a" / "b"));
    REQUIRE(make_directories(folder / "a" / "b"));  // again is fine
    for (const char* name : {"z", "m", "a1"}) {
        REQUIRE(write_file_durably(folder / "a" / "b" / name, ""));
    }
    const auto names = list_directory(folder / "a" / "b");
    REQUIRE(names);
    CHECK(*names == std::vector<std::string>{"a1", "m", "z"});
    REQUIRE(remove_file(folder / "a" / "b" / "m"));
    CHECK(list_directory(folder / "a" / "b")->size() == 2);
    REQUIRE(write_file_durably(folder / "file", ""));
    CHECK_FALSE(make_directories(folder / "file" / "below"));
}

TEST_CASE("a lock has one holder, who is named to the second", "[base]") {
    const Folder folder;
    {
        auto first = FileLock::acquire(folder / "lock");
        REQUIRE(first);
        const auto second = FileLock::acquire(folder / "lock");
        REQUIRE_FALSE(second);
        CHECK(second.error().code == ErrorCode::kLocked);
        CHECK(second.error().message.find(std::to_string(::getpid())) != std::string::npos);
        const FileLock moved = *std::move(first);
        CHECK_FALSE(FileLock::acquire(folder / "lock"));
    }
    CHECK(FileLock::acquire(folder / "lock"));
}

}  // namespace
}  // namespace kb::base
