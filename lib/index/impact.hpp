// SPDX-License-Identifier: Apache-2.0
#pragma once

// The impact byte: BM25F over all fields of one posting, saturated and rounded to 1..255.
//
//     ptf    = sum over fields f of  boost_f * tf_f / (1 - b_f + b_f * length_f / mean_f)
//     impact = clamp(round(255 * ptf / (ptf + k1)), 1, 255)
//
// Source: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
// Foundations and Trends in Information Retrieval 3(4), 2009, section 3.6. Two departures: idf
// stays outside, so that adding documents never changes a stored byte; and mean_f is the mean over
// the documents that have field f at all, so that a rarely filled field is not punished for being
// there.
//
// The means are frozen in an epoch. All segments of a shelf are of one epoch, so a score depends on
// the documents and the epoch alone, never on how they are spread over segments.

#include "index/schema.hpp"

#include <array>
#include <cstdint>

namespace kb::index {

using Lengths = std::array<std::uint16_t, kFieldsMax>;      // tokens of each field of a document
using Frequencies = std::array<std::uint32_t, kFieldsMax>;  // occurrences of a term in each field

// What of a document's field lengths counts: kLengthMax at the most.
[[nodiscard]] Lengths capped_lengths(const std::array<std::uint32_t, kFieldsMax>& lengths);

// Sums over the live documents of a shelf.
struct LengthSums {
    std::uint64_t documents = 0;
    std::array<std::uint64_t, kFieldsMax> tokens{};
    std::array<std::uint64_t, kFieldsMax> filled{};  // documents with at least one token in it

    void add(const Lengths& lengths);
    // False, and nothing is changed, where no document of these lengths can be among them.
    [[nodiscard]] bool remove(const Lengths& lengths);
    [[nodiscard]] double mean(std::size_t field) const;  // 0 where no document has the field
    friend bool operator==(const LengthSums&, const LengthSums&) = default;
};

struct Epoch {
    std::uint32_t number = 0;
    std::array<double, kFieldsMax>
        mean{};  // 0: no document had the field; lengths do not count then
    friend bool operator==(const Epoch&, const Epoch&) = default;
};

// Whether the means have moved so far from the epoch's that a new one is due: (mean + 1) / (epoch's
// mean + 1) of some field outside [1 / 1.25, 1.25].
[[nodiscard]] bool has_drifted(const Epoch& epoch, const LengthSums& sums);

// The epoch after `epoch`, with the present means.
[[nodiscard]] Epoch next_epoch(const Epoch& epoch, const LengthSums& sums);

// Computes impact bytes. Immutable, any thread.
class ImpactFunction {
public:
    ImpactFunction(const Schema& schema, const Epoch& epoch);

    // From 1 to 255; grows with every frequency. Precondition: some frequency is not 0.
    [[nodiscard]] std::uint8_t operator()(const Frequencies& frequencies,
                                          const Lengths& lengths) const;

    // The same before rounding, in (0, 1).
    [[nodiscard]] double exact(const Frequencies& frequencies, const Lengths& lengths) const;

private:
    struct Factor {
        double boost = 0.0;
        double base = 1.0;
        double per_token = 0.0;
    };
    std::array<Factor, kFieldsMax> factors_{};
    std::size_t field_count_;
    double saturation_;
};

// Postings of each impact.
using ImpactCounts = std::array<std::uint32_t, 256>;

// The highest impact that at least `rank` postings have or exceed; 0: there are fewer.
[[nodiscard]] std::uint8_t impact_at_rank(const ImpactCounts& counts, std::uint32_t rank);

}  // namespace kb::index
