// SPDX-License-Identifier: Apache-2.0
#pragma once

// Bytes from outside: a file or stdin read in pieces, lines of limited length, and the judgement
// whether some bytes are text at all.

#include <kb/exchange.hpp>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kb::exchange {

inline constexpr std::size_t kLineBytesMax = 16U << 20U;  // JSONL lines, CSV records
inline constexpr std::size_t kOriginalBytesMax = 200;     // of a Reject

inline bool is_stdin(const std::filesystem::path& path) { return path == "-"; }

// A path for messages: valid UTF-8 on one line.
[[nodiscard]] std::string display(const std::filesystem::path& path);

// Foreign text for messages: in quotes, on one line, cut.
[[nodiscard]] std::string quote(std::string_view text);

[[nodiscard]] Reject make_reject(std::string file, std::uint64_t line, std::string reason,
                                 std::string_view original = {});

// Where and why some bytes are not UTF-8 text.
struct TextFault {
    std::uint64_t line = 0;
    std::string reason{};
};

// Judges a whole document: UTF-8 without NUL, and not one of the file types people take for text.
[[nodiscard]] std::optional<TextFault> find_text_fault(std::string_view document);

// Judges the first bytes of a file: another encoding's mark, or the signature of a binary format.
[[nodiscard]] std::optional<std::string> find_signature(std::string_view start);

// "not UTF-8: byte 7 of the line", or nothing.
[[nodiscard]] std::optional<std::string> find_line_fault(std::string_view line);

// One thread at a time. Moves.
class Input {
public:
    // Errors: kNotFound, kInvalidArgument for a folder, kIo.
    [[nodiscard]] static Result<Input> open(const std::filesystem::path& path);

    // How many bytes came; 0: the end.
    [[nodiscard]] Result<std::size_t> read(char* to, std::size_t size);
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }  // 0: unknown
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept;
    };
    Input(std::FILE* file, std::string name, std::uint64_t size)
        : file_(file), name_(std::move(name)), size_(size) {}

    std::unique_ptr<std::FILE, Close> file_;
    std::string name_;
    std::uint64_t size_;
};

// Everything an input holds.
//
// Errors: kResourceExhausted above `bytes_max`, kIo.
[[nodiscard]] Result<std::string> read_all(Input& input, std::size_t bytes_max);

struct Line {
    std::uint64_t number = 0;  // from 1
    std::string_view text{};   // without the line feed; the first bytes only where it is too long
    bool too_long = false;
};

// Lines of an input, without a leading byte order mark. One thread at a time.
class LineReader {
public:
    explicit LineReader(Input input, std::size_t line_bytes_max = kLineBytesMax)
        : input_(std::move(input)), line_bytes_max_(line_bytes_max) {}

    // The next line; its text lives until the next call. Nothing at the end.
    //
    // Errors: kIo.
    [[nodiscard]] Result<std::optional<Line>> next();
    [[nodiscard]] std::uint64_t bytes_done() const noexcept { return bytes_done_; }
    [[nodiscard]] std::uint64_t bytes_total() const noexcept { return input_.size(); }
    [[nodiscard]] const std::string& name() const noexcept { return input_.name(); }

private:
    Result<bool> fill();
    Result<Line> skip_long_line();

    Input input_;
    std::size_t line_bytes_max_;
    std::string buffer_{};  // bytes read; the unread ones are [begin_, buffer_.size())
    std::size_t begin_ = 0;
    std::string start_of_long_line_{};
    std::uint64_t number_ = 0;
    std::uint64_t bytes_done_ = 0;
    bool at_end_ = false;
};

}  // namespace kb::exchange
