// SPDX-License-Identifier: Apache-2.0

// Articles as a page of text; what people wrote is made printable on the way.

#include "kb_index/article_output.hpp"

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "common/time_text.hpp"

#include <algorithm>

namespace kb::tools {
namespace {

constexpr std::size_t kIndent = 4;

// Each line of a text wrapped by itself, so that lists and commands keep their shape.
std::string paragraph(std::string_view text, std::size_t width) {
    const std::string safe = printable_text(text);
    std::string out;
    for (std::size_t at = 0; at < safe.size();) {
        const std::size_t end = std::min(safe.find('\n', at), safe.size());
        const std::string line = wrap(std::string_view(safe).substr(at, end - at), width, kIndent);
        out += line.empty() ? "\n" : line;
        at = end + 1;
    }
    return out;
}

void add_section(std::string& out, std::string_view title, std::string_view text,
                 std::size_t width) {
    if (!text.empty()) {
        out += fmt::format("\n{}\n{}", title, paragraph(text, width));
    }
}

std::string statements(const Article& article) {
    std::string text;
    for (const Statement& statement : article.issue) {
        text += "- " + statement.text;
        if (!statement.case_id.empty()) {
            text += " (" + statement.case_id + ")";
        }
        text += '\n';
    }
    return text;
}

std::string environment(const Article& article) {
    std::string text;
    for (const EnvironmentEntry& entry : article.environment) {
        text += entry.name.empty() ? entry.value : entry.name + ": " + entry.value;
        text += '\n';
    }
    return text;
}

std::string comma_list(const std::vector<std::string>& texts) {
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string head(const Article& article) {
    std::string out =
        fmt::format("{}  {}\n", printable_line(article.id), printable_line(article.title));
    out += fmt::format("version {}, {}, {}", article.version, state_text(article.state),
                       printable_line(article.language));
    if (!article.translation_of.empty()) {
        out += fmt::format(", translation of {} version {}", printable_line(article.translation_of),
                           article.translation_of_version);
    }
    const auto by = [](const PersonId& person) {  // empty for readers outside
        return person.empty() ? std::string() : " by " + printable_line(person);
    };
    out +=
        fmt::format("\nmade {}{}, changed {}{}\n", to_minute(article.created),
                    by(article.created_by), to_minute(article.modified), by(article.modified_by));
    if (!article.archive_reason.empty()) {
        out += fmt::format("archived: {}\n", printable_line(article.archive_reason));
    }
    return out;
}

}  // namespace

std::string article_text(const Article& article, std::size_t width) {
    std::string out = head(article);
    add_section(out, "Issue", statements(article), width);
    add_section(out, "Environment", environment(article), width);
    add_section(out, "Resolution", article.resolution, width);
    add_section(out, "Cause", article.cause, width);
    add_section(out, "Keywords", comma_list(article.keywords), width);
    add_section(out, "Codes", comma_list(article.codes), width);
    add_section(out, "Products", comma_list(article.products), width);
    add_section(out, "Owner", article.owner_domain, width);
    add_section(out, "Also known as", comma_list(article.external_ids), width);
    add_section(out, "Searched for as", comma_list(article.originating_queries), width);
    return out;
}

void answer_put(const PutOutcome& outcome, std::string_view verb, Console& console) {
    const Article& article = outcome.article;
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.put/1", console);
        json.member("id", article.id);
        json.member("version", article.version);
        json.member("created", outcome.created);
        json.member("changed", outcome.changed);
        write_state(json, article.state);
        write_findings(json, outcome.findings);
        end_document(json, console);
        return;
    }
    const std::string id = printable_line(article.id);
    if (outcome.changed) {
        console.print("{} {}, now version {}, {}\n", verb, id, article.version,
                      state_text(article.state));
    } else {
        console.print("{} is as it was, version {}\n", id, article.version);
    }
    note_findings(console, outcome.findings);
}

void write_similar(JsonWriter& json, const std::vector<SimilarArticle>& similar) {
    json.key("similar");
    json.begin_array();
    for (const SimilarArticle& each : similar) {
        json.begin_object();
        json.member("id", each.id);
        json.member("title", each.title);
        json.member("similarity", each.similarity);
        write_state(json, each.state);
        json.end_object();
    }
    json.end_array();
}

std::string similar_text(const std::vector<SimilarArticle>& similar, std::size_t width) {
    std::vector<std::vector<std::string>> rows;
    for (const SimilarArticle& each : similar) {
        rows.push_back({each.id, fmt::format("{:.0f} %", 100.0 * each.similarity),
                        state_text(each.state), each.title});
    }
    return table_text(rows, width);
}

}  // namespace kb::tools
