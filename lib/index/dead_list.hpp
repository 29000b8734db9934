// SPDX-License-Identifier: Apache-2.0
#pragma once

// The dead documents of a segment in the order in which they died, and what was counted of them
// before: a list that only grows, whose copies share their beginning and their counts.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace kb::index {

// Counts that were made, by term: a table of fixed size, where a new count takes the place of an
// older one. Without locks; a count that is being written by another thread is not found. Any
// thread.
class CountCache {
public:
    struct Count {
        std::uint32_t list_size = 0;  // of the list that was counted
        std::uint32_t count = 0;
    };
    [[nodiscard]] std::optional<Count> find(std::uint32_t term) const;
    void keep(std::uint32_t term, const Count& count);

private:
    struct Slot {
        std::atomic<std::uint32_t> writes{0};  // odd while one is under way
        std::atomic<std::uint32_t> term{0};
        std::atomic<std::uint32_t> list_size{0};  // 0: nothing is kept here
        std::atomic<std::uint32_t> count{0};
    };
    static constexpr std::size_t kSlots = 1024;  // 16 KiB
    std::array<Slot, kSlots> slots_;
};

// A value; copies may be read by any thread while one thread appends to a copy of the newest.
class DeadList {
public:
    [[nodiscard]] std::uint32_t size() const { return size_; }
    [[nodiscard]] std::uint32_t operator[](std::uint32_t place) const {
        return (*chunks_[place / kChunk])[place % kChunk];
    }
    void append(std::uint32_t document);

    // Shared with every list that this one begins with or goes on. Precondition: size() > 0.
    [[nodiscard]] CountCache& counts() const { return shared_->counts; }

private:
    static constexpr std::uint32_t kChunk = 1024;
    using Chunk = std::array<std::uint32_t, kChunk>;
    struct Shared {
        CountCache counts;
        std::uint32_t longest = 0;  // of all that share; for the thread that appends
    };
    std::vector<std::shared_ptr<Chunk>> chunks_;
    std::uint32_t size_ = 0;
    std::shared_ptr<Shared> shared_;
};

}  // namespace kb::index
