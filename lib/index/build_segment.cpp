// SPDX-License-Identifier: Apache-2.0
#include "base/try.hpp"
#include "index/merge.hpp"
#include "index/segment_writer.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace kb::index {
namespace {

// One occurrence without its text.
struct Place {
    std::uint32_t term = 0;
    std::uint32_t document = 0;
    std::uint32_t position = 0;
    std::uint8_t field = 0;
};

Lengths capped(const std::array<std::uint32_t, kFieldsMax>& lengths) {
    Lengths result{};
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        result[f] = static_cast<std::uint16_t>(std::min(lengths[f], kLengthMax));
    }
    return result;
}

// All occurrences, by term number; `terms` maps a number to its text.
std::vector<Place> collect(std::span<const Document> documents,
                           std::vector<std::string_view>& terms) {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    std::size_t total = 0;
    for (const Document& document : documents) {
        total += document.occurrences.size();
    }
    std::vector<Place> places;
    places.reserve(total);
    numbers.reserve(total / 4);
    for (std::uint32_t d = 0; d < documents.size(); ++d) {
        for (const Occurrence& occurrence : documents[d].occurrences) {
            const auto [entry, is_new] =
                numbers.try_emplace(occurrence.term, static_cast<std::uint32_t>(terms.size()));
            if (is_new) {
                terms.push_back(occurrence.term);
            }
            places.push_back({.term = entry->second,
                              .document = d,
                              .position = occurrence.position,
                              .field = occurrence.field});
        }
    }
    return places;
}

// Puts the places into the byte order of their terms; places of one term stay in document order,
// because a counting sort is stable.
std::vector<Place> sort_by_term(const std::vector<Place>& places,
                                std::vector<std::string_view>& terms) {
    std::vector<std::uint32_t> order(terms.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return terms[i]; });
    std::vector<std::uint32_t> rank(terms.size());
    std::vector<std::string_view> sorted_terms(terms.size());
    for (std::uint32_t r = 0; r < order.size(); ++r) {
        rank[order[r]] = r;
        sorted_terms[r] = terms[order[r]];
    }
    std::vector<std::size_t> starts(terms.size() + 1);
    for (const Place& place : places) {
        ++starts[rank[place.term] + 1ULL];
    }
    for (std::size_t r = 1; r < starts.size(); ++r) {
        starts[r] += starts[r - 1];
    }
    std::vector<Place> sorted(places.size());
    for (Place place : places) {
        place.term = rank[place.term];
        sorted[starts[place.term]++] = place;
    }
    terms = std::move(sorted_terms);
    return sorted;
}

}  // namespace

Result<std::string> build_segment(std::span<const Document> documents,
                                  const SegmentRecipe& recipe) {
    SegmentWriter writer(recipe.schema, recipe.epoch, recipe.shelf);
    std::vector<Lengths> lengths;
    lengths.reserve(documents.size());
    for (const Document& document : documents) {
        lengths.push_back(capped(document.lengths));
        KB_TRY(writer.add_document(document.article, document.version, lengths.back(),
                                   document.columns, document.offset_samples));
    }
    std::vector<std::string_view> terms;
    const std::vector<Place> places = sort_by_term(collect(documents, terms), terms);
    const ImpactFunction impact(recipe.schema, recipe.epoch);

    FieldPositions positions;
    std::string detail;
    for (std::size_t i = 0; i < places.size();) {
        const Place& first = places[i];
        for (auto& of_field : positions) {
            of_field.clear();
        }
        Frequencies frequencies{};
        for (; i < places.size() && places[i].term == first.term &&
               places[i].document == first.document;
             ++i) {
            positions[places[i].field].push_back(places[i].position);
        }
        for (std::size_t f = 0; f < kFieldsMax; ++f) {
            std::ranges::sort(positions[f]);
            const auto repeated = std::ranges::unique(positions[f]);
            positions[f].erase(repeated.begin(), repeated.end());
            frequencies[f] = static_cast<std::uint32_t>(positions[f].size());
        }
        detail.clear();
        encode_detail(detail, positions);
        writer.add_posting(first.document, impact(frequencies, lengths[first.document]), detail);
        if (i == places.size() || places[i].term != first.term) {
            writer.end_term(terms[first.term]);
        }
    }
    return writer.finish(recipe.last_change);
}

}  // namespace kb::index
