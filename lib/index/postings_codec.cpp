// SPDX-License-Identifier: Apache-2.0
#include "index/postings_codec.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/coding.hpp"

#include <algorithm>
#include <bit>

namespace kb::index {
namespace {

std::size_t packed_bytes(std::size_t count, unsigned width) { return (count * width + 7) / 8; }

// Packs from the lowest bit up; a value never spans more than eight bytes because width <= 32.
void pack(std::string& to, std::span<const std::uint32_t> values, unsigned width) {
    std::uint64_t bits = 0;
    unsigned filled = 0;
    for (const std::uint32_t value : values) {
        bits |= static_cast<std::uint64_t>(value) << filled;
        filled += width;
        while (filled >= 8) {
            to.push_back(static_cast<char>(bits & 0xFFU));
            bits >>= 8U;
            filled -= 8;
        }
    }
    if (filled > 0) {
        to.push_back(static_cast<char>(bits & 0xFFU));
    }
}

// For gaps of any width, without a look at what stands behind them.
void unpack_carefully(std::string_view gaps, unsigned width, std::uint32_t count,
                      std::uint32_t before, Block& block) {
    const std::uint64_t mask = (1ULL << width) - 1;
    std::uint64_t next = before;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::size_t bit = static_cast<std::size_t>(i) * width;
        std::uint64_t word = 0;
        std::memcpy(&word, gaps.data() + bit / 8, std::min<std::size_t>(8, gaps.size() - bit / 8));
        next = std::min<std::uint64_t>(next + ((word >> (bit % 8)) & mask), kNoDocument);
        block.documents[i] = static_cast<std::uint32_t>(next);
        ++next;
    }
    std::fill(block.documents.begin() + count, block.documents.end(), kNoDocument);
}

}  // namespace

void encode_block(std::string& to, std::span<const std::uint32_t> documents,
                  std::span<const std::uint8_t> impacts, std::uint32_t before) {
    KB_ASSERT(!documents.empty() && documents.size() <= kBlockSize);
    KB_ASSERT(documents.size() == impacts.size());
    std::array<std::uint32_t, kBlockSize> gaps{};
    std::uint32_t widest = 0;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        KB_ASSERT(documents[i] >= before);
        gaps[i] = documents[i] - before;
        before = documents[i] + 1;
        widest |= gaps[i];
    }
    const auto width = static_cast<unsigned>(std::bit_width(widest));
    to.push_back(static_cast<char>(width));
    if (width > 0) {
        pack(to, std::span(gaps).first(documents.size()), width);
    }
    to.append(reinterpret_cast<const char*>(impacts.data()), impacts.size());
}

bool decode_block(std::string_view bytes, std::uint32_t count, std::uint32_t before, Block& block) {
    if (bytes.empty() || count == 0 || count > kBlockSize) {
        return false;
    }
    const auto width = static_cast<unsigned char>(bytes.front());
    const std::size_t gap_bytes = packed_bytes(count, width);
    if (width > 32 || bytes.size() < 1 + gap_bytes + count) {
        return false;
    }
    const char* gaps = bytes.data() + 1;
    if (width <= kernel::kWidthMax && bytes.size() >= 1 + gap_bytes + kernel::kOverRead) {
        kernel::kernels().unpack(reinterpret_cast<const unsigned char*>(gaps), width, count, before,
                                 block.documents.data());
    } else {
        unpack_carefully(bytes.substr(1, gap_bytes), width, count, before, block);
    }
    // Gaps of that width that go past 2^32 end before where they began.
    if (block.documents[count - 1] < before + std::uint64_t{count} - 1 ||
        block.documents[count - 1] == kNoDocument) {
        return false;
    }
    std::memcpy(block.impacts.data(), gaps + gap_bytes, count);
    block.count = count;
    return true;
}

void encode_detail(std::string& to, const FieldPositions& positions) {
    std::string rest;
    unsigned mask = 0;
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        mask |= positions[f].empty() ? 0U : 1U << f;
    }
    rest.push_back(static_cast<char>(mask));
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        if (positions[f].empty()) {
            continue;
        }
        base::put_varint(rest, positions[f].size());
        std::uint32_t before = 0;
        for (const std::uint32_t position : positions[f]) {
            KB_ASSERT(position >= before);
            base::put_varint(rest, position - before);
            before = position;
        }
    }
    base::put_text(to, rest);
}

bool take_detail(std::string_view& bytes, std::string_view& detail) {
    base::Reader reader(bytes);
    detail = reader.text();
    bytes = reader.rest();
    return reader.good() && !detail.empty();
}

bool decode_frequencies(std::string_view detail, Frequencies& frequencies) {
    base::Reader reader(detail);
    const unsigned mask = reader.byte();
    frequencies.fill(0);
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        if ((mask & (1U << f)) == 0) {
            continue;
        }
        const std::size_t count = reader.count();
        frequencies[f] = static_cast<std::uint32_t>(count);
        for (std::size_t i = 0; i < count; ++i) {
            reader.varint32();
        }
    }
    return reader.good() && mask != 0;
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

bool decode_positions(std::string_view detail, PositionArena& arena, FieldSpans& positions) {
    base::Reader reader(detail);
    const unsigned mask = reader.byte();
    std::uint32_t* next = arena.reserve(detail.size());  // a position takes a byte or more
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        positions[f] = {};
        if ((mask & (1U << f)) == 0) {
            continue;
        }
        const std::size_t count = reader.count();
        positions[f] = std::span(next, count);
        std::uint32_t position = 0;
        for (std::size_t i = 0; i < count; ++i) {
            position += reader.varint32();
            *next++ = position;
        }
        arena.keep(count);
    }
    return reader.good() && mask != 0;
}

std::uint32_t detail_mask(std::string_view detail) noexcept {
    return detail.empty() ? 0U : static_cast<unsigned char>(detail.front());
}

}  // namespace kb::index
