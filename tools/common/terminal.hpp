// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is at the other end of a stream: a terminal, a file, a pipe nobody reads any more.

#include <cstddef>
#include <string_view>

namespace kb::tools {

inline constexpr int kStandardInput = 0;
inline constexpr int kStandardOutput = 1;
inline constexpr int kStandardError = 2;

[[nodiscard]] bool is_terminal(int descriptor);

// The width of the terminal behind a descriptor; 80 where it does not say.
[[nodiscard]] std::size_t terminal_columns(int descriptor);

// Whether the reader of this pipe is gone.
[[nodiscard]] bool reader_is_gone(int descriptor);

// Writes all of `text`; 0, or the errno of what went wrong.
[[nodiscard]] int write_all(int descriptor, std::string_view text);

// From here on a closed pipe is an error of write(), not the end of the process.
void ignore_closed_pipes();

// The name of the user who runs this process; empty where the system does not know.
[[nodiscard]] std::string_view user_name();

// While this lives, Ctrl-C only sets a mark, so that a long write can end at a sound place. The
// second Ctrl-C ends the process as usual. One at a time, on one thread.
class InterruptWatch {
public:
    InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;
    ~InterruptWatch();
    [[nodiscard]] static bool interrupted() noexcept;
};

}  // namespace kb::tools
