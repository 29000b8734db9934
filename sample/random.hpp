// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random numbers that are the same on every machine and with every standard library.
//
// PCG32 (XSH RR 64/32) after M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient
// Statistically Good Algorithms for Random Number Generation", HMC-CS-2014-0905, 2014. Only whole
// numbers are used, so no rounding can differ. One thread at a time.

#include <cstdint>

namespace kb::sample {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed + kIncrement) { next(); }

    std::uint32_t next() {
        const std::uint64_t old = state_;
        state_ = old * 6364136223846793005ULL + kIncrement;
        const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
        const auto turn = static_cast<std::uint32_t>(old >> 59U);
        return (shifted >> turn) | (shifted << ((32U - turn) & 31U));
    }

    // A number in [0, end). Precondition: end > 0. The bias of the remainder is below one in a
    // hundred thousand for the small ranges used here.
    std::uint32_t below(std::uint32_t end) { return next() % end; }

    // A number in [low, high]. Precondition: low <= high.
    std::uint32_t between(std::uint32_t low, std::uint32_t high) {
        return low + below(high - low + 1U);
    }

    // True for `thousandths` of a thousand calls, on average.
    bool chance(std::uint32_t thousandths) { return below(1000) < thousandths; }

private:
    static constexpr std::uint64_t kIncrement = 1442695040888963407ULL;
    std::uint64_t state_;
};

}  // namespace kb::sample
