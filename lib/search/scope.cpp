// SPDX-License-Identifier: Apache-2.0
#include "search/scope.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace kb::search {

void Scope::enter(const index::SegmentState& state, std::uint32_t number, DocumentRange range,
                  std::span<const std::uint64_t> filtered) {
    segment_ = state.segment.get();
    number_ = number;
    range_ = range;
    dead_ = segment_->documents() - state.live->live();
    live_ = state.live->words();
    filtered_ = filtered;
}

const std::uint64_t* Scope::allowed(std::uint32_t begin, std::uint32_t documents) {
    const std::size_t first = begin / 64;
    const std::size_t words = documents / 64;
    KB_ASSERT(words <= allowed_.size());
    if (filtered_.empty() && first + words <= live_.size()) {
        return live_.data() + first;
    }
    for (std::size_t i = 0; i < words; ++i) {
        const std::size_t word = first + i;
        allowed_[i] = word < live_.size() ? live_[word] : 0;
        if (!filtered_.empty()) {
            allowed_[i] &= word < filtered_.size() ? filtered_[word] : 0;
        }
    }
    return allowed_.data();
}

void Scope::restrict(Candidates& candidates) const {
    while (candidates.count > 0 && candidates.documents[candidates.count - 1] >= range_.end) {
        --candidates.count;
    }
    if (dead_ == 0 && filtered_.empty()) {
        return;
    }
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < candidates.count; ++i) {
        const std::uint32_t document = candidates.documents[i];
        std::uint64_t bits = live_[document / 64];
        if (!filtered_.empty()) {
            bits &= filtered_[document / 64];
        }
        candidates.documents[kept] = document;
        candidates.scores[kept] = candidates.scores[i];
        kept += static_cast<std::uint32_t>(bits >> (document % 64) & 1U);
    }
    candidates.count = kept;
}

void Scope::keep(Candidates& candidates, std::uint32_t least) {
    if (least > 1) {
        candidates.count = kernel::kernels().keep(candidates.raw(), candidates.count, least);
    }
}

void Scope::offer(const Candidates& candidates) {
    work_.offered += candidates.count;
    for (std::uint32_t i = 0; i < candidates.count; ++i) {
        if (candidates.scores[i] >= top_.threshold()) {
            const std::uint32_t document = candidates.documents[i];
            top_.push({.score = candidates.scores[i],
                       .article = segment_->columns().article(document),
                       .segment = number_,
                       .document = document});
        }
    }
    if (floor_ != nullptr) {
        top_.share(*floor_);
    }
}

}  // namespace kb::search
