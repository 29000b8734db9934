// SPDX-License-Identifier: Apache-2.0
#include "engine/upkeep.hpp"

#include "engine/budget.hpp"
#include "engine/state.hpp"

#include <fmt/format.h>

#include <chrono>
#include <exception>

namespace kb::engine {
namespace {

using Due = index::Index::Due;

constexpr std::chrono::milliseconds kPatience(20);

}  // namespace

void Upkeep::wake(Due due) noexcept {
    if (due == Due::kNothing) {
        return;
    }
    try {
        const std::lock_guard lock(mutex_);
        if (stop_ || due_ >= due) {
            return;
        }
        if (!thread_.joinable()) {
            thread_ = std::thread([this] { work(); });
        }
        due_ = due;
        changed_.notify_one();
    } catch (const std::exception& problem) {
        warn(problem.what());
    }
}

void Upkeep::stop() {
    std::thread ending;  // of whoever stops first
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
        ending.swap(thread_);
        changed_.notify_one();
    }
    if (ending.joinable()) {
        ending.join();
    }
}

void Upkeep::work() noexcept {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return due_ != Due::kNothing || stop_; });
            changed_.wait_for(lock, kPatience, [this] { return due_ == Due::kNow || stop_; });
            if (stop_) {
                return;
            }
            due_ = Due::kNothing;
        }
        // Where a task fails, the segments stay as they are.
        try {
            do_all();
        } catch (const std::exception& problem) {
            warn(problem.what());
        }
    }
}

void Upkeep::do_all() {
    while (!stop_ && do_one()) {
    }
}

// False: nothing is due.
bool Upkeep::do_one() {
    const std::optional<index::Task> task = next_task();
    if (!task) {
        return false;
    }
    Result<std::vector<index::SegmentState>> merged = run(*task);
    Result<void> done;
    {
        const std::lock_guard lock(state_.write);
        if (state_.index == nullptr) {  // closed meanwhile
            if (merged) {
                index::discard(*merged, task->folder);
            }
            return false;
        }
        done =
            merged ? adopt_task(state_, *task, *std::move(merged)) : Result<void>(merged.error());
        if (!done) {
            state_.index->abandon(*task, done.error().code == ErrorCode::kCancelled
                                             ? index::Index::Because::kStopped
                                             : index::Index::Because::kFailed);
        }
    }
    if (!done && done.error().code != ErrorCode::kCancelled) {
        warn(done.error().message);
    }
    return true;
}

Result<std::vector<index::SegmentState>> Upkeep::run(const index::Task& task) const {
    try {
        return index::run_task(task, stop_);
    } catch (const std::exception& problem) {
        return Error{ErrorCode::kResourceExhausted, problem.what()};
    }
}

// What failed once, or has no room, is left to the next flush, which says why to whoever asks for
// it.
std::optional<index::Task> Upkeep::next_task() {
    Result<void> allowed;
    {
        const std::lock_guard lock(state_.write);
        if (state_.index == nullptr) {
            return std::nullopt;
        }
        auto task = state_.index->next_task(memory_limits(state_));
        if (!task) {
            return std::nullopt;
        }
        allowed = check_task(state_, *task);
        if (allowed) {
            return task;
        }
        state_.index->abandon(*task, index::Index::Because::kFailed);
    }
    warn(allowed.error().message);
    return next_task();
}

// A sink that throws is nobody's problem here.
void Upkeep::warn(std::string_view what) const noexcept {
    try {
        state_.log(LogLevel::kWarning, fmt::format("work beside writing: {}", what));
    } catch (...) {
        return;
    }
}

}  // namespace kb::engine
