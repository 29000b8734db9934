// SPDX-License-Identifier: Apache-2.0
#include "index/detail_codec.hpp"

#include "base/assert.hpp"
#include "base/coding.hpp"
#include "index/bit_packing.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace kb::index {
namespace {

constexpr unsigned kFieldBits = 0x07;
constexpr unsigned kSeveralFields = 0x08;
constexpr unsigned kRepeated = 0x10;

// As std::popcount(), which calls a function where the machine need not have the instruction.
std::uint32_t count_bits(std::uint64_t word) {
    word -= word >> 1U & 0x5555555555555555ULL;
    word = (word & 0x3333333333333333ULL) + (word >> 2U & 0x3333333333333333ULL);
    word = (word + (word >> 4U)) & 0x0F0F0F0F0F0F0F0FULL;
    return static_cast<std::uint32_t>(word * 0x0101010101010101ULL >> 56U);
}

// Only the bits of `mask` that `used` has, close together; and back.
std::uint32_t gather(std::uint32_t mask, std::uint32_t used) {
    std::uint32_t bits = 0;
    for (unsigned to = 0; used != 0; used &= used - 1, ++to) {
        bits |= (mask >> static_cast<unsigned>(std::countr_zero(used)) & 1U) << to;
    }
    return bits;
}
std::uint32_t scatter(std::uint32_t bits, std::uint32_t used) {
    std::uint32_t mask = 0;
    for (; used != 0; used &= used - 1, bits >>= 1U) {
        mask |= (bits & 1U) << static_cast<unsigned>(std::countr_zero(used));
    }
    return mask;
}

}  // namespace

void DetailEncoder::take_posting(std::span<const Spot> spots) {
    std::uint32_t mask = 0;
    Spot next = 0;  // the least that may follow in the same field
    for (const Spot spot : spots) {
        const std::uint32_t bit = 1U << field_of(spot);
        if ((mask & bit) == 0) {
            KB_ASSERT(mask < bit);
            mask |= bit;
            sizes_.push_back(0);
            next = make_spot(field_of(spot), 0);
        } else {
            KB_ASSERT(spot >= next);
            ++sizes_.back();
            repeated_ = true;
        }
        gaps_.push_back(spot - next);
        next = spot + 1;
    }
    KB_ASSERT(mask != 0);
    masks_.push_back(mask);
    used_ |= mask;
}

void DetailEncoder::encode(std::string& to, std::span<const std::uint32_t> counts,
                           std::span<const Spot> spots) {
    KB_ASSERT(!counts.empty() && counts.size() <= kBlockSize);
    masks_.clear();
    sizes_.clear();
    gaps_.clear();
    used_ = 0;
    repeated_ = false;
    std::size_t at = 0;
    for (const std::uint32_t count : counts) {
        take_posting(spots.subspan(at, count));
        at += count;
    }
    const bool several = !std::has_single_bit(used_);
    unsigned head = several ? kSeveralFields : static_cast<unsigned>(std::countr_zero(used_));
    head |= repeated_ ? kRepeated : 0U;
    to.push_back(static_cast<char>(head));
    if (several) {
        to.push_back(static_cast<char>(used_));
        for (std::uint32_t& mask : masks_) {
            mask = gather(mask, used_);
        }
        append_packed(to, masks_, count_bits(used_));
    }
    if (repeated_) {
        append_patched(to, sizes_);
    }
    append_patched(to, gaps_);
}

std::uint32_t* PositionArena::reserve(std::size_t size) {
    constexpr std::size_t kChunk = 16'384;
    if (chunks_.empty() || size > size_ - used_) {
        size_ = std::max(size, kChunk);
        used_ = 0;
        chunks_.push_back(std::make_unique_for_overwrite<std::uint32_t[]>(size_));
    }
    return chunks_.back().get() + used_;
}

void PositionArena::clear() {
    if (chunks_.size() > 1) {
        chunks_.erase(chunks_.begin(), chunks_.end() - 1);
    }
    used_ = 0;
}

bool DetailBlock::take_masks(std::string_view& bytes, std::uint32_t count) {
    used_ = bytes.empty() ? 0 : static_cast<std::uint8_t>(bytes.front());
    width_ = count_bits(used_);
    const std::size_t size = packed_bytes(count, width_);
    if (width_ < 2 || bytes.size() - 1 < size) {
        return false;
    }
    masks_.fill(0);
    std::memcpy(masks_.data(), bytes.data() + 1, size);
    const std::size_t bits = std::size_t{count} * width_;
    masks_[bits / 64] &= (1ULL << (bits % 64)) - 1;  // nothing behind the last mask
    std::uint32_t before = 0;
    for (std::size_t word = 0; word < masks_.size(); ++word) {
        set_before_[word] = static_cast<std::uint16_t>(before);
        before += count_bits(masks_[word]);
    }
    bytes.remove_prefix(1 + size);
    return before > 0;
}

std::uint32_t DetailBlock::bits_before(std::uint32_t bits) const {
    const std::uint32_t word = bits / 64;
    return set_before_[word] + count_bits(masks_[word] & ((1ULL << (bits % 64)) - 1));
}

std::uint32_t DetailBlock::unpacked_mask(std::uint32_t i) const {
    const std::uint32_t bit = i * width_;
    std::uint64_t bits = masks_[bit / 64] >> (bit % 64);
    if (bit % 64 + width_ > 64) {
        bits |= masks_[bit / 64 + 1] << (64 - bit % 64);
    }
    return scatter(static_cast<std::uint32_t>(bits & ((1U << width_) - 1)), used_);
}

bool DetailBlock::decode(std::string_view bytes, std::uint32_t count) {
    if (bytes.empty() || count == 0 || count > kBlockSize) {
        return false;
    }
    const auto head = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    several_ = (head & kSeveralFields) != 0;
    repeated_ = (head & kRepeated) != 0;
    used_ = static_cast<std::uint8_t>(1U << (head & kFieldBits));
    if (head > (kFieldBits | kSeveralFields | kRepeated) ||
        (several_ && ((head & kFieldBits) != 0 || !take_masks(bytes, count)))) {
        return false;
    }
    const std::uint32_t pairs = first_pair(count);
    std::uint32_t total = pairs;
    if (repeated_) {
        if (!sizes_.take(bytes, pairs) || !sizes_.ends(ends_.data())) {
            return false;
        }
        total = ends_[pairs - 1] + 1;
    }
    return positions_.take(bytes, total);
}

Frequencies DetailBlock::frequencies(std::uint32_t i) const {
    Frequencies frequencies{};
    std::uint32_t pair = first_pair(i);
    for (std::uint32_t rest = mask(i); rest != 0; rest &= rest - 1, ++pair) {
        frequencies[static_cast<std::size_t>(std::countr_zero(rest))] =
            begin(pair + 1) - begin(pair);
    }
    return frequencies;
}

std::uint32_t DetailBlock::spots_of(std::uint32_t i, std::uint32_t& first) const {
    const std::uint32_t pair = first_pair(i);
    first = begin(pair);
    return begin(first_pair(i + 1)) - first;
}

bool DetailBlock::positions(std::uint32_t i, PositionArena& arena, FieldSpans& positions) const {
    std::uint32_t from = 0;
    const std::uint32_t all = spots_of(i, from);
    if (all == 0) {
        return false;
    }
    std::uint32_t* numbers = arena.reserve(all);
    positions_.read(from, all, numbers);
    positions.fill({});
    std::uint32_t pair = first_pair(i);
    for (std::uint32_t fields = mask(i); fields != 0; fields &= fields - 1) {
        const std::uint32_t count = begin(++pair) - from;
        std::uint32_t next = 0;  // the least position that may follow
        for (std::uint32_t j = 0; j < count; ++j) {
            if (numbers[j] > kPositionMax || numbers[j] + next > kPositionMax) {
                return false;
            }
            numbers[j] += next;
            next = numbers[j] + 1;
        }
        positions[static_cast<std::size_t>(std::countr_zero(fields))] = {numbers, count};
        numbers += count;
        from += count;
    }
    arena.keep(all);
    return true;
}

bool DetailBlock::spots(std::uint32_t i, std::vector<Spot>& spots) const {
    std::uint32_t from = 0;
    spots.resize(spots_of(i, from));
    positions_.read(from, static_cast<std::uint32_t>(spots.size()), spots.data());
    std::uint32_t pair = first_pair(i);
    std::size_t at = 0;
    for (std::uint32_t fields = mask(i); fields != 0; fields &= fields - 1) {
        const Spot field = make_spot(static_cast<std::size_t>(std::countr_zero(fields)), 0);
        const std::uint32_t end = begin(++pair);
        std::uint32_t next = 0;  // the least position that may follow
        for (; from < end; ++from, ++at) {
            if (spots[at] > kPositionMax || spots[at] + next > kPositionMax) {
                return false;
            }
            next += spots[at];
            spots[at] = field | next++;
        }
    }
    return at > 0;
}

}  // namespace kb::index
