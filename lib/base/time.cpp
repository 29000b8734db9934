// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"

#include "base/escape.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <optional>

namespace kb::base {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Reads the text from left to right; every call tells whether it found what it looked for.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    std::optional<int> digits(std::size_t count) {
        if (rest_.size() < count) {
            return std::nullopt;
        }
        int value = 0;
        for (const char c : rest_.substr(0, count)) {
            if (c < '0' || c > '9') {
                return std::nullopt;
            }
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(count);
        return value;
    }
    bool accept(char c) {
        if (rest_.empty() || rest_.front() != c) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

private:
    std::string_view rest_;
};

std::optional<Timestamp> scan_date(Scanner& in) {
    const auto year = in.digits(4);
    const bool first = in.accept('-');
    const auto month = in.digits(2);
    const bool second = in.accept('-');
    const auto day = in.digits(2);
    if (!year || !month || !day || !first || !second || *year < 1) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days(date);
}

std::optional<milliseconds> scan_fraction(Scanner& in) {
    int value = 0;
    int count = 0;
    for (; count < 9; ++count) {
        const auto digit = in.digits(1);
        if (!digit) {
            break;
        }
        if (count < 3) {
            value = value * 10 + *digit;
        }
    }
    if (count == 0) {
        return std::nullopt;
    }
    for (int i = count; i < 3; ++i) {
        value *= 10;
    }
    return milliseconds(value);
}

std::optional<milliseconds> scan_time(Scanner& in) {
    const auto hour = in.digits(2);
    const bool colon = in.accept(':');
    const auto minute = in.digits(2);
    if (!hour || !minute || !colon || *hour > 23 || *minute > 59) {
        return std::nullopt;
    }
    milliseconds time = hours(*hour) + minutes(*minute);
    if (in.accept(':')) {
        const auto second = in.digits(2);
        if (!second || *second > 60) {
            return std::nullopt;
        }
        time += seconds(*second);
        if (in.accept('.') || in.accept(',')) {
            const auto fraction = scan_fraction(in);
            if (!fraction) {
                return std::nullopt;
            }
            time += *fraction;
        }
    }
    return time;
}

std::optional<minutes> scan_offset(Scanner& in) {
    if (in.at_end() || in.accept('Z') || in.accept('z')) {
        return minutes(0);
    }
    const bool east = in.peek() == '+';
    if (!in.accept('+') && !in.accept('-')) {
        return std::nullopt;
    }
    const auto hour = in.digits(2);
    in.accept(':');
    const auto minute = in.digits(2);
    if (!hour || !minute || *hour > 23 || *minute > 59) {
        return std::nullopt;
    }
    const minutes offset = hours(*hour) + minutes(*minute);
    return east ? offset : -offset;
}

std::optional<Timestamp> scan(std::string_view text) {
    Scanner in(text);
    auto time = scan_date(in);
    if (!time || in.at_end()) {
        return time;
    }
    if (!in.accept('T') && !in.accept('t') && !in.accept(' ')) {
        return std::nullopt;
    }
    const auto of_day = scan_time(in);
    if (!of_day) {
        return std::nullopt;
    }
    const auto offset = scan_offset(in);
    if (!offset || !in.at_end()) {
        return std::nullopt;
    }
    return *time + *of_day - *offset;
}

}  // namespace

std::string to_iso8601(Timestamp time) {
    const auto day = std::chrono::floor<days>(time);
    const std::chrono::hh_mm_ss clock(time - day);
    std::string text = fmt::format("{}T{:02}:{:02}:{:02}", to_iso_date(time), clock.hours().count(),
                                   clock.minutes().count(), clock.seconds().count());
    if (clock.subseconds().count() != 0) {
        text += fmt::format(".{:03}", clock.subseconds().count());
    }
    return text + 'Z';
}

std::string to_iso_date(Timestamp time) {
    const std::chrono::year_month_day date(std::chrono::floor<days>(time));
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Result<Timestamp> parse_iso8601(std::string_view text) {
    const auto time = scan(text);
    if (!time) {
        constexpr std::size_t kQuotedBytesMax = 40;
        return Error{
            ErrorCode::kInvalidArgument,
            fmt::format("not a date or time: \"{}\"; write 2026-03-01 or 2026-03-01T09:30:00Z",
                        escape_terminal(replace_invalid_utf8(cut_utf8(text, kQuotedBytesMax))))};
    }
    return *time;
}

}  // namespace kb::base
