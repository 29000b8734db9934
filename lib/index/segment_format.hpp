// SPDX-License-Identifier: Apache-2.0
#pragma once

// The layout of a segment: a run of bytes that is the same in memory and in a file.
//
//     header     64 bytes
//     epoch      8 + 8 * kFieldsMax bytes: number, padding, means
//     sections   each 64-byte aligned: columns, offset samples, dictionary, postings, details,
//                letter sets; postings and details end with as many zero bytes as
//                kernels may read beyond the last of them
//     padding    64 zero bytes
//     footer     for each section: offset, size, checksum; then a checksum of header, epoch and
//                footer; then the magic number again
//
// docs/formats.md draws each section. Numbers are little endian.

#include "index/schema.hpp"
#include "kernel/kernels.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace kb::index {

inline constexpr std::uint64_t kSegmentMagic = 0x31304745'53424BULL;  // "KBSEG01"
inline constexpr std::uint32_t kSegmentFormat = 3;

struct SegmentHeader {
    std::uint64_t magic = kSegmentMagic;
    std::uint32_t format = kSegmentFormat;
    std::uint32_t shelf = 0;
    std::uint32_t documents = 0;
    std::uint32_t fields = 0;
    std::uint64_t last_change = 0;  // the newest change this segment holds
    std::uint64_t terms = 0;
    std::uint64_t schema_checksum = 0;  // of the Schema the impact bytes were computed with
    std::array<std::uint64_t, 2> reserved{};
};
static_assert(sizeof(SegmentHeader) == 64);

enum class SectionId : std::uint32_t {
    kColumns,
    kOffsets,
    kDictionary,
    kPostings,
    kDetails,
    kLetters
};
inline constexpr std::size_t kSectionCount = 6;
inline constexpr std::array<std::string_view, kSectionCount> kSectionNames = {
    "columns", "offsets", "dictionary", "postings", "details", "letters"};  // by SectionId

struct SectionEntry {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t checksum = 0;
};
static_assert(sizeof(SectionEntry) == 24);

struct SegmentFooter {
    std::array<SectionEntry, kSectionCount> sections{};
    std::uint64_t checksum = 0;  // of the header, the epoch and the section entries
    std::uint64_t magic = kSegmentMagic;
};
static_assert(sizeof(SegmentFooter) == kSectionCount * 24 + 16);

struct EpochRecord {
    std::uint64_t number = 0;
    std::array<double, kFieldsMax> mean{};
};
static_assert(sizeof(EpochRecord) == 8 + 8 * kFieldsMax);

inline constexpr std::size_t kSectionAlignment = 64;
inline constexpr std::size_t kPaddingBytes = 64;
inline constexpr std::uint32_t kBlockSize = kernel::kBlockSize;  // postings in a block

// The impact that so many postings of a term have or exceed is kept with a long list.
inline constexpr std::array<std::uint32_t, 3> kBestRanks{10, 100, 1000};

// Before the blocks of a list of more than one.
[[nodiscard]] constexpr std::size_t directory_size(std::size_t blocks) {
    return blocks * 13 + kBestRanks.size();
}

}  // namespace kb::index
