// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the index knows of fields: how many there are and how each counts. Articles are unknown
// here.

#include <array>
#include <cstddef>
#include <cstdint>

namespace kb::index {

inline constexpr std::size_t kFieldsMax = 8;  // one bit each in a posting's field mask

struct FieldScoring {
    double boost = 1.0;
    double length_norm = 0.75;
    friend bool operator==(const FieldScoring&, const FieldScoring&) = default;
};

// The constants of BM25F that do not depend on the collection; fixed for the life of a base.
struct Schema {
    std::size_t field_count = 0;  // [1, kFieldsMax]
    std::array<FieldScoring, kFieldsMax> fields{};
    double saturation = 1.2;  // k1
    friend bool operator==(const Schema&, const Schema&) = default;
};

// Two kinds of term share one dictionary, told apart by their first byte. Base terms are stemmed
// and without accents: what a search looks up first. Exact terms are the written forms: phrases,
// prefixes, and what lifts the literal match above the stem.
inline constexpr char kBaseTerm = 'b';
inline constexpr char kExactTerm = 'x';

inline constexpr std::size_t kTermBytesMax = 256;    // with its first byte
inline constexpr std::uint32_t kLengthMax = 65'535;  // tokens of a field beyond this count as this
inline constexpr std::uint32_t kOffsetSampleStep = 16;  // positions between two byte offsets kept
inline constexpr std::uint32_t kNoDocument = 0xFFFFFFFFU;

}  // namespace kb::index
