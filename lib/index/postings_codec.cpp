// SPDX-License-Identifier: Apache-2.0
#include "index/postings_codec.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "index/bit_packing.hpp"

#include <algorithm>
#include <bit>

namespace kb::index {
namespace {

// For gaps of any width, without a look at what stands behind them.
void unpack_carefully(std::string_view gaps, unsigned width, std::uint32_t count,
                      std::uint32_t before, std::span<std::uint32_t> sums) {
    std::uint64_t next = before;
    for (std::uint32_t i = 0; i < count; ++i) {
        next = std::min<std::uint64_t>(next + packed_number(gaps, i, width), kNoDocument);
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
    append_packed(to, gaps, width);
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

}  // namespace kb::index
