// SPDX-License-Identifier: Apache-2.0
#pragma once

// One block of up to 128 postings as bytes, and what stands behind each posting.
//
//     block    width (1 byte), gaps: count * width bits packed from the lowest bit up, rounded to
//              bytes; then one impact byte a posting
//     gap      document - previous document - 1; before the first stands document -1 or the last of
//              the block before
//
//     detail   head (1 byte), then as the head says:
//              head = field + 8 * n, n from 1 to 31: n positions of that one field
//              head = 0: field mask (1 byte), then for each field of the mask, lowest first, its
//              frequency (varint) and its positions
//              positions are gaps (varints), the first from 0
//     details  of a block: width (1 byte), sizes less one packed like gaps, the details

#include "index/impact.hpp"
#include "index/segment_format.hpp"
#include "kernel/kernels.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

// Postings that were read; kNoDocument beyond the last. Not cleared when it is made.
struct Block {
    std::array<std::uint32_t, kBlockSize + kernel::kOverWrite> documents;
    std::array<std::uint8_t, kBlockSize> impacts;
    std::uint32_t count = 0;

    [[nodiscard]] std::uint32_t last() const { return documents[count - 1]; }
    [[nodiscard]] kernel::Postings postings() const {
        return {.documents = documents.data(), .impacts = impacts.data(), .count = count};
    }
};

// Appends the bytes of a block. `before` is the document before its first, plus one (0: none).
void encode_block(std::string& to, std::span<const std::uint32_t> documents,
                  std::span<const std::uint8_t> impacts, std::uint32_t before);

// Reads a block of `count` postings, 1 at the least; false where the bytes end too early or
// documents do not grow.
[[nodiscard]] bool decode_block(std::string_view bytes, std::uint32_t count, std::uint32_t before,
                                Block& block);

// Positions of one term in one document, by field: `positions[f]` grows.
using FieldPositions = std::array<std::vector<std::uint32_t>, kFieldsMax>;

// The same, borrowed from an arena.
using FieldSpans = std::array<std::span<const std::uint32_t>, kFieldsMax>;

// Appends a detail. Precondition: some field has a position.
void encode_detail(std::string& to, const FieldPositions& positions);

// Appends the details of a block, which lie in `details` one after another; `sizes` are theirs.
void encode_details(std::string& to, std::span<const std::uint32_t> sizes,
                    std::string_view details);

// Where the details of a block lie: detail i ends with byte `ends[i]` of `bytes`.
struct DetailBlock {
    std::string_view bytes{};
    std::array<std::uint32_t, kBlockSize + kernel::kOverWrite> ends;

    // Empty where that is beyond the bytes.
    [[nodiscard]] std::string_view at(std::uint32_t i) const {
        const std::size_t begin = i == 0 ? 0 : std::size_t{ends[i - 1]} + 1;
        return begin <= ends[i] && ends[i] < bytes.size() ? bytes.substr(begin, ends[i] + 1 - begin)
                                                          : std::string_view();
    }
};

// False where the bytes end too early.
[[nodiscard]] bool decode_details(std::string_view bytes, std::uint32_t count, DetailBlock& block);

// Frequencies of a detail. False where damaged.
[[nodiscard]] bool decode_frequencies(std::string_view detail, Frequencies& frequencies);

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

// Positions of a detail, empty for fields that it is not in. False where damaged.
[[nodiscard]] bool decode_positions(std::string_view detail, PositionArena& arena,
                                    FieldSpans& positions);

// The fields of a detail, one bit each; 0 where damaged.
[[nodiscard]] std::uint32_t detail_mask(std::string_view detail) noexcept;

}  // namespace kb::index
