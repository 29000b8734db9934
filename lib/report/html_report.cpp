// SPDX-License-Identifier: Apache-2.0

// One page that needs nothing but itself: no script, no address, no font. Every text that comes
// from a base is escaped.

#include "base/escape.hpp"
#include "base/time.hpp"
#include "report/chart.hpp"
#include "report/formats.hpp"
#include "report/html_style.hpp"
#include "report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::report {
namespace {

std::string safe(std::string_view text) { return base::escape_html(text); }

std::string title_of(const Report& report) {
    return report.base.empty() ? "Knowledge report" : "Knowledge report: " + report.base;
}

bool is_defined(const Report& report, const std::string& id) {
    return std::find(report.definitions.begin(), report.definitions.end(), id) !=
           report.definitions.end();
}

std::string name_link(const Report& report, const Figure& figure) {
    if (!is_defined(report, figure.id)) {
        return safe(figure.name);
    }
    return fmt::format("<a href=\"#def-{}\">{}</a>", safe(figure.id), safe(figure.name));
}

std::string note_of(const Figure& figure) {
    return figure.note.empty() ? "" : "<span class=\"note\">" + safe(figure.note) + "</span>";
}

std::string card(const Report& report, const Figure& figure) {
    std::string more;
    if (const std::string interval = shown_interval(figure); !interval.empty()) {
        more += "95 %: " + safe(interval) + "<br>";
    }
    if (const std::string parts = shown_parts(figure); !parts.empty()) {
        more += safe(parts);
    } else if (figure.value && figure.unit != "%") {
        more += safe(figure.unit);
    }
    return fmt::format(
        "<div class=\"card\"><div class=\"name\">{}</div>"
        "<div class=\"value{}\">{}</div><div class=\"more\">{}{}</div></div>\n",
        name_link(report, figure), figure.value ? "" : " none", safe(shown_value(figure)), more,
        note_of(figure));
}

// What a figure is made of, or counted in.
std::string made_of(const Figure& figure) {
    const std::string parts = shown_parts(figure);
    return safe(parts.empty() && figure.unit != "%" ? figure.unit : parts);
}

std::string figure_row(const Report& report, const Figure& figure, bool intervals) {
    const bool drawn = figure.value && figure.interval && figure.unit == "%";
    std::string out =
        fmt::format("<tr><th scope=\"row\">{}{}</th><td class=\"n v\">{}</td>",
                    name_link(report, figure), note_of(figure), safe(shown_value(figure)));
    if (intervals) {
        out += fmt::format("<td class=\"s\">{}</td><td class=\"n s\">{}</td>",
                           drawn ? draw_interval(*figure.value, *figure.interval) : std::string(),
                           safe(shown_interval(figure)));
    }
    return out + "<td class=\"n s\">" + made_of(figure) + "</td></tr>\n";
}

std::string figures_of(const Report& report, const Section& section) {
    if (section.figures.empty()) {
        return {};
    }
    if (section.id == "headline") {
        std::string cards = "<div class=\"cards\">\n";
        for (const Figure& figure : section.figures) {
            cards += card(report, figure);
        }
        return cards + "</div>\n";
    }
    const bool intervals =
        std::any_of(section.figures.begin(), section.figures.end(),
                    [](const Figure& figure) { return figure.interval.has_value(); });
    std::string out = fmt::format(
        "<div class=\"box\"><table class=\"{}\"><thead><tr><th>Figure</th>"
        "<th class=\"n\">Value</th>{}<th class=\"n\">Made of</th></tr></thead><tbody>\n",
        intervals ? "figures" : "counts",
        intervals ? "<th>0 to 100 %</th><th class=\"n\">95 % interval</th>" : "");
    for (const Figure& figure : section.figures) {
        out += figure_row(report, figure, intervals);
    }
    return out + "</tbody></table></div>\n";
}

bool is_text(const Cell& cell) { return std::holds_alternative<std::string>(cell); }

std::string table_of(const Table& table) {
    std::string out = "<table><caption>" + safe(table.title) + "</caption><thead><tr>";
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Column& column = table.columns[c];
        const bool text = table.rows.empty() || is_text(table.rows.front()[c]);
        out += fmt::format("<th{}>{}{}</th>", text ? "" : " class=\"n\"", safe(column.name),
                           column.unit.empty() ? "" : ", " + safe(column.unit));
    }
    out += "</tr></thead><tbody>\n";
    for (const auto& row : table.rows) {
        out += "<tr>";
        for (std::size_t c = 0; c < row.size(); ++c) {
            out += fmt::format("<td class=\"{}\">{}</td>", is_text(row[c]) ? "t" : "n",
                               safe(shown(row[c], table.columns[c].unit)));
        }
        out += "</tr>\n";
    }
    if (table.rows.empty()) {
        out += fmt::format("<tr><td class=\"s\" colspan=\"{}\">nothing in this period</td></tr>\n",
                           table.columns.size());
    }
    return out + "</tbody></table>";
}

// A chart has its numbers below it, folded; a list of things to act on is open.
std::string drawing_of(const Section& section) {
    if (section.table.columns.empty()) {
        return {};
    }
    const std::string chart = draw(section);
    if (chart.empty()) {
        return "<div class=\"box\">" + table_of(section.table) + "</div>\n";
    }
    return fmt::format(
        "<div class=\"box\">{}<details{}><summary>Numbers</summary>{}</details>"
        "</div>\n",
        chart, section.chart == ChartKind::kPareto ? " open" : "", table_of(section.table));
}

std::string section_of(const Report& report, const Section& section) {
    std::string out =
        fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n", safe(section.id), safe(section.title));
    out += section.text.empty() ? "" : "<p>" + safe(section.text) + "</p>\n";
    // A picture says first what the figures then pin down.
    const bool picture_first = section.chart == ChartKind::kBand;
    const std::string figures = figures_of(report, section);
    const std::string drawing = drawing_of(section);
    out += picture_first ? drawing + figures : figures + drawing;
    return out + "</section>\n";
}

std::string glossary_entry(const Definition& definition) {
    std::string out = fmt::format(
        "<article id=\"def-{0}\"><h3>{1} <code>{0}, version {2}</code>"
        "</h3><dl>",
        safe(definition.id), safe(definition.name), definition.version);
    const auto add = [&out](std::string_view term, const std::string& text) {
        if (!text.empty()) {
            out += fmt::format("<dt>{}</dt><dd>{}</dd>", term, safe(text));
        }
    };
    add("Formula", definition.formula);
    add("Counted", definition.numerator);
    add("Out of", definition.denominator);
    add("Period", definition.window);
    add("Left out", definition.exclusions);
    add("Beware", definition.pitfalls);
    add("Example", definition.example);
    return out + "</dl></article>\n";
}

std::string glossary_of(const Report& report) {
    std::string out = "<section id=\"glossary\">\n<h2>Glossary</h2>\n<div class=\"glossary\">\n";
    for (const Definition& definition : definitions()) {
        if (is_defined(report, definition.id)) {
            out += glossary_entry(definition);
        }
    }
    return out + "</div>\n</section>\n";
}

std::string head_of(const Report& report) {
    const ReportRequest& request = report.request;
    std::string out =
        fmt::format("<header>\n<h1>{}</h1>\n<p class=\"period\">{} ({})</p>\n",
                    safe(title_of(report)), safe(period_text(request)), safe(request.zone));
    out += fmt::format(
        "<p>Report: {}. Case window: {} hours. Made {} from change {}.</p>\n"
        "</header>\n<nav aria-label=\"Parts\"><ol>",
        to_string(request.kind), request.case_window_hours, base::to_iso8601(report.made),
        report.generation);
    for (const Section& section : report.sections) {
        out +=
            fmt::format("<li><a href=\"#{}\">{}</a></li>", safe(section.id), safe(section.title));
    }
    return out + "<li><a href=\"#glossary\">Glossary</a></li></ol></nav>\n";
}

}  // namespace

std::string html_report(const Report& report) {
    std::string out =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += "<title>" + safe(title_of(report)) + "</title>\n<style>";
    out += html_style();
    out += "</style>\n</head>\n<body>\n" + head_of(report) + "<main>\n";
    for (const Section& section : report.sections) {
        out += section_of(report, section);
    }
    out += glossary_of(report);
    return out +
           "</main>\n<footer>A rate without a value has nothing to divide by; that is not 0. "
           "Intervals are Wilson's, at 95 %.</footer>\n</body>\n</html>\n";
}

}  // namespace kb::report
