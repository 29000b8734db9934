// SPDX-License-Identifier: Apache-2.0

// Files by the standard library; the reason of a failure comes from errno.

#include "common/input.hpp"

#include "common/terminal.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace kb::tools {
namespace {

struct Close {
    void operator()(std::FILE* file) const {
        if (file != stdin) {
            static_cast<void>(std::fclose(file));
        }
    }
};
using File = std::unique_ptr<std::FILE, Close>;

Error io_error(std::string_view attempt, const std::string& path, int reason) {
    return {.code = ErrorCode::kIo,
            .message = fmt::format("cannot {} {}: {}", attempt, path,
                                   std::generic_category().message(reason))};
}

}  // namespace

Result<std::string> read_input(const std::string& path, std::uint64_t bytes_max) {
    std::error_code ignored;
    if (path != "-" && std::filesystem::is_directory(path, ignored)) {
        return io_error("read", path, EISDIR);
    }
    const File file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
    if (!file) {
        return io_error("read", path, errno);
    }
    std::string content;
    std::array<char, 1U << 16U> piece{};
    while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), file.get())) {
        content.append(piece.data(), size);
        if (content.size() > bytes_max) {
            return Error{.code = ErrorCode::kResourceExhausted,
                         .message = fmt::format("{} has more than {} bytes", path, bytes_max)};
        }
    }
    if (std::ferror(file.get()) != 0) {
        return io_error("read", path, errno);
    }
    return content;
}

Result<std::string> text_or_file(std::string_view value) {
    if (!value.starts_with('@')) {
        return std::string(value);
    }
    value.remove_prefix(1);
    return value.starts_with('@') ? Result<std::string>(std::string(value))
                                  : read_input(std::string(value));
}

Result<void> write_output(const std::string& path, std::string_view content) {
    if (path == "-") {
        const int reason = write_all(kStandardOutput, content);
        return reason == 0 ? Result<void>{} : io_error("write", "standard output", reason);
    }
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) {
        return io_error("write", path, errno);
    }
    const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
    const int write_errno = errno;
    if (std::fclose(file) != 0) {
        return io_error("write", path, errno);
    }
    return written ? Result<void>{} : io_error("write", path, write_errno);
}

}  // namespace kb::tools
