// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is at the other end of a stream: a terminal, a file, a pipe nobody reads any more.

#include <kb/cancellation.hpp>

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

// While this lives, Ctrl-C and SIGTERM only ask the library to end what it does, which it does at
// a sound place. The second of the same ends the process as usual. One at a time, on one thread.
class InterruptWatch {
public:
    InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;
    ~InterruptWatch();
    [[nodiscard]] static bool interrupted() noexcept { return cancellation().requested(); }
    // Whether it was SIGTERM that came first.
    [[nodiscard]] static bool terminated() noexcept;
    // What bases are opened with; requested while one of these lives, or never.
    [[nodiscard]] static const Cancellation& cancellation() noexcept;
};

}  // namespace kb::tools
