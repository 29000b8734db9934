// SPDX-License-Identifier: Apache-2.0
#include "search/spelling.hpp"

#include "base/utf8.hpp"
#include "index/schema.hpp"
#include "text/edit_distance.hpp"

#include <algorithm>
#include <bit>
#include <map>

namespace kb::search {
namespace {

constexpr std::size_t kOneEditFrom = 4;  // characters
constexpr std::size_t kTwoEditsFrom = 8;

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool has_letters_only(std::string_view text) {
    constexpr char32_t kFirstUnspaced = 0x2E80;  // from here on Han, kana and others
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = base::next_code_point(text, at);
        if (c >= kFirstUnspaced || (c < 0x80 && !((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z'))) {
            return false;
        }
    }
    return true;
}

// How often each of 32 classes of bytes occurs, as bits: two words that are e edits apart differ in
// at most 2 e of them. A cheap sieve before the edit distance.
std::uint32_t letter_set(std::string_view word) {
    std::uint32_t set = 0;
    for (const char c : word) {
        set |= 1U << (static_cast<unsigned char>(c) & 31U);
    }
    return set;
}

}  // namespace

std::optional<CorrectedWord> correct(const text::Token& token, const Visible& visible) {
    const std::string& word = token.exact;
    const std::size_t size = count_characters(word);
    if (size < kOneEditFrom || !has_letters_only(word)) {
        return std::nullopt;
    }
    const unsigned edits = size >= kTwoEditsFrom ? 2 : 1;
    const std::uint32_t letters = letter_set(word);
    const std::string first(1, index::kExactTerm);
    std::map<std::string, CorrectedWord, std::less<>> near;
    for (const index::SegmentState* segment : visible.segments) {
        segment->segment->dictionary().scan(
            first, [&](std::string_view term, const index::TermEntry& entry) {
                const std::string_view other = term.substr(1);
                const std::size_t longer = std::max(other.size(), word.size());
                if (longer - std::min(other.size(), word.size()) > 4ULL * edits ||
                    std::popcount(letter_set(other) ^ letters) > static_cast<int>(2 * edits) ||
                    !has_letters_only(other)) {
                    return true;
                }
                const std::uint64_t live =
                    entry.documents - segment->live->dead_frequency(entry.ordinal);
                const auto distance = text::edit_distance(word, other, edits);
                if (live > 0 && distance) {
                    CorrectedWord& found = near[std::string(other)];
                    found.word = other;
                    found.documents += live;
                    found.distance = *distance;
                }
                return true;
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
