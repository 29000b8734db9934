// SPDX-License-Identifier: Apache-2.0
#include "fuzz/segment_walk.hpp"

#include "fuzz/target.hpp"
#include "index/digest.hpp"
#include "search/collect.hpp"
#include "support/documents.hpp"

#include <algorithm>

namespace kb::fuzz {
namespace {

using index::Segment;

void walk_postings(const Segment& segment, const index::TermEntry& entry) {
    index::PostingsCursor walking = segment.postings(entry);
    std::uint32_t last = 0;
    while (walking.next_block()) {
        const index::Block& block = walking.block();
        require(block.count <= index::kBlockSize, "a block is not too long");
        for (std::uint32_t i = 0; i < block.count; ++i) {
            last = block.documents[i];
            const index::Detail detail = walking.detail_at(i);
            index::PositionArena arena;
            index::FieldSpans positions;
            if (detail.positions(arena, positions)) {
                const index::Frequencies frequencies = detail.frequencies();
                for (std::size_t f = 0; f < index::kFieldsMax; ++f) {
                    require(positions[f].size() == frequencies[f], "a position for each time");
                    require((frequencies[f] > 0) == ((detail.mask() >> f & 1U) != 0),
                            "the mask tells the fields");
                }
            }
        }
    }
    index::PostingsCursor seeking = segment.postings(entry);
    if (seeking.seek(last)) {
        static_cast<void>(seeking.detail());
    }
}

void walk_terms(const Segment& segment) {
    index::TermDictionary::Iterator it(segment.dictionary());
    std::uint32_t seen = 0;
    while (it.next()) {
        require(++seen <= segment.dictionary().size(), "there are no more terms than it says");
        require(it.term().size() <= segment.bytes().size() + index::kTermBytesMax,
                "a term comes from the bytes");
        static_cast<void>(segment.dictionary().find(it.term()));
        walk_postings(segment, it.entry());
    }
    std::vector<std::uint32_t> near;
    segment.letter_sets().near("printer", 2, near);
    segment.dictionary().visit(near, [](std::string_view, const index::TermEntry&) {});
    segment.dictionary().scan("b", [](std::string_view, const index::TermEntry&) { return true; });
}

void walk_documents(const Segment& segment) {
    for (std::uint32_t d = 0; d < segment.documents(); ++d) {
        static_cast<void>(segment.columns().values(d));
        static_cast<void>(segment.columns().lengths(d));
        for (const std::uint32_t found : segment.columns().find(segment.columns().article(d))) {
            require(found < segment.documents(), "a document that is found is there");
        }
        for (std::size_t field = 0; field < 2; ++field) {
            static_cast<void>(segment.offset_samples(d, field));
        }
    }
}

void merge_with_itself(const std::shared_ptr<const Segment>& segment) {
    const auto whole = std::make_shared<const index::LiveDocuments>(segment->documents());
    std::vector<std::uint32_t> dead;
    for (std::uint32_t d = 0; d < segment->documents(); d += 2) {
        dead.push_back(d);
    }
    const auto half = index::LiveDocuments::without(*whole, dead);
    require(half->live() + dead.size() == segment->documents(), "what did not die is alive");
    const std::vector<index::SegmentState> sources{{segment, half, {}}, {segment, whole, {}}};
    const index::Schema schema = test::two_fields();
    const auto merged = index::merge_segments(sources, {.schema = schema, .epoch = {.number = 9}});
    if (!merged) {
        require_error(merged.error(), {ErrorCode::kCorruption, ErrorCode::kResourceExhausted});
        return;
    }
    const auto opened = index::Segment::from_memory(*merged, schema);
    require(opened.has_value(), "what was merged opens");
    require(index::document_digests(**opened).has_value(), "what was merged is sound");
}

// Searches of every kind for the first terms; what is found lies in the segment.
void search(const std::shared_ptr<const Segment>& segment) {
    const index::SegmentState state{
        segment, std::make_shared<const index::LiveDocuments>(segment->documents()), {}};
    const search::Visible visible{.segments = {&state}, .documents = segment->documents()};
    std::vector<search::PlanNode> words;
    index::TermDictionary::Iterator it(segment->dictionary());
    while (words.size() < 4 && it.next()) {
        words.push_back({.kind = search::PlanNode::Kind::kTerm, .terms = {it.term()}});
        words.push_back({.kind = search::PlanNode::Kind::kTerm, .field = 0, .terms = {it.term()}});
    }
    search::PlanNode any{.kind = search::PlanNode::Kind::kAnyOf};
    search::PlanNode phrase{.kind = search::PlanNode::Kind::kPhrase};
    for (const search::PlanNode& word : words) {
        any.terms.push_back(word.terms.front());
        phrase.gaps.push_back(static_cast<std::uint32_t>(phrase.terms.size()));
        phrase.terms.push_back(word.terms.front());
    }
    words.push_back(any);
    if (!phrase.terms.empty()) {
        words.push_back(phrase);
    }
    for (const Occur occur : {Occur::kShould, Occur::kMust}) {
        for (const std::uint64_t count_up_to : {std::uint64_t{0}, std::uint64_t{1'000'000}}) {
            search::Plan plan{.root = {.kind = search::PlanNode::Kind::kGroup, .children = words}};
            for (search::PlanNode& child : plan.root.children) {
                child.occur = occur;
            }
            const search::Collected collected = search::collect(
                plan, {}, visible, test::two_fields(), {.k = 5, .count_up_to = count_up_to});
            for (const search::Found& found : collected.best) {
                require(found.document < segment->documents(), "a hit is a document");
            }
        }
    }
}

}  // namespace

void walk(const std::shared_ptr<const Segment>& segment) {
    const auto digests = index::document_digests(*segment);
    if (!digests) {
        require_error(digests.error(), {ErrorCode::kCorruption});
    }
    walk_terms(*segment);
    walk_documents(*segment);
    search(segment);
    merge_with_itself(segment);
}

}  // namespace kb::fuzz
