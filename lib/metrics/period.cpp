// SPDX-License-Identifier: Apache-2.0
#include "metrics/period.hpp"

#include "base/time.hpp"
#include "base/try.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <exception>

namespace kb::metrics {
namespace {

using std::chrono::milliseconds;

constexpr int kDaysMax = 36'600;  // of "--last": a century

Result<const date::time_zone*> find_zone(std::string_view name) {
    try {
        return date::locate_zone(std::string(name));
    } catch (const std::exception&) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("unknown time zone \"{}\"; write an IANA name such as UTC or "
                                 "Europe/Berlin",
                                 name.substr(0, 60))};
    }
}

date::local_days day_of(const date::time_zone& zone, Timestamp time) {
    return date::floor<date::days>(zone.to_local(time));
}

// The first moment of a local day. Where the clocks skip midnight the day begins when they land;
// where midnight comes twice, the first one counts.
Timestamp start_of(const date::time_zone& zone, date::local_days day) {
    return std::chrono::time_point_cast<milliseconds>(
        zone.to_sys(date::local_time<milliseconds>(day), date::choose::earliest));
}

std::string label_of(date::local_days day) {
    const date::year_month_day ymd(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                       static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

date::local_days monday_on_or_before(date::local_days day) {
    return day - (date::weekday(day) - date::Monday);
}

date::local_days month_start(date::local_days day, int months_back) {
    const date::year_month_day ymd(day);
    return date::local_days(date::year_month_day(ymd.year() / ymd.month() / date::day(1)) -
                            date::months(months_back));
}

Error bad_last(std::string_view last) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("not a period: \"{}\"; write 28d, 4w, week, month, quarter or year",
                             last.substr(0, 40))};
}

// The first local day and the local day behind the last.
using Days = std::pair<date::local_days, date::local_days>;

Result<Days> last_days(std::string_view last, date::local_days today) {
    const date::year_month_day ymd(today);
    if (last == "week") {
        const date::local_days monday = monday_on_or_before(today);
        return Days{monday - date::days(7), monday};
    }
    if (last == "month") {
        return Days{month_start(today, 1), month_start(today, 0)};
    }
    if (last == "quarter") {
        const int into = static_cast<int>((static_cast<unsigned>(ymd.month()) - 1U) % 3U);
        return Days{month_start(today, into + 3), month_start(today, into)};
    }
    if (last == "year") {
        return Days{date::local_days((ymd.year() - date::years(1)) / date::January / 1),
                    date::local_days(ymd.year() / date::January / 1)};
    }
    int count = 0;
    const char* end = last.data() + last.size();
    const auto [rest, failure] = std::from_chars(last.data(), end, count);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    if (failure != std::errc() || count < 1 || count > kDaysMax || (unit != "d" && unit != "w")) {
        return bad_last(last);
    }
    count *= unit == "w" ? 7 : 1;
    if (count > kDaysMax) {
        return bad_last(last);
    }
    const date::local_days tomorrow = today + date::days(1);
    return Days{tomorrow - date::days(count), tomorrow};
}

// A date stands for the local day `days_later` behind it; anything longer is a moment.
Result<Timestamp> moment(std::string_view text, const date::time_zone& zone, int days_later) {
    KB_TRY_ASSIGN(const Timestamp time, base::parse_iso8601(text));
    if (text.size() != std::string_view("2026-03-01").size()) {
        return time;
    }
    const date::local_days day(date::floor<date::days>(time).time_since_epoch());
    return start_of(zone, day + date::days(days_later));
}

}  // namespace

Result<std::vector<Bucket>> split(Timestamp from, Timestamp until, std::string_view zone_name,
                                  Step step) {
    KB_TRY_ASSIGN(const date::time_zone* zone, find_zone(zone_name));
    const date::days stride(step == Step::kWeek ? 7 : 1);
    date::local_days day = day_of(*zone, from);
    if (step == Step::kWeek) {
        day = monday_on_or_before(day);
    }
    std::vector<Bucket> buckets;
    for (Timestamp start = start_of(*zone, day); start < until;) {
        const Timestamp next = start_of(*zone, day + stride);
        if (next > from) {
            if (buckets.size() == kBucketsMax) {
                return Error{ErrorCode::kResourceExhausted,
                             fmt::format("the period has more than {} days", kBucketsMax)};
            }
            buckets.push_back({.start = std::max(start, from),
                               .end = std::min(next, until),
                               .label = label_of(day),
                               .partial = start < from || next > until});
        }
        day += stride;
        start = next;
    }
    return buckets;
}

Step choose_step(Timestamp from, Timestamp until) noexcept {
    return until - from <= std::chrono::days(43) ? Step::kDay : Step::kWeek;
}

std::optional<std::size_t> find_bucket(const std::vector<Bucket>& buckets,
                                       Timestamp time) noexcept {
    const auto behind =
        std::upper_bound(buckets.begin(), buckets.end(), time,
                         [](Timestamp t, const Bucket& bucket) { return t < bucket.start; });
    if (behind == buckets.begin() || time >= std::prev(behind)->end) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(behind - buckets.begin()) - 1;
}

std::string local_text(Timestamp time, std::string_view zone_name) {
    const auto zone = find_zone(zone_name);
    const auto local =
        zone ? (*zone)->to_local(time) : date::local_time<milliseconds>(time.time_since_epoch());
    const auto day = date::floor<date::days>(local);
    const date::hh_mm_ss clock(local - day);
    return fmt::format("{} {:02}:{:02}{}", label_of(day), clock.hours().count(),
                       clock.minutes().count(), zone ? "" : " UTC");
}

Result<std::pair<Timestamp, Timestamp>> window(std::string_view last, std::string_view from,
                                               std::string_view to, std::string_view zone_name,
                                               Timestamp now) {
    KB_TRY_ASSIGN(const date::time_zone* zone, find_zone(zone_name));
    const date::local_days today = day_of(*zone, now);
    if (!last.empty() && (!from.empty() || !to.empty())) {
        return Error{ErrorCode::kInvalidArgument,
                     "a period is either the last days or from a date to a date, not both"};
    }
    if (from.empty() && !to.empty()) {
        return Error{ErrorCode::kInvalidArgument, "a period that has an end needs a beginning"};
    }
    if (from.empty()) {
        KB_TRY_ASSIGN(const Days days, last_days(last.empty() ? "28d" : last, today));
        return std::pair{start_of(*zone, days.first), start_of(*zone, days.second)};
    }
    KB_TRY_ASSIGN(const Timestamp start, moment(from, *zone, 0));
    Timestamp end = start_of(*zone, today + date::days(1));
    if (!to.empty()) {
        KB_TRY_ASSIGN(end, moment(to, *zone, 1));
    }
    if (start >= end) {
        return Error{ErrorCode::kInvalidArgument,
                     to.empty() ? fmt::format("the period begins with {}, after today", from)
                                : fmt::format("the period ends with {}, before it begins with {}",
                                              to, from)};
    }
    return std::pair{start, end};
}

}  // namespace kb::metrics
