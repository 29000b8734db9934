// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.hpp"
#include "index/segment.hpp"

#include <algorithm>

namespace kb::index {
namespace {

// Columns of a term's directory; the fourth, of single bytes, holds the impact maxima.
constexpr std::uint32_t kLastDocument = 0;
constexpr std::uint32_t kBodyOffset = 1;
constexpr std::uint32_t kDetailOffset = 2;
constexpr std::uint32_t kDirectoryBytesEach = 13;

}  // namespace

PostingsCursor::PostingsCursor(std::string_view postings, std::string_view details,
                               const TermEntry& entry)
    : frequency_(entry.documents),
      blocks_((entry.documents + kBlockSize - 1) / kBlockSize),
      impact_max_(entry.impact_max) {
    const bool inside = entry.postings <= postings.size() && entry.details <= details.size();
    if (inside) {
        postings_ = postings.substr(entry.postings);
        details_ = details.substr(entry.details);
    }
    if (!inside || (blocks_ > 1 && postings_.size() / kDirectoryBytesEach < blocks_)) {
        blocks_ = 0;
    }
}

std::uint32_t PostingsCursor::directory(std::uint32_t column, std::uint32_t index) const {
    return base::load<std::uint32_t>(postings_.data() + 4ULL * (column * blocks_ + index));
}

bool PostingsCursor::load(std::uint32_t index) {
    std::uint32_t offset = 0;
    std::uint32_t before = 0;
    if (blocks_ > 1) {
        offset = directory(kBodyOffset, index);
        before = index == 0 ? 0 : directory(kLastDocument, index - 1) + 1;
    }
    const std::uint32_t count =
        index + 1 < blocks_ ? kBlockSize : frequency_ - (blocks_ - 1) * kBlockSize;
    if (offset > postings_.size() ||
        !decode_block(postings_.substr(offset), count, before, block_)) {
        blocks_ = 0;
        return false;
    }
    current_ = index;
    at_ = 0;
    return true;
}

bool PostingsCursor::seek_block(std::uint32_t document) {
    if (blocks_ == 0) {
        return false;
    }
    if (current_ != kNoDocument && block_.documents[block_.count - 1] >= document) {
        return true;
    }
    std::uint32_t low = current_ == kNoDocument ? 0 : current_ + 1;
    if (blocks_ > 1) {
        std::uint32_t high = blocks_;
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (directory(kLastDocument, middle) < document) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
    }
    return low < blocks_ && load(low) && block_.documents[block_.count - 1] >= document;
}

bool PostingsCursor::next_block() {
    const std::uint32_t index = current_ == kNoDocument ? 0 : current_ + 1;
    return index < blocks_ && load(index);
}

bool PostingsCursor::seek(std::uint32_t document) {
    if (!seek_block(document)) {
        return false;
    }
    const auto begin = block_.documents.begin();
    const auto found = std::lower_bound(begin + at_, begin + block_.count, document);
    at_ = static_cast<std::uint32_t>(found - begin);
    return at_ < block_.count && *found == document;
}

std::string_view PostingsCursor::detail_at(std::uint32_t i) {
    if (details_of_ != current_ || i + 1 < details_passed_) {
        const std::uint32_t offset = blocks_ > 1 ? directory(kDetailOffset, current_) : 0;
        details_rest_ = offset <= details_.size() ? details_.substr(offset) : "";
        details_passed_ = 0;
        details_of_ = current_;
    }
    if (i >= block_.count) {
        return {};
    }
    for (; details_passed_ <= i; ++details_passed_) {
        if (!take_detail(details_rest_, detail_)) {
            details_of_ = kNoDocument;
            return {};
        }
    }
    return detail_;
}

}  // namespace kb::index
