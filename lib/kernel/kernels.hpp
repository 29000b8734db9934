// SPDX-License-Identifier: Apache-2.0
#pragma once

// The inner loops of a search, each in several forms that give the same answer: one for every
// machine, and faster ones for those that have AVX2, AVX-512 or NEON. The best form for the machine
// at hand is chosen once; KB_SIMD=scalar, avx2, avx512 or neon in the environment asks for another.
//
// Functions of a form are pure but for what they write; any thread.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace kb::kernel {

inline constexpr std::uint32_t kBlockSize = 128;     // postings in a block
inline constexpr std::uint32_t kWindowSize = 4096;   // documents in a window
inline constexpr std::uint32_t kMarksSize = 16'384;  // documents whose marks are counted at once
inline constexpr std::uint32_t kWidthMax = 25;       // bits of a gap that unpack() takes
inline constexpr std::uint32_t kOverRead = 64;       // bytes that unpack() may read too many
inline constexpr std::uint32_t kOverWrite = 16;      // numbers that may be written too many
inline constexpr std::uint32_t kFill = 0xFFFFFFFFU;  // beyond the last document of a block

// Postings of one block: `documents` rise, kFill beyond `count`.
struct Postings {
    const std::uint32_t* documents = nullptr;  // kBlockSize of them
    const std::uint8_t* impacts = nullptr;     // kBlockSize of them
    std::uint32_t count = 0;
};

// Documents with their scores, rising. Room for kWindowSize + kOverWrite each.
struct Candidates {
    std::uint32_t* documents = nullptr;
    std::uint32_t* scores = nullptr;
};

// How far one set of bits may be from another.
struct SetLimits {
    std::uint32_t more = 0;
    std::uint32_t less = 0;
};

struct Kernels {
    std::string_view name;

    // Gaps of `width` bits, packed from the lowest bit up, to documents: `before` + gap, then each
    // one more than the last, plus its gap. Fills up to kBlockSize with kFill. Sums are taken
    // modulo 2^32. Preconditions: width <= kWidthMax, count <= kBlockSize, kOverRead bytes may be
    // read behind the gaps.
    void (*unpack)(const unsigned char* gaps, std::uint32_t width, std::uint32_t count,
                   std::uint32_t before, std::uint32_t* documents);

    // How many of kBlockSize documents are below `document`.
    std::uint32_t (*count_below)(const std::uint32_t* documents, std::uint32_t document);

    // Adds weight * impact to the score of each document; `scores` is a window that begins with
    // document `begin`. Returns the touched sixty-fourths of the window as bits. A document
    // outside the window goes to a wrong place inside it.
    std::uint64_t (*add)(const Postings& postings, std::uint32_t weight, std::uint32_t begin,
                         std::uint32_t* scores);

    // Takes out of a window what is allowed and scores `least` or more (1 at the least), clears it,
    // returns how many there were. `touched` is what add() returned, `allowed` one bit a document.
    std::uint32_t (*take)(std::uint32_t* scores, std::uint64_t touched,
                          const std::uint64_t* allowed, std::uint32_t least, std::uint32_t begin,
                          const Candidates& to);

    // Marks the documents of postings: sets the byte of each in `marks`, which begin with document
    // `begin` and have kMarksSize bytes. A document outside them goes to a wrong place inside.
    void (*mark)(const Postings& postings, std::uint32_t begin, unsigned char* marks);

    // How many of the marked documents are allowed, one bit a document; clears the marks.
    std::uint32_t (*count_marked)(unsigned char* marks, const std::uint64_t* allowed);

    // Postings whose weight * impact is `least` or more; returns how many.
    std::uint32_t (*select)(const Postings& postings, std::uint32_t weight, std::uint32_t least,
                            const Candidates& to);

    // Places of those of `count` sets, four bytes each, that have at most `limits.more` bits that
    // `set` lacks and lack at most `limits.less` that it has. Returns how many; kOverWrite places
    // too many may be written.
    std::uint32_t (*near_sets)(const unsigned char* sets, std::uint32_t count, std::uint32_t set,
                               SetLimits limits, std::uint32_t* places);

    // Keeps of `count` candidates those that score `least` or more; returns how many.
    std::uint32_t (*keep)(const Candidates& candidates, std::uint32_t count, std::uint32_t least);
};

// The form in use.
[[nodiscard]] const Kernels& kernels();

// All forms that this machine can run, the plainest first.
[[nodiscard]] std::span<const Kernels* const> all_kernels();

}  // namespace kb::kernel
