// SPDX-License-Identifier: Apache-2.0

// Written by hand, because a number must look the same here as in the other formats ("23.81", not
// "2.381E1"). Members without a value are null; nothing is left out.

#include "base/escape.hpp"
#include "base/time.hpp"
#include "report/formats.hpp"
#include "report/numbers.hpp"

#include <cmath>
#include <optional>

namespace kb::report {
namespace {

std::string quoted(std::string_view text) { return '"' + base::escape_json(text) + '"'; }

std::string number(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? plain(*value) : std::string("null");
}

std::string any(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return quoted(*text);
    }
    if (const auto* real = std::get_if<double>(&cell)) {
        return number(*real);
    }
    return std::holds_alternative<std::monostate>(cell) ? "null" : raw(cell);
}

// "[a,b]" of what `write` makes of each item.
template <typename Items, typename Write>
std::string list(const Items& items, std::string_view separator, Write write) {
    std::string out = "[";
    for (const auto& item : items) {
        out += out.size() == 1 ? "" : ",";
        out += separator;
        out += write(item);
    }
    return out + ']';
}

std::string member(std::string_view name, std::string_view value) {
    return quoted(name) + ':' + std::string(value);
}

std::string figure_object(const Figure& figure) {
    const auto interval = figure.interval ? '[' + number(figure.interval->first) + ',' +
                                                number(figure.interval->second) + ']'
                                          : std::string("null");
    return '{' + member("id", quoted(figure.id)) + ',' + member("name", quoted(figure.name)) + ',' +
           member("value", number(figure.value)) + ',' + member("unit", quoted(figure.unit)) + ',' +
           member("numerator", number(figure.numerator)) + ',' +
           member("denominator", number(figure.denominator)) + ',' + member("interval", interval) +
           ',' + member("note", quoted(figure.note)) + '}';
}

std::string table_object(const Table& table) {
    if (table.columns.empty()) {
        return "null";
    }
    const auto column = [](const Column& one) {
        return '{' + member("name", quoted(one.name)) + ',' + member("unit", quoted(one.unit)) +
               '}';
    };
    const auto row = [](const std::vector<Cell>& cells) { return list(cells, "", any); };
    return '{' + member("id", quoted(table.id)) + ',' + member("title", quoted(table.title)) + ',' +
           member("columns", list(table.columns, "", column)) + ',' +
           member("rows", list(table.rows, "\n    ", row)) + '}';
}

std::string section_object(const Section& section) {
    return '{' + member("id", quoted(section.id)) + ',' + member("title", quoted(section.title)) +
           ',' + member("text", quoted(section.text)) + ',' +
           member("figures", list(section.figures, "\n    ", figure_object)) + ',' +
           member("table", table_object(section.table)) + '}';
}

std::string request_object(const ReportRequest& request) {
    const auto whole = [](std::uint32_t value) { return number(static_cast<double>(value)); };
    return '{' + member("kind", quoted(to_string(request.kind))) + ',' +
           member("from", quoted(base::to_iso8601(request.from))) + ',' +
           member("until", quoted(base::to_iso8601(request.until))) + ',' +
           member("zone", quoted(request.zone)) + ',' +
           member("case_window_hours", whole(request.case_window_hours)) + ',' +
           member("cost_per_case", number(request.cost_per_case)) + ',' +
           member("top", whole(request.top)) + ',' +
           member("people_min", whole(request.people_min)) + '}';
}

}  // namespace

std::string json_report(const Report& report) {
    const auto id = [](const std::string& text) { return quoted(text); };
    return "{" + member("schema", quoted("kb.report/1")) + ",\n" +
           member("request", request_object(report.request)) + ",\n" +
           member("base", quoted(report.base)) + ',' +
           member("generation", std::to_string(report.generation)) + ',' +
           member("made", quoted(base::to_iso8601(report.made))) + ",\n" +
           member("sections", list(report.sections, "\n  ", section_object)) + ",\n" +
           member("definitions", list(report.definitions, "", id)) + "}\n";
}

}  // namespace kb::report
