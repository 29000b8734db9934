// SPDX-License-Identifier: Apache-2.0
#include "engine/care.hpp"

#include "base/try.hpp"
#include "index/snapshot.hpp"
#include "text/normalizer.hpp"

#include <fmt/format.h>

namespace kb::engine {
namespace {

void describe_segments(std::string& text, const index::Snapshot& snapshot) {
    for (std::size_t s = 0; s < kShelfCount; ++s) {
        const index::ShelfState& shelf = *snapshot.shelves[s];
        text +=
            fmt::format("shelf {:<9} {:>9} articles, epoch {}\n", to_string(static_cast<Shelf>(s)),
                        shelf.sums.documents, shelf.epoch.number);
        for (const index::SegmentState& state : shelf.segments) {
            const index::Segment& segment = *state.segment;
            text += fmt::format(
                "  {:<16} {:>9} documents, {} live, {} terms, {} bytes, up to change "
                "{}\n",
                state.file.empty() ? "(in memory)" : state.file, segment.documents(),
                state.live->live(), segment.dictionary().size(), segment.bytes().size(),
                segment.header().last_change);
        }
    }
}

void describe_term(std::string& text, const index::Snapshot& snapshot, std::string_view word) {
    for (const char kind : {index::kBaseTerm, index::kExactTerm}) {
        const std::string term = std::string(1, kind) + text::normalize(word);
        text += fmt::format("{} \"{}\"\n", kind == index::kBaseTerm ? "stem" : "as written",
                            term.substr(1));
        for (std::size_t s = 0; s < kShelfCount; ++s) {
            for (const index::SegmentState& state : snapshot.shelves[s]->segments) {
                const auto entry = state.segment->dictionary().find(term);
                if (entry) {
                    text += fmt::format("  {} {}: {} documents, {} live, highest impact {}\n",
                                        to_string(static_cast<Shelf>(s)),
                                        state.file.empty() ? "(in memory)" : state.file,
                                        entry->documents, index::document_frequency(state, term),
                                        entry->impact_max);
                }
            }
        }
    }
}

void describe_document(std::string& text, const index::SegmentState& state,
                       std::uint32_t document) {
    const index::Segment& segment = *state.segment;
    const index::Lengths lengths = segment.columns().lengths(document);
    text += fmt::format("segment {}, document {}\n",
                        state.file.empty() ? "(in memory)" : state.file, document);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        text += fmt::format("  {:<12} {} words\n", to_string(static_cast<Field>(f)), lengths[f]);
    }
    for (const std::uint32_t ordinal : segment.terms_of(document)) {
        const std::string term = segment.dictionary().term(ordinal);
        if (!term.empty() && term.front() == index::kBaseTerm) {
            text += fmt::format("  {}\n", term.substr(1));
        }
    }
}

}  // namespace

Result<BaseStatistics> read_statistics(const State& state) {
    KB_TRY(check_open(state));
    KB_TRY_ASSIGN(const store::Counters counters, state.database->counters());
    const index::IndexSize size = state.index->size();
    BaseStatistics statistics{.generation = counters[store::Counter::kChange],
                              .articles = counters[store::Counter::kArticles],
                              .versions = counters[store::Counter::kVersions],
                              .events = counters[store::Counter::kEvents],
                              .people = counters[store::Counter::kPeople],
                              .links = counters[store::Counter::kLinks],
                              .open_flags = counters[store::Counter::kOpenFlags],
                              .segments = size.files,
                              .index_bytes = size.file_bytes,
                              .memory_articles = size.memory_documents};
    const auto snapshot = state.index->snapshot();
    for (std::size_t s = 0; s < kShelfCount; ++s) {
        statistics.articles_on_shelf[s] = snapshot->shelves[s]->sums.documents;
    }
    return statistics;
}

Result<std::string> inspect(const State& state, const KnowledgeBase::InspectRequest& request) {
    KB_TRY(check_open(state));
    const auto snapshot = state.index->snapshot();
    std::string text;
    if (!request.term.empty()) {
        describe_term(text, *snapshot, request.term);
    }
    if (!request.article.empty()) {
        KB_TRY_ASSIGN(const NamedArticle named,
                      find_named(state.database->latest(), request.article));
        const Shelf shelf = state.shelf_of(named.article);
        const auto place =
            index::find_article(*snapshot->shelves[static_cast<std::size_t>(shelf)], named.number);
        text += fmt::format("article {} (number {}), version {}, shelf {}, change {}\n",
                            named.article.id, named.number, named.article.version, to_string(shelf),
                            named.change);
        if (place.state != nullptr) {
            describe_document(text, *place.state, place.document);
        }
    }
    if (text.empty()) {
        text = fmt::format("change {}\n", snapshot->change);
        describe_segments(text, *snapshot);
    }
    return text;
}

}  // namespace kb::engine
