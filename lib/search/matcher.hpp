// SPDX-License-Identifier: Apache-2.0
#pragma once

// Executes a plan on one segment, window by window: a matcher sets the bits of the documents that
// match and adds their scores. Windows are asked for in rising order.

#include "index/segment.hpp"
#include "search/plan.hpp"

#include <array>
#include <cstdint>
#include <memory>

namespace kb::search {

inline constexpr std::uint32_t kWindowSize = 2048;

struct Window {
    std::uint32_t begin = 0;  // document of slot 0; a multiple of kWindowSize
    std::array<std::uint32_t, kWindowSize> scores{};
    std::array<std::uint64_t, kWindowSize / 64> bits{};

    void reset(std::uint32_t new_begin) {
        begin = new_begin;
        scores.fill(0);
        bits.fill(0);
    }
    void set(std::uint32_t slot) { bits[slot / 64] |= 1ULL << (slot % 64); }
    [[nodiscard]] std::uint32_t end() const { return begin + kWindowSize; }
};

// One thread at a time.
class Matcher {
public:
    Matcher() = default;
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;
    virtual ~Matcher() = default;

    // Adds to `window` what matches in it.
    virtual void collect(Window& window) = 0;

    // A document at or after `from` before which nothing matches; kNoDocument: nothing is left.
    virtual std::uint32_t next(std::uint32_t from) = 0;
};

// Precondition: the segment outlives the matcher.
[[nodiscard]] std::unique_ptr<Matcher> make_matcher(const PlanNode& node,
                                                    const index::Segment& segment,
                                                    const index::Schema& schema);

}  // namespace kb::search
