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

TEST_CASE("the bytes of a folder are those of all files in it", "[base]") {
    const Folder folder;
    REQUIRE(make_directories(folder / "a" / "b"));
    CHECK(bytes_below(folder / "a").value() == 0);
    REQUIRE(write_file_durably(folder / "a" / "one", "12345"));
    REQUIRE(write_file_durably(folder / "a" / "b" / "two", "678"));
    CHECK(bytes_below(folder / "a").value() == 8);
    CHECK(bytes_below(folder / "nowhere").error().code == ErrorCode::kNotFound);
}

TEST_CASE("what is free is that of the nearest folder that is there", "[base]") {
    const Folder folder;
    const std::uint64_t free = free_bytes(folder / "not" / "there").value();
    CHECK(free > 0);
    CHECK(free < 1ULL << 60U);
}

TEST_CASE("any part of a mapping can be advised about and touched", "[base]") {
    const Folder folder;
    std::string bytes(20'000, 'a');
    bytes.back() = 'z';
    REQUIRE(write_file_durably(folder / "file", bytes));
    const auto file = MappedFile::open(folder / "file").value();
    for (const std::string_view part : {file->bytes(), file->bytes().substr(5000, 9000),
                                        file->bytes().substr(19'999), file->bytes().substr(7, 0)}) {
        file->advise(part, MappedFile::Access::kRandom);
        file->advise(part, MappedFile::Access::kSoon);
        MappedFile::touch(part);
    }
    CHECK(file->bytes() == bytes);
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
