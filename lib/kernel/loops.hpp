// SPDX-License-Identifier: Apache-2.0
#pragma once

// Kernels as plain loops. Each file of one instruction set compiles its own copies: hence internal
// linkage, and nothing of the standard library's, whose functions the linker may take from any
// file.

#include "kernel/kernels.hpp"

namespace kb::kernel {
namespace {

[[maybe_unused]] void fill(std::uint32_t* from, std::uint32_t count, std::uint32_t value) {
    for (std::uint32_t i = 0; i < count; ++i) {
        from[i] = value;
    }
}

[[maybe_unused]] std::uint32_t lowest_bit(std::uint64_t bits) {
    return static_cast<std::uint32_t>(__builtin_ctzll(bits));
}

[[maybe_unused]] void unpack_loop(const unsigned char* gaps, std::uint32_t width,
                                  std::uint32_t count, std::uint32_t before,
                                  std::uint32_t* documents) {
    const std::uint32_t mask = (1U << width) - 1;
    std::uint32_t next = before;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t bit = i * width;
        std::uint32_t word = 0;
        __builtin_memcpy(&word, gaps + bit / 8, sizeof word);
        next += (word >> (bit % 8)) & mask;
        documents[i] = next++;
    }
    fill(documents + count, kBlockSize - count, kFill);
}

[[maybe_unused]] std::uint32_t count_below_loop(const std::uint32_t* documents,
                                                std::uint32_t document) {
    std::uint32_t below = 0;
    for (std::uint32_t i = 0; i < kBlockSize; ++i) {
        below += documents[i] < document ? 1U : 0U;
    }
    return below;
}

[[maybe_unused]] std::uint64_t add_loop(const Postings& postings, std::uint32_t weight,
                                        std::uint32_t begin, std::uint32_t* scores) {
    std::uint64_t touched = 0;
    for (std::uint32_t i = 0; i < postings.count; ++i) {
        const std::uint32_t slot = (postings.documents[i] - begin) % kWindowSize;
        scores[slot] += weight * postings.impacts[i];
        touched |= 1ULL << (slot / 64);
    }
    return touched;
}

[[maybe_unused]] std::uint32_t take_loop(std::uint32_t* scores, std::uint64_t touched,
                                         const std::uint64_t* allowed, std::uint32_t least,
                                         std::uint32_t begin, const Candidates& to) {
    std::uint32_t taken = 0;
    for (; touched != 0; touched &= touched - 1) {
        const std::uint32_t word = lowest_bit(touched);
        for (std::uint32_t i = 0; i < 64; ++i) {
            std::uint32_t& score = scores[word * 64 + i];
            to.documents[taken] = begin + word * 64 + i;
            to.scores[taken] = score;
            taken += static_cast<std::uint32_t>(score >= least) &
                     static_cast<std::uint32_t>(allowed[word] >> i & 1U);
            score = 0;
        }
    }
    return taken;
}

[[maybe_unused]] void mark_loop(const Postings& postings, std::uint32_t begin,
                                unsigned char* marks) {
    for (std::uint32_t i = 0; i < postings.count; ++i) {
        marks[(postings.documents[i] - begin) % kMarksSize] = 1;
    }
}

[[maybe_unused]] std::uint32_t marked_among(const unsigned char* marks, std::uint64_t bits) {
    std::uint32_t count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count += marks[lowest_bit(bits)];
    }
    return count;
}

[[maybe_unused]] std::uint32_t count_marked_loop(unsigned char* marks,
                                                 const std::uint64_t* allowed) {
    std::uint32_t count = 0;
    for (std::uint32_t word = 0; word < kMarksSize / 64; ++word) {
        const unsigned char* here = marks + word * 64;
        if (__builtin_popcountll(allowed[word]) < 32) {
            count += marked_among(here, allowed[word]);
            continue;
        }
        unsigned char sum = 0;
        for (std::uint32_t i = 0; i < 64; ++i) {
            sum = static_cast<unsigned char>(sum + here[i]);
        }
        count += sum - marked_among(here, sum == 0 ? 0 : ~allowed[word]);
    }
    __builtin_memset(marks, 0, kMarksSize);
    return count;
}

[[maybe_unused]] std::uint32_t select_loop(const Postings& postings, std::uint32_t weight,
                                           std::uint32_t least, const Candidates& to) {
    std::uint32_t taken = 0;
    for (std::uint32_t i = 0; i < postings.count; ++i) {
        const std::uint32_t score = weight * postings.impacts[i];
        to.documents[taken] = postings.documents[i];
        to.scores[taken] = score;
        taken += score >= least ? 1U : 0U;
    }
    return taken;
}

[[maybe_unused]] std::uint32_t keep_loop(const Candidates& candidates, std::uint32_t count,
                                         std::uint32_t least) {
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t score = candidates.scores[i];
        candidates.documents[kept] = candidates.documents[i];
        candidates.scores[kept] = score;
        kept += score >= least ? 1U : 0U;
    }
    return kept;
}

// The bits without the lowest `count`.
[[maybe_unused]] std::uint32_t without_lowest(std::uint32_t count, std::uint32_t bits) {
    for (std::uint32_t i = 0; i < count; ++i) {
        bits &= bits - 1;
    }
    return bits;
}

[[maybe_unused]] std::uint32_t near_sets_loop(const unsigned char* sets, std::uint32_t count,
                                              std::uint32_t set, SetLimits limits,
                                              std::uint32_t* places) {
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        std::uint32_t other = 0;
        __builtin_memcpy(&other, sets + i * 4UL, sizeof other);
        const std::uint32_t too_many =
            without_lowest(limits.more, other & ~set) | without_lowest(limits.less, set & ~other);
        places[found] = i;
        found += too_many == 0 ? 1U : 0U;
    }
    return found;
}

// The loop for one pair of limits, which the compiler knows; one for each pair up to kLimitMax.
using NearSets = std::uint32_t (*)(const unsigned char* sets, std::uint32_t count,
                                   std::uint32_t set, std::uint32_t* places);
constexpr std::uint32_t kLimitMax = 2;
struct NearSetsOfLimits {
    NearSets of[kLimitMax + 1][kLimitMax + 1];

    std::uint32_t operator()(const unsigned char* sets, std::uint32_t count, std::uint32_t set,
                             SetLimits limits, std::uint32_t* places) const {
        return limits.more > kLimitMax || limits.less > kLimitMax
                   ? near_sets_loop(sets, count, set, limits, places)
                   : of[limits.more][limits.less](sets, count, set, places);
    }
};

}  // namespace
}  // namespace kb::kernel
