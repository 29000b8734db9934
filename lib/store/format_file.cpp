// SPDX-License-Identifier: Apache-2.0
#include "store/format_file.hpp"

#include "base/try.hpp"

#include <kb/version.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>

namespace kb::store {
namespace {

constexpr std::string_view kHead = "kb base\nformat ";
constexpr std::uint64_t kFormatFileBytesMax = 4096;

// The number between the head and the end of its line; later formats may add lines.
std::optional<unsigned> parse_format(std::string_view text) {
    if (!text.starts_with(kHead)) {
        return std::nullopt;
    }
    text.remove_prefix(kHead.size());
    unsigned format = 0;
    const char* const end = text.data() + text.size();
    const auto [after, error] = std::from_chars(text.data(), end, format);
    if (error != std::errc{} || after == end || *after != '\n' || format == 0) {
        return std::nullopt;
    }
    return format;
}

}  // namespace

Result<void> write_format_file(const base::Path& directory) {
    return base::write_file_durably(directory / kFormatFileName,
                                    fmt::format("{}{}\n", kHead, kFormatVersion));
}

Result<void> check_format_file(const base::Path& directory) {
    const base::Path path = directory / kFormatFileName;
    auto text = base::read_file(path, kFormatFileBytesMax);
    if (!text && text.error().code == ErrorCode::kNotFound) {
        return Error{ErrorCode::kNotFound,
                     fmt::format("no knowledge base in {}", directory.string())};
    }
    if (!text && text.error().code != ErrorCode::kResourceExhausted) {
        return std::move(text).error();
    }
    const auto format = text ? parse_format(*text) : std::nullopt;
    if (!format) {
        return Error{ErrorCode::kCorruption,
                     fmt::format("{} is damaged: it does not name a format", path.string())};
    }
    if (*format > kFormatVersion) {
        return Error{ErrorCode::kUnsupported,
                     fmt::format("{} has format {}, this build reads up to format {}",
                                 directory.string(), *format, kFormatVersion)};
    }
    return {};
}

}  // namespace kb::store
