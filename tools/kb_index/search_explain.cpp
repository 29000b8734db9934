// SPDX-License-Identifier: Apache-2.0

// Why this order: the parts of a score, and what the hit above has more of.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "kb_index/search_output.hpp"

#include <algorithm>

namespace kb::tools {
namespace {

std::string parts_text(const std::vector<ScorePart>& parts, std::size_t indent) {
    std::string out;
    for (const ScorePart& part : parts) {
        out += fmt::format("{:{}}{:>9.4f}  {:<14}  {}\n", "", indent, part.value,
                           printable_line(part.name), printable_line(part.sentence));
    }
    return out;
}

double value_of(const Explanation& explanation, std::string_view name) {
    double value = 0.0;
    for (const ScorePart& part : explanation.parts) {
        value += part.name == name ? part.value : 0.0;
    }
    return value;
}

// Part by part what `better` has more than `worse`; less is negative. Equal parts are left out.
std::vector<ScorePart> difference(const Explanation& better, const Explanation& worse) {
    std::vector<std::string> names;
    for (const Explanation* each : {&better, &worse}) {
        for (const ScorePart& part : each->parts) {
            if (std::find(names.begin(), names.end(), part.name) == names.end()) {
                names.push_back(part.name);
            }
        }
    }
    std::vector<ScorePart> parts;
    for (const std::string& name : names) {
        const double value = value_of(better, name) - value_of(worse, name);
        if (value != 0.0) {
            parts.push_back({.name = name, .value = value});
        }
    }
    return parts;
}

void print_explain_json(const SearchAnswer& answer, const Hit* hit, const Hit* above,
                        const ArticleId& id, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.explain/1", console);
    json.member("id", id);
    json.member("text", answer.request.text);
    json.member("total", answer.response.total.value);
    json.member("found", hit != nullptr);
    if (hit != nullptr) {
        json.member("rank", hit->rank);
        json.member("score", hit->score);
        if (hit->explanation) {
            write_explanation(json, *hit->explanation);
        }
    }
    if (above != nullptr) {
        json.member("above", above->id);
        json.member("above_score", above->score);
    }
    end_document(json, console);
}

void print_explain_text(const SearchAnswer& answer, const Hit& hit, const Hit* above,
                        Console& console) {
    console.print("{}  {}\nrank {} of {}, score {:.4f}\n", printable_line(hit.id),
                  printable_line(hit.title), hit.rank, answer.response.total.value, hit.score);
    if (!hit.explanation) {
        return;
    }
    console.write(explanation_text(*hit.explanation, 2));
    if (above != nullptr && above->explanation) {
        console.print("what {} above it has more (score {:.4f}):\n", printable_line(above->id),
                      above->score);
        console.write(parts_text(difference(*above->explanation, *hit.explanation), 2));
    }
}

}  // namespace

std::string explanation_text(const Explanation& explanation, std::size_t indent) {
    std::string out = parts_text(explanation.parts, indent);
    if (!explanation.terms.empty()) {
        out += fmt::format("{:{}}the text, word by word:\n", "", indent);
        out += parts_text(explanation.terms, indent);
    }
    return out;
}

ExitStatus answer_explain(const SearchAnswer& answer, const ArticleId& id, Console& console) {
    const std::vector<Hit>& hits = answer.response.hits;
    const auto found =
        std::find_if(hits.begin(), hits.end(), [&id](const Hit& hit) { return hit.id == id; });
    const Hit* const hit = found == hits.end() ? nullptr : &*found;
    const Hit* const above = hit == nullptr || found == hits.begin() ? nullptr : &*std::prev(found);
    if (console.json()) {
        print_explain_json(answer, hit, above, id, console);
    } else if (hit != nullptr) {
        print_explain_text(answer, *hit, above, console);
    }
    if (hit != nullptr) {
        return kDone;
    }
    console.note(hits.size() < answer.response.total.value
                     ? fmt::format("{} is not among the best {} hits", id, hits.size())
                     : fmt::format("{} is no hit of this search", id));
    return kNothingFound;
}

}  // namespace kb::tools
