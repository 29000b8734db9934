// SPDX-License-Identifier: Apache-2.0
#include "index/segment_writer.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "base/checksum.hpp"
#include "base/coding.hpp"
#include "base/try.hpp"
#include "index/segment.hpp"

#include <algorithm>
#include <limits>

namespace kb::index {
namespace {

template <typename T>
std::string_view raw(const T& value) {
    return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

void align(std::string& image) {
    image.resize((image.size() + kSectionAlignment - 1) / kSectionAlignment * kSectionAlignment);
}

}  // namespace

std::uint64_t schema_checksum(const Schema& schema) {
    std::string bytes;
    base::put_varint(bytes, schema.field_count);
    base::put_double(bytes, schema.saturation);
    for (std::size_t f = 0; f < schema.field_count; ++f) {
        base::put_double(bytes, schema.fields[f].boost);
        base::put_double(bytes, schema.fields[f].length_norm);
    }
    return base::checksum(bytes);
}

SegmentWriter::SegmentWriter(const Schema& schema, const Epoch& epoch, std::uint32_t shelf)
    : schema_(schema), epoch_(epoch), shelf_(shelf), columns_(schema.field_count) {}

Result<void> SegmentWriter::add_document(std::uint64_t article, std::uint32_t version,
                                         const Lengths& lengths, const ColumnValues& values,
                                         const OffsetSamples& samples) {
    KB_TRY(columns_.add(article, version, lengths, values));
    std::size_t fields = schema_.field_count;
    while (fields > 0 && samples[fields - 1].empty()) {
        --fields;
    }
    for (std::size_t f = 0; f < fields; ++f) {
        base::put_varint(offsets_, samples[f].size());
        std::uint32_t before = 0;
        for (const std::uint32_t offset : samples[f]) {
            base::put_varint(offsets_, offset - before);
            before = offset;
        }
    }
    offset_starts_.push_back(offsets_.size());
    return {};
}

Result<void> SegmentWriter::copy_document(const Segment& from, std::uint32_t document) {
    const Columns& columns = from.columns();
    OffsetSamples samples;
    for (std::size_t f = 0; f < from.header().fields; ++f) {
        samples[f] = from.offset_samples(document, f);
    }
    return add_document(columns.article(document), columns.version(document),
                        columns.lengths(document), columns.values(document), samples);
}

void SegmentWriter::add_posting(std::uint32_t document, std::uint8_t impact,
                                std::span<const Spot> spots) {
    KB_ASSERT(document < columns_.size() && impact > 0);
    if (documents_.size() == kBlockSize) {
        close_block();
    }
    documents_.push_back(document);
    impacts_.push_back(impact);
    spot_counts_.push_back(static_cast<std::uint32_t>(spots.size()));
    spots_.insert(spots_.end(), spots.begin(), spots.end());
    ++frequency_;
}

void SegmentWriter::close_block() {
    body_offsets_.push_back(static_cast<std::uint32_t>(bodies_.size()));
    detail_offsets_.push_back(static_cast<std::uint32_t>(term_details_.size()));
    encoder_.encode(term_details_, spot_counts_, spots_);
    last_documents_.push_back(documents_.back());
    impact_maxima_.push_back(*std::ranges::max_element(impacts_));
    const bool is_only_one = frequency_ == documents_.size() && frequency_ < kBlockSize;
    for (std::size_t i = 0; i < impacts_.size() && !is_only_one; ++i) {
        ++impact_counts_[impacts_[i]];
    }
    encode_block(bodies_, documents_, impacts_, block_before_);
    block_before_ = documents_.back() + 1;
    spot_counts_.clear();
    spots_.clear();
    documents_.clear();
    impacts_.clear();
}

std::string SegmentWriter::directory() const {
    std::string bytes;
    const auto put = [&](const std::vector<std::uint32_t>& values, std::uint32_t plus) {
        for (const std::uint32_t value : values) {
            base::put_fixed32(bytes, value + plus);
        }
    };
    const auto blocks = static_cast<std::uint32_t>(last_documents_.size());
    const auto size = static_cast<std::uint32_t>(directory_size(blocks));
    put(last_documents_, 0);
    put(body_offsets_, size);
    put(detail_offsets_, 0);
    bytes.append(reinterpret_cast<const char*>(impact_maxima_.data()), impact_maxima_.size());
    for (const std::uint32_t rank : kBestRanks) {
        bytes.push_back(static_cast<char>(impact_at_rank(impact_counts_, rank)));
    }
    KB_ASSERT(bytes.size() == size);
    return bytes;
}

// Base terms come first, and only written forms ever share theirs.
SegmentWriter::Place SegmentWriter::place_term(bool exact) {
    if (exact && places_.empty()) {
        return append_term();
    }
    const std::uint64_t hash = base::checksum(bodies_) * 31 + base::checksum(term_details_);
    const auto known = exact ? places_.find(hash) : places_.end();
    if (known != places_.end()) {
        const Place& place = known->second;
        if (bodies_ == std::string_view(postings_).substr(place.postings, place.postings_size) &&
            term_details_ == std::string_view(details_).substr(place.details, place.details_size)) {
            return place;
        }
    }
    const Place place = append_term();
    if (!exact) {
        places_[hash] = place;
    }
    return place;
}

SegmentWriter::Place SegmentWriter::append_term() {
    const Place place{.postings = postings_.size(),
                      .postings_size = bodies_.size(),
                      .details = details_.size(),
                      .details_size = term_details_.size()};
    postings_ += bodies_;
    details_ += term_details_;
    return place;
}

void SegmentWriter::end_term(std::string_view term) {
    if (frequency_ == 0) {
        return;
    }
    close_block();
    if (last_documents_.size() > 1) {
        bodies_.insert(0, directory());
    }
    const Place place = place_term(term.starts_with(kExactTerm));
    if (term.starts_with(kExactTerm)) {
        letters_.add(term.substr(1), dictionary_.size());
    }
    dictionary_.add(term, {.documents = frequency_,
                           .impact_max = *std::ranges::max_element(impact_maxima_),
                           .postings = place.postings,
                           .details = place.details});
    bodies_.clear();
    term_details_.clear();
    last_documents_.clear();
    body_offsets_.clear();
    detail_offsets_.clear();
    impact_maxima_.clear();
    if (frequency_ >= kBlockSize) {
        impact_counts_.fill(0);
    }
    block_before_ = 0;
    frequency_ = 0;
}

Result<std::string> SegmentWriter::finish(std::uint64_t last_change) {
    if (dictionary_.bytes() > std::numeric_limits<std::uint32_t>::max()) {
        return Error{ErrorCode::kResourceExhausted,
                     "the dictionary of a segment would outgrow 4 GiB"};
    }
    const SegmentHeader header{.shelf = shelf_,
                               .documents = columns_.size(),
                               .fields = static_cast<std::uint32_t>(schema_.field_count),
                               .last_change = last_change,
                               .terms = dictionary_.size(),
                               .schema_checksum = schema_checksum(schema_)};
    EpochRecord epoch{.number = epoch_.number};
    epoch.mean = epoch_.mean;
    std::string offsets;
    append_packed_column(offsets, offset_starts_);
    offsets += offsets_;
    postings_.append(kernel::kOverRead, '\0');  // for kernels that read whole vectors
    details_.append(kernel::kOverRead, '\0');
    std::array<std::string, kSectionCount> sections;
    sections[static_cast<std::size_t>(SectionId::kColumns)] = columns_.finish();
    sections[static_cast<std::size_t>(SectionId::kOffsets)] = std::move(offsets);
    sections[static_cast<std::size_t>(SectionId::kDictionary)] = dictionary_.finish();
    sections[static_cast<std::size_t>(SectionId::kPostings)] = std::move(postings_);
    sections[static_cast<std::size_t>(SectionId::kDetails)] = std::move(details_);
    sections[static_cast<std::size_t>(SectionId::kLetters)] = letters_.finish();
    std::size_t size = sizeof(header) + sizeof(epoch) + sizeof(SegmentFooter) + kPaddingBytes;
    for (const std::string& section : sections) {
        size += section.size() + kSectionAlignment;
    }
    std::string image;
    image.reserve(size + kSectionAlignment);
    image += raw(header);
    image += raw(epoch);
    SegmentFooter footer;
    for (std::size_t id = 0; id < sections.size(); ++id) {
        align(image);
        footer.sections[id] = {.offset = image.size(),
                               .size = sections[id].size(),
                               .checksum = base::checksum(sections[id])};
        image += sections[id];
        std::string().swap(sections[id]);  // a large segment is not in memory twice
    }
    align(image);
    image.append(kPaddingBytes, '\0');
    std::string checked;
    checked += raw(header);
    checked += raw(epoch);
    checked += raw(footer.sections);
    footer.checksum = base::checksum(checked);
    image += raw(footer);
    return image;
}

}  // namespace kb::index
