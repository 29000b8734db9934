// SPDX-License-Identifier: Apache-2.0
#include "base/escape.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "report/formats.hpp"
#include "report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace kb::report {
namespace {

constexpr std::size_t kNameColumns = 29;
constexpr std::size_t kValueColumns = 11;
constexpr std::size_t kIntervalColumns = 20;
constexpr std::size_t kGap = 2;             // between the columns of a table
constexpr std::size_t kNarrowest = 8;       // a text column is not cut below this
constexpr std::size_t kHeadingColumns = 8;  // the heading of numbers is not broken below this

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

// A heading in lines: broken between words where the column is narrower, so that the long name of a
// number does not take the room of the texts beside it.
std::vector<std::string> heading_lines(const Column& column, std::size_t columns) {
    const std::string text = heading(column);
    std::vector<std::string> lines(1);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        const bool fits = lines.back().empty() || width(lines.back()) + 1 + width(word) <= columns;
        if (!fits) {
            lines.emplace_back();
        }
        lines.back() += (lines.back().empty() ? "" : " ") + word;
        at = end + 1;
    }
    return lines;
}

std::size_t longest_word(std::string_view text) {
    std::size_t longest = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        longest = std::max(longest, width(text.substr(at, end - at)));
        at = end + 1;
    }
    return longest;
}

struct ColumnWidth {
    std::size_t now = 0;
    std::size_t least = 0;
};

ColumnWidth natural_width(const Table& table, std::size_t column) {
    std::size_t data = 0;
    for (const auto& row : table.rows) {
        const std::string text = shown(row[column], table.columns[column].unit);
        data = std::max(data, width(base::escape_terminal(text)));
    }
    const std::string name = heading(table.columns[column]);
    const std::size_t full = width(name);
    const std::size_t least =
        is_text_column(table, column)
            ? kNarrowest
            : std::max({data, longest_word(name), std::min(full, kHeadingColumns)});
    return {.now = std::max(data, full), .least = least};
}

// The width of each column. Until the line fits, the headings of numbers give way first, then the
// texts, each time the widest.
std::vector<std::size_t> column_widths(const Table& table, std::size_t line_columns) {
    std::vector<ColumnWidth> columns;
    std::size_t total = kGap;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        columns.push_back(natural_width(table, c));
        total += columns.back().now + kGap;
    }
    for (const bool texts : {false, true}) {
        while (line_columns > 0 && total > line_columns + kGap) {
            ColumnWidth* widest = nullptr;
            for (std::size_t c = 0; c < columns.size(); ++c) {
                const bool may_shrink =
                    is_text_column(table, c) == texts && columns[c].now > columns[c].least;
                if (may_shrink && (widest == nullptr || columns[c].now > widest->now)) {
                    widest = &columns[c];
                }
            }
            if (widest == nullptr) {
                break;
            }
            --widest->now;
            --total;
        }
    }
    std::vector<std::size_t> widths;
    std::transform(columns.begin(), columns.end(), std::back_inserter(widths),
                   [](const ColumnWidth& column) { return column.now; });
    return widths;
}

// The headings, standing on the line above the rows.
std::string head_lines(const Table& table, const std::vector<std::size_t>& widths) {
    std::vector<std::vector<std::string>> heads;
    std::size_t height = 0;
    for (std::size_t c = 0; c < widths.size(); ++c) {
        heads.push_back(heading_lines(table.columns[c], widths[c]));
        height = std::max(height, heads.back().size());
    }
    std::string out;
    for (std::size_t row = 0; row < height; ++row) {
        std::string line = "  ";
        for (std::size_t c = 0; c < widths.size(); ++c) {
            const std::size_t above = height - heads[c].size();
            const std::string part = row < above ? "" : heads[c][row - above];
            const bool numbers = !table.rows.empty() && is_number(table.rows.front()[c]);
            line += (numbers ? right(part, widths[c]) : left(part, widths[c])) + "  ";
        }
        trim_end(line);
        out += line;
    }
    return out;
}

std::string table_lines(const Table& table, std::size_t columns) {
    const std::vector<std::size_t> widths = column_widths(table, columns);
    std::string out = "\n  " + (columns == 0 ? table.title : cut(table.title, columns - 2)) + '\n';
    out += head_lines(table, widths);
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

std::string section_lines(const Section& section, std::size_t columns) {
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
    return section.table.columns.empty() ? out : out + table_lines(section.table, columns);
}

}  // namespace

std::string text_report(const Report& report, std::size_t columns) {
    columns = columns == 0 ? 0 : std::max(columns, kTextColumns);
    const std::string base = base::escape_terminal(report.base);
    std::string out = fmt::format("Knowledge report ({}){}\n", to_string(report.request.kind),
                                  base.empty() ? "" : ": " + cut(base, kTextColumns / 2));
    out += cut(fmt::format("{}, {}", period_text(report.request),
                           base::escape_terminal(report.request.zone)),
               kTextColumns) +
           '\n';
    out += fmt::format("made {}, change {}\n", base::to_iso8601(report.made), report.generation);
    for (const Section& section : report.sections) {
        out += section_lines(section, columns);
    }
    return out;
}

}  // namespace kb::report
