// SPDX-License-Identifier: Apache-2.0
#pragma once

// One block of up to 128 postings as bytes, and what stands behind each posting.
//
//     block    width (1 byte), gaps: count * width bits packed from the lowest bit up, rounded to
//              bytes; then one impact byte a posting
//     gap      document - previous document - 1; before the first stands document -1 or the last of
//              the block before
//
//     detail   of one posting: size of the rest (varint), field mask (1 byte), then for each field
//              of the mask, lowest first: frequency (varint), positions as gaps (varints)

#include "index/impact.hpp"
#include "index/segment_format.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

struct Block {
    std::uint32_t count = 0;
    std::array<std::uint32_t, kBlockSize> documents{};
    std::array<std::uint8_t, kBlockSize> impacts{};
};

// Appends the bytes of a block. `before` is the document before its first, plus one (0: none).
void encode_block(std::string& to, std::span<const std::uint32_t> documents,
                  std::span<const std::uint8_t> impacts, std::uint32_t before);

// Reads a block of `count` postings; false where the bytes end too early or documents do not grow.
[[nodiscard]] bool decode_block(std::string_view bytes, std::uint32_t count, std::uint32_t before,
                                Block& block);

// Where a term stands in one document.
struct Detail {
    Frequencies frequencies{};
    std::uint32_t mask = 0;
    std::string_view positions{};  // encoded, all fields
};

// Positions of one term in one document, by field: `positions[f]` grows.
using FieldPositions = std::array<std::vector<std::uint32_t>, kFieldsMax>;

// Appends a detail with its size before it.
void encode_detail(std::string& to, const FieldPositions& positions);

// Takes one detail off the front of `bytes`, its size included; false where it does not fit.
[[nodiscard]] bool take_detail(std::string_view& bytes, std::string_view& detail);

// Frequencies of a detail; positions where `positions` is not null. False where damaged.
[[nodiscard]] bool decode_detail(std::string_view detail, Frequencies& frequencies,
                                 FieldPositions* positions);

// The field mask of a detail; 0 where damaged.
[[nodiscard]] std::uint32_t detail_mask(std::string_view detail) noexcept;

}  // namespace kb::index
