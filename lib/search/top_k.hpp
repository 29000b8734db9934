// SPDX-License-Identifier: Apache-2.0
#pragma once

// The best k of phase one. The order is total: higher scores first, then lower article numbers, so
// the answer does not depend on the order in which documents are met. One thread at a time.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kb::search {

struct Found {
    std::uint32_t score = 0;
    std::uint64_t article = 0;
    std::uint32_t segment = 0;  // place in Visible::segments
    std::uint32_t document = 0;
    friend bool operator==(const Found&, const Found&) = default;
};

[[nodiscard]] inline bool is_better(const Found& a, const Found& b) {
    return a.score != b.score ? a.score > b.score : a.article < b.article;
}

class TopK {
public:
    explicit TopK(std::size_t k) : k_(k) { heap_.reserve(k); }

    // Scores below this cannot enter; those equal to it may, by their article number.
    [[nodiscard]] std::uint32_t threshold() const {
        return k_ == 0 ? 0xFFFFFFFFU
                       : std::max(floor_, heap_.size() < k_ ? 0 : heap_.front().score);
    }
    [[nodiscard]] std::size_t k() const { return k_; }

    // Has those who look at other documents for the same search, with the same k, know the score
    // that is to be reached, and learns theirs.
    void share(std::atomic<std::uint32_t>& floor) {
        const std::uint32_t mine = threshold();
        std::uint32_t known = floor.load(std::memory_order_relaxed);
        while (known < mine &&
               !floor.compare_exchange_weak(known, mine, std::memory_order_relaxed)) {
        }
        raise(known);
    }

    // It is known that k documents score `floor` or more.
    void raise(std::uint32_t floor) { floor_ = std::max(floor_, floor); }

    void push(const Found& found) {
        if (heap_.size() < k_) {
            heap_.push_back(found);
            std::ranges::push_heap(heap_, is_better);
        } else if (k_ > 0 && is_better(found, heap_.front())) {
            std::ranges::pop_heap(heap_, is_better);
            heap_.back() = found;
            std::ranges::push_heap(heap_, is_better);
        }
    }

    // Best first; the collection is empty afterwards.
    [[nodiscard]] std::vector<Found> take() {
        std::ranges::sort(heap_, is_better);
        return std::move(heap_);
    }

private:
    std::size_t k_;
    std::uint32_t floor_ = 0;
    std::vector<Found> heap_;
};

}  // namespace kb::search
