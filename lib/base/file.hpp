// SPDX-License-Identifier: Apache-2.0
#pragma once

// Files and folders: the only place with POSIX calls. Every error names the path and what the
// system said.

#include <kb/result.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kb::base {

using Path = std::filesystem::path;

[[nodiscard]] bool exists(const Path& path) noexcept;

// Errors: kNotFound, kResourceExhausted above `bytes_max`, kIo.
[[nodiscard]] Result<std::string> read_file(const Path& path,
                                            std::uint64_t bytes_max = 1ULL << 40U);

// Writes a new file beside `path`, syncs it, renames it over `path` and syncs the folder: after a
// crash there is the old file or the new one.
[[nodiscard]] Result<void> write_file_durably(const Path& path, std::string_view bytes);
// Whether a name is that of such a new file, before it has its own.
[[nodiscard]] bool is_being_written(std::string_view name);

[[nodiscard]] Result<void> make_directories(const Path& path);
[[nodiscard]] Result<void> sync_directory(const Path& path);
[[nodiscard]] Result<void> remove_file(const Path& path);                         // not there: fine
[[nodiscard]] Result<std::vector<std::string>> list_directory(const Path& path);  // names, sorted
// Of all files in a folder and the folders in it; one that vanishes meanwhile does not count.
[[nodiscard]] Result<std::uint64_t> bytes_below(const Path& path);
// What the file system of a path has free for this user; the path need not be there.
[[nodiscard]] Result<std::uint64_t> free_bytes(const Path& path);

// A file that one process at a time may hold; the system lets go of it when the process ends,
// however it ends. The holder's process number is in the file. Movable, one thread at a time.
class FileLock {
public:
    // Errors: kLocked, naming the process that holds it; kIo.
    [[nodiscard]] static Result<FileLock> acquire(const Path& path);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

// A read-only mapping of a whole file. Immutable, any thread.
class MappedFile {
public:
    // Errors: kNotFound, kIo.
    [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> open(const Path& path);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();
    [[nodiscard]] std::string_view bytes() const noexcept { return {data_, size_}; }

    // How a part of the bytes will be read. Hints: the system may do otherwise.
    enum class Access : std::uint8_t {
        kRandom,  // here and there: what lies beside it is not read as well
        kSoon,    // all of it: reading may begin now
    };
    void advise(std::string_view part, Access access) const noexcept;
    // Reads a part from disk where it is not in memory, and returns when it is.
    static void touch(std::string_view part) noexcept;

private:
    MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
    const char* data_;
    std::size_t size_;
};

}  // namespace kb::base
