// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where a command speaks: answers on standard output, everything else on standard error.
//
// A reader who closes the pipe ends the command quietly; a disk that is full does not. One thread
// at a time, but for log().

#include "common/failure.hpp"

#include <kb/error.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace kb::tools {

// The flags every command has.
struct OutputFlags {
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    bool progress = false;       // also where standard error is no terminal
    std::string color = "auto";  // "auto", "always", "never"
};

class Console {
public:
    // `program` is "kb-index"; it heads every message.
    Console(std::string program, const OutputFlags& flags);

    [[nodiscard]] const std::string& program() const noexcept { return program_; }
    [[nodiscard]] bool json() const noexcept { return flags_.json; }
    [[nodiscard]] bool quiet() const noexcept { return flags_.quiet; }
    [[nodiscard]] bool verbose() const noexcept { return flags_.verbose; }
    // Whether a moving progress line may be shown.
    [[nodiscard]] bool shows_progress() const noexcept { return shows_progress_; }
    [[nodiscard]] bool colored() const noexcept { return colored_; }
    // Columns of the terminal; 0 where output is no terminal and must not be cut.
    [[nodiscard]] std::size_t width() const noexcept { return width_; }
    // `text` in bold where there is colour.
    [[nodiscard]] std::string bold(std::string_view text) const;

    void write(std::string_view text);
    template <typename... Values>
    void print(fmt::format_string<Values...> format, Values&&... values) {
        write(fmt::format(format, std::forward<Values>(values)...));
    }
    // A line for people on standard error, without line feed; not with --quiet. With --json only
    // where --verbose asks for it: the document says the same.
    void note(std::string_view line);
    // The same, only with --verbose.
    void detail(std::string_view line);

    // A message of the library; any thread may call this one.
    void log(std::string_view line) const;

    // Says why on one line (or as JSON) and answers the status to end with.
    ExitStatus fail(const Failure& failure);
    ExitStatus fail(const Error& error) { return fail(failure_of(error)); }

    // Whether the reader of standard output is gone.
    [[nodiscard]] bool reader_gone() const;

    // Hands everything to the system. Answers `status`, unless output failed.
    [[nodiscard]] ExitStatus finish(ExitStatus status);

private:
    void flush();

    std::string program_;
    OutputFlags flags_;
    bool colored_ = false;
    bool shows_progress_ = false;
    std::size_t width_ = 0;
    std::string pending_;
    int output_errno_ = 0;  // of the first failed write to standard output
};

}  // namespace kb::tools
