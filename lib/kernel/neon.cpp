// SPDX-License-Identifier: Apache-2.0
// Compiled for AArch64, where every machine has NEON. add() stays a loop, as in every form: it
// writes to places that the documents tell, and NEON has no store of that kind.
#include "kernel/forms.hpp"
#include "kernel/loops.hpp"
#include "kernel/shuffles.hpp"

#include <arm_neon.h>

namespace kb::kernel {
namespace {

constexpr auto kShuffles = lane_shuffles();

// Which bytes move the chosen lanes of four to the front, and how many lanes they are; by the lanes
// as bits.
struct Choice {
    alignas(16) std::uint8_t bytes[16]{};
    std::uint32_t count = 0;
};

struct Choices {
    Choice of[16]{};
};

constexpr Choices choices() {
    Choices table;
    for (std::uint32_t lanes = 0; lanes < 16; ++lanes) {
        Choice& choice = table.of[lanes];
        for (std::uint32_t lane = 0; lane < 4; ++lane) {
            if ((lanes >> lane & 1U) != 0) {
                for (std::uint32_t b = 0; b < 4; ++b) {
                    choice.bytes[choice.count * 4 + b] = static_cast<std::uint8_t>(lane * 4 + b);
                }
                ++choice.count;
            }
        }
    }
    return table;
}

constexpr auto kChoices = choices();
constexpr std::uint32_t kLaneBits[4] = {1, 2, 4, 8};
constexpr std::uint8_t kByteBits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};

// Four gaps of one width from the bytes that hold them.
uint32x4_t gaps_of(const unsigned char* from, uint8x16_t bytes, int32x4_t shifts, uint32x4_t mask) {
    const uint32x4_t words = vreinterpretq_u32_u8(vqtbl1q_u8(vld1q_u8(from), bytes));
    return vandq_u32(vshlq_u32(words, shifts), mask);
}

// Sums of the first 1, 2, 3, 4 values.
uint32x4_t running_sums(uint32x4_t values) {
    const uint32x4_t zero = vdupq_n_u32(0);
    values = vaddq_u32(values, vextq_u32(zero, values, 3));
    return vaddq_u32(values, vextq_u32(zero, values, 2));
}

void unpack(const unsigned char* gaps, std::uint32_t width, std::uint32_t count,
            std::uint32_t before, std::uint32_t* documents) {
    const LaneShuffle& shuffle = kShuffles.of_width[width];
    const uint8x16_t low_bytes = vld1q_u8(shuffle.bytes);
    const uint8x16_t high_bytes = vld1q_u8(shuffle.bytes + 16);
    // A shift to the left by less than nothing is one to the right.
    const int32x4_t low_shifts = vnegq_s32(vreinterpretq_s32_u32(vld1q_u32(shuffle.shifts)));
    const int32x4_t high_shifts = vnegq_s32(vreinterpretq_s32_u32(vld1q_u32(shuffle.shifts + 4)));
    const uint32x4_t mask = vdupq_n_u32((1U << width) - 1);
    const uint32x4_t one = vdupq_n_u32(1);
    uint32x4_t sum = vdupq_n_u32(before - 1);
    for (std::uint32_t i = 0; i < count; i += 8, gaps += width) {
        const uint32x4_t low = gaps_of(gaps, low_bytes, low_shifts, mask);
        const uint32x4_t high = gaps_of(gaps + width / 2, high_bytes, high_shifts, mask);
        const uint32x4_t first = vaddq_u32(running_sums(vaddq_u32(low, one)), sum);
        const uint32x4_t second =
            vaddq_u32(running_sums(vaddq_u32(high, one)), vdupq_laneq_u32(first, 3));
        vst1q_u32(documents + i, first);
        vst1q_u32(documents + i + 4, second);
        sum = vdupq_laneq_u32(second, 3);
    }
    fill(documents + count, kBlockSize - count, kFill);
}

std::uint32_t count_below(const std::uint32_t* documents, std::uint32_t document) {
    const uint32x4_t limit = vdupq_n_u32(document);
    uint32x4_t below = vdupq_n_u32(0);
    for (std::uint32_t i = 0; i < kBlockSize; i += 4) {
        below = vsubq_u32(below, vcltq_u32(vld1q_u32(documents + i), limit));
    }
    return vaddvq_u32(below);
}

// Which of sixteen lanes, each all bits or none, are set, as bits.
std::uint32_t bits_of(uint32x4_t a, uint32x4_t b, uint32x4_t c, uint32x4_t d) {
    const uint16x8_t low = vuzp1q_u16(vreinterpretq_u16_u32(a), vreinterpretq_u16_u32(b));
    const uint16x8_t high = vuzp1q_u16(vreinterpretq_u16_u32(c), vreinterpretq_u16_u32(d));
    uint8x16_t bits = vuzp1q_u8(vreinterpretq_u8_u16(low), vreinterpretq_u8_u16(high));
    bits = vandq_u8(bits, vld1q_u8(kByteBits));
    bits = vpaddq_u8(bits, bits);
    bits = vpaddq_u8(bits, bits);
    bits = vpaddq_u8(bits, bits);
    return vgetq_lane_u16(vreinterpretq_u16_u8(bits), 0);
}

std::uint32_t take(std::uint32_t* scores, std::uint64_t touched, const std::uint64_t* allowed,
                   std::uint32_t least, std::uint32_t begin, const Candidates& to) {
    const uint32x4_t limit = vdupq_n_u32(least);
    std::uint32_t taken = 0;
    for (; touched != 0; touched &= touched - 1) {
        const std::uint32_t word = lowest_bit(touched);
        std::uint32_t* at = scores + word * 64UL;
        std::uint64_t enough = 0;
        for (std::uint32_t i = 0; i < 64; i += 16) {
            const std::uint32_t bits = bits_of(
                vcgeq_u32(vld1q_u32(at + i), limit), vcgeq_u32(vld1q_u32(at + i + 4), limit),
                vcgeq_u32(vld1q_u32(at + i + 8), limit), vcgeq_u32(vld1q_u32(at + i + 12), limit));
            enough |= static_cast<std::uint64_t>(bits) << i;
        }
        for (std::uint64_t rest = enough & allowed[word]; rest != 0; rest &= rest - 1) {
            const std::uint32_t bit = lowest_bit(rest);
            to.documents[taken] = begin + word * 64 + bit;
            to.scores[taken++] = at[bit];
        }
        fill(at, 64, 0);
    }
    return taken;
}

// Which of the first `count` of four scores are enough, as bits.
std::uint32_t at_least(uint32x4_t scores, uint32x4_t limit, std::uint32_t count) {
    const uint32x4_t enough = vandq_u32(vcgeq_u32(scores, limit), vld1q_u32(kLaneBits));
    return vaddvq_u32(enough) & (count < 4 ? (1U << count) - 1 : 0xFU);
}

// Writes those of four candidates that `lanes` names; returns how many. Four are written, whatever
// they are.
std::uint32_t put(const Candidates& to, std::uint32_t at, std::uint32_t lanes, uint32x4_t documents,
                  uint32x4_t scores) {
    const Choice& choice = kChoices.of[lanes];
    const uint8x16_t bytes = vld1q_u8(choice.bytes);
    vst1q_u8(reinterpret_cast<std::uint8_t*>(to.documents + at),
             vqtbl1q_u8(vreinterpretq_u8_u32(documents), bytes));
    vst1q_u8(reinterpret_cast<std::uint8_t*>(to.scores + at),
             vqtbl1q_u8(vreinterpretq_u8_u32(scores), bytes));
    return choice.count;
}

std::uint32_t select(const Postings& postings, std::uint32_t weight, std::uint32_t least,
                     const Candidates& to) {
    const uint32x4_t factor = vdupq_n_u32(weight);
    const uint32x4_t limit = vdupq_n_u32(least);
    std::uint32_t taken = 0;
    for (std::uint32_t i = 0; i < postings.count; i += 8) {
        const uint16x8_t impacts = vmovl_u8(vld1_u8(postings.impacts + i));
        const uint32x4_t low = vmulq_u32(vmovl_u16(vget_low_u16(impacts)), factor);
        const uint32x4_t high = vmulq_u32(vmovl_high_u16(impacts), factor);
        const std::uint32_t left = postings.count - i;
        taken += put(to, taken, at_least(low, limit, left), vld1q_u32(postings.documents + i), low);
        taken += put(to, taken, at_least(high, limit, left < 4 ? 0 : left - 4),
                     vld1q_u32(postings.documents + i + 4), high);
    }
    return taken;
}

std::uint32_t keep(const Candidates& candidates, std::uint32_t count, std::uint32_t least) {
    const uint32x4_t limit = vdupq_n_u32(least);
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < count; i += 4) {
        const uint32x4_t documents = vld1q_u32(candidates.documents + i);
        const uint32x4_t scores = vld1q_u32(candidates.scores + i);
        kept += put(candidates, kept, at_least(scores, limit, count - i), documents, scores);
    }
    return kept;
}

// Whether each of four numbers has at most so many bits; all bits of it if so, none else.
uint32x4_t with_few_bits(uint32x4_t bits, uint32x4_t most) {
    return vcleq_u32(vpaddlq_u16(vpaddlq_u8(vcntq_u8(vreinterpretq_u8_u32(bits)))), most);
}

// NEON counts bits: limits need no loops of their own.
std::uint32_t near_sets(const unsigned char* sets, std::uint32_t count, std::uint32_t set,
                        SetLimits limits, std::uint32_t* places) {
    const uint32x4_t wanted = vdupq_n_u32(set);
    const uint32x4_t more = vdupq_n_u32(limits.more);
    const uint32x4_t less = vdupq_n_u32(limits.less);
    const auto near = [&](const unsigned char* from) {
        const uint32x4_t others = vreinterpretq_u32_u8(vld1q_u8(from));
        return vandq_u32(with_few_bits(vbicq_u32(others, wanted), more),
                         with_few_bits(vbicq_u32(wanted, others), less));
    };
    std::uint32_t found = 0;
    std::uint32_t i = 0;
    for (; i + 16 <= count; i += 16) {
        const unsigned char* at = sets + i * 4UL;
        std::uint32_t bits = bits_of(near(at), near(at + 16), near(at + 32), near(at + 48));
        for (; bits != 0; bits &= bits - 1) {
            places[found++] = i + lowest_bit(bits);
        }
    }
    const std::uint32_t rest =
        near_sets_loop(sets + i * 4UL, count - i, set, limits, places + found);
    for (std::uint32_t r = 0; r < rest; ++r) {
        places[found++] += i;
    }
    return found;
}

}  // namespace

constinit const Kernels kNeon = {.name = "neon",
                                 .unpack = unpack,
                                 .count_below = count_below,
                                 .add = add_loop,
                                 .take = take,
                                 .mark = mark_loop,
                                 .count_marked = count_marked_loop,
                                 .select = select,
                                 .near_sets = near_sets,
                                 .keep = keep};

}  // namespace kb::kernel
