// SPDX-License-Identifier: Apache-2.0
#include "report/figures.hpp"

#include "base/assert.hpp"
#include "report/numbers.hpp"

#include <utility>

namespace kb::report {
namespace {

Figure make(std::string_view id, std::string_view unit) {
    const Result<Definition> definition = find_definition(id);
    KB_ASSERT(definition.has_value());
    return {.id = std::string(id),
            .name = definition ? definition->name : std::string(id),
            .unit = std::string(unit)};
}

}  // namespace

Figure count(std::string_view id, std::uint64_t value, std::string_view unit) {
    return amount(id, static_cast<double>(value), unit);
}

Figure amount(std::string_view id, double value, std::string_view unit) {
    Figure figure = make(id, unit);
    figure.value = round_for_report(value);
    return figure;
}

Figure none(std::string_view id, std::string_view unit, std::string_view why) {
    Figure figure = make(id, unit);
    figure.note = why;
    return figure;
}

Figure ratio(std::string_view id, const metrics::Share& share, std::string_view unit,
             std::string_view nothing) {
    Figure figure = none(id, unit, "");
    figure.numerator = static_cast<double>(share.part);
    figure.denominator = static_cast<double>(share.whole);
    if (const auto value = metrics::percent(share)) {
        figure.value = round_for_report(unit == "%" ? *value : *value / 100.0);
    } else {
        figure.note = nothing;
    }
    return figure;
}

Figure rate(std::string_view id, const metrics::Share& share, std::string_view nothing) {
    Figure figure = ratio(id, share, "%", nothing);
    if (const auto interval = metrics::wilson(share)) {
        figure.interval =
            std::pair{round_for_report(interval->first), round_for_report(interval->second)};
    }
    if (share.whole > 0 && share.whole < kFewObservations) {
        figure.note = "fewer than 30 observations; read with care";
    }
    return figure;
}

Cell cell(std::uint64_t value) { return static_cast<std::int64_t>(value); }

Cell cell(const std::optional<double>& value) {
    Cell rounded;
    if (value) {
        rounded = round_for_report(*value);
    }
    return rounded;
}

Cell percent_cell(const metrics::Share& share) { return cell(metrics::percent(share)); }

}  // namespace kb::report
