// SPDX-License-Identifier: Apache-2.0
#pragma once

// Figures from counts. The name comes from the definition, so a figure without one cannot be made.

#include "metrics/share.hpp"

#include <kb/report.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kb::report {

inline constexpr std::uint64_t kFewObservations = 30;  // below, a rate says so

// Precondition for all: `id` has a definition.

// A count of things, by itself.
[[nodiscard]] Figure count(std::string_view id, std::uint64_t value, std::string_view unit);

// A percentage with its interval; no value where the whole is 0, then `nothing` says why.
[[nodiscard]] Figure rate(std::string_view id, const metrics::Share& share,
                          std::string_view nothing);

// A quotient, in percent where the unit says so; it may exceed 1, so it has no interval.
[[nodiscard]] Figure ratio(std::string_view id, const metrics::Share& share, std::string_view unit,
                           std::string_view nothing);

// A number that is neither.
[[nodiscard]] Figure amount(std::string_view id, double value, std::string_view unit);

// No value, and why.
[[nodiscard]] Figure none(std::string_view id, std::string_view unit, std::string_view why);

// One row of a table. Cells are made in place: a braced list would copy each text.
template <typename... Cells>
[[nodiscard]] std::vector<Cell> row_of(Cells&&... cells) {
    std::vector<Cell> row;
    row.reserve(sizeof...(cells));
    (row.emplace_back(std::forward<Cells>(cells)), ...);
    return row;
}

[[nodiscard]] Cell cell(std::uint64_t value);
[[nodiscard]] Cell cell(const std::optional<double>& value);   // rounded; empty where none
[[nodiscard]] Cell percent_cell(const metrics::Share& share);  // rounded; empty where no whole

}  // namespace kb::report
