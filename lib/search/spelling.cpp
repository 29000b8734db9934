// SPDX-License-Identifier: Apache-2.0
#include "search/spelling.hpp"

#include "text/edit_distance.hpp"

#include <map>

namespace kb::search {
namespace {

constexpr std::uint32_t kOneEditFrom = 4;  // characters
constexpr std::uint32_t kTwoEditsFrom = 8;

}  // namespace

std::optional<CorrectedWord> correct(const text::Token& token, const Visible& visible) {
    const std::string& word = token.exact;
    const std::uint32_t letters = index::letters_in(word);
    if (letters < kOneEditFrom) {
        return std::nullopt;
    }
    const unsigned edits = letters >= kTwoEditsFrom ? 2 : 1;
    std::map<std::string, CorrectedWord, std::less<>> near;
    for (const index::SegmentState* state : visible.segments) {
        visit_near(*state->segment, word, edits,
                   [&](std::string_view other, const index::TermEntry& entry, unsigned distance) {
                       const std::uint64_t live = index::live_frequency(*state, entry);
                       if (live > 0) {
                           CorrectedWord& found = near[std::string(other)];
                           found.word = other;
                           found.documents += live;
                           found.distance = distance;
                       }
                   });
    }
    const CorrectedWord* best = nullptr;
    for (const auto& [text, candidate] : near) {
        if (best == nullptr || candidate.distance < best->distance ||
            (candidate.distance == best->distance && candidate.documents > best->documents)) {
            best = &candidate;
        }
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

void visit_near(
    const index::Segment& segment, std::string_view word, unsigned edits,
    const std::function<void(std::string_view, const index::TermEntry&, unsigned)>& visit) {
    std::vector<std::uint32_t> ordinals;
    segment.letter_sets().near(word, edits, ordinals);
    const text::EditDistanceFrom distance_from(word);
    segment.dictionary().visit(ordinals, [&](std::string_view term, const index::TermEntry& entry) {
        const std::string_view other = term.substr(term.empty() ? 0 : 1);
        if (const auto distance = distance_from(other, edits)) {
            visit(other, entry, *distance);
        }
    });
}

}  // namespace kb::search
