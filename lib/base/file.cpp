// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include "base/try.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

namespace kb::base {
namespace {

constexpr std::string_view kUnfinished = ".tmp";  // ends the names of files on their way

Error system_error(std::string_view what, const Path& path, int number) {
    // That a folder is missing where something is to be made is no answer to "is it there?".
    const bool looks = what != "create" && what != "rename" && what != "write";
    const ErrorCode code = number == ENOENT && looks ? ErrorCode::kNotFound : ErrorCode::kIo;
    return {code, fmt::format("cannot {} {}: {}", what, path.string(),
                              std::generic_category().message(number))};
}

// Closes a descriptor at the end of a scope.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }
    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] bool good() const { return number_ >= 0; }
    int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

// Retries what a signal interrupted.
template <typename Call>
auto retried(Call call) {
    auto result = call();
    while (result < 0 && errno == EINTR) {
        result = call();
    }
    return result;
}

Result<void> write_all(int descriptor, std::string_view bytes, const Path& path) {
    while (!bytes.empty()) {
        const auto written =
            retried([&] { return ::write(descriptor, bytes.data(), bytes.size()); });
        if (written < 0) {
            return system_error("write", path, errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> write_and_sync(const Path& path, std::string_view bytes) {
    const Descriptor file(retried(
        [&] { return ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644); }));
    if (!file.good()) {
        return system_error("create", path, errno);
    }
    KB_TRY(write_all(file.get(), bytes, path));
    if (retried([&] { return ::fsync(file.get()); }) < 0) {
        return system_error("sync", path, errno);
    }
    return {};
}

std::string read_some(int descriptor) {
    std::string text(64, '\0');
    const auto size = ::pread(descriptor, text.data(), text.size(), 0);
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return text.substr(0, text.find('\n'));
}

}  // namespace

bool exists(const Path& path) noexcept {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

Result<std::string> read_file(const Path& path, std::uint64_t bytes_max) {
    const Descriptor file(retried([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    if (!file.good()) {
        return system_error("open", path, errno);
    }
    std::string bytes;
    constexpr std::size_t kStep = 1U << 18U;
    for (;;) {
        const std::size_t size = bytes.size();
        bytes.resize(size + kStep);
        const auto got = retried([&] { return ::read(file.get(), bytes.data() + size, kStep); });
        if (got < 0) {
            return system_error("read", path, errno);
        }
        bytes.resize(size + static_cast<std::size_t>(got));
        if (got == 0) {
            return bytes;
        }
        if (bytes.size() > bytes_max) {
            return Error{ErrorCode::kResourceExhausted,
                         fmt::format("{} is larger than {} bytes", path.string(), bytes_max)};
        }
    }
}

bool is_being_written(std::string_view name) { return name.ends_with(kUnfinished); }

Result<void> write_file_durably(const Path& path, std::string_view bytes) {
    Path fresh = path;
    fresh += kUnfinished;
    if (auto written = write_and_sync(fresh, bytes); !written) {
        ::unlink(fresh.c_str());
        return written;
    }
    if (::rename(fresh.c_str(), path.c_str()) < 0) {
        const int number = errno;
        ::unlink(fresh.c_str());
        return system_error("rename", fresh, number);
    }
    return sync_directory(path.parent_path());
}

Result<void> make_directories(const Path& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) {
        return system_error("create", path, error.value());
    }
    return {};
}

Result<void> sync_directory(const Path& path) {
    const Path folder = path.empty() ? Path(".") : path;
    const Descriptor file(
        retried([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    if (!file.good()) {
        return system_error("open", folder, errno);
    }
    if (retried([&] { return ::fsync(file.get()); }) < 0) {
        return system_error("sync", folder, errno);
    }
    return {};
}

Result<void> remove_file(const Path& path) {
    if (::unlink(path.c_str()) < 0 && errno != ENOENT) {
        return system_error("remove", path, errno);
    }
    return {};
}

Result<std::vector<std::string>> list_directory(const Path& path) {
    std::error_code error;
    std::vector<std::string> names;
    for (auto entry = std::filesystem::directory_iterator(path, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    if (error) {
        return system_error("list", path, error.value());
    }
    std::ranges::sort(names);
    return names;
}

Result<std::uint64_t> bytes_below(const Path& path) {
    std::error_code error;
    std::uint64_t bytes = 0;
    for (auto entry = std::filesystem::recursive_directory_iterator(path, error);
         !error && entry != std::filesystem::recursive_directory_iterator();
         entry.increment(error)) {
        std::error_code vanished;
        const bool counts = entry->is_regular_file(vanished) && !vanished;
        const std::uintmax_t size = counts ? entry->file_size(vanished) : 0;
        bytes += vanished ? 0 : size;
    }
    if (error) {
        return system_error("list", path, error.value());
    }
    return bytes;
}

Result<std::uint64_t> free_bytes(const Path& path) {
    std::error_code ignored;
    Path there = std::filesystem::absolute(path, ignored);
    while (!base::exists(there) && there.has_relative_path()) {
        there = there.parent_path();
    }
    struct statvfs status {};
    if (retried([&] { return ::statvfs(there.c_str(), &status); }) < 0) {
        return system_error("examine", there, errno);
    }
    // Some file systems do not tell: those in memory, and some of other machines.
    return status.f_blocks == 0 ? std::numeric_limits<std::uint64_t>::max()
                                : std::uint64_t{status.f_bavail} * status.f_frsize;
}

Result<FileLock> FileLock::acquire(const Path& path) {
    Descriptor file(
        retried([&] { return ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644); }));
    if (!file.good()) {
        return system_error("open", path, errno);
    }
    if (retried([&] { return ::flock(file.get(), LOCK_EX | LOCK_NB); }) < 0) {
        if (errno != EWOULDBLOCK) {
            return system_error("lock", path, errno);
        }
        const std::string holder = read_some(file.get());
        return Error{ErrorCode::kLocked,
                     fmt::format("{} is being written by process {}", path.parent_path().string(),
                                 holder.empty() ? "unknown" : holder)};
    }
    const std::string holder = fmt::format("{}\n", ::getpid());
    if (::ftruncate(file.get(), 0) < 0) {
        return system_error("write", path, errno);
    }
    KB_TRY(write_all(file.get(), holder, path));
    return FileLock(file.release());
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const Path& path) {
    const Descriptor file(retried([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    if (!file.good()) {
        return system_error("open", path, errno);
    }
    struct stat status {};
    if (::fstat(file.get(), &status) < 0) {
        return system_error("examine", path, errno);
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) {
        return std::shared_ptr<const MappedFile>(new MappedFile("", 0));
    }
    void* data = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
    if (data == MAP_FAILED) {
        return system_error("map", path, errno);
    }
    return std::shared_ptr<const MappedFile>(new MappedFile(static_cast<const char*>(data), size));
}

void MappedFile::advise(std::string_view part, Access access) const noexcept {
    if (part.empty()) {
        return;
    }
    // The system wants whole pages, and the mapping begins with one.
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = static_cast<std::size_t>(part.data() - data_);
    const std::size_t first = begin / page * page;
    ::madvise(const_cast<char*>(data_) + first, begin + part.size() - first,
              access == Access::kRandom ? MADV_RANDOM : MADV_WILLNEED);
}

void MappedFile::touch(std::string_view part) noexcept {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    for (std::size_t at = 0; at < part.size(); at += page) {
        static_cast<void>(*static_cast<const volatile char*>(part.data() + at));
    }
}

MappedFile::~MappedFile() {
    if (size_ > 0) {
        ::munmap(const_cast<char*>(data_), size_);
    }
}

}  // namespace kb::base
