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

}  // namespace

PostingsCursor::PostingsCursor(std::string_view postings, std::string_view details,
                               const TermEntry& entry, std::uint32_t documents)
    : all_postings_(postings), all_details_(details), documents_(documents) {
    reopen(entry);
}

void PostingsCursor::reopen(const TermEntry& entry) {
    frequency_ = entry.documents;
    blocks_ = (entry.documents + kBlockSize - 1) / kBlockSize;
    impact_max_ = entry.impact_max;
    current_ = kNoDocument;
    bounded_ = 0;
    at_ = 0;
    details_of_ = kNoDocument;
    const bool inside =
        entry.postings <= all_postings_.size() && entry.details <= all_details_.size();
    if (inside) {
        postings_ = all_postings_.substr(entry.postings);
        details_ = all_details_.substr(entry.details);
    }
    if (!inside || (blocks_ > 1 && postings_.size() < directory_size(blocks_))) {
        blocks_ = 0;
    }
}

std::uint32_t PostingsCursor::directory(std::uint32_t column, std::uint32_t index) const {
    return base::load<std::uint32_t>(postings_.data() + 4ULL * (column * blocks_ + index));
}

std::uint8_t PostingsCursor::block_impact(std::uint32_t index) const {
    return blocks_ > 1 ? static_cast<std::uint8_t>(postings_[12ULL * blocks_ + index])
                       : impact_max_;
}

std::uint8_t PostingsCursor::impact_of_best(std::size_t k) const {
    for (std::size_t i = 0; i < kBestRanks.size() && blocks_ > 1; ++i) {
        if (k <= kBestRanks[i]) {
            return static_cast<std::uint8_t>(postings_[13ULL * blocks_ + i]);
        }
    }
    return 0;
}

std::uint8_t PostingsCursor::impact_max(std::uint32_t begin, std::uint32_t end) {
    constexpr std::uint32_t kFar = 32;  // blocks; a longer look costs more than it saves
    if (blocks_ <= 1) {
        return impact_max_;
    }
    bounded_ = find_block(bounded_, begin);
    std::uint8_t highest = 0;
    for (std::uint32_t i = bounded_; i < blocks_; ++i) {
        if (i - bounded_ == kFar) {
            return impact_max_;
        }
        highest = std::max(highest, block_impact(i));
        if (directory(kLastDocument, i) >= end - 1) {
            break;
        }
    }
    return highest;
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
    // Documents rise, so no other can be beyond the segment if the last is not.
    if (offset > postings_.size() ||
        !decode_block(postings_.substr(offset), count, before, block_) ||
        block_.last() >= documents_ ||
        (blocks_ > 1 && block_.last() != directory(kLastDocument, index))) {
        blocks_ = 0;
        return false;
    }
    current_ = index;
    at_ = 0;
    ++decoded_;
    return true;
}

std::uint32_t PostingsCursor::find_block(std::uint32_t index, std::uint32_t document) const {
    if (blocks_ <= 1) {
        return index;
    }
    std::uint32_t step = 1;
    while (index < blocks_ && directory(kLastDocument, index) < document) {
        if (index + step >= blocks_ || directory(kLastDocument, index + step) >= document) {
            // It lies in (index, index + step].
            std::uint32_t low = index + 1;
            std::uint32_t high = std::min(blocks_, index + step);
            while (low < high) {
                const std::uint32_t middle = low + (high - low) / 2;
                if (directory(kLastDocument, middle) < document) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
        index += step;
        step *= 2;
    }
    return index;
}

bool PostingsCursor::seek_later_block(std::uint32_t document) {
    const std::uint32_t index = find_block(current_ == kNoDocument ? 0 : current_ + 1, document);
    return index < blocks_ && load(index) && block_.last() >= document;
}

bool PostingsCursor::seek_block(std::uint32_t document, std::uint32_t impact) {
    const bool here = current_ < blocks_ && block_.last() >= document;
    std::uint32_t index =
        here ? current_ : find_block(current_ == kNoDocument ? 0 : current_ + 1, document);
    while (index < blocks_ && block_impact(index) < impact) {
        ++index;
    }
    return index < blocks_ && (index == current_ || load(index)) && block_.last() >= document;
}

bool PostingsCursor::next_block() {
    const std::uint32_t index = current_ == kNoDocument ? 0 : current_ + 1;
    return index < blocks_ && load(index);
}

Detail PostingsCursor::detail_at(std::uint32_t i) {
    if (current_ >= blocks_ || i >= block_.count) {
        return {};
    }
    if (details_of_ != current_) {
        if (detail_block_ == nullptr) {
            detail_block_ = std::make_unique_for_overwrite<DetailBlock>();
        }
        details_of_ = kNoDocument;
        const std::uint32_t offset = blocks_ > 1 ? directory(kDetailOffset, current_) : 0;
        if (offset > details_.size() ||
            !detail_block_->decode(details_.substr(offset), block_.count)) {
            return {};
        }
        details_of_ = current_;
    }
    return {*detail_block_, i};
}

}  // namespace kb::index
