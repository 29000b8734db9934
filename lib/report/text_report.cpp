// SPDX-License-Identifier: Apache-2.0
#include "base/escape.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "report/formats.hpp"
#include "report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::report {
namespace {

constexpr std::size_t kNameColumns = 29;
constexpr std::size_t kValueColumns = 11;
constexpr std::size_t kIntervalColumns = 20;
constexpr std::size_t kGap = 2;        // between the columns of a table
constexpr std::size_t kNarrowest = 8;  // a text column is not cut below this

// Code points: what most terminals show as one column each.
std::size_t width(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        static_cast<void>(base::next_code_point(text, at));
    }
    return count;
}

std::string cut(std::string_view text, std::size_t columns) {
    if (width(text) <= columns) {
        return std::string(text);
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < columns; ++i) {
        static_cast<void>(base::next_code_point(text, at));
    }
    return std::string(text.substr(0, at)) + "~";
}

std::string left(std::string_view text, std::size_t columns) {
    std::string padded = cut(text, columns);
    padded.append(columns - std::min(columns, width(padded)), ' ');
    return padded;
}

std::string right(std::string_view text, std::size_t columns) {
    const std::string shortened = cut(text, columns);
    return std::string(columns - std::min(columns, width(shortened)), ' ') + shortened;
}

void trim_end(std::string& line) {
    line.erase(line.find_last_not_of(' ') + 1);
    line += '\n';
}

std::string wrapped(std::string_view text, std::size_t indent) {
    std::string out;
    std::string line(indent, ' ');
    bool is_empty = true;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!is_empty && width(line) + 1 + width(word) > kTextColumns) {
            out += line + '\n';
            line.assign(indent, ' ');
            is_empty = true;
        }
        line += is_empty ? "" : " ";
        line += cut(word, kTextColumns - indent);
        is_empty = false;
    }
    return is_empty ? out : out + line + '\n';
}

std::string figure_lines(const Figure& figure) {
    std::string line =
        fmt::format("  {} {:>{}} {:>{}}", left(figure.name, kNameColumns), shown_value(figure),
                    kValueColumns, shown_interval(figure), kIntervalColumns);
    const std::string parts = shown_parts(figure);
    // A number is never cut: what does not fit stands on its own line.
    if (line.size() + 1 + parts.size() <= kTextColumns) {
        line += ' ' + parts;
        trim_end(line);
    } else {
        trim_end(line);
        line += wrapped(parts, 6);
    }
    return line + (figure.note.empty() ? "" : wrapped(figure.note, 6));
}

bool is_number(const Cell& cell) {
    return std::holds_alternative<double>(cell) || std::holds_alternative<std::int64_t>(cell);
}

std::string heading(const Column& column) {
    return column.unit.empty() ? column.name : column.name + ' ' + column.unit;
}

bool is_text_column(const Table& table, std::size_t column) {
    return !table.rows.empty() && std::holds_alternative<std::string>(table.rows.front()[column]);
}

// The width of each column; text columns give way, the widest first, until the line fits.
std::vector<std::size_t> column_widths(const Table& table) {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        std::size_t widest = width(heading(table.columns[c]));
        for (const auto& row : table.rows) {
            widest = std::max(widest,
                              width(base::escape_terminal(shown(row[c], table.columns[c].unit))));
        }
        widths.push_back(widest);
    }
    const auto total = [&widths] {
        std::size_t sum = kGap;
        for (const std::size_t one : widths) {
            sum += one + kGap;
        }
        return sum;
    };
    while (total() > kTextColumns + kGap) {
        std::size_t widest = widths.size();
        for (std::size_t c = 0; c < widths.size(); ++c) {
            const bool may_shrink = is_text_column(table, c) && widths[c] > kNarrowest;
            widest =
                may_shrink && (widest == widths.size() || widths[c] > widths[widest]) ? c : widest;
        }
        if (widest == widths.size()) {
            break;
        }
        --widths[widest];
    }
    return widths;
}

std::string table_lines(const Table& table) {
    const std::vector<std::size_t> widths = column_widths(table);
    std::string out = "\n  " + cut(table.title, kTextColumns - 2) + '\n';
    std::string head = "  ";
    for (std::size_t c = 0; c < widths.size(); ++c) {
        const bool numbers = !table.rows.empty() && is_number(table.rows.front()[c]);
        const std::string name = heading(table.columns[c]);
        head += (numbers ? right(name, widths[c]) : left(name, widths[c])) + "  ";
    }
    trim_end(head);
    out += head;
    for (const auto& row : table.rows) {
        std::string line = "  ";
        for (std::size_t c = 0; c < widths.size(); ++c) {
            const std::string text = base::escape_terminal(shown(row[c], table.columns[c].unit));
            line += (is_number(row[c]) ? right(text, widths[c]) : left(text, widths[c])) + "  ";
        }
        trim_end(line);
        out += line;
    }
    return out + (table.rows.empty() ? "  (nothing)\n" : "");
}

std::string section_lines(const Section& section) {
    std::string out = '\n' + section.title + '\n' + std::string(width(section.title), '-') + '\n';
    out += wrapped(section.text, 0);
    if (!section.figures.empty()) {
        std::string head =
            fmt::format("\n  {} {} {} {}", left("", kNameColumns), right("value", kValueColumns),
                        right("95 % interval", kIntervalColumns), "counts");
        trim_end(head);
        out += head;
    }
    for (const Figure& figure : section.figures) {
        out += figure_lines(figure);
    }
    return section.table.columns.empty() ? out : out + table_lines(section.table);
}

}  // namespace

std::string text_report(const Report& report) {
    const std::string base = base::escape_terminal(report.base);
    std::string out = fmt::format("Knowledge report ({}){}\n", to_string(report.request.kind),
                                  base.empty() ? "" : ": " + cut(base, kTextColumns / 2));
    out += cut(fmt::format("{}, {}", period_text(report.request),
                           base::escape_terminal(report.request.zone)),
               kTextColumns) +
           '\n';
    out += fmt::format("made {}, change {}\n", base::to_iso8601(report.made), report.generation);
    for (const Section& section : report.sections) {
        out += section_lines(section);
    }
    return out;
}

}  // namespace kb::report
