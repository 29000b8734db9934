// SPDX-License-Identifier: Apache-2.0

// Search, and read what was found.

#include "arguments.hpp"
#include "json.hpp"

#include <chrono>
#include <memory>
#include <vector>

// NOLINTNEXTLINE(readability-identifier-naming): the C name
struct kb_hits {
    kb::SearchResponse value;
    std::vector<std::vector<kb_span>> spans;  // of each hit, as C reads them
    std::vector<std::string> explanations;    // of each hit; empty where none was asked for
};

namespace {

using namespace kb;  // NOLINT(google-build-using-namespace): the functions below are global

static_assert(KB_FIELD_CODES == static_cast<kb_field>(Field::kCodes));
static_assert(KB_ARCHIVED == static_cast<kb_confidence>(Confidence::kArchived));
static_assert(KB_AUDIENCE_PUBLIC == static_cast<kb_audience>(Audience::kPublic));
static_assert(KB_COMPLIANCE_BASED == static_cast<kb_governance>(Governance::kComplianceBased));

constexpr std::uint32_t kSearchFlags =
    KB_SEARCH_NO_SNIPPETS | KB_SEARCH_NO_CORRECTION | KB_SEARCH_EXPLAIN | KB_SEARCH_ARCHIVED;

RankingProfile read_ranking(const kb_ranking* ranking) {
    const kb_ranking defaults = KB_RANKING_INIT;
    const kb_ranking given = c::sized_or_default(ranking, defaults, "options.ranking");
    c::must_be_zero(given.reserved, "options.ranking");
    return {.rerank_depth = given.rerank_depth,
            .coverage_lift = given.coverage_lift,
            .exact_form_lift = given.exact_form_lift,
            .proximity_lift = given.proximity_lift,
            .title_lift = given.title_lift,
            .identifier_lift = given.identifier_lift,
            .reuse_lift = given.reuse_lift,
            .confidence_lift = given.confidence_lift,
            .freshness_lift = given.freshness_lift,
            .reuse_half_life = std::chrono::days(given.reuse_half_life_days),
            .freshness_half_life = std::chrono::days(given.freshness_half_life_days)};
}

SearchRequest read_request(kb_text query, const kb_search_options* options) {
    const kb_search_options defaults = KB_SEARCH_OPTIONS_INIT;
    const kb_search_options given = c::sized_or_default(options, defaults, "options");
    const std::uint32_t flags = c::known_flags(given.flags, kSearchFlags, "options.flags");
    SearchRequest request;
    request.text = c::copy(query, "query");
    request.viewer = c::viewer(given.viewer);
    request.viewer.archived = (flags & KB_SEARCH_ARCHIVED) != 0;
    request.filter = parse_filter(c::view(given.filter, "options.filter")).value();
    request.language = c::copy_or(given.language, "options.language", request.language);
    request.ranking = read_ranking(given.ranking);
    request.exact_total_up_to = given.exact_total_up_to;
    request.time_limit = std::chrono::microseconds(given.time_limit_us);
    request.limit = given.limit;
    request.offset = given.offset;
    request.snippets = (flags & KB_SEARCH_NO_SNIPPETS) == 0;
    request.correct_spelling = (flags & KB_SEARCH_NO_CORRECTION) == 0;
    request.explain = (flags & KB_SEARCH_EXPLAIN) != 0;
    return request;
}

std::string explanation_text(const Hit& hit) {
    std::string text;
    if (hit.explanation.has_value()) {
        for (const ScorePart& part : hit.explanation->parts) {
            text += part.name + " " + std::to_string(part.value) + ": " + part.sentence + "\n";
        }
    }
    return text;
}

std::unique_ptr<kb_hits> make_hits(SearchResponse&& response) {
    auto hits = std::make_unique<kb_hits>();
    hits->value = std::move(response);
    for (const Hit& hit : hits->value.hits) {
        std::vector<kb_span>& spans = hits->spans.emplace_back();
        for (const auto& [begin, end] : hit.snippet.spans) {
            spans.push_back({begin, end});
        }
        hits->explanations.push_back(explanation_text(hit));
    }
    return hits;
}

std::int64_t to_ms(Timestamp time) { return time.time_since_epoch().count(); }

kb_hit to_c(const Hit& hit, const std::vector<kb_span>& spans) {
    kb_hit out = KB_HIT_INIT;
    out.id = c::borrow(hit.id);
    out.title = c::borrow(hit.title);
    out.language = c::borrow(hit.language);
    out.snippet = c::borrow(hit.snippet.text);
    out.spans = spans.data();
    out.span_count = spans.size();
    out.score = hit.score;
    out.solved = hit.solved;
    out.last_solved_ms = to_ms(hit.last_solved);
    out.modified_ms = to_ms(hit.modified);
    out.rank = hit.rank;
    out.version = hit.version;
    out.snippet_field = static_cast<kb_field>(hit.snippet.field);
    out.confidence = static_cast<kb_confidence>(hit.state.confidence);
    out.audience = static_cast<kb_audience>(hit.state.audience);
    out.governance = static_cast<kb_governance>(hit.state.governance);
    return out;
}

}  // namespace

kb_status kb_search(const kb_base* base, kb_text query, const kb_search_options* options,
                    kb_hits** hits, kb_error** error) {
    c::clear(hits);
    return c::guarded(error, [&] {
        c::required(hits, "hits");
        const KnowledgeBase& open = c::opened(base);
        *hits = make_hits(open.search(read_request(query, options)).value()).release();
    });
}

kb_status kb_search_json(const kb_base* base, kb_text query, const kb_search_options* options,
                         kb_blob** json, kb_error** error) {
    c::clear(json);
    return c::guarded(error, [&] {
        c::required(json, "json");
        const KnowledgeBase& open = c::opened(base);
        *json = new kb_blob{c::search_json(open.search(read_request(query, options)).value())};
    });
}

size_t kb_hits_count(const kb_hits* hits) { return hits == nullptr ? 0 : hits->value.hits.size(); }

kb_status kb_hits_get(const kb_hits* hits, size_t index, kb_hit* hit, kb_error** error) {
    return c::guarded(error, [&] {
        const Hit& found = c::element(c::required(hits, "hits").value.hits, index);
        c::fill(c::required(hit, "hit"), to_c(found, hits->spans[index]), "hit");
    });
}

kb_text kb_hits_explanation(const kb_hits* hits, size_t index) {
    return hits == nullptr || index >= hits->explanations.size()
               ? c::nothing()
               : c::borrow(hits->explanations[index]);
}

uint64_t kb_hits_total(const kb_hits* hits, int32_t* exact) {
    if (exact != nullptr) {
        *exact = hits == nullptr || hits->value.total.exact ? 1 : 0;
    }
    return hits == nullptr ? 0 : hits->value.total.value;
}

int32_t kb_hits_complete(const kb_hits* hits) {
    return hits == nullptr || hits->value.complete ? 1 : 0;
}

kb_text kb_hits_parsed(const kb_hits* hits) {
    return hits == nullptr ? c::nothing() : c::borrow(hits->value.parsed);
}

size_t kb_hits_warning_count(const kb_hits* hits) {
    return hits == nullptr ? 0 : hits->value.warnings.size();
}

kb_text kb_hits_warning(const kb_hits* hits, size_t index) {
    return index < kb_hits_warning_count(hits) ? c::borrow(hits->value.warnings[index])
                                               : c::nothing();
}

size_t kb_hits_correction_count(const kb_hits* hits) {
    return hits == nullptr ? 0 : hits->value.corrections.size();
}

kb_status kb_hits_correction(const kb_hits* hits, size_t index, kb_correction* correction,
                             kb_error** error) {
    return c::guarded(error, [&] {
        const Correction& found = c::element(c::required(hits, "hits").value.corrections, index);
        kb_correction value = KB_CORRECTION_INIT;
        value.from = c::borrow(found.from);
        value.to = c::borrow(found.to);
        value.place = {found.begin, found.end};
        value.gain = found.gain;
        c::fill(c::required(correction, "correction"), value, "correction");
    });
}

void kb_hits_free(kb_hits* hits) { c::release(hits); }

kb_status kb_article_json(const kb_base* base, kb_text id, const kb_read_options* options,
                          kb_blob** json, kb_error** error) {
    c::clear(json);
    return c::guarded(error, [&] {
        c::required(json, "json");
        const KnowledgeBase& open = c::opened(base);
        const kb_read_options defaults = KB_READ_OPTIONS_INIT;
        const kb_read_options given = c::sized_or_default(options, defaults, "options");
        c::must_be_zero(given.reserved, "options");
        Viewer viewer = c::viewer(given.viewer);
        viewer.archived = true;  // who names an article may read it archived, where he is internal
        *json =
            new kb_blob{to_json(open.article(c::copy(id, "id"), viewer, given.version).value())};
    });
}
