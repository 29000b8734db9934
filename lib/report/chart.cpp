// SPDX-License-Identifier: Apache-2.0
#include "report/chart.hpp"

#include "base/escape.hpp"
#include "base/utf8.hpp"
#include "report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace kb::report {
namespace {

constexpr double kWidth = 760.0;
constexpr double kHeight = 260.0;
constexpr double kLeft = 48.0;
constexpr double kRight = 18.0;
constexpr double kTop = 14.0;
constexpr double kBottom = 30.0;
constexpr std::size_t kLabelsMax = 8;  // on a time axis
constexpr double kBarStep = 28.0;
constexpr double kLetter = 7.2;  // about the width of one in a label
constexpr std::size_t kBarLabelBytes = 34;

using Series = std::vector<std::optional<double>>;

std::optional<double> number_of(const Cell& cell) {
    if (const auto* real = std::get_if<double>(&cell)) {
        return *real;
    }
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return static_cast<double>(*whole);
    }
    return std::nullopt;
}

Series column_of(const Table& table, std::size_t column) {
    Series series;
    for (const auto& row : table.rows) {
        series.push_back(column < row.size() ? number_of(row[column]) : std::nullopt);
    }
    return series;
}

double largest(const std::vector<Series>& all) {
    double most = 0.0;
    for (const Series& series : all) {
        for (const auto& value : series) {
            most = std::max(most, value.value_or(0.0));
        }
    }
    return most;
}

// The smallest step of 1, 2 or 5 times a power of ten that needs at most five lines.
double tick_step(double most) {
    constexpr double kLines = 5.0;
    const double rough = std::max(most, 1.0) / kLines;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (rough <= factor * power) {
            return std::max(1.0, factor * power);
        }
    }
    return std::max(1.0, 10.0 * power);
}

// The plane of a chart: values to places.
struct Plane {
    std::size_t points = 1;
    double top = 1.0;  // the value of the upper edge

    [[nodiscard]] double x(std::size_t i) const {
        const double room = kWidth - kLeft - kRight;
        return points < 2 ? kLeft + room / 2.0
                          : kLeft + room * static_cast<double>(i) / static_cast<double>(points - 1);
    }
    [[nodiscard]] double y(double value) const {
        return kTop + (kHeight - kTop - kBottom) * (1.0 - value / top);
    }
};

std::string text_at(double x, double y, std::string_view anchor, std::string_view text) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>", x, y, anchor,
                       base::escape_html(text));
}

std::string grid(const Plane& plane, double step, std::string_view unit) {
    std::string out;
    for (double value = 0.0; value <= plane.top + step / 2.0; value += step) {
        const double y = plane.y(value);
        out += fmt::format(
            "<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" "
            "y2=\"{:.1f}\"/>",
            value == 0.0 ? "axis" : "grid", kLeft, y, kWidth - kRight, y);
        out += text_at(kLeft - 8.0, y + 4.0, "end",
                       grouped(round_for_report(value)) + std::string(unit));
    }
    return out;
}

std::string time_labels(const Table& table, const Plane& plane) {
    std::string out;
    const std::size_t stride = (table.rows.size() + kLabelsMax - 1) / kLabelsMax;
    for (std::size_t i = 0; i < table.rows.size(); i += std::max<std::size_t>(stride, 1)) {
        out += text_at(plane.x(i), kHeight - 8.0, "middle", shown(table.rows[i].front()));
    }
    return out;
}

// The path through the values; where one is missing the line is interrupted.
std::string path(const Series& series, const Plane& plane) {
    std::string out;
    bool pen_down = false;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (series[i]) {
            out += fmt::format("{}{:.1f} {:.1f}", pen_down ? "L" : "M", plane.x(i),
                               plane.y(*series[i]));
        }
        pen_down = series[i].has_value();
    }
    return out;
}

std::string line(const Series& series, const Plane& plane, std::size_t colour) {
    std::string out =
        fmt::format("<path class=\"line c{}\" d=\"{}\"/>", colour, path(series, plane));
    constexpr std::size_t kDotsMax = 14;  // more would hide the line
    for (std::size_t i = 0; i < series.size() && series.size() <= kDotsMax; ++i) {
        if (series[i]) {
            out += fmt::format("<circle class=\"dot c{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.6\"/>",
                               colour, plane.x(i), plane.y(*series[i]));
        }
    }
    return out;
}

// The area between two series that have no gaps.
std::string area(const Series& upper, const Series& lower, const Plane& plane) {
    std::string points;
    for (std::size_t i = 0; i < upper.size(); ++i) {
        points += fmt::format("{:.1f},{:.1f} ", plane.x(i), plane.y(upper[i].value_or(0.0)));
    }
    for (std::size_t i = lower.size(); i-- > 0;) {
        points += fmt::format("{:.1f},{:.1f} ", plane.x(i), plane.y(lower[i].value_or(0.0)));
    }
    return fmt::format("<polygon class=\"area\" points=\"{}\"/>", points);
}

std::string upright_bars(const Series& series, const Plane& plane, std::string_view style) {
    const double room = (kWidth - kLeft - kRight) / static_cast<double>(plane.points);
    const double width = std::clamp(room * 0.6, 1.0, 28.0);
    std::string out;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const double y = plane.y(series[i].value_or(0.0));
        if (series[i].value_or(0.0) > 0.0) {
            out += fmt::format(
                "<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
                "height=\"{:.1f}\"/>",
                style, plane.x(i) - width / 2.0, y, width, plane.y(0.0) - y);
        }
    }
    return out;
}

std::string frame(const Section& section, double height, const std::string& inside) {
    return fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">{}</svg>",
                       kWidth, height, base::escape_html(section.table.title), inside);
}

struct Key {
    std::size_t colour;
    std::string name;
    std::string_view mark = "line";
};

std::string legend(const std::vector<Key>& keys) {
    std::string out = "<ul class=\"legend\">";
    for (const Key& key : keys) {
        const std::string_view shape =
            key.mark == "line"   ? "<path class=\"line c{}\" d=\"M0 6H26\"/>"
            : key.mark == "area" ? "<rect class=\"area c{}\" width=\"26\" height=\"12\" rx=\"2\"/>"
            : key.mark == "pend" ? "<rect class=\"pend c{}\" width=\"26\" height=\"12\" rx=\"2\"/>"
                                 : "<rect class=\"bar c{}\" width=\"26\" height=\"12\" rx=\"2\"/>";
        out += fmt::format(
            "<li><svg class=\"key\" viewBox=\"0 0 26 12\" aria-hidden=\"true\">{}"
            "</svg>{}</li>",
            fmt::format(fmt::runtime(shape), key.colour), base::escape_html(key.name));
    }
    return out + "</ul>";
}

std::string draw_lines(const Section& section) {
    const Table& table = section.table;
    std::vector<Series> all;
    std::vector<Key> keys;
    for (std::size_t c = 1; c < table.columns.size(); ++c) {
        if (table.columns[c].unit == "%") {
            all.push_back(column_of(table, c));
            keys.push_back({keys.size() + 1, table.columns[c].name});
        }
    }
    const double step = tick_step(largest(all));
    const Plane plane{table.rows.size(), step * std::max(1.0, std::ceil(largest(all) / step))};
    std::string inside = grid(plane, step, " %") + time_labels(table, plane);
    for (std::size_t i = 0; i < all.size(); ++i) {
        inside += line(all[i], plane, i + 1);
    }
    return legend(keys) + frame(section, kHeight, inside);
}

std::string draw_band(const Section& section) {
    const Table& table = section.table;
    const Series floor = column_of(table, 1);
    const Series middle = column_of(table, 2);
    const Series ceiling = column_of(table, 3);
    const Series pending = column_of(table, 4);
    const double most = largest({floor, middle, ceiling, pending});
    const double step = tick_step(most);
    const Plane plane{table.rows.size(), step * std::max(1.0, std::ceil(most / step))};
    const std::string inside = grid(plane, step, "") + upright_bars(pending, plane, "pend") +
                               area(ceiling, floor, plane) + line(ceiling, plane, 3) +
                               line(floor, plane, 1) + line(middle, plane, 2) +
                               time_labels(table, plane);
    std::vector<Key> keys{{3, "ceiling"}, {1, "floor"}, {0, "pending", "pend"}};
    if (std::any_of(middle.begin(), middle.end(), [](const auto& v) { return v.has_value(); })) {
        keys.insert(keys.begin() + 1, {2, "middle"});
    }
    return legend(keys) + frame(section, kHeight, inside);
}

std::string draw_bars(const Section& section) {
    const Table& table = section.table;
    const Series values = column_of(table, 1);
    const double most = std::max(1.0, largest({values}));
    std::size_t longest = 0;
    for (const auto& row : table.rows) {
        longest = std::max(longest, std::min(shown(row.front()).size(), kBarLabelBytes));
    }
    const double labels = 18.0 + kLetter * static_cast<double>(longest);
    const double room = kWidth - labels - 70.0;
    std::string inside;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double y = kBarStep * static_cast<double>(i) + 4.0;
        const double value = values[i].value_or(0.0);
        const std::string name = shown(table.rows[i].front());
        const std::string_view label = base::cut_utf8(name, kBarLabelBytes);
        inside += text_at(labels - 10.0, y + 14.0, "end", label);
        inside += fmt::format(
            "<rect class=\"bar c1\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
            "height=\"18\" rx=\"2\"/>",
            labels, y, std::max(value > 0.0 ? 1.5 : 0.0, room * value / most));
        inside += text_at(labels + room * value / most + 8.0, y + 14.0, "start",
                          shown(table.rows[i][1], table.columns[1].unit));
    }
    return frame(section, kBarStep * static_cast<double>(values.size()) + 4.0, inside);
}

std::string draw_pareto(const Section& section) {
    const Table& table = section.table;
    const Series bars = column_of(table, 1);
    const Series share = column_of(table, 2);
    const double step = tick_step(largest({bars}));
    const double top = step * std::max(1.0, std::ceil(largest({bars}) / step));
    // Bars stand beside the edges, not on them: one place is left free at each end.
    const auto shift = [](const Series& series) {
        Series shifted(1);
        shifted.insert(shifted.end(), series.begin(), series.end());
        shifted.emplace_back();
        return shifted;
    };
    const Plane plane{bars.size() + 2, top};
    const Plane percent_plane{bars.size() + 2, 100.0};
    std::string inside = grid(plane, step, "") + upright_bars(shift(bars), plane, "bar c1") +
                         line(shift(share), percent_plane, 2);
    const std::size_t stride = std::max<std::size_t>(1, (bars.size() + 24) / 25);
    for (std::size_t i = 0; i < bars.size(); i += stride) {
        inside += text_at(plane.x(i + 1), kHeight - 8.0, "middle", fmt::format("{}", i + 1));
    }
    if (!share.empty() && share.back()) {
        inside += text_at(percent_plane.x(share.size()), percent_plane.y(*share.back()) + 18.0,
                          "end", shown(table.rows.back()[2], "%") + " %");
    }
    return legend(
               {{1, table.columns[1].name, "bar"}, {2, table.columns[2].name + " (0 to 100 %)"}}) +
           frame(section, kHeight, inside);
}

}  // namespace

std::string draw(const Section& section) {
    const Table& table = section.table;
    const std::size_t needed = section.chart == ChartKind::kBand     ? 5
                               : section.chart == ChartKind::kPareto ? 3
                                                                     : 2;
    if (table.rows.empty() || table.columns.size() < needed) {
        return {};
    }
    switch (section.chart) {
    case ChartKind::kNone: return {};
    case ChartKind::kLines: return draw_lines(section);
    case ChartKind::kBars: return draw_bars(section);
    case ChartKind::kBand: return draw_band(section);
    case ChartKind::kPareto: return draw_pareto(section);
    }
    return {};
}

std::string draw_interval(double value, const std::pair<double, double>& interval) {
    constexpr double kLength = 120.0;
    const auto place = [](double percent) {
        return 4.0 + (kLength - 8.0) * std::clamp(percent, 0.0, 100.0) / 100.0;
    };
    return fmt::format(
        "<svg class=\"range\" viewBox=\"0 0 {0:.0f} 12\" aria-hidden=\"true\">"
        "<line class=\"track\" x1=\"4\" y1=\"6\" x2=\"{1:.1f}\" y2=\"6\"/>"
        "<line class=\"reach\" x1=\"{2:.1f}\" y1=\"6\" x2=\"{3:.1f}\" y2=\"6\"/>"
        "<circle class=\"here\" cx=\"{4:.1f}\" cy=\"6\" r=\"3.4\"/></svg>",
        kLength, kLength - 4.0, place(interval.first), place(interval.second), place(value));
}

}  // namespace kb::report
