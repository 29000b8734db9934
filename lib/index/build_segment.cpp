// SPDX-License-Identifier: Apache-2.0
#include "base/checksum.hpp"
#include "base/try.hpp"
#include "index/merge.hpp"
#include "index/segment_writer.hpp"
#include "index/term_start.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <vector>

namespace kb::index {
namespace {

// Where one occurrence stands; of which term, the place of this among others says.
struct Place {
    std::uint32_t document = 0;
    Spot spot = 0;
};

struct TermHash {
    using is_avalanching = void;
    std::size_t operator()(std::string_view term) const noexcept { return base::checksum(term); }
};

// The terms of many documents, each occurrence by the number of its term.
class Inverted {
public:
    explicit Inverted(std::span<const Document> documents) {
        number(documents);
        rank();
        sort(documents);
    }

    [[nodiscard]] std::size_t terms() const { return terms_.size(); }
    [[nodiscard]] std::string_view term(std::size_t i) const { return terms_[order_[i]]; }
    // In the order of their documents.
    [[nodiscard]] std::span<const Place> places(std::size_t i) const {
        return std::span(places_).subspan(starts_[i], starts_[i + 1] - starts_[i]);
    }

private:
    // Numbers the terms as they come.
    void number(std::span<const Document> documents) {
        std::size_t total = 0;
        for (const Document& document : documents) {
            total += document.occurrences.size();
        }
        numbers_.reserve(total);
        boost::unordered_flat_map<std::string_view, std::uint32_t, TermHash> known;
        for (const Document& document : documents) {
            for (const Occurrence& occurrence : document.occurrences) {
                const auto [entry, is_new] = known.try_emplace(
                    document.term(occurrence), static_cast<std::uint32_t>(terms_.size()));
                if (is_new) {
                    terms_.push_back(entry->first);
                }
                numbers_.push_back(entry->second);
            }
        }
    }

    // Puts the terms into byte order.
    void rank() {
        struct Key {
            std::uint64_t start = 0;  // orders most of them without a look at their text
            std::uint32_t term = 0;
        };
        std::vector<Key> keys;
        keys.reserve(terms_.size());
        for (const std::string_view term : terms_) {
            keys.push_back(
                {.start = start_of(term), .term = static_cast<std::uint32_t>(keys.size())});
        }
        std::ranges::sort(keys, [&](const Key& a, const Key& b) {
            return a.start != b.start ? a.start < b.start : terms_[a.term] < terms_[b.term];
        });
        order_.reserve(keys.size());
        for (const Key& key : keys) {
            order_.push_back(key.term);
        }
    }

    // Puts the places of each term together, in document order as they come.
    void sort(std::span<const Document> documents) {
        std::vector<std::uint32_t> rank(terms_.size());
        for (std::uint32_t r = 0; r < order_.size(); ++r) {
            rank[order_[r]] = r;
        }
        starts_.assign(terms_.size() + 1, 0);
        for (std::uint32_t& number : numbers_) {
            number = rank[number];
            ++starts_[number + 1ULL];
        }
        for (std::size_t r = 1; r < starts_.size(); ++r) {
            starts_[r] += starts_[r - 1];
        }
        std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
        places_.resize(numbers_.size());
        std::size_t at = 0;
        for (std::uint32_t d = 0; d < documents.size(); ++d) {
            for (const Occurrence& occurrence : documents[d].occurrences) {
                places_[next[numbers_[at++]]++] = {.document = d, .spot = occurrence.spot};
            }
        }
    }

    std::vector<std::string_view> terms_;  // as they came
    std::vector<std::uint32_t> numbers_;   // of the term of each occurrence
    std::vector<std::uint32_t> order_;     // places in `terms_`, in byte order
    std::vector<std::size_t> starts_;
    std::vector<Place> places_;
};

}  // namespace

Result<std::string> build_segment(std::span<const Document> documents,
                                  const SegmentRecipe& recipe) {
    SegmentWriter writer(recipe.schema, recipe.epoch, recipe.shelf);
    std::vector<Lengths> lengths;
    lengths.reserve(documents.size());
    for (const Document& document : documents) {
        lengths.push_back(capped_lengths(document.lengths));
        KB_TRY(writer.add_document(document.article, document.version, lengths.back(),
                                   document.columns, document.offset_samples));
    }
    const Inverted inverted(documents);
    const ImpactFunction impact(recipe.schema, recipe.epoch);
    std::vector<Spot> spots;
    for (std::size_t t = 0; t < inverted.terms(); ++t) {
        const std::span<const Place> places = inverted.places(t);
        for (std::size_t i = 0; i < places.size();) {
            const std::uint32_t document = places[i].document;
            spots.clear();
            for (; i < places.size() && places[i].document == document; ++i) {
                spots.push_back(places[i].spot);
            }
            std::ranges::sort(spots);
            const auto repeated = std::ranges::unique(spots);
            spots.erase(repeated.begin(), repeated.end());
            writer.add_posting(document, impact(count_by_field(spots), lengths[document]), spots);
        }
        writer.end_term(inverted.term(t));
    }
    return writer.finish(recipe.last_change);
}

}  // namespace kb::index
