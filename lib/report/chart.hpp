// SPDX-License-Identifier: Apache-2.0
#pragma once

// Charts as SVG, drawn from a section's table. Colours are classes (c1, c2, ...) that the page's
// style sheet fills in for light, dark and print; each series also differs in its dashes, so that
// colour is never the only mark.

#include <kb/report.hpp>

#include <optional>
#include <string>
#include <utility>

namespace kb::report {

// Empty where the section has no chart or its table no number.
//
// Lines: columns in percent over the first column. Bars: the second column, by the first. Band: the
// first column, then floor, middle, ceiling and pending. Pareto: the second column as bars, the
// third (percent) as a line.
[[nodiscard]] std::string draw(const Section& section);

// A bar from 0 to 100 with the interval as a band and the value as a dot.
[[nodiscard]] std::string draw_interval(double value, const std::pair<double, double>& interval);

}  // namespace kb::report
