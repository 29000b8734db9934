// SPDX-License-Identifier: Apache-2.0
#pragma once

// The wish that a long call ends early.

#include <atomic>

namespace kb {

// Import, restore, export, backup, merging and rebuilding look at it between two batches, and end
// with kCancelled: what is done stays, and the same call again goes on or begins anew, as each of
// them says. It stays requested until reset(). Any thread; request() also in a signal handler.
class Cancellation {
public:
    void request() noexcept { requested_.store(true, std::memory_order_relaxed); }
    void reset() noexcept { requested_.store(false, std::memory_order_relaxed); }
    [[nodiscard]] bool requested() const noexcept {
        return requested_.load(std::memory_order_relaxed);
    }
    [[nodiscard]] const std::atomic<bool>& flag() const noexcept { return requested_; }

private:
    static_assert(std::atomic<bool>::is_always_lock_free);
    std::atomic<bool> requested_{false};
};

}  // namespace kb
