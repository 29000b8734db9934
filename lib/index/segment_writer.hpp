// SPDX-License-Identifier: Apache-2.0
#pragma once

// Makes the bytes of a segment: first all documents, then all terms in byte order, each with its
// postings in document order. Two terms with the same postings (most written forms are the only one
// of their stem) share the bytes. One thread at a time.

#include "index/columns.hpp"
#include "index/impact.hpp"
#include "index/letter_sets.hpp"
#include "index/postings_codec.hpp"
#include "index/segment_format.hpp"
#include "index/term_dictionary.hpp"

#include <kb/result.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kb::index {

using OffsetSamples = std::array<std::vector<std::uint32_t>, kFieldsMax>;

class SegmentWriter {
public:
    SegmentWriter(const Schema& schema, const Epoch& epoch, std::uint32_t shelf);

    // Errors: kResourceExhausted (columns.hpp).
    Result<void> add_document(std::uint64_t article, std::uint32_t version, const Lengths& lengths,
                              const ColumnValues& values, const OffsetSamples& samples);

    // Postings of the term that end_term() names.
    void add_posting(std::uint32_t document, std::uint8_t impact, std::string_view detail);
    // Without a posting since the last call, the term is left out.
    void end_term(std::string_view term);

    // The segment. Errors: kResourceExhausted where a section outgrows 4 GiB.
    Result<std::string> finish(std::uint64_t last_change);

private:
    struct Place {
        std::uint64_t postings = 0;
        std::uint64_t postings_size = 0;
        std::uint64_t details = 0;
        std::uint64_t details_size = 0;
    };
    void close_block();
    [[nodiscard]] std::string term_postings() const;
    Place place_term(const std::string& postings);
    [[nodiscard]] std::string letters_section() const;

    Schema schema_;
    Epoch epoch_;
    std::uint32_t shelf_;
    ColumnsWriter columns_;
    std::string offsets_;
    std::vector<std::uint32_t> offset_starts_{0};
    TermDictionaryWriter dictionary_;
    std::string postings_;
    std::string details_;
    std::vector<std::string> forward_;
    std::vector<std::uint32_t> forward_last_;
    std::unordered_map<std::uint64_t, Place> places_;
    LetterSetsWriter letters_;

    // The term at hand.
    std::vector<std::uint32_t> documents_;  // of the open block
    std::vector<std::uint8_t> impacts_;
    std::string block_details_;                // of the open block
    std::vector<std::uint32_t> detail_sizes_;  // of the open block
    std::uint32_t block_before_ = 0;
    std::string bodies_;
    std::string term_details_;
    std::vector<std::uint32_t> last_documents_;
    std::vector<std::uint32_t> body_offsets_;
    std::vector<std::uint32_t> detail_offsets_;
    std::vector<std::uint8_t> impact_maxima_;
    ImpactCounts impact_counts_{};
    std::uint32_t frequency_ = 0;
};

// What tells one schema from another in a segment header.
[[nodiscard]] std::uint64_t schema_checksum(const Schema& schema);

}  // namespace kb::index
