// SPDX-License-Identifier: Apache-2.0
#include "search/collect.hpp"

#include "search/filter.hpp"
#include "search/matcher.hpp"

#include <bit>

namespace kb::search {
namespace {

// Keeps of a window's bits what is alive and passes the filter; returns how many are left.
std::uint32_t mask_window(Window& window, std::span<const std::uint64_t> live,
                          std::span<const std::uint64_t> filtered) {
    std::uint32_t left = 0;
    const std::size_t first = window.begin / 64;
    for (std::size_t w = 0; w < window.bits.size(); ++w) {
        std::uint64_t& bits = window.bits[w];
        bits &= first + w < live.size() ? live[first + w] : 0;
        if (!filtered.empty()) {
            bits &= first + w < filtered.size() ? filtered[first + w] : 0;
        }
        left += static_cast<std::uint32_t>(std::popcount(bits));
    }
    return left;
}

void offer_window(const Window& window, const index::Segment& segment, std::uint32_t number,
                  TopK& top) {
    for (std::uint32_t w = 0; w < window.bits.size(); ++w) {
        for (std::uint64_t rest = window.bits[w]; rest != 0; rest &= rest - 1) {
            const std::uint32_t slot = w * 64 + static_cast<std::uint32_t>(std::countr_zero(rest));
            if (window.scores[slot] >= top.threshold()) {
                const std::uint32_t document = window.begin + slot;
                top.push({.score = window.scores[slot],
                          .article = segment.columns().article(document),
                          .segment = number,
                          .document = document});
            }
        }
    }
}

}  // namespace

Collected collect(const Plan& plan, const Filter& filter, const Visible& visible,
                  const index::Schema& schema, std::size_t k) {
    Collected collected;
    TopK top(k);
    const auto window = std::make_unique<Window>();
    const bool filtering = restricts(filter);
    for (std::uint32_t s = 0; s < visible.segments.size(); ++s) {
        const index::SegmentState& state = *visible.segments[s];
        const auto matcher = make_matcher(plan.root, *state.segment, schema);
        std::vector<std::uint64_t> filtered;
        if (filtering) {
            filtered = filter_documents(filter, *state.segment);
        }
        for (std::uint32_t document = matcher->next(0); document < state.segment->documents();) {
            window->reset(document / kWindowSize * kWindowSize);
            matcher->collect(*window);
            collected.matched += mask_window(*window, state.live->words(), filtered);
            offer_window(*window, *state.segment, s, top);
            document = matcher->next(window->end());
        }
    }
    collected.best = top.take();
    return collected;
}

}  // namespace kb::search
