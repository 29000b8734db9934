// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is added to the index: the terms of one document, where they stand, and its column values.

#include "index/schema.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace kb::index {

// One term at one place.
struct Occurrence {
    std::string term{};  // kBaseTerm or kExactTerm, then the term; at most kTermBytesMax bytes
    std::uint8_t field = 0;
    std::uint32_t position = 0;  // within the field
};

// Values to filter and sort by.
struct ColumnValues {
    std::uint8_t confidence = 0;
    std::uint8_t audience = 0;
    std::int64_t modified_ms = 0;
    std::string language{};
    std::string owner_domain{};
    std::vector<std::string> products{};
    friend bool operator==(const ColumnValues&, const ColumnValues&) = default;
};

struct Document {
    std::uint64_t article = 0;                        // number of the article
    std::uint32_t version = 0;                        // of the article
    std::array<std::uint32_t, kFieldsMax> lengths{};  // tokens of each field
    // The byte offset in the field's text of positions 0, 16, 32, ...
    std::array<std::vector<std::uint32_t>, kFieldsMax> offset_samples{};
    ColumnValues columns{};
    std::vector<Occurrence> occurrences{};  // in any order
};

}  // namespace kb::index
