// SPDX-License-Identifier: Apache-2.0

// kb_sample_events: writes the events of the sample story to standard output, one JSON object a
// line, as `kb-index events import` reads them.
//
//     kb_sample_events [--seed N] [--start YYYY-MM-DD] [--days N] > events.jsonl

#include "story.hpp"

#include <kb/exchange.hpp>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace {

constexpr int kExitUsage = 2;
constexpr int kExitIo = 5;
constexpr std::uint64_t kDaysMax = 366;

constexpr std::string_view kUsage =
    "usage: kb_sample_events [--seed N] [--start YYYY-MM-DD] [--days N]\n";

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const auto year = parse_number(text.substr(0, 4));
    const auto month = parse_number(text.substr(5, 2));
    const auto day = parse_number(text.substr(8, 2));
    if (!year || !month || !day) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days{date};
}

bool set(kb::sample::Settings& settings, std::string_view name, std::string_view text) {
    if (name == "--start") {
        const auto day = parse_day(text);
        settings.start = day.value_or(settings.start);
        return day.has_value();
    }
    const auto number = parse_number(text);
    if (name == "--seed" && number) {
        settings.seed = *number;
        return true;
    }
    if (name == "--days" && number && *number >= 1 && *number <= kDaysMax) {
        settings.days = static_cast<std::uint32_t>(*number);
        return true;
    }
    return false;
}

bool write_line(const std::string& line) {
    return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
           std::fputc('\n', stdout) != EOF;
}

}  // namespace

int main(int argc, char** argv) {
    kb::sample::Settings settings;
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 >= argc || !set(settings, argv[i], argv[i + 1])) {
            std::fputs(kUsage.data(), stderr);
            return kExitUsage;
        }
    }
    for (const kb::Event& event : kb::sample::Story{settings}.tell()) {
        if (!write_line(kb::to_json(event))) {
            std::fputs("kb_sample_events: cannot write to standard output\n", stderr);
            return kExitIo;
        }
    }
    return std::fflush(stdout) == 0 ? 0 : kExitIo;
}
