// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is added to the index: the terms of one document, where they stand, and its column values.

#include "base/assert.hpp"
#include "index/spot.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

// One term at one place.
struct Occurrence {
    std::uint32_t begin = 0;  // of the term in the document's `terms`
    std::uint16_t size = 0;
    Spot spot = 0;
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
    std::string terms{};                    // one after another
    std::vector<Occurrence> occurrences{};  // in any order

    // `kind` is kBaseTerm or kExactTerm. Preconditions: with it the term has kTermBytesMax bytes at
    // the most; the position is kPositionMax at the most.
    void add(char kind, std::string_view text, std::size_t field, std::uint32_t position) {
        KB_ASSERT(text.size() < kTermBytesMax && position <= kPositionMax);
        occurrences.push_back({.begin = static_cast<std::uint32_t>(terms.size()),
                               .size = static_cast<std::uint16_t>(text.size() + 1),
                               .spot = make_spot(field, position)});
        terms.push_back(kind);
        terms += text;
    }
    // With its kind before it.
    [[nodiscard]] std::string_view term(const Occurrence& occurrence) const {
        return std::string_view(terms).substr(occurrence.begin, occurrence.size);
    }
};

}  // namespace kb::index
