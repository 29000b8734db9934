// SPDX-License-Identifier: Apache-2.0

// RFC 4180. First all figures as one long table, then each table after an empty line and a line
// that names it. Text that a spreadsheet would take for a formula is guarded; no value is an empty
// cell, never 0.

#include "base/escape.hpp"
#include "report/formats.hpp"
#include "report/numbers.hpp"

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

void add_figure(std::string& out, const Section& section, const Figure& figure) {
    const auto low = figure.interval ? std::optional(figure.interval->first) : std::nullopt;
    const auto high = figure.interval ? std::optional(figure.interval->second) : std::nullopt;
    add_line(out, {text_cell(section.id), text_cell(figure.id), text_cell(figure.name),
                   number_cell(figure.value), text_cell(figure.unit), number_cell(figure.numerator),
                   number_cell(figure.denominator), number_cell(low), number_cell(high),
                   text_cell(figure.note)});
}

void add_table(std::string& out, const Table& table) {
    out += kLineEnd;
    add_line(out, {"table", text_cell(table.id), text_cell(table.title)});
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
}

}  // namespace

std::string csv_report(const Report& report) {
    std::string out = "section,id,name,value,unit,numerator,denominator,low,high,note";
    out += kLineEnd;
    for (const Section& section : report.sections) {
        for (const Figure& figure : section.figures) {
            add_figure(out, section, figure);
        }
    }
    for (const Section& section : report.sections) {
        if (!section.table.columns.empty()) {
            add_table(out, section.table);
        }
    }
    return out;
}

}  // namespace kb::report
