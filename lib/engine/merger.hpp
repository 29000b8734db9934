// SPDX-License-Identifier: Apache-2.0
#pragma once

// The thread that merges segments in memory while others write and search. It begins with the first
// merge that is due, so a process that writes a few articles has no such thread.

#include "index/pending_merge.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

namespace kb::engine {

class State;

// Any thread.
class Merger {
public:
    explicit Merger(State& state) : state_(state) {}
    ~Merger() { stop(); }
    Merger(const Merger&) = delete;
    Merger& operator=(const Merger&) = delete;

    // Has it look for merges that are due. Without effect after stop(), or where the system gives
    // no thread: then the writer merges once too many segments wait.
    void wake() noexcept;
    // Ends the merge at hand and the thread. The caller does not hold State::write.
    void stop();

private:
    void run() noexcept;
    void merge_all();
    void warn(std::string_view what) const noexcept;

    State& state_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool due_ = false;
    std::atomic<bool> stop_{false};
    std::thread thread_;
    std::shared_ptr<const index::Segment> failed_;  // the first source of a merge that failed
};

}  // namespace kb::engine
