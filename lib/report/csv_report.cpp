// SPDX-License-Identifier: Apache-2.0

// RFC 4180: one table a file, so that every reader takes it. All figures, a row each; where a
// report has none, its first table. Text that a spreadsheet would take for a formula is guarded; no
// value is an empty cell, never 0.

#include "base/escape.hpp"
#include "base/time.hpp"
#include "report/formats.hpp"
#include "report/numbers.hpp"

#include <algorithm>
#include <optional>

namespace kb::report {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

std::string text_cell(std::string_view text) { return base::escape_csv(text, true); }

std::string number_cell(const std::optional<double>& value) {
    return value ? plain(*value) : std::string();
}

std::string any_cell(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return text != nullptr ? text_cell(*text) : raw(cell);
}

void add_line(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        out += i == 0 ? "" : ",";
        out += cells[i];
    }
    out += kLineEnd;
}

// What is the same for every figure of a report, so that rows of several can be put together.
std::vector<std::string> origin_of(const Report& report) {
    const ReportRequest& request = report.request;
    return {text_cell(base::to_iso8601(request.from)), text_cell(base::to_iso8601(request.until)),
            text_cell(request.zone), text_cell(report.base),
            text_cell(base::to_iso8601(report.made))};
}

void add_figure(std::string& out, const Section& section, const Figure& figure,
                const std::vector<std::string>& origin) {
    const auto low = figure.interval ? std::optional(figure.interval->first) : std::nullopt;
    const auto high = figure.interval ? std::optional(figure.interval->second) : std::nullopt;
    std::vector<std::string> cells{text_cell(section.id),
                                   text_cell(figure.id),
                                   text_cell(figure.name),
                                   number_cell(figure.numerator),
                                   number_cell(figure.denominator),
                                   number_cell(figure.value),
                                   text_cell(figure.unit),
                                   number_cell(low),
                                   number_cell(high),
                                   text_cell(figure.note)};
    cells.insert(cells.end(), origin.begin(), origin.end());
    const Result<Definition> definition = find_definition(figure.id);
    cells.push_back(definition ? text_cell(definition->formula) : std::string());
    cells.push_back(definition ? text_cell(definition->exclusions) : std::string());
    add_line(out, cells);
}

std::string figure_rows(const Report& report) {
    const std::vector<std::string> origin = origin_of(report);
    std::string out =
        "section,measure,name,numerator,denominator,value,unit,low,high,note,from,until,zone,base,"
        "made_at,definition,exclusions";
    out += kLineEnd;
    for (const Section& section : report.sections) {
        for (const Figure& figure : section.figures) {
            add_figure(out, section, figure, origin);
        }
    }
    return out;
}

std::string table_rows(const Table& table) {
    std::string out;
    std::vector<std::string> cells;
    for (const Column& column : table.columns) {
        const std::string unit = column.unit.empty() ? "" : " (" + column.unit + ")";
        cells.push_back(text_cell(column.name + unit));
    }
    add_line(out, cells);
    for (const auto& row : table.rows) {
        cells.clear();
        for (const Cell& cell : row) {
            cells.push_back(any_cell(cell));
        }
        add_line(out, cells);
    }
    return out;
}

}  // namespace

std::string csv_report(const Report& report) {
    const auto has_figures = [](const Section& section) { return !section.figures.empty(); };
    const auto has_table = [](const Section& section) { return !section.table.columns.empty(); };
    const auto& sections = report.sections;
    const auto table = std::find_if(sections.begin(), sections.end(), has_table);
    const bool table_alone =
        table != sections.end() && std::none_of(sections.begin(), sections.end(), has_figures);
    return table_alone ? table_rows(table->table) : figure_rows(report);
}

}  // namespace kb::report
