// SPDX-License-Identifier: Apache-2.0

// Calendar arithmetic by std::chrono; all in UTC.

#include "common/time_text.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string_view>

namespace kb::tools {

std::string to_day(Timestamp time) {
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string to_rfc3339(Timestamp time) {
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock(time - midnight);
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_day(time), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

std::string to_minute(Timestamp time) {
    if (time == Timestamp{}) {
        return "-";
    }
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock(time - midnight);
    return fmt::format("{} {:02}:{:02}", to_day(time), clock.hours().count(),
                       clock.minutes().count());
}

std::string ago(Timestamp time, Timestamp now) {
    const auto days = std::chrono::duration_cast<std::chrono::days>(now - time).count();
    const auto count = [](auto number, std::string_view unit) {
        return fmt::format("{} {}{} ago", number, unit, number == 1 ? "" : "s");
    };
    if (days < 1) {
        return "today";
    }
    if (days < 60) {
        return count(days, "day");
    }
    return days < 730 ? count(days / 30, "month") : count(days / 365, "year");
}

}  // namespace kb::tools
