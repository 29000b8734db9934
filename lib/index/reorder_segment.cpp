// SPDX-License-Identifier: Apache-2.0
#include "base/try.hpp"
#include "index/merge.hpp"
#include "index/reordering.hpp"
#include "index/segment_writer.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace kb::index {
namespace {

// Terms of fewer documents, or of more than this share of them, say little of what belongs
// together.
constexpr std::uint32_t kRarest = 4;
constexpr std::uint32_t kMostFrequent = 5;  // one in so many documents

Error damaged() { return {ErrorCode::kCorruption, "postings do not decode"}; }
Error stopped() { return {ErrorCode::kCancelled, "a merge of segments was stopped"}; }

// Visits the terms that tell, each with its number.
template <typename Visit>
Result<void> for_telling_terms(const Segment& segment, const SegmentRecipe& recipe, Visit visit) {
    TermDictionary::Iterator terms(segment.dictionary());
    for (std::uint32_t number = 0; terms.next();) {
        const TermEntry entry = terms.entry();
        const bool tells = terms.term().starts_with(kExactTerm) && entry.documents >= kRarest &&
                           entry.documents <= segment.documents() / kMostFrequent;
        if (!tells) {
            continue;
        }
        if (recipe.stop != nullptr && *recipe.stop) {
            return stopped();
        }
        PostingsCursor cursor = segment.postings(entry);
        while (cursor.next_block()) {
            for (std::uint32_t i = 0; i < cursor.block().count; ++i) {
                if (cursor.block().documents[i] >= segment.documents()) {
                    return damaged();
                }
                visit(cursor.block().documents[i], number);
            }
        }
        ++number;
    }
    return {};
}

Result<DocumentTerms> telling_terms(const Segment& segment, const SegmentRecipe& recipe) {
    DocumentTerms documents;
    documents.starts.assign(segment.documents() + 1ULL, 0);
    KB_TRY(for_telling_terms(segment, recipe, [&](std::uint32_t document, std::uint32_t term) {
        ++documents.starts[document + 1ULL];
        documents.term_count = term + 1;
    }));
    for (std::size_t d = 1; d < documents.starts.size(); ++d) {
        documents.starts[d] += documents.starts[d - 1];
    }
    documents.terms.resize(documents.starts.back());
    std::vector<std::uint64_t> next(documents.starts.begin(), documents.starts.end() - 1);
    KB_TRY(for_telling_terms(segment, recipe, [&](std::uint32_t document, std::uint32_t term) {
        documents.terms[next[document]++] = term;
    }));
    return documents;
}

// The postings of one term, to be put into another order.
class Postings {
public:
    explicit Postings(const std::vector<std::uint32_t>& targets) : targets_(targets) {}

    Result<void> read(const Segment& segment, const TermEntry& entry) {
        postings_.clear();
        spots_.clear();
        PostingsCursor cursor = segment.postings(entry);
        while (cursor.next_block()) {
            const Block& block = cursor.block();
            for (std::uint32_t i = 0; i < block.count; ++i) {
                if (block.documents[i] >= targets_.size() || block.impacts[i] == 0 ||
                    !cursor.detail_at(i).spots(spots_of_one_)) {
                    return damaged();
                }
                postings_.push_back({.document = targets_[block.documents[i]],
                                     .impact = block.impacts[i],
                                     .count = static_cast<std::uint32_t>(spots_of_one_.size()),
                                     .first = spots_.size()});
                spots_.insert(spots_.end(), spots_of_one_.begin(), spots_of_one_.end());
            }
        }
        return postings_.size() == entry.documents ? Result<void>() : damaged();
    }

    void write(SegmentWriter& writer) {
        std::ranges::sort(postings_, {}, &Posting::document);
        for (const Posting& posting : postings_) {
            writer.add_posting(posting.document, posting.impact,
                               std::span(spots_).subspan(posting.first, posting.count));
        }
    }

private:
    struct Posting {
        std::uint32_t document = 0;
        std::uint8_t impact = 0;
        std::uint32_t count = 0;
        std::size_t first = 0;  // of its spots
    };
    const std::vector<std::uint32_t>& targets_;
    std::vector<Posting> postings_;
    std::vector<Spot> spots_;
    std::vector<Spot> spots_of_one_;
};

}  // namespace

Result<std::string> reorder_segment(const Segment& segment, const SegmentRecipe& recipe) {
    std::vector<std::uint32_t> targets(segment.documents());
    SegmentWriter writer(recipe.schema, segment.epoch(), recipe.shelf);
    {
        KB_TRY_ASSIGN(const DocumentTerms documents, telling_terms(segment, recipe));
        const auto order = order_by_likeness(documents, recipe.stop);
        if (!order) {
            return stopped();
        }
        for (std::uint32_t place = 0; place < order->size(); ++place) {
            targets[(*order)[place]] = place;
            KB_TRY(writer.copy_document(segment, (*order)[place]));
        }
    }
    Postings postings(targets);
    TermDictionary::Iterator terms(segment.dictionary());
    std::uint32_t seen = 0;
    for (; terms.next(); ++seen) {
        if (recipe.stop != nullptr && *recipe.stop) {
            return stopped();
        }
        KB_TRY(postings.read(segment, terms.entry()));
        postings.write(writer);
        writer.end_term(terms.term());
    }
    return seen == segment.dictionary().size() ? writer.finish(recipe.last_change)
                                               : Result<std::string>(damaged());
}

}  // namespace kb::index
