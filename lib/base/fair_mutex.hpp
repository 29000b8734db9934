// SPDX-License-Identifier: Apache-2.0
#pragma once

// A mutex that a thread cannot take twice while another one waits for it: std::mutex lets whoever
// runs take it again and again. For std::lock_guard.

#include <mutex>

namespace kb::base {

class FairMutex {
public:
    void lock() {
        const std::lock_guard next(next_);  // one thread waits for the other, the rest for this one
        held_.lock();
    }
    void unlock() { held_.unlock(); }

private:
    std::mutex next_;
    std::mutex held_;
};

}  // namespace kb::base
