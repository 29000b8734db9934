// SPDX-License-Identifier: Apache-2.0
#pragma once

// A shared pointer that one thread replaces while others take copies. The standard's
// std::atomic<std::shared_ptr> spins on a bit, and in libstdc++ 12 its load() does not order the
// read before the store that follows, which the thread sanitizer reports. The lock here is held for
// the copy of a pointer. Any thread.

#include <memory>
#include <mutex>
#include <utility>

namespace kb::base {

template <typename T>
class SharedCell {
public:
    SharedCell() = default;
    explicit SharedCell(std::shared_ptr<T> value) : value_(std::move(value)) {}

    [[nodiscard]] std::shared_ptr<T> load() const {
        const std::lock_guard lock(mutex_);
        return value_;
    }

    // What it held before is let go outside the lock.
    void store(std::shared_ptr<T> value) {
        const std::lock_guard lock(mutex_);
        value_.swap(value);
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<T> value_;
};

}  // namespace kb::base
