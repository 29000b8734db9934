// SPDX-License-Identifier: Apache-2.0
#pragma once

// What stands behind the postings of a block: in which fields a term is, how often, and where.
//
//     details   head (1 byte); masks, where the postings are not all of one field; frequencies,
//               where one is above 1; positions
//     head      bits 0 to 2: the field of all postings; bit 3: they are of several fields (then
//     bits
//               0 to 2 are 0); bit 4: some frequency is above 1
//     masks     the fields used (1 byte, two bits or more), then for each posting one bit for each
//               used field, lowest first, packed
//     frequencies  of each posting in each of its fields, less one, as patched numbers
//     positions    of each posting in each of its fields: the first, then what lies between one and
//                  the next, as patched numbers

#include "index/impact.hpp"
#include "index/patched_numbers.hpp"
#include "index/segment_format.hpp"
#include "index/spot.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

// Writes details. One thread at a time.
class DetailEncoder {
public:
    // Appends the details of a block. `counts` says how many of `spots` belong to each posting: one
    // at the least, rising within it, in each field PatchedNumbers::kSizeMax + 1 at the most.
    void encode(std::string& to, std::span<const std::uint32_t> counts,
                std::span<const Spot> spots);

private:
    void take_posting(std::span<const Spot> spots);

    std::vector<std::uint32_t> masks_;  // of each posting
    std::vector<std::uint32_t> sizes_;  // of each posting in each of its fields, less one
    std::vector<std::uint32_t> gaps_;
    std::uint32_t used_ = 0;
    bool repeated_ = false;
};

// Positions of one term in one document, by field, borrowed from an arena.
using FieldSpans = std::array<std::span<const std::uint32_t>, kFieldsMax>;

// Keeps the positions of many details in few pieces of memory, for as long as it lives. One thread
// at a time.
class PositionArena {
public:
    // Room for `size` numbers in a row; what is not kept is given out again.
    [[nodiscard]] std::uint32_t* reserve(std::size_t size);
    void keep(std::size_t size) { used_ += size; }  // of what reserve() gave last
    void clear();                                   // ends all that was kept

private:
    std::vector<std::unique_ptr<std::uint32_t[]>> chunks_;
    std::size_t size_ = 0;  // of the last chunk
    std::size_t used_ = 0;
};

// The details of a block that was read. Refers to the bytes. One thread at a time.
class DetailBlock {
public:
    // False where the bytes end too early or do not hold together.
    [[nodiscard]] bool decode(std::string_view bytes, std::uint32_t count);

    // The fields of posting `i`, one bit each.
    [[nodiscard]] std::uint32_t mask(std::uint32_t i) const {
        return several_ ? unpacked_mask(i) : used_;
    }
    [[nodiscard]] Frequencies frequencies(std::uint32_t i) const;
    // Empty for fields that the term is not in. False where it is in none, or a position is beyond
    // kPositionMax.
    [[nodiscard]] bool positions(std::uint32_t i, PositionArena& arena,
                                 FieldSpans& positions) const;
    // Replaces `spots`. False as above.
    [[nodiscard]] bool spots(std::uint32_t i, std::vector<Spot>& spots) const;

private:
    // How many spots a posting has, and its first among those of the block.
    [[nodiscard]] std::uint32_t spots_of(std::uint32_t i, std::uint32_t& first) const;
    // Frequencies and positions lie by pairs of a posting and a field.
    [[nodiscard]] std::uint32_t first_pair(std::uint32_t i) const {
        return several_ ? bits_before(i * width_) : i;
    }
    [[nodiscard]] std::uint32_t begin(std::uint32_t pair) const {
        return !repeated_ ? pair : pair == 0 ? 0 : ends_[pair - 1] + 1;
    }
    [[nodiscard]] bool take_masks(std::string_view& bytes, std::uint32_t count);
    [[nodiscard]] std::uint32_t unpacked_mask(std::uint32_t i) const;
    // How many of the first `bits` bits of all masks are set.
    [[nodiscard]] std::uint32_t bits_before(std::uint32_t bits) const;

    bool several_ = false;   // postings are of several fields
    bool repeated_ = false;  // some frequency is above 1
    std::uint8_t used_ = 0;  // fields
    unsigned width_ = 0;     // of a mask: so many fields are used
    std::array<std::uint64_t, kBlockSize * kFieldsMax / 64 + 1> masks_;       // as they were packed
    std::array<std::uint16_t, kBlockSize * kFieldsMax / 64 + 1> set_before_;  // bits, by word
    std::array<std::uint32_t, PatchedNumbers::kSizesMax + kernel::kOverWrite> ends_;
    PatchedNumbers sizes_;
    PatchedNumbers positions_;
};
static_assert(kBlockSize * kFieldsMax <= PatchedNumbers::kSizesMax);

// The detail of one posting, as long as its block is at hand.
class Detail {
public:
    Detail() = default;  // of a damaged block
    Detail(const DetailBlock& block, std::uint32_t place) : block_(&block), place_(place) {}

    // The fields, one bit each; 0 where damaged.
    [[nodiscard]] std::uint32_t mask() const {
        return block_ == nullptr ? 0 : block_->mask(place_);
    }
    // All 0 where damaged.
    [[nodiscard]] Frequencies frequencies() const {
        return block_ == nullptr ? Frequencies{} : block_->frequencies(place_);
    }
    // False where damaged.
    [[nodiscard]] bool positions(PositionArena& arena, FieldSpans& positions) const {
        return block_ != nullptr && block_->positions(place_, arena, positions);
    }
    // Replaces `spots`; false where damaged.
    [[nodiscard]] bool spots(std::vector<Spot>& spots) const {
        return block_ != nullptr && block_->spots(place_, spots);
    }

private:
    const DetailBlock* block_ = nullptr;
    std::uint32_t place_ = 0;
};

}  // namespace kb::index
