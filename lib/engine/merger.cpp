// SPDX-License-Identifier: Apache-2.0
#include "engine/merger.hpp"

#include "engine/state.hpp"

#include <fmt/format.h>

#include <exception>

namespace kb::engine {

void Merger::wake() noexcept {
    try {
        const std::lock_guard lock(mutex_);
        if (stop_) {
            return;
        }
        due_ = true;
        if (!thread_.joinable()) {
            thread_ = std::thread([this] { run(); });
        }
        changed_.notify_one();
    } catch (const std::exception& problem) {
        warn(problem.what());
    }
}

void Merger::stop() {
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

void Merger::run() noexcept {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return due_ || stop_; });
            if (stop_) {
                return;
            }
            due_ = false;
        }
        // Where a merge fails, the segments stay as they are.
        try {
            merge_all();
        } catch (const std::exception& problem) {
            warn(problem.what());
        }
    }
}

void Merger::merge_all() {
    while (!stop_) {
        std::optional<index::PendingMerge> merge;
        {
            const std::lock_guard lock(state_.write);
            if (state_.index != nullptr) {
                merge = state_.index->next_merge();
            }
        }
        // What failed once is left to the next flush, which says why to whoever asks for it.
        if (!merge || merge->sources.front().segment == failed_) {
            return;
        }
        auto merged = index::run_merge(*merge, stop_);
        if (!merged) {
            if (merged.error().code != ErrorCode::kCancelled) {
                failed_ = merge->sources.front().segment;
                warn(merged.error().message);
            }
            return;
        }
        const std::lock_guard lock(state_.write);
        if (state_.index != nullptr) {
            state_.index->adopt(*merge, *std::move(merged));
            failed_.reset();
        }
    }
}

// A sink that throws is nobody's problem here.
void Merger::warn(std::string_view what) const noexcept {
    try {
        state_.log(LogLevel::kWarning, fmt::format("merging segments in memory: {}", what));
    } catch (...) {
        return;
    }
}

}  // namespace kb::engine
