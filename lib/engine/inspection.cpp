// SPDX-License-Identifier: Apache-2.0
// What the index is made of, for people who look inside.
#include "base/try.hpp"
#include "engine/care.hpp"
#include "index/snapshot.hpp"
#include "text/normalizer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

namespace kb::engine {
namespace {

std::string_view file_text(const std::string& file) {
    return file.empty() ? std::string_view("(in memory)") : std::string_view(file);
}

std::vector<ShelfInfo> describe_shelves(const index::Snapshot& snapshot) {
    std::vector<ShelfInfo> shelves;
    for (std::size_t s = 0; s < kShelfCount; ++s) {
        const index::ShelfState& shelf = *snapshot.shelves[s];
        ShelfInfo info{.shelf = static_cast<Shelf>(s),
                       .articles = shelf.sums.documents,
                       .epoch = shelf.epoch.number};
        for (const index::SegmentState& state : shelf.segments) {
            const index::Segment& segment = *state.segment;
            std::vector<SectionInfo> sections;
            for (std::size_t i = 0; i < index::kSectionCount; ++i) {
                const index::SectionEntry& section = segment.footer().sections[i];
                sections.push_back({.name = std::string(index::kSectionNames[i]),
                                    .offset = section.offset,
                                    .bytes = section.size});
            }
            info.segments.push_back({.file = state.file,
                                     .documents = segment.documents(),
                                     .live = state.live->live(),
                                     .terms = segment.dictionary().size(),
                                     .bytes = segment.bytes().size(),
                                     .last_change = segment.header().last_change,
                                     .sections = std::move(sections)});
        }
        shelves.push_back(std::move(info));
    }
    return shelves;
}

// Of one block, into `place`.
Result<void> describe_block(index::PostingsCursor& cursor, const index::SegmentState& state,
                            TermPlace& place) {
    const index::Block& block = cursor.block();
    const auto impacts = std::span(block.impacts).first(block.count);
    place.blocks.push_back({.postings = block.count,
                            .first_document = block.documents[0],
                            .last_document = block.last(),
                            .impact_max = *std::ranges::max_element(impacts)});
    std::vector<index::Spot> spots;
    for (std::uint32_t i = 0; i < block.count; ++i) {
        if (place.postings.size() == kInspectedPostingsMax) {
            return {};
        }
        if (block.documents[i] >= state.segment->documents() || !cursor.detail_at(i).spots(spots)) {
            return Error{ErrorCode::kCorruption,
                         fmt::format("{}: postings do not decode", file_text(place.file))};
        }
        PostingInfo posting{.document = block.documents[i],
                            .live = state.live->is_live(block.documents[i]),
                            .impact = block.impacts[i]};
        for (const index::Spot spot : spots) {
            if (index::field_of(spot) < kFieldCount) {
                posting.positions[index::field_of(spot)].push_back(index::position_of(spot));
            }
        }
        place.postings.push_back(std::move(posting));
    }
    return {};
}

Result<void> describe_postings(const index::SegmentState& state, const index::TermEntry& entry,
                               TermPlace& place) {
    index::PostingsCursor cursor = state.segment->postings(entry);
    while (cursor.next_block()) {
        KB_TRY(describe_block(cursor, state, place));
    }
    return {};
}

Result<std::vector<TermPlace>> find_term(const index::Snapshot& snapshot, const std::string& word,
                                         bool postings) {
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
                                      .impact_max = entry->impact_max,
                                      .postings_offset = entry->postings,
                                      .details_offset = entry->details});
                    if (postings) {
                        KB_TRY(describe_postings(state, *entry, places.back()));
                    }
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

std::string shelf_text(const ShelfInfo& shelf) {
    std::string text = fmt::format("shelf {:<9} {:>9} articles, epoch {}\n", to_string(shelf.shelf),
                                   shelf.articles, shelf.epoch);
    for (const SegmentInfo& segment : shelf.segments) {
        text +=
            fmt::format("  {:<16} {:>9} documents, {} live, {} terms, {} bytes, up to change {}\n",
                        file_text(segment.file), segment.documents, segment.live, segment.terms,
                        segment.bytes, segment.last_change);
        for (const SectionInfo& section : segment.sections) {
            text += fmt::format("    {:<14} {:>9} bytes at {}\n", section.name, section.bytes,
                                section.offset);
        }
    }
    return text;
}

std::string posting_text(const PostingInfo& posting) {
    std::string text = fmt::format("      document {}{}, impact {}:", posting.document,
                                   posting.live ? "" : " (replaced)", posting.impact);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        if (!posting.positions[f].empty()) {
            text += fmt::format(" {} {}", to_string(static_cast<Field>(f)),
                                fmt::join(posting.positions[f], " "));
        }
    }
    return text + "\n";
}

std::string postings_text(const TermPlace& place) {
    std::string text;
    std::size_t next = 0;
    for (const BlockInfo& block : place.blocks) {
        text +=
            fmt::format("    {} postings, documents {} to {}, highest impact {}\n", block.postings,
                        block.first_document, block.last_document, block.impact_max);
        for (std::uint32_t i = 0; i < block.postings && next < place.postings.size(); ++i) {
            text += posting_text(place.postings[next++]);
        }
    }
    if (next < place.documents && !place.blocks.empty()) {
        text += fmt::format("      and {} more\n", place.documents - next);
    }
    return text;
}

std::string term_text(const Inspection& inspection) {
    std::string text;
    for (const bool as_written : {false, true}) {
        text += fmt::format("{} \"{}\"\n", as_written ? "as written" : "stem", inspection.term);
        for (const TermPlace& place : inspection.places) {
            if (place.as_written == as_written) {
                text += fmt::format(
                    "  {} {}: {} documents, {} live, highest impact {}; postings at {}, details "
                    "at {}\n",
                    to_string(place.shelf), file_text(place.file), place.documents, place.live,
                    place.impact_max, place.postings_offset, place.details_offset);
                text += postings_text(place);
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
        KB_TRY_ASSIGN(inspection.places, find_term(*snapshot, inspection.term, request.postings));
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
