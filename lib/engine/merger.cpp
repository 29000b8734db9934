// SPDX-License-Identifier: Apache-2.0
#include "engine/merger.hpp"

#include "engine/state.hpp"

#include <fmt/format.h>

#include <exception>

namespace kb::engine {

void Merger::wake() {
    const std::lock_guard lock(mutex_);
    if (stop_) {
        return;
    }
    due_ = true;
    if (!thread_.joinable()) {
        thread_ = std::thread([this] { run(); });
    }
    changed_.notify_one();
}

void Merger::stop() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
        changed_.notify_one();
    }
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Merger::run() {
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return due_ || stop_; });
            if (stop_) {
                return;
            }
            due_ = false;
        }
        // Segments stay as they are where a merge fails; the next writer or a flush tries again.
        try {
            merge_all();
        } catch (const std::exception& problem) {
            state_.log(LogLevel::kWarning,
                       fmt::format("merging segments in memory: {}", problem.what()));
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
        if (!merge) {
            return;
        }
        auto merged = index::run_merge(*merge, stop_);
        if (!merged) {
            if (merged.error().code != ErrorCode::kCancelled) {
                state_.log(LogLevel::kWarning,
                           "merging segments in memory: " + merged.error().message);
            }
            return;
        }
        const std::lock_guard lock(state_.write);
        if (state_.index != nullptr) {
            state_.index->adopt(*merge, *std::move(merged));
        }
    }
}

}  // namespace kb::engine
