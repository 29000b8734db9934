// SPDX-License-Identifier: Apache-2.0

// kb.search/1: offsets are bytes of UTF-8, times RFC 3339, what is missing is null.

#include "common/document.hpp"
#include "common/time_text.hpp"
#include "kb_index/search_output.hpp"

#include <algorithm>
#include <array>

namespace kb::tools {
namespace {

void write_snippet(JsonWriter& json, const Snippet& snippet) {
    json.begin_object();
    json.member("field", to_string(snippet.field));
    json.member("text", snippet.text);
    json.key("spans");
    json.begin_array();
    for (const auto& [begin, end] : snippet.spans) {
        json.begin_array();
        json.value(begin);
        json.value(end);
        json.end_array();
    }
    json.end_array();
    json.member("cut_before", snippet.cut_before);
    json.member("cut_after", snippet.cut_after);
    json.end_object();
}

void write_used(JsonWriter& json, const Hit& hit) {
    json.begin_object();
    json.member("links", hit.solved);
    write_time(json, "last", hit.last_solved);
    json.end_object();
}

using Writer = void (*)(JsonWriter& json, const Hit& hit);

// One member of a hit; the table is the order of the output.
struct HitField {
    std::string_view name;
    Writer write;
};

constexpr std::array<HitField, 11> kFields{{
    {"rank", [](JsonWriter& json, const Hit& hit) { json.member("rank", hit.rank); }},
    {"id", [](JsonWriter& json, const Hit& hit) { json.member("id", hit.id); }},
    {"version", [](JsonWriter& json, const Hit& hit) { json.member("version", hit.version); }},
    {"title", [](JsonWriter& json, const Hit& hit) { json.member("title", hit.title); }},
    {"language", [](JsonWriter& json, const Hit& hit) { json.member("language", hit.language); }},
    {"state", [](JsonWriter& json, const Hit& hit) { write_state(json, hit.state); }},
    {"score", [](JsonWriter& json, const Hit& hit) { json.member("score", hit.score); }},
    {"snippet",
     [](JsonWriter& json, const Hit& hit) {
         json.key("snippet");
         write_snippet(json, hit.snippet);
     }},
    {"used",
     [](JsonWriter& json, const Hit& hit) {
         json.key("used");
         write_used(json, hit);
     }},
    {"modified",
     [](JsonWriter& json, const Hit& hit) { write_time(json, "modified", hit.modified); }},
    {"explanation",
     [](JsonWriter& json, const Hit& hit) {
         if (hit.explanation) {
             write_explanation(json, *hit.explanation);
         }
     }},
}};

void write_hits(JsonWriter& json, const std::vector<Hit>& hits,
                const std::vector<std::string>& fields) {
    json.key("hits");
    json.begin_array();
    for (const Hit& hit : hits) {
        json.begin_object();
        for (const HitField& field : kFields) {
            const bool wanted = fields.empty() ||
                                std::find(fields.begin(), fields.end(), field.name) != fields.end();
            if (wanted) {
                field.write(json, hit);
            }
        }
        json.end_object();
    }
    json.end_array();
}

void write_request(JsonWriter& json, const SearchRequest& request) {
    json.key("request");
    json.begin_object();
    json.member("text", request.text);
    json.member("viewer", to_string(request.viewer.audience));
    json.member("limit", request.limit);
    json.member("offset", request.offset);
    json.member("language", request.language);
    json.end_object();
}

void write_corrections(JsonWriter& json, const std::vector<Correction>& corrections) {
    json.key("corrections");
    json.begin_array();
    for (const Correction& correction : corrections) {
        json.begin_object();
        json.member("from", correction.from);
        json.member("to", correction.to);
        json.member("begin", correction.begin);
        json.member("end", correction.end);
        json.member("gain", correction.gain);
        json.end_object();
    }
    json.end_array();
}

void write_parts(JsonWriter& json, std::string_view name, const std::vector<ScorePart>& parts) {
    json.key(name);
    json.begin_array();
    for (const ScorePart& part : parts) {
        json.begin_object();
        json.member("name", part.name);
        json.member("value", part.value);
        json.member("sentence", part.sentence);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

std::span<const std::string_view> hit_fields() {
    static constexpr auto kNames = [] {
        std::array<std::string_view, kFields.size()> names{};
        std::transform(kFields.begin(), kFields.end(), names.begin(),
                       [](const HitField& field) { return field.name; });
        return names;
    }();
    return kNames;
}

void write_explanation(JsonWriter& json, const Explanation& explanation) {
    json.key("explanation");
    json.begin_object();
    json.member("score", explanation.score);
    write_parts(json, "parts", explanation.parts);
    write_parts(json, "terms", explanation.terms);
    json.end_object();
}

void print_json(const SearchAnswer& answer, const std::vector<std::string>& fields,
                Console& console) {
    const SearchResponse& response = answer.response;
    JsonWriter json;
    begin_document(json, "kb.search/1", console);
    write_base(json, answer.statistics, answer.request.viewer);
    write_request(json, answer.request);
    json.member("took_ms", answer.took_ms);
    json.member("parsed", response.parsed);
    json.key("total");
    json.begin_object();
    json.member("value", response.total.value);
    json.member("relation", response.total.exact ? "eq" : "gte");
    json.end_object();
    json.member("complete", response.complete);
    write_corrections(json, response.corrections);
    write_hits(json, response.hits, fields);
    write_texts(json, "warnings", response.warnings);
    end_document(json, console);
}

}  // namespace kb::tools
