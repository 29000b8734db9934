// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a base is created and opened.

#include <kb/access.hpp>
#include <kb/cancellation.hpp>
#include <kb/clock.hpp>
#include <kb/lifecycle.hpp>
#include <kb/ranking.hpp>

#include <functional>
#include <string_view>

namespace kb {

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };
// Called by the thread that something happens in, which may be one of the library's own.
using LogSink = std::function<void(LogLevel, std::string_view)>;

struct CreateOptions {
    Person owner{};  // the first person: a coach, whatever licence stands here
    Policy policy{};
    TextProfile text{};
    const Clock* clock = nullptr;  // nullptr: the system clock
};

enum class OpenMode : std::uint8_t {
    kRead,   // takes no lock; sees everything acknowledged so far, also while another writes
    kWrite,  // one process at a time
};

struct OpenOptions {
    OpenMode mode = OpenMode::kWrite;
    const Clock* clock = nullptr;  // nullptr: the system clock; must outlive the base
    LogSink log{};                 // empty: silence
    bool rebuild_index = false;    // kWrite: make the index anew from the store, damaged or not
    bool warm_up = false;          // open() returns once what every search reads is in memory
    const Cancellation* cancellation = nullptr;  // ends long calls; must outlive the base
    // Budgets; 0: none. What would go beyond one is refused with kResourceExhausted before anything
    // is written (docs/operations.md).
    std::uint64_t disk_bytes_max = 0;    // of the folder of the base
    std::uint64_t write_memory_max = 0;  // of what a write, a flush or a merge holds in memory
    // What is in memory is written to files once it is more than either of these.
    std::uint32_t memory_articles_max = 20'000;     // [1, 1'000'000]
    std::uint64_t memory_bytes_max = 64ULL << 20U;  // [4096, 2^32]
    // Of one search, where an index file of half a million articles and more makes it worth while.
    std::uint32_t search_threads = 2;  // [1, 16]
};

[[nodiscard]] Result<void> check(const OpenOptions& options);  // kInvalidArgument

}  // namespace kb
