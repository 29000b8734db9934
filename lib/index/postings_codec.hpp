// SPDX-License-Identifier: Apache-2.0
#pragma once

// One block of up to 128 postings as bytes.
//
//     block    width (1 byte), gaps: count * width bits packed from the lowest bit up, rounded to
//              bytes; then one impact byte a posting
//     gap      document - previous document - 1; before the first stands document -1 or the last of
//              the block before

#include "index/segment_format.hpp"
#include "kernel/kernels.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

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

}  // namespace kb::index
