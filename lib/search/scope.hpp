// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a search has found so far, and the segment it looks at: which of its documents count, which
// scores are still worth having. One thread at a time.

#include "index/snapshot.hpp"
#include "search/matcher.hpp"
#include "search/top_k.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace kb::search {

// Working memory; a window is all zeros between two uses.
struct Scratch {
    Window window{};
    Candidates candidates;
};

using Deadline = std::chrono::steady_clock::time_point;

struct DocumentRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

class Scope {
public:
    // `floor` is shared with those who look at other documents for the same search; null: nobody
    // does.
    Scope(TopK& top, std::uint64_t count_up_to, std::optional<Deadline> deadline = std::nullopt,
          std::atomic<std::uint32_t>* floor = nullptr)
        : top_(top), count_up_to_(count_up_to), deadline_(deadline), floor_(floor) {}

    // Turns to documents of a segment. Empty `filtered`: all of them pass the filter.
    void enter(const index::SegmentState& state, std::uint32_t number, DocumentRange range,
               std::span<const std::uint64_t> filtered);

    // The documents to be looked at; those of a multiple of kMarksSize up to another, or to the
    // last of the segment.
    [[nodiscard]] std::uint32_t begin() const { return range_.begin; }
    [[nodiscard]] std::uint32_t end() const { return range_.end; }
    // Whether the deadline has come, and the search is to end; to be asked for each step.
    [[nodiscard]] bool is_late() {
        late_ = late_ || (deadline_ && std::chrono::steady_clock::now() >= *deadline_);
        return late_;
    }
    [[nodiscard]] bool was_late() const { return late_; }
    // Live documents that matched; exact as long as it is counting.
    [[nodiscard]] std::uint64_t matched() const { return matched_; }
    [[nodiscard]] bool counting() const { return !apart_ && is_below_bound(); }
    // Has matches counted by somebody else than those who look for the best.
    void count_apart() { apart_ = true; }
    [[nodiscard]] bool is_below_bound() const {
        return count_up_to_ > 0 && matched_ <= count_up_to_;
    }
    void count(std::uint32_t documents) { matched_ += documents; }
    [[nodiscard]] Work& work() { return work_; }

    // Documents below this score need not be looked at; at least 1. All matches are looked at while
    // they are counted.
    [[nodiscard]] std::uint32_t least() const {
        return counting() ? 1 : std::max<std::uint32_t>(1, top_.threshold());
    }
    // Documents below this score cannot be among the best.
    [[nodiscard]] std::uint32_t threshold() const { return top_.threshold(); }
    // Takes the scores that the best postings of a matcher have for a first threshold.
    void raise(const Matcher& matcher) { top_.raise(matcher.score_of_best(top_.k() + dead_)); }

    // So many documents from `begin` on, one bit each; both are multiples of 64.
    [[nodiscard]] const std::uint64_t* allowed(std::uint32_t begin, std::uint32_t documents);
    // Drops what is dead or filtered out, or behind the end.
    void restrict(Candidates& candidates) const;
    // Drops what scores below `least`.
    static void keep(Candidates& candidates, std::uint32_t least);
    // Takes the candidates, whose scores are complete.
    void offer(const Candidates& candidates);

private:
    TopK& top_;
    std::uint64_t count_up_to_;
    bool apart_ = false;
    std::optional<Deadline> deadline_;
    std::atomic<std::uint32_t>* floor_;
    bool late_ = false;
    std::uint64_t matched_ = 0;
    Work work_{};
    const index::Segment* segment_ = nullptr;
    std::uint32_t number_ = 0;
    DocumentRange range_{};
    std::size_t dead_ = 0;
    std::span<const std::uint64_t> live_;
    std::span<const std::uint64_t> filtered_;
    std::array<std::uint64_t, kernel::kMarksSize / 64> allowed_{};
};

}  // namespace kb::search
