// SPDX-License-Identifier: Apache-2.0
#include "index/segment.hpp"

#include "base/bytes.hpp"
#include "base/checksum.hpp"
#include "base/coding.hpp"
#include "base/try.hpp"
#include "index/segment_writer.hpp"

#include <fmt/format.h>

namespace kb::index {
namespace {

Error damaged(std::string_view what) {
    return {ErrorCode::kCorruption, fmt::format("damaged segment: {}", what)};
}

constexpr std::size_t kHeadBytes = sizeof(SegmentHeader) + sizeof(EpochRecord);

}  // namespace

std::string_view to_string(SectionId id) noexcept {
    switch (id) {
    case SectionId::kColumns: return "columns";
    case SectionId::kOffsets: return "offset samples";
    case SectionId::kDictionary: return "dictionary";
    case SectionId::kPostings: return "postings";
    case SectionId::kDetails: return "details";
    case SectionId::kLetters: return "letter sets";
    }
    return "unknown";
}

Result<std::shared_ptr<const Segment>> Segment::from_memory(std::string image,
                                                            const Schema& schema) {
    const std::shared_ptr<Segment> segment(new Segment);
    segment->image_ = std::move(image);
    segment->bytes_ = segment->image_;
    KB_TRY(segment->read(schema));
    return std::shared_ptr<const Segment>(segment);
}

Result<std::shared_ptr<const Segment>> Segment::open(const base::Path& path, const Schema& schema) {
    const std::shared_ptr<Segment> segment(new Segment);
    KB_TRY_ASSIGN(segment->file_, base::MappedFile::open(path));
    segment->bytes_ = segment->file_->bytes();
    auto read = segment->read(schema);
    if (read && segment->bytes_.size() <= kVerifyOnOpenBytesMax) {
        read = segment->verify_checksums();
    }
    if (!read) {
        Error error = std::move(read).error();
        error.message = fmt::format("{}: {}", path.string(), error.message);
        return error;
    }
    return std::shared_ptr<const Segment>(segment);
}

std::string_view Segment::section(SectionId id) const {
    const SectionEntry& entry = footer_.sections[static_cast<std::size_t>(id)];
    return bytes_.substr(entry.offset, entry.size);
}

Result<void> Segment::read(const Schema& schema) {
    if (bytes_.size() < kHeadBytes + sizeof(SegmentFooter)) {
        return damaged(fmt::format("{} bytes are too few for a header", bytes_.size()));
    }
    header_ = base::load<SegmentHeader>(bytes_.data());
    const auto epoch = base::load<EpochRecord>(bytes_.data() + sizeof(SegmentHeader));
    const std::size_t footer_at = bytes_.size() - sizeof(SegmentFooter);
    footer_ = base::load<SegmentFooter>(bytes_.data() + footer_at);
    if (header_.magic != kSegmentMagic) {
        return damaged("byte 0: not a segment");
    }
    if (header_.format < kSegmentFormat) {
        // The store is the truth: an index of an earlier build is made anew like a damaged one.
        return Error{ErrorCode::kCorruption,
                     fmt::format("segment format {} is older than {}, which this build reads",
                                 header_.format, kSegmentFormat)};
    }
    if (header_.format > kSegmentFormat) {
        return Error{ErrorCode::kUnsupported,
                     fmt::format("segment format {} is newer than {}, the newest this build reads",
                                 header_.format, kSegmentFormat)};
    }
    std::string checked(bytes_.substr(0, kHeadBytes));
    checked += bytes_.substr(footer_at, sizeof(footer_.sections));
    if (footer_.magic != kSegmentMagic || base::checksum(checked) != footer_.checksum) {
        return damaged(fmt::format("byte {}: the footer does not fit the header", footer_at));
    }
    if (header_.fields != schema.field_count) {
        return damaged(
            fmt::format("it has {} fields instead of {}", header_.fields, schema.field_count));
    }
    if (header_.schema_checksum != schema_checksum(schema)) {
        return damaged("written with other field weights");
    }
    for (const SectionEntry& entry : footer_.sections) {
        if (entry.offset > footer_at || entry.size > footer_at - entry.offset) {
            return damaged("a section lies outside the file");
        }
    }
    epoch_.number = static_cast<std::uint32_t>(epoch.number);
    epoch_.mean = epoch.mean;
    offsets_ = section(SectionId::kOffsets);
    if (!offset_starts_.take(offsets_, header_.documents + std::size_t{1})) {
        return damaged("offset samples are shorter than their starts");
    }
    KB_TRY_ASSIGN(columns_, Columns::open(section(SectionId::kColumns), header_.documents,
                                          schema.field_count));
    KB_TRY_ASSIGN(dictionary_, TermDictionary::open(section(SectionId::kDictionary)));
    KB_TRY_ASSIGN(letter_sets_, LetterSets::open(section(SectionId::kLetters), dictionary_.size()));
    return {};
}

void Segment::warm_up() const {
    if (file_ == nullptr) {
        return;
    }
    constexpr std::array kRead{SectionId::kColumns, SectionId::kDictionary, SectionId::kLetters,
                               SectionId::kPostings};
    for (const SectionId id : kRead) {
        file_->advise(section(id), base::MappedFile::Access::kSoon);
    }
    for (const SectionId id : kRead) {
        base::MappedFile::touch(section(id));
    }
    // A search reads a few bytes of many of them, and what lies beside them would only delay it.
    file_->advise(section(SectionId::kDetails), base::MappedFile::Access::kRandom);
}

Result<void> Segment::verify_checksums() const {
    for (std::size_t i = 0; i < kSectionCount; ++i) {
        const auto id = static_cast<SectionId>(i);
        if (base::checksum(section(id)) != footer_.sections[i].checksum) {
            return damaged(fmt::format(
                "bytes {} to {} ({}): the checksum does not fit", footer_.sections[i].offset,
                footer_.sections[i].offset + footer_.sections[i].size, to_string(id)));
        }
    }
    // Nothing reads what lies between sections; a byte there that is not zero still tells of
    // damage.
    std::size_t at = kHeadBytes;
    for (std::size_t i = 0; i <= kSectionCount; ++i) {
        const std::size_t end =
            i < kSectionCount ? footer_.sections[i].offset : bytes_.size() - sizeof(SegmentFooter);
        if (at > end) {
            return damaged("sections overlap");
        }
        const std::size_t found = bytes_.substr(at, end - at).find_first_not_of('\0');
        if (found != std::string_view::npos) {
            return damaged(fmt::format("byte {}: not zero between sections", at + found));
        }
        at = i < kSectionCount ? end + footer_.sections[i].size : end;
    }
    return {};
}

PostingsCursor Segment::postings(const TermEntry& entry) const {
    return {section(SectionId::kPostings), section(SectionId::kDetails), entry, header_.documents};
}

std::vector<std::uint32_t> Segment::offset_samples(std::uint32_t document,
                                                   std::size_t field) const {
    const std::uint64_t begin = offset_starts_[document];
    const std::uint64_t end = offset_starts_[document + std::size_t{1}];
    if (begin > end || end > offsets_.size()) {
        return {};
    }
    base::Reader reader(offsets_.substr(begin, end - begin));
    std::vector<std::uint32_t> samples;
    for (std::size_t f = 0; f <= field && reader.good(); ++f) {
        samples.clear();
        if (reader.at_end()) {
            break;  // this field and those behind it have none
        }
        std::uint32_t offset = 0;
        for (std::size_t i = reader.count(); i > 0; --i) {
            offset += reader.varint32();
            samples.push_back(offset);
        }
    }
    return reader.good() ? samples : std::vector<std::uint32_t>();
}

}  // namespace kb::index
