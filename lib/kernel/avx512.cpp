// SPDX-License-Identifier: Apache-2.0
// Compiled for AVX-512 F, BW, VL and DQ, and what avx2.cpp is compiled for; called only where the
// machine has it.
#include "kernel/forms.hpp"
#include "kernel/loops.hpp"
#include "kernel/shuffles.hpp"

#include <immintrin.h>

namespace kb::kernel {
namespace {

constexpr auto kShuffles = lane_shuffles();

__m128i load(const unsigned char* bytes) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}

// Sums of the first 1, 2, ... 16 values.
__m512i running_sums(__m512i values) {
    const __m512i zero = _mm512_setzero_si512();
    values = _mm512_add_epi32(values, _mm512_alignr_epi32(values, zero, 15));
    values = _mm512_add_epi32(values, _mm512_alignr_epi32(values, zero, 14));
    values = _mm512_add_epi32(values, _mm512_alignr_epi32(values, zero, 12));
    return _mm512_add_epi32(values, _mm512_alignr_epi32(values, zero, 8));
}

void unpack(const unsigned char* gaps, std::uint32_t width, std::uint32_t count,
            std::uint32_t before, std::uint32_t* documents) {
    const LaneShuffle& shuffle = kShuffles.of_width[width];
    const __m512i bytes =
        _mm512_broadcast_i64x4(_mm256_load_si256(reinterpret_cast<const __m256i*>(shuffle.bytes)));
    const __m512i shifts =
        _mm512_broadcast_i64x4(_mm256_load_si256(reinterpret_cast<const __m256i*>(shuffle.shifts)));
    const std::uint32_t half = width / 2;
    const __m512i mask = _mm512_set1_epi32(static_cast<int>((1U << width) - 1));
    const __m512i one = _mm512_set1_epi32(1);
    const __m512i last = _mm512_set1_epi32(15);
    __m512i sum = _mm512_set1_epi32(static_cast<int>(before - 1));
    for (std::uint32_t i = 0; i < count; i += 16, gaps += 2UL * width) {
        __m512i values = _mm512_castsi128_si512(load(gaps));
        values = _mm512_inserti32x4(values, load(gaps + half), 1);
        values = _mm512_inserti32x4(values, load(gaps + width), 2);
        values =
            _mm512_shuffle_epi8(_mm512_inserti32x4(values, load(gaps + width + half), 3), bytes);
        values = _mm512_and_si512(_mm512_srlv_epi32(values, shifts), mask);
        values = _mm512_add_epi32(running_sums(_mm512_add_epi32(values, one)), sum);
        _mm512_storeu_si512(documents + i, values);
        sum = _mm512_permutexvar_epi32(last, values);
    }
    fill(documents + count, kBlockSize - count, kFill);
}

std::uint32_t count_below(const std::uint32_t* documents, std::uint32_t document) {
    const __m512i limit = _mm512_set1_epi32(static_cast<int>(document));
    std::uint32_t below = 0;
    for (std::uint32_t i = 0; i < kBlockSize; i += 16) {
        below += static_cast<std::uint32_t>(__builtin_popcount(static_cast<std::uint32_t>(
            _mm512_cmplt_epu32_mask(_mm512_loadu_si512(documents + i), limit))));
    }
    return below;
}

std::uint32_t put(const Candidates& to, std::uint32_t at, __mmask16 chosen, __m512i documents,
                  __m512i scores) {
    _mm512_storeu_si512(to.documents + at, _mm512_maskz_compress_epi32(chosen, documents));
    _mm512_storeu_si512(to.scores + at, _mm512_maskz_compress_epi32(chosen, scores));
    return static_cast<std::uint32_t>(__builtin_popcount(static_cast<std::uint32_t>(chosen)));
}

std::uint32_t take(std::uint32_t* scores, std::uint64_t touched, const std::uint64_t* allowed,
                   std::uint32_t least, std::uint32_t begin, const Candidates& to) {
    const __m512i limit = _mm512_set1_epi32(static_cast<int>(least));
    const __m512i lanes = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    std::uint32_t taken = 0;
    for (; touched != 0; touched &= touched - 1) {
        const std::uint32_t word = lowest_bit(touched);
        for (std::uint32_t i = 0; i < 64; i += 16) {
            std::uint32_t* at = scores + word * 64UL + i;
            const __m512i values = _mm512_loadu_si512(at);
            const auto chosen = static_cast<__mmask16>(_mm512_cmpge_epu32_mask(values, limit) &
                                                       (allowed[word] >> i & 0xFFFFU));
            if (chosen != 0) {
                const auto first = static_cast<int>(begin + word * 64 + i);
                taken += put(to, taken, chosen, _mm512_add_epi32(lanes, _mm512_set1_epi32(first)),
                             values);
            }
            _mm512_storeu_si512(at, _mm512_setzero_si512());
        }
    }
    return taken;
}

std::uint32_t select(const Postings& postings, std::uint32_t weight, std::uint32_t least,
                     const Candidates& to) {
    const __m512i factor = _mm512_set1_epi32(static_cast<int>(weight));
    const __m512i limit = _mm512_set1_epi32(static_cast<int>(least));
    std::uint32_t taken = 0;
    for (std::uint32_t i = 0; i < postings.count; i += 16) {
        const __m512i scores = _mm512_mullo_epi32(
            _mm512_cvtepu8_epi32(
                _mm_loadu_si128(reinterpret_cast<const __m128i*>(postings.impacts + i))),
            factor);
        std::uint32_t chosen = _mm512_cmpge_epu32_mask(scores, limit);
        if (postings.count - i < 16) {
            chosen &= (1U << (postings.count - i)) - 1;
        }
        if (chosen != 0) {
            taken += put(to, taken, static_cast<__mmask16>(chosen),
                         _mm512_loadu_si512(postings.documents + i), scores);
        }
    }
    return taken;
}

std::uint32_t keep(const Candidates& candidates, std::uint32_t count, std::uint32_t least) {
    const __m512i limit = _mm512_set1_epi32(static_cast<int>(least));
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < count; i += 16) {
        const __m512i scores = _mm512_loadu_si512(candidates.scores + i);
        const __m512i documents = _mm512_loadu_si512(candidates.documents + i);
        std::uint32_t chosen = _mm512_cmpge_epu32_mask(scores, limit);
        if (count - i < 16) {
            chosen &= (1U << (count - i)) - 1;
        }
        kept += put(candidates, kept, static_cast<__mmask16>(chosen), documents, scores);
    }
    return kept;
}

// Those of sixteen numbers in `which` that have at most kMost bits.
template <std::uint32_t kMost>
__mmask16 with_few_bits(__mmask16 which, __m512i bits) {
    const __m512i all = _mm512_set1_epi32(-1);
    for (std::uint32_t i = 1; i < kMost; ++i) {
        bits = _mm512_and_si512(bits, _mm512_add_epi32(bits, all));
    }
    return _mm512_mask_testn_epi32_mask(which, bits,
                                        kMost == 0 ? bits : _mm512_add_epi32(bits, all));
}

template <std::uint32_t kMore, std::uint32_t kLess>
std::uint32_t near_sets_within(const unsigned char* sets, std::uint32_t count, std::uint32_t set,
                               std::uint32_t* places) {
    const __m512i wanted = _mm512_set1_epi32(static_cast<int>(set));
    __m512i numbers = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    std::uint32_t found = 0;
    const auto look = [&](__mmask16 which, __m512i others) {
        __mmask16 near = with_few_bits<kMore>(which, _mm512_andnot_si512(wanted, others));
        near = with_few_bits<kLess>(near, _mm512_andnot_si512(others, wanted));
        if (near != 0) {
            _mm512_storeu_si512(places + found, _mm512_maskz_compress_epi32(near, numbers));
            found += static_cast<std::uint32_t>(__builtin_popcount(near));
        }
    };
    std::uint32_t i = 0;
    for (; i + 16 <= count; i += 16) {
        look(0xFFFF, _mm512_loadu_si512(sets + i * 4UL));
        numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(16));
    }
    if (i < count) {
        const auto rest = static_cast<__mmask16>((1U << (count - i)) - 1);
        look(rest, _mm512_maskz_loadu_epi32(rest, sets + i * 4UL));
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

constinit const Kernels kAvx512 = {.name = "avx512",
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
