// SPDX-License-Identifier: Apache-2.0

// Goal: any bytes are a segment or damage, and whatever opens can be walked to its end, also where
// checksums fit and nothing else does. So each input is tried twice: as it is, and with its
// checksums made to fit.

#include "base/checksum.hpp"
#include "fuzz/segment_walk.hpp"
#include "fuzz/target.hpp"
#include "support/documents.hpp"

#include <cstring>

namespace kb::fuzz {
namespace {

constexpr std::size_t kHeadBytes = sizeof(index::SegmentHeader) + sizeof(index::EpochRecord);

std::string with_checksums(std::string_view input) {
    std::string image(input);
    if (image.size() < kHeadBytes + sizeof(index::SegmentFooter)) {
        return image;
    }
    const std::size_t footer_at = image.size() - sizeof(index::SegmentFooter);
    index::SegmentFooter footer;
    std::memcpy(&footer, image.data() + footer_at, sizeof(footer));
    for (index::SectionEntry& entry : footer.sections) {
        if (entry.offset <= footer_at && entry.size <= footer_at - entry.offset) {
            entry.checksum = base::checksum(input.substr(entry.offset, entry.size));
        }
    }
    std::string checked(input.substr(0, kHeadBytes));
    checked.append(reinterpret_cast<const char*>(&footer.sections), sizeof(footer.sections));
    footer.checksum = base::checksum(checked);
    footer.magic = index::kSegmentMagic;
    std::memcpy(image.data() + footer_at, &footer, sizeof(footer));
    return image;
}

std::string image_of(std::size_t count, std::uint32_t vocabulary) {
    test::Random random(3);
    std::vector<index::Document> documents;
    for (std::size_t i = 0; i < count; ++i) {
        documents.push_back(test::random_document(i + 1, random, vocabulary));
    }
    return index::build_segment(documents, {.schema = test::two_fields(), .epoch = {}}).value();
}

void check_image(std::string image) {
    const auto segment = index::Segment::from_memory(std::move(image), test::two_fields());
    if (!segment) {
        require_error(segment.error(), {ErrorCode::kCorruption, ErrorCode::kUnsupported});
        return;
    }
    walk(*segment);
}

}  // namespace

std::vector<std::string> make_seeds() {
    return {image_of(0, 10), image_of(1, 10), image_of(5, 40), image_of(200, 3)};
}

void check_input(std::string_view input) {
    check_image(std::string(input));
    check_image(with_checksums(input));
}

}  // namespace kb::fuzz
