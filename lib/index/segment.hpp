// SPDX-License-Identifier: Apache-2.0
#pragma once

// A segment: some documents, fixed for ever, and the postings of their terms. The bytes lie in
// memory or in a mapped file; nobody above can tell. Immutable, any thread.

#include "base/file.hpp"
#include "index/bitmap_cache.hpp"
#include "index/columns.hpp"
#include "index/detail_codec.hpp"
#include "index/impact.hpp"
#include "index/letter_sets.hpp"
#include "index/postings_codec.hpp"
#include "index/segment_format.hpp"
#include "index/term_dictionary.hpp"

#include <kb/result.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

// Walks the postings of one term, block by block. One thread at a time; the segment must outlive
// it.
class PostingsCursor {
public:
    PostingsCursor() = default;  // of no postings
    // `documents` are those of the segment.
    PostingsCursor(std::string_view postings, std::string_view details, const TermEntry& entry,
                   std::uint32_t documents);

    // Begins with another term of the same segment; keeps the memory it has.
    void reopen(const TermEntry& entry);

    [[nodiscard]] std::uint32_t blocks() const { return blocks_; }
    [[nodiscard]] std::uint32_t frequency() const { return frequency_; }
    [[nodiscard]] std::uint8_t impact_max() const { return impact_max_; }
    // No posting of a document in [begin, end) has a higher impact. Only forward. end > begin.
    [[nodiscard]] std::uint8_t impact_max(std::uint32_t begin, std::uint32_t end);
    // At least `k` postings have this impact or a higher one; 0 where that is not known.
    [[nodiscard]] std::uint8_t impact_of_best(std::size_t k) const;
    // What the list says is the highest impact of a block; index < blocks().
    [[nodiscard]] std::uint8_t block_impact(std::uint32_t index) const;

    // Makes the first block whose last document is at or after `document` the current one. False:
    // there is none, or the bytes are damaged. Only forward.
    bool seek_block(std::uint32_t document) {
        return (current_ < blocks_ && block_.last() >= document) || seek_later_block(document);
    }
    // The same, but passes over blocks whose impacts are all below `impact`.
    bool seek_block(std::uint32_t document, std::uint32_t impact);
    bool next_block();  // the block after the current one
    [[nodiscard]] const Block& block() const { return block_; }
    [[nodiscard]] std::uint32_t blocks_decoded() const { return decoded_; }  // until now

    // Moves to the posting of `document`; false where there is none. Only forward.
    bool seek(std::uint32_t document) {
        if (!seek_block(document)) {
            return false;
        }
        at_ = kernel_->count_below(block_.documents.data(), document);
        return block_.documents[at_] == document;
    }
    [[nodiscard]] std::uint32_t place() const { return at_; }  // within the block
    [[nodiscard]] std::uint8_t impact() const { return block_.impacts[at_]; }
    // Of the posting that seek() found. Ends when another block becomes the current one.
    [[nodiscard]] Detail detail() { return detail_at(at_); }
    // Of posting `i` of the current block.
    [[nodiscard]] Detail detail_at(std::uint32_t i);

private:
    bool load(std::uint32_t index);
    bool seek_later_block(std::uint32_t document);
    // The first block from `index` on that ends at or after `document`.
    [[nodiscard]] std::uint32_t find_block(std::uint32_t index, std::uint32_t document) const;
    [[nodiscard]] std::uint32_t directory(std::uint32_t column, std::uint32_t index) const;

    const kernel::Kernels* kernel_ = &kernel::kernels();
    std::string_view all_postings_;  // of all terms
    std::string_view all_details_;
    std::string_view postings_;
    std::string_view details_;
    std::uint32_t documents_ = 0;
    std::uint32_t frequency_ = 0;
    std::uint32_t blocks_ = 0;
    std::uint8_t impact_max_ = 0;
    std::uint32_t current_ = kNoDocument;  // index of the loaded block
    std::uint32_t bounded_ = 0;            // index of the first block impact_max() looks at
    std::uint32_t at_ = 0;
    std::uint32_t decoded_ = 0;
    std::uint32_t details_of_ = kNoDocument;     // block whose details are at hand
    std::unique_ptr<DetailBlock> detail_block_;  // from the first detail on
    Block block_;
};

class Segment {
public:
    // Errors: kCorruption, saying which part; kUnsupported for a newer format.
    [[nodiscard]] static Result<std::shared_ptr<const Segment>> from_memory(std::string image,
                                                                            const Schema& schema);
    // The same for a file, named in the errors; also kNotFound, kIo.
    [[nodiscard]] static Result<std::shared_ptr<const Segment>> open(const base::Path& path,
                                                                     const Schema& schema);

    [[nodiscard]] std::uint32_t documents() const { return header_.documents; }
    [[nodiscard]] const SegmentHeader& header() const { return header_; }
    [[nodiscard]] const SegmentFooter& footer() const { return footer_; }
    [[nodiscard]] const Epoch& epoch() const { return epoch_; }
    [[nodiscard]] const Columns& columns() const { return columns_; }
    [[nodiscard]] const TermDictionary& dictionary() const { return dictionary_; }
    [[nodiscard]] const LetterSets& letter_sets() const { return letter_sets_; }
    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    [[nodiscard]] BitmapCache& bitmaps() const { return bitmaps_; }

    [[nodiscard]] PostingsCursor postings(const TermEntry& entry) const;
    // Byte offsets in the field's text of positions 0, 16, 32, ...
    [[nodiscard]] std::vector<std::uint32_t> offset_samples(std::uint32_t document,
                                                            std::size_t field) const;

    // Has in memory what every search reads, all but the details of postings; it returns when it
    // is.
    void warm_up() const;

    // Recomputes the checksum of every section. Errors: kCorruption, naming the section.
    [[nodiscard]] Result<void> verify_checksums() const;

private:
    Segment() = default;
    Result<void> read(const Schema& schema);
    [[nodiscard]] std::string_view section(SectionId id) const;

    std::string image_;
    std::shared_ptr<const base::MappedFile> file_;
    std::string_view bytes_;
    SegmentHeader header_;
    SegmentFooter footer_;
    Epoch epoch_;
    Columns columns_;
    PackedColumn offset_starts_;
    std::string_view offsets_;
    TermDictionary dictionary_;
    LetterSets letter_sets_;
    mutable BitmapCache bitmaps_;
};

// Files up to this size have every section's checksum checked when they are opened; for larger ones
// `verify` does it.
inline constexpr std::uint64_t kVerifyOnOpenBytesMax = 256ULL << 20U;

[[nodiscard]] std::string_view to_string(SectionId id) noexcept;

}  // namespace kb::index
