// SPDX-License-Identifier: Apache-2.0
// Compiled for AVX2, BMI and POPCNT; called only where the machine has it.
#include "kernel/forms.hpp"
#include "kernel/loops.hpp"
#include "kernel/shuffles.hpp"

#include <immintrin.h>

namespace kb::kernel {
namespace {

constexpr auto kShuffles = lane_shuffles();

// Sums of the first 1, 2, ... 8 values.
__m256i running_sums(__m256i values) {
    values = _mm256_add_epi32(values, _mm256_slli_si256(values, 4));
    values = _mm256_add_epi32(values, _mm256_slli_si256(values, 8));
    const __m256i low_total = _mm256_shuffle_epi32(values, 0xFF);
    return _mm256_add_epi32(values, _mm256_permute2x128_si256(low_total, low_total, 0x08));
}

void unpack(const unsigned char* gaps, std::uint32_t width, std::uint32_t count,
            std::uint32_t before, std::uint32_t* documents) {
    const LaneShuffle& shuffle = kShuffles.of_width[width];
    const __m256i bytes = _mm256_load_si256(reinterpret_cast<const __m256i*>(shuffle.bytes));
    const __m256i shifts = _mm256_load_si256(reinterpret_cast<const __m256i*>(shuffle.shifts));
    const __m256i mask = _mm256_set1_epi32(static_cast<int>((1U << width) - 1));
    const __m256i one = _mm256_set1_epi32(1);
    const __m256i last = _mm256_set1_epi32(7);
    __m256i sum = _mm256_set1_epi32(static_cast<int>(before - 1));
    for (std::uint32_t i = 0; i < count; i += 8, gaps += width) {
        const __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(gaps));
        const __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i*>(gaps + width / 2));
        __m256i values = _mm256_shuffle_epi8(_mm256_set_m128i(high, low), bytes);
        values = _mm256_and_si256(_mm256_srlv_epi32(values, shifts), mask);
        values = _mm256_add_epi32(running_sums(_mm256_add_epi32(values, one)), sum);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(documents + i), values);
        sum = _mm256_permutevar8x32_epi32(values, last);
    }
    fill(documents + count, kBlockSize - count, kFill);
}

std::uint32_t count_below(const std::uint32_t* documents, std::uint32_t document) {
    const __m256i sign = _mm256_set1_epi32(static_cast<int>(0x80000000U));
    const __m256i limit = _mm256_xor_si256(_mm256_set1_epi32(static_cast<int>(document)), sign);
    __m256i below = _mm256_setzero_si256();
    for (std::uint32_t i = 0; i < kBlockSize; i += 8) {
        const __m256i values = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(documents + i));
        below = _mm256_sub_epi32(below, _mm256_cmpgt_epi32(limit, _mm256_xor_si256(values, sign)));
    }
    __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(below), _mm256_extracti128_si256(below, 1));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
    return static_cast<std::uint32_t>(_mm_cvtsi128_si32(sum));
}

// Which of eight numbers are `least` or more, as bits.
std::uint32_t at_least(__m256i values, __m256i least) {
    const __m256i enough = _mm256_cmpeq_epi32(_mm256_max_epu32(values, least), values);
    return static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(enough)));
}

std::uint32_t take(std::uint32_t* scores, std::uint64_t touched, const std::uint64_t* allowed,
                   std::uint32_t least, std::uint32_t begin, const Candidates& to) {
    const __m256i limit = _mm256_set1_epi32(static_cast<int>(least));
    std::uint32_t taken = 0;
    for (; touched != 0; touched &= touched - 1) {
        const std::uint32_t word = lowest_bit(touched);
        std::uint32_t* at = scores + word * 64UL;
        std::uint64_t enough = 0;
        for (std::uint32_t i = 0; i < 64; i += 8) {
            const __m256i values = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + i));
            enough |= static_cast<std::uint64_t>(at_least(values, limit)) << i;
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

std::uint32_t select(const Postings& postings, std::uint32_t weight, std::uint32_t least,
                     const Candidates& to) {
    const __m256i factor = _mm256_set1_epi32(static_cast<int>(weight));
    const __m256i limit = _mm256_set1_epi32(static_cast<int>(least));
    std::uint32_t taken = 0;
    for (std::uint32_t i = 0; i < postings.count; i += 8) {
        const __m256i impacts = _mm256_cvtepu8_epi32(
            _mm_loadl_epi64(reinterpret_cast<const __m128i*>(postings.impacts + i)));
        std::uint32_t enough = at_least(_mm256_mullo_epi32(impacts, factor), limit);
        if (postings.count - i < 8) {
            enough &= (1U << (postings.count - i)) - 1;
        }
        for (; enough != 0; enough &= enough - 1) {
            const std::uint32_t at = i + lowest_bit(enough);
            to.documents[taken] = postings.documents[at];
            to.scores[taken++] = weight * postings.impacts[at];
        }
    }
    return taken;
}

// Whether each of eight numbers lacks all bits but kMost; all bits of it if so, none else.
template <std::uint32_t kMost>
__m256i with_few_bits(__m256i bits) {
    const __m256i all = _mm256_set1_epi32(-1);
    for (std::uint32_t i = 0; i < kMost; ++i) {
        bits = _mm256_and_si256(bits, _mm256_add_epi32(bits, all));
    }
    return _mm256_cmpeq_epi32(bits, _mm256_setzero_si256());
}

template <std::uint32_t kMore, std::uint32_t kLess>
std::uint32_t near_sets_within(const unsigned char* sets, std::uint32_t count, std::uint32_t set,
                               std::uint32_t* places) {
    const __m256i wanted = _mm256_set1_epi32(static_cast<int>(set));
    std::uint32_t found = 0;
    std::uint32_t i = 0;
    for (; i + 8 <= count; i += 8) {
        const __m256i others = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(sets + i * 4UL));
        const __m256i near =
            _mm256_and_si256(with_few_bits<kMore>(_mm256_andnot_si256(wanted, others)),
                             with_few_bits<kLess>(_mm256_andnot_si256(others, wanted)));
        auto lanes = static_cast<std::uint32_t>(_mm256_movemask_ps(_mm256_castsi256_ps(near)));
        for (; lanes != 0; lanes &= lanes - 1) {
            places[found++] = i + lowest_bit(lanes);
        }
    }
    const std::uint32_t rest = near_sets_loop(sets + i * 4UL, count - i, set,
                                              {.more = kMore, .less = kLess}, places + found);
    for (std::uint32_t r = 0; r < rest; ++r) {
        places[found++] += i;
    }
    return found;
}

constexpr NearSetsOfLimits kNearSets{
    {{near_sets_within<0, 0>, near_sets_within<0, 1>, near_sets_within<0, 2>},
     {near_sets_within<1, 0>, near_sets_within<1, 1>, near_sets_within<1, 2>},
     {near_sets_within<2, 0>, near_sets_within<2, 1>, near_sets_within<2, 2>}}};

std::uint32_t near_sets(const unsigned char* sets, std::uint32_t count, std::uint32_t set,
                        SetLimits limits, std::uint32_t* places) {
    return kNearSets(sets, count, set, limits, places);
}

}  // namespace

constinit const Kernels kAvx2 = {.name = "avx2",
                                 .unpack = unpack,
                                 .count_below = count_below,
                                 .add = add_loop,
                                 .take = take,
                                 .mark = mark_loop,
                                 .count_marked = count_marked_loop,
                                 .select = select,
                                 .near_sets = near_sets,
                                 .keep = keep_loop};

}  // namespace kb::kernel
