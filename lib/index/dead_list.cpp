// SPDX-License-Identifier: Apache-2.0
#include "index/dead_list.hpp"

#include <algorithm>

namespace kb::index {

std::optional<CountCache::Count> CountCache::find(std::uint32_t term) const {
    // What is read after `writes` and with acquire was written before it changes again, or the
    // second look at `writes` sees that change.
    const Slot& slot = slots_[term % kSlots];
    const std::uint32_t before = slot.writes.load(std::memory_order_acquire);
    const std::uint32_t its_term = slot.term.load(std::memory_order_acquire);
    const Count count{.list_size = slot.list_size.load(std::memory_order_acquire),
                      .count = slot.count.load(std::memory_order_acquire)};
    const bool whole = before % 2 == 0 && slot.writes.load(std::memory_order_relaxed) == before;
    if (!whole || its_term != term || count.list_size == 0) {
        return std::nullopt;
    }
    return count;
}

void CountCache::keep(std::uint32_t term, const Count& count) {
    Slot& slot = slots_[term % kSlots];
    std::uint32_t writes = slot.writes.load(std::memory_order_relaxed);
    if (writes % 2 != 0 ||
        !slot.writes.compare_exchange_strong(writes, writes + 1, std::memory_order_acquire)) {
        return;  // another thread writes; whoever counts next may keep it
    }
    slot.term.store(term, std::memory_order_release);
    slot.list_size.store(count.list_size, std::memory_order_release);
    slot.count.store(count.count, std::memory_order_release);
    slot.writes.store(writes + 2, std::memory_order_release);
}

void DeadList::append(std::uint32_t document) {
    const std::uint32_t place = size_ % kChunk;
    const bool alone = shared_ != nullptr && shared_->longest == size_;
    if (!alone) {
        // The first of all, or another list went on from here and has nothing more in common.
        shared_ = std::make_shared<Shared>();
    }
    if (place == 0) {
        chunks_.push_back(std::make_shared<Chunk>());
    } else if (!alone) {
        chunks_.back() = std::make_shared<Chunk>(*chunks_.back());
    }
    (*chunks_.back())[place] = document;
    shared_->longest = ++size_;
}

}  // namespace kb::index
