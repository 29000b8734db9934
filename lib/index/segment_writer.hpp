// SPDX-License-Identifier: Apache-2.0
#pragma once

// Makes the bytes of a segment: first all documents, then all terms in byte order, each with its
// postings in document order. Two terms with the same postings (most written forms are the only one
// of their stem) share the bytes. One thread at a time.

#include "index/columns.hpp"
#include "index/detail_codec.hpp"
#include "index/impact.hpp"
#include "index/letter_sets.hpp"
#include "index/postings_codec.hpp"
#include "index/segment_format.hpp"
#include "index/term_dictionary.hpp"

#include <kb/result.hpp>

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

using OffsetSamples = std::array<std::vector<std::uint32_t>, kFieldsMax>;

class Segment;

class SegmentWriter {
public:
    SegmentWriter(const Schema& schema, const Epoch& epoch, std::uint32_t shelf);

    // Errors: kResourceExhausted (columns.hpp).
    Result<void> add_document(std::uint64_t article, std::uint32_t version, const Lengths& lengths,
                              const ColumnValues& values, const OffsetSamples& samples);

    // The same for a document of another segment.
    Result<void> copy_document(const Segment& from, std::uint32_t document);

    // Postings of the term that end_term() names; documents rise, and so do the spots of each.
    void add_posting(std::uint32_t document, std::uint8_t impact, std::span<const Spot> spots);
    // Without a posting since the last call, the term is left out.
    void end_term(std::string_view term);

    // The segment. Errors: kResourceExhausted where the dictionary outgrows 4 GiB.
    Result<std::string> finish(std::uint64_t last_change);

private:
    struct Place {
        std::uint64_t postings = 0;
        std::uint64_t postings_size = 0;
        std::uint64_t details = 0;
        std::uint64_t details_size = 0;
    };
    void close_block();
    [[nodiscard]] std::string directory() const;
    Place place_term(bool exact);
    Place append_term();

    Schema schema_;
    Epoch epoch_;
    std::uint32_t shelf_;
    ColumnsWriter columns_;
    std::string offsets_;
    std::vector<std::uint64_t> offset_starts_{0};
    TermDictionaryWriter dictionary_;
    std::string postings_;
    std::string details_;
    boost::unordered_flat_map<std::uint64_t, Place> places_;  // of base terms, by a hash
    LetterSetsWriter letters_;

    // The term at hand.
    std::vector<std::uint32_t> documents_;  // of the open block
    std::vector<std::uint8_t> impacts_;
    std::vector<std::uint32_t> spot_counts_;  // of the open block
    std::vector<Spot> spots_;                 // of the open block
    DetailEncoder encoder_;
    std::uint32_t block_before_ = 0;
    std::string bodies_;
    std::string term_details_;
    std::vector<std::uint32_t> last_documents_;
    std::vector<std::uint32_t> body_offsets_;
    std::vector<std::uint32_t> detail_offsets_;
    std::vector<std::uint8_t> impact_maxima_;
    ImpactCounts impact_counts_{};  // where there is more than one block
    std::uint32_t frequency_ = 0;
};

// What tells one schema from another in a segment header.
[[nodiscard]] std::uint64_t schema_checksum(const Schema& schema);

}  // namespace kb::index
