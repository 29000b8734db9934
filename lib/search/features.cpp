// SPDX-License-Identifier: Apache-2.0
#include "search/features.hpp"

#include "search/term_matcher.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>

namespace kb::search {
namespace {

constexpr std::size_t kTitle = static_cast<std::size_t>(Field::kTitle);

// Up to so many words, a query is meant word for word; a longer one is a description.
constexpr double kFewWords = 4.0;

// Whole identifiers are a feature of their own; their parts are words like others.
bool counts_as_word(const QueryWord& word) { return !word.identifier; }

void match_in_segment(const QueryWord& word, std::size_t w, const index::Segment& segment,
                      const std::vector<std::pair<std::uint32_t, std::size_t>>& documents,
                      Matches& matches) {
    const auto base = segment.dictionary().find(word.base);
    const auto exact = segment.dictionary().find(word.exact);
    auto base_cursor = base ? segment.postings(*base) : index::PostingsCursor();
    const auto other = word.other.empty() ? std::nullopt : segment.dictionary().find(word.other);
    auto other_cursor = other ? segment.postings(*other) : index::PostingsCursor();
    // Most written forms are the only one of their stem and share its postings.
    const bool same =
        base && exact && base->postings == exact->postings && base->documents == exact->documents;
    auto exact_cursor = exact && !same ? segment.postings(*exact) : index::PostingsCursor();
    for (const auto& [document, place] : documents) {
        WordMatch& match = matches.at(place, w);
        index::PostingsCursor* cursor = base_cursor.seek(document)    ? &base_cursor
                                        : other_cursor.seek(document) ? &other_cursor
                                                                      : nullptr;
        match.present =
            cursor != nullptr && cursor->detail().positions(matches.arena(), match.positions);
        match.exact = same ? cursor == &base_cursor : exact_cursor.seek(document);
    }
}

// The least distance of b after a in one field, one more where b stands before a; 0: nowhere both.
std::uint32_t least_distance(const WordMatch& a, const WordMatch& b) {
    std::uint32_t least = 0;
    for (std::size_t f = 0; f < index::kFieldsMax; ++f) {
        const std::span<const std::uint32_t> right = b.positions[f];
        auto at = right.begin();
        for (const std::uint32_t left : a.positions[f]) {
            while (at != right.end() && *at <= left) {
                ++at;
            }
            if (at != right.end() && (least == 0 || *at - left < least)) {
                least = *at - left;
            }
            if (at != right.begin() && *(at - 1) < left &&
                (least == 0 || left - *(at - 1) + 1 < least)) {
                least = left - *(at - 1) + 1;
            }
        }
    }
    return least;
}

double proximity(const Plan& plan, WordMatches matches) {
    double sum = 0.0;
    double all = 0.0;
    std::size_t before = plan.words.size();
    for (std::size_t w = 0; w < plan.words.size(); ++w) {
        if (!counts_as_word(plan.words[w])) {
            continue;
        }
        if (before < plan.words.size() && plan.words[before].base != plan.words[w].base) {
            const double weight = plan.words[before].idf + plan.words[w].idf;
            const std::uint32_t distance = least_distance(matches[before], matches[w]);
            sum += distance > 0 ? weight / distance : 0.0;
            all += weight;
        }
        before = w;
    }
    return all > 0.0 ? sum / all : 0.0;
}

std::size_t matched_title_words(WordMatches matches) {
    boost::container::small_vector<std::uint32_t, 32> positions;
    for (const WordMatch& match : matches) {
        positions.insert(positions.end(), match.positions[kTitle].begin(),
                         match.positions[kTitle].end());
    }
    std::ranges::sort(positions);
    return static_cast<std::size_t>(std::ranges::unique(positions).begin() - positions.begin());
}

}  // namespace

Matches match_words(const Plan& plan, const std::vector<Found>& found, const Visible& visible) {
    Matches matches(found.size(), plan.words.size());
    std::vector<std::vector<std::pair<std::uint32_t, std::size_t>>> by_segment(
        visible.segments.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        by_segment[found[i].segment].emplace_back(found[i].document, i);
    }
    for (std::size_t s = 0; s < by_segment.size(); ++s) {
        if (by_segment[s].empty()) {
            continue;
        }
        std::ranges::sort(by_segment[s]);
        for (std::size_t w = 0; w < plan.words.size(); ++w) {
            match_in_segment(plan.words[w], w, *visible.segments[s]->segment, by_segment[s],
                             matches);
        }
    }
    return matches;
}

ranking::Features text_features(const Plan& plan, WordMatches matches, std::uint32_t title_length) {
    double all = 0.0;
    std::size_t words = 0;
    double present = 0.0;
    double exact = 0.0;
    double in_title = 0.0;
    double identifiers = 0.0;
    double whole = 0.0;
    for (std::size_t w = 0; w < plan.words.size(); ++w) {
        const QueryWord& word = plan.words[w];
        if (!counts_as_word(word)) {
            identifiers += 1.0;
            whole += matches[w].exact ? 1.0 : 0.0;
            continue;
        }
        all += word.idf;
        ++words;
        present += matches[w].present ? word.idf : 0.0;
        exact += matches[w].exact ? word.idf : 0.0;
        in_title += matches[w].positions[kTitle].empty() ? 0.0 : word.idf;
    }
    ranking::Features features{};
    const auto feature = [&](ranking::Feature f) -> double& {
        return features[static_cast<std::size_t>(f)];
    };
    if (all > 0.0) {
        feature(ranking::Feature::kCoverage) =
            present / all * std::min(1.0, kFewWords / static_cast<double>(words));
        feature(ranking::Feature::kExactForm) = exact / all;
        feature(ranking::Feature::kProximity) = proximity(plan, matches);
        const double of_title = title_length == 0
                                    ? 0.0
                                    : static_cast<double>(matched_title_words(matches)) /
                                          static_cast<double>(title_length);
        feature(ranking::Feature::kTitle) = in_title / all * (1.0 + std::min(1.0, of_title)) / 2.0;
    }
    if (identifiers > 0.0) {
        feature(ranking::Feature::kIdentifier) = whole / identifiers;
    }
    return features;
}

bool is_exact_title(const Plan& plan, WordMatches matches, std::uint32_t title_length) {
    if (!plan.plain || plan.length == 0 || plan.length != title_length) {
        return false;
    }
    for (std::size_t w = 0; w < plan.words.size(); ++w) {
        if (counts_as_word(plan.words[w]) && matches[w].positions[kTitle].empty()) {
            return false;
        }
    }
    return !plan.words.empty();
}

}  // namespace kb::search
