// SPDX-License-Identifier: Apache-2.0
#include "index/postings_codec.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/coding.hpp"

#include <algorithm>
#include <bit>

namespace kb::index {
namespace {

constexpr std::size_t kBriefMax = 31;  // positions of a detail whose head counts them

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
                      std::uint32_t before, std::span<std::uint32_t> sums) {
    const std::uint64_t mask = (1ULL << width) - 1;
    std::uint64_t next = before;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::size_t bit = static_cast<std::size_t>(i) * width;
        std::uint64_t word = 0;
        std::memcpy(&word, gaps.data() + bit / 8, std::min<std::size_t>(8, gaps.size() - bit / 8));
        next = std::min<std::uint64_t>(next + ((word >> (bit % 8)) & mask), kNoDocument);
        sums[i] = static_cast<std::uint32_t>(next);
        ++next;
    }
    std::ranges::fill(sums.subspan(count), kNoDocument);
}

// Takes `count` packed gaps with their width off the front of `bytes`; sums as kernel::unpack()
// gives them, modulo 2^32. False where the bytes end too early.
bool take_gaps(std::string_view& bytes, std::uint32_t count, std::uint32_t before,
               std::span<std::uint32_t> sums) {
    if (bytes.empty() || count == 0 || count > kBlockSize) {
        return false;
    }
    const auto width = static_cast<unsigned char>(bytes.front());
    const std::size_t size = packed_bytes(count, width);
    if (width > 32 || bytes.size() < 1 + size) {
        return false;
    }
    if (width <= kernel::kWidthMax && bytes.size() >= 1 + size + kernel::kOverRead) {
        kernel::kernels().unpack(reinterpret_cast<const unsigned char*>(bytes.data() + 1), width,
                                 count, before, sums.data());
    } else {
        unpack_carefully(bytes.substr(1, size), width, count, before, sums);
    }
    bytes.remove_prefix(1 + size);
    return true;
}

// Appends gaps of at most kBlockSize with their width before them.
void put_gaps(std::string& to, std::span<const std::uint32_t> gaps) {
    std::uint32_t widest = 0;
    for (const std::uint32_t gap : gaps) {
        widest |= gap;
    }
    const auto width = static_cast<unsigned>(std::bit_width(widest));
    to.push_back(static_cast<char>(width));
    if (width > 0) {
        pack(to, gaps, width);
    }
}

}  // namespace

void encode_block(std::string& to, std::span<const std::uint32_t> documents,
                  std::span<const std::uint8_t> impacts, std::uint32_t before) {
    KB_ASSERT(!documents.empty() && documents.size() <= kBlockSize);
    KB_ASSERT(documents.size() == impacts.size());
    std::array<std::uint32_t, kBlockSize> gaps{};
    for (std::size_t i = 0; i < documents.size(); ++i) {
        KB_ASSERT(documents[i] >= before);
        gaps[i] = documents[i] - before;
        before = documents[i] + 1;
    }
    put_gaps(to, std::span(gaps).first(documents.size()));
    to.append(reinterpret_cast<const char*>(impacts.data()), impacts.size());
}

bool decode_block(std::string_view bytes, std::uint32_t count, std::uint32_t before, Block& block) {
    if (!take_gaps(bytes, count, before, block.documents) || bytes.size() < count) {
        return false;
    }
    // Gaps of that width that go past 2^32 end before where they began.
    if (block.documents[count - 1] < before + std::uint64_t{count} - 1 ||
        block.documents[count - 1] == kNoDocument) {
        return false;
    }
    std::memcpy(block.impacts.data(), bytes.data(), count);
    block.count = count;
    return true;
}

void encode_detail(std::string& to, const FieldPositions& positions) {
    unsigned mask = 0;
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        mask |= positions[f].empty() ? 0U : 1U << f;
    }
    KB_ASSERT(mask != 0);
    const auto only = static_cast<std::size_t>(std::countr_zero(mask));
    const bool brief = std::has_single_bit(mask) && positions[only].size() <= kBriefMax;
    if (brief) {
        to.push_back(static_cast<char>(only + kFieldsMax * positions[only].size()));
    } else {
        to.push_back('\0');
        to.push_back(static_cast<char>(mask));
    }
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        if (positions[f].empty()) {
            continue;
        }
        if (!brief) {
            base::put_varint(to, positions[f].size());
        }
        std::uint32_t before = 0;
        for (const std::uint32_t position : positions[f]) {
            KB_ASSERT(position >= before);
            base::put_varint(to, position - before);
            before = position;
        }
    }
}

void encode_details(std::string& to, std::span<const std::uint32_t> sizes,
                    std::string_view details) {
    std::array<std::uint32_t, kBlockSize> gaps{};
    std::ranges::transform(sizes, gaps.begin(), [](std::uint32_t size) { return size - 1; });
    put_gaps(to, std::span(gaps).first(sizes.size()));
    to += details;
}

bool decode_details(std::string_view bytes, std::uint32_t count, DetailBlock& block) {
    if (!take_gaps(bytes, count, 0, block.ends)) {
        return false;
    }
    block.bytes = bytes;
    return block.ends[count - 1] >= count - 1 && block.ends[count - 1] < bytes.size();
}

namespace {

// Calls visit(field, frequency) before the positions of each field of a detail are read.
template <typename Visit>
bool each_field(base::Reader& reader, Visit visit) {
    const unsigned head = reader.byte();
    if (head != 0) {
        const std::size_t count = head / kFieldsMax;
        if (count == 0 || count > reader.rest().size()) {
            return false;
        }
        visit(head % kFieldsMax, count);
        return reader.good();
    }
    const unsigned mask = reader.byte();
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        if ((mask & (1U << f)) != 0) {
            visit(f, reader.count());
        }
    }
    return reader.good() && mask != 0;
}

}  // namespace

bool decode_frequencies(std::string_view detail, Frequencies& frequencies) {
    base::Reader reader(detail);
    frequencies.fill(0);
    return each_field(reader, [&](std::size_t field, std::size_t count) {
        frequencies[field] = static_cast<std::uint32_t>(count);
        for (std::size_t i = 0; i < count; ++i) {
            reader.varint32();
        }
    });
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
    std::uint32_t* next = arena.reserve(detail.size());  // a position takes a byte or more
    positions.fill({});
    return each_field(reader, [&](std::size_t field, std::size_t count) {
        count = std::min(count, reader.rest().size());
        positions[field] = std::span(next, count);
        std::uint32_t position = 0;
        for (std::size_t i = 0; i < count; ++i) {
            position += reader.varint32();
            *next++ = position;
        }
        arena.keep(count);
    });
}

std::uint32_t detail_mask(std::string_view detail) noexcept {
    if (detail.empty()) {
        return 0;
    }
    const auto head = static_cast<unsigned char>(detail.front());
    return head != 0           ? 1U << (head % kFieldsMax)
           : detail.size() > 1 ? static_cast<unsigned char>(detail[1])
                               : 0U;
}

}  // namespace kb::index
