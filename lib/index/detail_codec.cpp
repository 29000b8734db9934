// SPDX-License-Identifier: Apache-2.0
#include "index/detail_codec.hpp"

#include "base/assert.hpp"
#include "base/coding.hpp"
#include "index/bit_packing.hpp"

#include <algorithm>
#include <bit>

namespace kb::index {
namespace {

constexpr unsigned kFieldBits = 0x07;
constexpr unsigned kSeveralFields = 0x08;
constexpr unsigned kRepeated = 0x10;

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
        append_packed(to, masks_, static_cast<unsigned>(std::popcount(used_)));
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

bool DetailBlock::decode_masks(std::string_view& bytes, std::uint32_t count) {
    used_ = bytes.empty() ? 0 : static_cast<std::uint8_t>(bytes.front());
    const auto width = static_cast<unsigned>(std::popcount(used_));
    if (width < 2 || bytes.size() - 1 < packed_bytes(count, width)) {
        return false;
    }
    bytes.remove_prefix(1);
    first_pairs_[0] = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto bits = static_cast<std::uint32_t>(packed_number(bytes, i, width));
        masks_[i] = static_cast<std::uint8_t>(scatter(bits, used_));
        first_pairs_[i + 1] = static_cast<std::uint16_t>(first_pairs_[i] + std::popcount(bits));
        if (bits == 0) {
            return false;
        }
    }
    bytes.remove_prefix(packed_bytes(count, width));
    return true;
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
        (several_ && ((head & kFieldBits) != 0 || !decode_masks(bytes, count)))) {
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
    std::uint32_t* numbers = arena.reserve(all);
    positions_.read(from, all, numbers);
    positions.fill({});
    std::uint32_t pair = first_pair(i);
    for (std::uint32_t fields = mask(i); fields != 0; fields &= fields - 1) {
        const std::uint32_t count = begin(++pair) - from;
        for (std::uint32_t j = 1; j < count; ++j) {
            numbers[j] += numbers[j - 1] + 1;
            if (numbers[j] > kPositionMax) {
                return false;
            }
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
            next += spots[at];
            if (next > kPositionMax) {
                return false;
            }
            spots[at] = field | next++;
        }
    }
    return true;
}

}  // namespace kb::index
