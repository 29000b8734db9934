// SPDX-License-Identifier: Apache-2.0
#include "index/merge.hpp"

#include "base/try.hpp"
#include "index/segment_writer.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <vector>

namespace kb::index {
namespace {

constexpr std::size_t kMergeFanIn = 4;

Error damaged() { return {ErrorCode::kCorruption, "postings do not decode"}; }

// One source of a merge: where its documents go and where its walk through the terms is.
class Source {
public:
    Source(const SegmentState& state, const Epoch& epoch)
        : state_(&state),
          same_epoch_(state.segment->epoch() == epoch),
          terms_(state.segment->dictionary()),
          cursor_(state.segment->postings({})) {
        advance();
    }

    Result<void> add_documents(SegmentWriter& writer, std::uint32_t& next,
                               std::vector<Lengths>& lengths) {
        const Segment& segment = *state_->segment;
        targets_.assign(segment.documents(), kNoDocument);
        for (std::uint32_t d = 0; d < segment.documents(); ++d) {
            if (!state_->live->is_live(d)) {
                continue;
            }
            targets_[d] = next++;
            lengths.push_back(segment.columns().lengths(d));
            KB_TRY(writer.copy_document(segment, d));
        }
        return {};
    }

    [[nodiscard]] const std::string* term() const { return more_ ? &terms_.term() : nullptr; }
    void advance() {
        more_ = terms_.next();
        passed_ += more_ ? 1 : 0;
    }
    // Whether the walk that ended saw every term, and did not end at damage.
    [[nodiscard]] bool is_complete() const {
        return passed_ == state_->segment->dictionary().size();
    }

    // Hands the live postings of the current term to the writer.
    Result<void> add_postings(SegmentWriter& writer, const ImpactFunction& impact,
                              const std::vector<Lengths>& lengths) {
        cursor_.reopen(terms_.entry());
        std::uint32_t seen = 0;
        std::uint32_t next = 0;  // the lowest document that may follow
        while (cursor_.next_block()) {
            const Block& block = cursor_.block();
            seen += block.count;
            for (std::uint32_t i = 0; i < block.count; ++i) {
                if (block.documents[i] < next || block.documents[i] >= targets_.size()) {
                    return damaged();
                }
                next = block.documents[i] + 1;
                const std::uint32_t target = targets_[block.documents[i]];
                if (target == kNoDocument) {
                    continue;
                }
                if (!cursor_.detail_at(i).spots(spots_)) {
                    return damaged();
                }
                const std::uint8_t code = same_epoch_
                                              ? block.impacts[i]
                                              : impact(count_by_field(spots_), lengths[target]);
                if (code == 0) {
                    return damaged();
                }
                writer.add_posting(target, code, spots_);
            }
        }
        return seen == terms_.entry().documents ? Result<void>() : damaged();
    }

private:
    const SegmentState* state_;
    bool same_epoch_;
    TermDictionary::Iterator terms_;
    bool more_ = false;
    std::uint32_t passed_ = 0;
    std::vector<std::uint32_t> targets_;
    PostingsCursor cursor_;
    std::vector<Spot> spots_;  // of the posting at hand
};

}  // namespace

Result<std::string> merge_segments(std::span<const SegmentState> sources,
                                   const SegmentRecipe& recipe) {
    SegmentWriter writer(recipe.schema, recipe.epoch, recipe.shelf);
    std::vector<Source> walks;
    std::vector<Lengths> lengths;
    std::uint32_t next = 0;
    for (const SegmentState& state : sources) {
        walks.emplace_back(state, recipe.epoch);
        KB_TRY(walks.back().add_documents(writer, next, lengths));
    }
    const ImpactFunction impact(recipe.schema, recipe.epoch);
    std::optional<std::string> before;  // the term that was merged last
    for (;;) {
        const std::string* least = nullptr;
        for (const Source& walk : walks) {
            const std::string* term = walk.term();
            if (term != nullptr && (least == nullptr || *term < *least)) {
                least = term;
            }
        }
        if (least == nullptr) {
            const bool complete = std::ranges::all_of(walks, &Source::is_complete);
            return complete ? writer.finish(recipe.last_change) : Result<std::string>(damaged());
        }
        if (recipe.stop != nullptr && *recipe.stop) {
            return Error{ErrorCode::kCancelled, "a merge of segments was stopped"};
        }
        const std::string term = *least;
        if (before && *before >= term) {
            return damaged();
        }
        before = term;
        for (Source& walk : walks) {
            if (walk.term() != nullptr && *walk.term() == term) {
                KB_TRY(walk.add_postings(writer, impact, lengths));
                walk.advance();
            }
        }
        writer.end_term(term);
    }
}

Result<SegmentState> segment_in_memory(std::string image, const Schema& schema) {
    SegmentState state;
    KB_TRY_ASSIGN(state.segment, Segment::from_memory(std::move(image), schema));
    state.live = std::make_shared<const LiveDocuments>(state.segment->documents());
    return state;
}

std::vector<std::uint32_t> live_sizes(std::span<const SegmentState> segments) {
    std::vector<std::uint32_t> sizes;
    for (const SegmentState& state : segments) {
        sizes.push_back(state.live->live());
    }
    return sizes;
}

std::size_t pick_merge(std::span<const std::uint32_t> sizes) {
    if (sizes.size() < kMergeFanIn) {
        return 0;
    }
    const auto level = [](std::uint32_t size) { return (std::bit_width(size) + 1) / 2; };
    const auto last = level(sizes.back());
    std::size_t run = 0;
    while (run < sizes.size() && level(sizes[sizes.size() - 1 - run]) <= last) {
        ++run;
    }
    return run >= kMergeFanIn ? run : 0;
}

}  // namespace kb::index
