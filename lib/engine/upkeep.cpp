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
        due_ = due;
        if (!thread_.joinable()) {
            thread_ = std::thread([this] { run(); });
        }
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

void Upkeep::run() noexcept {
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

// False: nothing is due, or what is due has failed.
bool Upkeep::do_one() {
    const std::optional<index::Task> task = next_task();
    if (!task) {
        return false;
    }
    auto merged = index::run_task(*task, stop_);
    const std::lock_guard lock(state_.write);
    if (state_.index == nullptr) {  // closed meanwhile
        if (merged) {
            index::discard(*merged, task->folder);
        }
        return false;
    }
    const Result<void> done =
        merged ? adopt_task(state_, *task, *std::move(merged)) : Result<void>(merged.error());
    if (done) {
        failed_.reset();
        return true;
    }
    state_.index->abandon();
    if (done.error().code != ErrorCode::kCancelled) {
        failed_ = task->merges.front().sources.front().segment;
        warn(done.error().message);
    }
    return false;
}

// What failed once is left to the next flush, which says why to whoever asks for it.
std::optional<index::Task> Upkeep::next_task() {
    const std::lock_guard lock(state_.write);
    if (state_.index == nullptr) {
        return std::nullopt;
    }
    auto task = state_.index->next_task(memory_limits(state_));
    if (!task) {
        return std::nullopt;
    }
    const auto& first = task->merges.front().sources.front().segment;
    if (first == failed_) {
        state_.index->abandon();
        return std::nullopt;
    }
    if (const auto allowed = check_task(state_, *task); !allowed) {
        state_.index->abandon();
        failed_ = first;
        warn(allowed.error().message);
        return std::nullopt;
    }
    return task;
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
