// SPDX-License-Identifier: Apache-2.0
#pragma once

// The thread that merges segments in memory while others write and search. It begins with the first
// merge that is due, so a process that writes a few articles has no such thread.

#include <atomic>
#include <condition_variable>
#include <mutex>
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

    // Has it look for merges that are due. Without effect after stop().
    void wake();
    // Ends the merge at hand and the thread. The caller does not hold State::write.
    void stop();

private:
    void run();
    void merge_all();

    State& state_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool due_ = false;
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

}  // namespace kb::engine
