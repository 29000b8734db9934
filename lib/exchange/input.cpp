// SPDX-License-Identifier: Apache-2.0
#include "exchange/input.hpp"

#include "base/escape.hpp"
#include "base/try.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace kb::exchange {
namespace {

constexpr std::size_t kReadBytes = 256U << 10U;
constexpr std::size_t kQuotedBytesMax = 60;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string system_message(int number) { return std::generic_category().message(number); }

struct Signature {
    std::string_view bytes;
    std::string_view reason;
};

using namespace std::string_view_literals;

// UTF-32's mark begins with UTF-16's, so it comes first.
constexpr std::array kSignatures{
    Signature{"\xFF\xFE\0\0"sv, "not UTF-8: byte 1 begins a UTF-32 mark"sv},
    Signature{"\0\0\xFE\xFF"sv, "not UTF-8: byte 1 begins a UTF-32 mark"sv},
    Signature{"\xFF\xFE"sv, "not UTF-8: byte 1 begins a UTF-16 mark"sv},
    Signature{"\xFE\xFF"sv, "not UTF-8: byte 1 begins a UTF-16 mark"sv},
    Signature{"%PDF-"sv, "not text: byte 1 begins a PDF file"sv},
    Signature{"PK\x03\x04"sv, "not text: byte 1 begins a ZIP archive or office document"sv},
    Signature{"\x1F\x8B"sv, "not text: byte 1 begins a gzip file"sv},
    Signature{"\x89PNG"sv, "not text: byte 1 begins a PNG image"sv},
    Signature{"\xFF\xD8\xFF"sv, "not text: byte 1 begins a JPEG image"sv},
    Signature{"GIF8"sv, "not text: byte 1 begins a GIF image"sv},
    Signature{"\xD0\xCF\x11\xE0"sv, "not text: byte 1 begins an old office document"sv},
    Signature{"{\\rtf"sv, "not text: byte 1 begins an RTF document"sv},
    Signature{"\x7F\x45LF"sv, "not text: byte 1 begins a program"sv},
    Signature{"SQLite format 3\0"sv, "not text: byte 1 begins an SQLite database"sv},
};

}  // namespace

std::string display(const std::filesystem::path& path) {
    return is_stdin(path) ? "stdin" : base::escape_terminal(path.native());
}

std::string quote(std::string_view text) {
    const std::string_view part = base::cut_utf8(text, kQuotedBytesMax);
    return fmt::format("'{}{}'", base::escape_terminal(part),
                       part.size() < text.size() ? "..." : "");
}

Reject make_reject(std::string file, std::uint64_t line, std::string reason,
                   std::string_view original) {
    // Twice, because U+FFFD is longer than the byte it stands for.
    std::string start = base::replace_invalid_utf8(base::cut_utf8(original, kOriginalBytesMax));
    start.resize(base::cut_utf8(start, kOriginalBytesMax).size());
    return {std::move(file), line, std::move(reason), std::move(start)};
}

std::optional<std::string> find_signature(std::string_view start) {
    for (const Signature& signature : kSignatures) {
        if (start.starts_with(signature.bytes)) {
            return std::string(signature.reason);
        }
    }
    return std::nullopt;
}

std::optional<TextFault> find_text_fault(std::string_view document) {
    if (const auto reason = find_signature(document)) {
        return TextFault{1, *reason};
    }
    const std::size_t nul = document.find('\0');
    const std::size_t invalid = base::find_invalid_utf8(document);
    const std::size_t at = std::min(nul, invalid);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view before = document.substr(0, at);
    const auto line =
        static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    return TextFault{
        line, fmt::format("{}: byte {} of the line", at == invalid ? "not UTF-8" : "not text: NUL",
                          at - line_start + 1)};
}

std::optional<std::string> find_line_fault(std::string_view line) {
    const std::size_t at = base::find_invalid_utf8(line);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    return fmt::format("not UTF-8: byte {} of the line", at + 1);
}

void Input::Close::operator()(std::FILE* file) const noexcept {
    if (file != stdin) {
        std::fclose(file);  // NOLINT: nothing was written, so nothing can be lost
    }
}

Result<Input> Input::open(const std::filesystem::path& path) {
    if (is_stdin(path)) {
        return Input(stdin, display(path), 0);
    }
    std::error_code code;
    const auto status = std::filesystem::status(path, code);
    if (status.type() == std::filesystem::file_type::not_found) {
        return Error{ErrorCode::kNotFound,
                     fmt::format("cannot read {}: no such file", display(path))};
    }
    if (status.type() == std::filesystem::file_type::directory) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("cannot read {}: it is a folder", display(path))};
    }
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
        return Error{ErrorCode::kIo,
                     fmt::format("cannot read {}: {}", display(path), system_message(errno))};
    }
    std::uint64_t size = 0;
    if (status.type() == std::filesystem::file_type::regular) {
        size = std::filesystem::file_size(path, code);
        size = code ? 0 : size;
    }
    return Input(file, display(path), size);
}

Result<std::size_t> Input::read(char* to, std::size_t size) {
    const std::size_t got = std::fread(to, 1, size, file_.get());
    if (got == 0 && std::ferror(file_.get()) != 0) {
        return Error{ErrorCode::kIo,
                     fmt::format("cannot read {}: {}", name_, system_message(errno))};
    }
    return got;
}

Result<std::string> read_all(Input& input, std::size_t bytes_max) {
    std::string bytes;
    // One byte more than the size known, so that the end shows in the first read.
    std::size_t step = std::min<std::uint64_t>(input.size(), bytes_max) + 1;
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + step);
        KB_TRY_ASSIGN(const std::size_t got, input.read(bytes.data() + before, step));
        bytes.resize(before + got);
        if (bytes.size() > bytes_max) {
            return Error{ErrorCode::kResourceExhausted,
                         fmt::format("larger than {} bytes", bytes_max)};
        }
        if (got < step) {
            return bytes;
        }
        step = kReadBytes;
    }
}

Result<bool> LineReader::fill() {
    if (at_end_) {
        return false;
    }
    buffer_.erase(0, begin_);
    begin_ = 0;
    const bool first = number_ == 0 && buffer_.empty();
    const std::size_t before = buffer_.size();
    buffer_.resize(before + kReadBytes);
    KB_TRY_ASSIGN(const std::size_t got, input_.read(buffer_.data() + before, kReadBytes));
    buffer_.resize(before + got);
    at_end_ = got == 0;
    if (first && buffer_.starts_with(kByteOrderMark)) {
        begin_ = kByteOrderMark.size();
        bytes_done_ += begin_;
    }
    return !at_end_;
}

Result<Line> LineReader::skip_long_line() {
    const std::size_t line_end = std::min(buffer_.find('\n', begin_), buffer_.size());
    start_of_long_line_.assign(buffer_, begin_, std::min(line_end - begin_, kOriginalBytesMax));
    for (;;) {
        const std::size_t end = buffer_.find('\n', begin_);
        const bool found = end != std::string::npos;
        const std::size_t next = found ? end + 1 : buffer_.size();
        bytes_done_ += next - begin_;
        begin_ = next;
        if (found) {
            break;
        }
        KB_TRY_ASSIGN(const bool more, fill());
        if (!more) {
            break;
        }
    }
    return Line{++number_, start_of_long_line_, true};
}

Result<std::optional<Line>> LineReader::next() {
    std::size_t searched = 0;  // of the unread bytes, how many hold no line feed
    for (;;) {
        const std::size_t end = buffer_.find('\n', begin_ + searched);
        const bool found = end != std::string::npos;
        const std::size_t length = (found ? end : buffer_.size()) - begin_;
        if (length > line_bytes_max_) {
            KB_TRY_ASSIGN(const Line line, skip_long_line());
            return std::optional(line);
        }
        if (found || (at_end_ && length > 0)) {
            const std::string_view text = std::string_view(buffer_).substr(begin_, length);
            begin_ += length + (found ? 1 : 0);
            bytes_done_ += length + (found ? 1 : 0);
            return std::optional(Line{++number_, text, false});
        }
        if (at_end_) {
            return std::optional<Line>{};
        }
        searched = length;
        KB_TRY(fill());
    }
}

}  // namespace kb::exchange
