// SPDX-License-Identifier: Apache-2.0
#include "json.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <cstdio>
#include <utility>

namespace kb::c {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

// RFC 3339 in UTC; null where the time is unknown.
value time_or_null(Timestamp time) {
    if (time == Timestamp{}) {
        return nullptr;
    }
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 48> text{};
    const int size = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count()));
    return boost::json::string(text.data(), static_cast<std::size_t>(size));
}

object state_object(const ArticleState& state) {
    return {{"confidence", to_string(state.confidence)},
            {"audience", to_string(state.audience)},
            {"governance", to_string(state.governance)}};
}

object snippet_object(const Snippet& snippet) {
    array spans;
    for (const auto& [begin, end] : snippet.spans) {
        spans.push_back(array{begin, end});
    }
    return {{"field", to_string(snippet.field)},
            {"text", snippet.text},
            {"spans", std::move(spans)},
            {"cut_before", snippet.cut_before},
            {"cut_after", snippet.cut_after}};
}

array parts_array(const std::vector<ScorePart>& parts) {
    array list;
    for (const ScorePart& part : parts) {
        list.push_back(
            object{{"name", part.name}, {"value", part.value}, {"sentence", part.sentence}});
    }
    return list;
}

object hit_object(const Hit& hit) {
    object out{{"rank", hit.rank},
               {"id", hit.id},
               {"version", hit.version},
               {"title", hit.title},
               {"language", hit.language},
               {"state", state_object(hit.state)},
               {"score", hit.score},
               {"snippet", snippet_object(hit.snippet)},
               {"solved", hit.solved},
               {"last_solved", time_or_null(hit.last_solved)},
               {"modified", time_or_null(hit.modified)}};
    if (hit.explanation.has_value()) {
        out["explanation"] = object{{"score", hit.explanation->score},
                                    {"parts", parts_array(hit.explanation->parts)},
                                    {"terms", parts_array(hit.explanation->terms)}};
    }
    return out;
}

}  // namespace

std::string search_json(const SearchResponse& response) {
    array hits;
    for (const Hit& hit : response.hits) {
        hits.push_back(hit_object(hit));
    }
    array corrections;
    for (const Correction& correction : response.corrections) {
        corrections.push_back(object{{"from", correction.from},
                                     {"to", correction.to},
                                     {"begin", correction.begin},
                                     {"end", correction.end},
                                     {"gain", correction.gain}});
    }
    array warnings;
    for (const std::string& warning : response.warnings) {
        warnings.push_back(value(warning));
    }
    const object total{{"value", response.total.value},
                       {"relation", response.total.exact ? "eq" : "gte"}};
    return boost::json::serialize(object{{"schema", "kb.search/1"},
                                         {"total", total},
                                         {"parsed", response.parsed},
                                         {"corrections", std::move(corrections)},
                                         {"hits", std::move(hits)},
                                         {"warnings", std::move(warnings)}});
}

std::string statistics_json(const BaseStatistics& statistics) {
    object shelves;
    for (std::size_t shelf = 0; shelf < kShelfCount; ++shelf) {
        shelves[to_string(static_cast<Shelf>(shelf))] = statistics.articles_on_shelf[shelf];
    }
    return boost::json::serialize(object{{"schema", "kb.statistics/1"},
                                         {"generation", statistics.generation},
                                         {"articles", statistics.articles},
                                         {"articles_on_shelf", std::move(shelves)},
                                         {"versions", statistics.versions},
                                         {"events", statistics.events},
                                         {"people", statistics.people},
                                         {"links", statistics.links},
                                         {"open_flags", statistics.open_flags},
                                         {"segments", statistics.segments},
                                         {"index_bytes", statistics.index_bytes},
                                         {"memory_articles", statistics.memory_articles}});
}

std::string verify_json(const VerifyReport& report) {
    array damage;
    for (const Damage& one : report.damage) {
        damage.push_back(object{{"where", one.where},
                                {"expected", one.expected},
                                {"found", one.found},
                                {"advice", one.advice}});
    }
    return boost::json::serialize(object{{"schema", "kb.verify/1"},
                                         {"articles_checked", report.articles_checked},
                                         {"segments_checked", report.segments_checked},
                                         {"changes_checked", report.changes_checked},
                                         {"damage", std::move(damage)}});
}

}  // namespace kb::c
