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
    const std::uint32_t letters = index::letter_set(word);
    if (index::letters_in(letters) < kOneEditFrom) {
        return std::nullopt;
    }
    const unsigned edits = index::letters_in(letters) >= kTwoEditsFrom ? 2 : 1;
    std::map<std::string, CorrectedWord, std::less<>> near;
    std::vector<std::uint32_t> ordinals;
    for (const index::SegmentState* segment : visible.segments) {
        ordinals.clear();
        segment->segment->letter_sets().near(letters, edits, ordinals);
        segment->segment->dictionary().visit(
            ordinals, [&](std::string_view term, const index::TermEntry& entry) {
                const std::string_view other = term.substr(1);
                const std::uint64_t live = index::live_frequency(*segment, entry);
                const auto distance = text::edit_distance(word, other, edits);
                if (live > 0 && distance) {
                    CorrectedWord& found = near[std::string(other)];
                    found.word = other;
                    found.documents += live;
                    found.distance = *distance;
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

}  // namespace kb::search
