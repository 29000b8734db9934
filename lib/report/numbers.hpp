// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers as text. Values are rounded once, when a report is made; each format then writes the
// shortest text that reads back as the same number, people's formats the same number with commas
// between thousands and with decimals that line up.

#include <kb/report.hpp>

#include <string>
#include <string_view>

namespace kb::report {

// To two decimals; never -0 and always finite where the value is.
[[nodiscard]] double round_for_report(double value) noexcept;

// "1234.5"; never with an exponent below 10^15.
[[nodiscard]] std::string plain(double value);

// For people: "1,234", and two decimals where the number is not whole or `percent`: "1,234.50".
[[nodiscard]] std::string grouped(double value, bool percent = false);

// A cell for people: text as it is, numbers grouped, nothing where there is no value.
[[nodiscard]] std::string shown(const Cell& cell, std::string_view unit = "");

// A cell for programs.
[[nodiscard]] std::string raw(const Cell& cell);

// "23.81 %", or "no value".
[[nodiscard]] std::string shown_value(const Figure& figure);

// "10 of 42", "3 / 2" where it is no percentage, or "".
[[nodiscard]] std::string shown_parts(const Figure& figure);

// "12.8 to 39.4", or "".
[[nodiscard]] std::string shown_interval(const Figure& figure);

}  // namespace kb::report
