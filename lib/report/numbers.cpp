// SPDX-License-Identifier: Apache-2.0
#include "report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace kb::report {

double round_for_report(double value) noexcept {
    constexpr double kExactMax = 1e13;  // above, two decimals are noise
    if (!std::isfinite(value) || std::abs(value) > kExactMax) {
        return value;
    }
    return std::round(value * 100.0) / 100.0 + 0.0;  // + 0.0 turns -0 into 0
}

std::string plain(double value) { return fmt::format("{}", value); }

std::string grouped(double value, bool percent) {
    std::string text = plain(value);
    if (text.find_first_of("en") != std::string::npos) {
        return text;  // an exponent, or no number at all
    }
    if (percent || text.find('.') != std::string::npos) {
        text = fmt::format("{:.2f}", value);
    }
    const std::size_t first = text.front() == '-' ? 1 : 0;
    std::size_t at = std::min(text.find('.'), text.size());
    while (at > first + 3) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

std::string shown(const Cell& cell, std::string_view unit) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return *text;
    }
    if (const auto* real = std::get_if<double>(&cell)) {
        return grouped(*real, unit == "%");
    }
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return grouped(static_cast<double>(*whole));
    }
    return {};
}

std::string raw(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return *text;
    }
    if (const auto* real = std::get_if<double>(&cell)) {
        return plain(*real);
    }
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return fmt::format("{}", *whole);
    }
    return {};
}

std::string shown_value(const Figure& figure) {
    if (!figure.value) {
        return "no value";
    }
    const bool percent = figure.unit == "%";
    return grouped(*figure.value, percent) + (percent ? " %" : "");
}

std::string shown_parts(const Figure& figure) {
    if (!figure.numerator || !figure.denominator) {
        return {};
    }
    const char* between = figure.unit == "%" ? " of " : " / ";
    return grouped(*figure.numerator) + between + grouped(*figure.denominator);
}

std::string shown_interval(const Figure& figure) {
    if (!figure.interval) {
        return {};
    }
    const bool percent = figure.unit == "%";
    return grouped(figure.interval->first, percent) + " to " +
           grouped(figure.interval->second, percent);
}

}  // namespace kb::report
