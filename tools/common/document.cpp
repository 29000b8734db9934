// SPDX-License-Identifier: Apache-2.0

// Small shared pieces of answers.

#include "common/document.hpp"

#include "common/text_layout.hpp"
#include "common/time_text.hpp"

#include <kb/version.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kb::tools {

void begin_document(JsonWriter& json, std::string_view schema, const Console& console) {
    json.begin_object();
    json.member("schema", schema);
    json.member("tool", fmt::format("{} {}", console.program(), kVersion));
}

void end_document(JsonWriter& json, Console& console) {
    json.end_object();
    console.write(json.take());
}

void write_state(JsonWriter& json, const ArticleState& state) {
    json.key("state");
    json.begin_object();
    json.member("confidence", to_string(state.confidence));
    json.member("audience", to_string(state.audience));
    json.member("governance", to_string(state.governance));
    json.end_object();
}

void write_base(JsonWriter& json, const BaseStatistics& statistics, const Viewer& viewer) {
    std::uint64_t articles = 0;
    for (std::size_t shelf = 0; shelf < kShelfCount; ++shelf) {
        if (may_read(viewer, static_cast<Shelf>(shelf))) {
            articles += statistics.articles_on_shelf[shelf];
        }
    }
    json.key("base");
    json.begin_object();
    if (viewer.audience == Audience::kInternal) {
        json.member("generation", statistics.generation);  // tells of writes that others cannot see
    }
    json.member("articles", articles);
    json.end_object();
}

void write_findings(JsonWriter& json, const std::vector<Finding>& findings) {
    constexpr std::string_view kSeverities[] = {"hint", "warning", "error"};
    json.key("findings");
    json.begin_array();
    for (const Finding& finding : findings) {
        json.begin_object();
        json.member("check", finding.check);
        json.member("severity", kSeverities[static_cast<std::size_t>(finding.severity)]);
        json.member("field", to_string(finding.field));
        json.member("begin", finding.begin);
        json.member("end", finding.end);
        json.member("message", finding.message);
        json.end_object();
    }
    json.end_array();
}

void write_time(JsonWriter& json, std::string_view name, Timestamp time) {
    if (time == Timestamp{}) {
        json.member_null(name);
    } else {
        json.member(name, to_rfc3339(time));
    }
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    json.key(name);
    json.begin_array();
    for (const std::string& text : texts) {
        json.value(text);
    }
    json.end_array();
}

std::string state_text(const ArticleState& state) {
    std::string text = spaced(to_string(state.confidence));
    text += ", " + std::string(to_string(state.audience));
    return state.governance == Governance::kComplianceBased ? text + ", compliance" : text;
}

std::string spaced(std::string_view name) {
    std::string text(name);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

void note_findings(Console& console, const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
        console.note(
            fmt::format("{} in {}: {}", finding.check, to_string(finding.field), finding.message));
    }
}

std::string table_text(const std::vector<std::vector<std::string>>& rows, std::size_t width) {
    std::vector<std::size_t> widths;
    for (const std::vector<std::string>& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], columns_of(printable_line(row[column])));
        }
    }
    std::string out;
    for (const std::vector<std::string>& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const bool last = column + 1 == row.size();
            const std::string cell = printable_line(row[column]);
            line += last ? cell : pad(cell, widths[column]) + "  ";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += cut(line, width) + "\n";
    }
    return out;
}

}  // namespace kb::tools
