// SPDX-License-Identifier: Apache-2.0
// What the index is made of, for people who look inside.
#include "base/try.hpp"
#include "engine/care.hpp"
#include "index/snapshot.hpp"
#include "text/normalizer.hpp"

#include <fmt/format.h>

namespace kb::engine {
namespace {

std::vector<ShelfInfo> describe_shelves(const index::Snapshot& snapshot) {
    std::vector<ShelfInfo> shelves;
    for (std::size_t s = 0; s < kShelfCount; ++s) {
        const index::ShelfState& shelf = *snapshot.shelves[s];
        ShelfInfo info{.shelf = static_cast<Shelf>(s),
                       .articles = shelf.sums.documents,
                       .epoch = shelf.epoch.number};
        for (const index::SegmentState& state : shelf.segments) {
            const index::Segment& segment = *state.segment;
            info.segments.push_back({.file = state.file,
                                     .documents = segment.documents(),
                                     .live = state.live->live(),
                                     .terms = segment.dictionary().size(),
                                     .bytes = segment.bytes().size(),
                                     .last_change = segment.header().last_change});
        }
        shelves.push_back(std::move(info));
    }
    return shelves;
}

std::vector<TermPlace> find_term(const index::Snapshot& snapshot, const std::string& word) {
    std::vector<TermPlace> places;
    for (const char kind : {index::kBaseTerm, index::kExactTerm}) {
        const std::string term = std::string(1, kind) + word;
        for (std::size_t s = 0; s < kShelfCount; ++s) {
            for (const index::SegmentState& state : snapshot.shelves[s]->segments) {
                const auto entry = state.segment->dictionary().find(term);
                if (entry) {
                    places.push_back({.as_written = kind == index::kExactTerm,
                                      .shelf = static_cast<Shelf>(s),
                                      .file = state.file,
                                      .documents = entry->documents,
                                      .live = index::document_frequency(state, term),
                                      .impact_max = entry->impact_max});
                }
            }
        }
    }
    return places;
}

void describe_document(ArticlePlace& place, const index::SegmentState& state,
                       std::uint32_t document) {
    const index::Segment& segment = *state.segment;
    place.indexed = true;
    place.file = state.file;
    place.document = document;
    const index::Lengths lengths = segment.columns().lengths(document);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        place.words[f] = lengths[f];
    }
    segment.dictionary().scan({&index::kBaseTerm, 1},
                              [&](std::string_view term, const index::TermEntry& entry) {
                                  const bool base = term.starts_with(index::kBaseTerm);
                                  if (base && segment.postings(entry).seek(document)) {
                                      place.terms.emplace_back(term.substr(1));
                                  }
                                  return base;
                              });
}

Result<ArticlePlace> find_place(const State& state, const index::Snapshot& snapshot,
                                const ArticleId& id) {
    KB_TRY_ASSIGN(const NamedArticle named, find_named(state.database->latest(), id));
    const Shelf shelf = state.shelf_of(named.article);
    ArticlePlace place{.id = named.article.id,
                       .number = named.number,
                       .version = named.article.version,
                       .shelf = shelf,
                       .change = named.change};
    const auto found =
        index::find_article(*snapshot.shelves[static_cast<std::size_t>(shelf)], named.number);
    if (found.state != nullptr) {
        describe_document(place, *found.state, found.document);
    }
    return place;
}

std::string_view file_text(const std::string& file) {
    return file.empty() ? std::string_view("(in memory)") : std::string_view(file);
}

std::string shelf_text(const ShelfInfo& shelf) {
    std::string text = fmt::format("shelf {:<9} {:>9} articles, epoch {}\n", to_string(shelf.shelf),
                                   shelf.articles, shelf.epoch);
    for (const SegmentInfo& segment : shelf.segments) {
        text +=
            fmt::format("  {:<16} {:>9} documents, {} live, {} terms, {} bytes, up to change {}\n",
                        file_text(segment.file), segment.documents, segment.live, segment.terms,
                        segment.bytes, segment.last_change);
    }
    return text;
}

std::string term_text(const Inspection& inspection) {
    std::string text;
    for (const bool as_written : {false, true}) {
        text += fmt::format("{} \"{}\"\n", as_written ? "as written" : "stem", inspection.term);
        for (const TermPlace& place : inspection.places) {
            if (place.as_written == as_written) {
                text += fmt::format("  {} {}: {} documents, {} live, highest impact {}\n",
                                    to_string(place.shelf), file_text(place.file), place.documents,
                                    place.live, place.impact_max);
            }
        }
    }
    return text;
}

std::string article_text(const ArticlePlace& place) {
    std::string text =
        fmt::format("article {} (number {}), version {}, shelf {}, change {}\n", place.id,
                    place.number, place.version, to_string(place.shelf), place.change);
    if (!place.indexed) {
        return text;
    }
    text += fmt::format("segment {}, document {}\n", file_text(place.file), place.document);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        text +=
            fmt::format("  {:<12} {} words\n", to_string(static_cast<Field>(f)), place.words[f]);
    }
    for (const std::string& term : place.terms) {
        text += fmt::format("  {}\n", term);
    }
    return text;
}

}  // namespace

Result<Inspection> inspect(const State& state, const InspectRequest& request) {
    KB_TRY(check_open(state));
    const auto snapshot = state.index->snapshot();
    Inspection inspection{.change = snapshot->change};
    if (!request.term.empty()) {
        inspection.term = text::normalize(request.term);
        inspection.places = find_term(*snapshot, inspection.term);
    }
    if (!request.article.empty()) {
        KB_TRY_ASSIGN(inspection.article, find_place(state, *snapshot, request.article));
    }
    if (request.term.empty() && request.article.empty()) {
        inspection.shelves = describe_shelves(*snapshot);
    }
    return inspection;
}

}  // namespace kb::engine

namespace kb {

std::string to_string(const Inspection& inspection) {
    std::string text;
    if (!inspection.shelves.empty()) {
        text += fmt::format("change {}\n", inspection.change);
    }
    for (const ShelfInfo& shelf : inspection.shelves) {
        text += engine::shelf_text(shelf);
    }
    if (!inspection.term.empty()) {
        text += engine::term_text(inspection);
    }
    if (inspection.article) {
        text += engine::article_text(*inspection.article);
    }
    return text;
}

}  // namespace kb
