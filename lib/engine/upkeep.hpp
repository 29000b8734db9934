// SPDX-License-Identifier: Apache-2.0
#pragma once

// The thread that merges segments and writes them to files while others write and search. It begins
// with the first task that is due, so a process that writes a few articles has no such thread.

#include "index/index.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

namespace kb::engine {

class State;

// Any thread.
class Upkeep {
public:
    explicit Upkeep(State& state) : state_(state) {}
    ~Upkeep() { stop(); }
    Upkeep(const Upkeep&) = delete;
    Upkeep& operator=(const Upkeep&) = delete;

    // Has it look for what is due: at once, or within kPatience. Without effect after stop(), or
    // where the system gives no thread: then the writer does it himself once too much waits.
    void wake(index::Index::Due due) noexcept;
    // Ends the task at hand and the thread. The caller does not hold State::write.
    void stop();

private:
    void work() noexcept;
    void do_all();
    [[nodiscard]] bool do_one();
    [[nodiscard]] Result<std::vector<index::SegmentState>> run(const index::Task& task) const;
    [[nodiscard]] std::optional<index::Task> next_task();
    void warn(std::string_view what) const noexcept;

    State& state_;
    std::mutex mutex_;
    std::condition_variable changed_;
    index::Index::Due due_ = index::Index::Due::kNothing;
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

}  // namespace kb::engine
