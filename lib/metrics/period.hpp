// SPDX-License-Identifier: Apache-2.0
#pragma once

// Windows and their days in a time zone. A day begins at the zone's midnight, so it has 23 or 25
// hours where the clocks change; zones are the IANA names of the system's database.

#include <kb/result.hpp>
#include <kb/types.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kb::metrics {

// One step of a time axis.
struct Bucket {
    Timestamp start{};     // inclusive
    Timestamp end{};       // exclusive
    std::string label{};   // the first day: "2026-03-01"
    bool partial = false;  // the window cuts it, so its counts are not a full day's or week's
    friend bool operator==(const Bucket&, const Bucket&) = default;
};

enum class Step { kDay, kWeek };  // weeks begin on Monday

inline constexpr std::size_t kBucketsMax = 20'000;  // half a century of days

// Splits [from, until) at the zone's midnights, or at those before Mondays. Precondition: from <
// until.
//
// Errors: kInvalidArgument for an unknown zone, kResourceExhausted above kBucketsMax.
[[nodiscard]] Result<std::vector<Bucket>> split(Timestamp from, Timestamp until,
                                                std::string_view zone, Step step);

// Days up to six weeks, weeks beyond: a chart that can be read.
[[nodiscard]] Step choose_step(Timestamp from, Timestamp until) noexcept;

// The bucket `time` falls into.
[[nodiscard]] std::optional<std::size_t> find_bucket(const std::vector<Bucket>& buckets,
                                                     Timestamp time) noexcept;

// "2026-03-01 00:00" as the clocks of the zone show it; in UTC, and saying so, where the zone is
// unknown.
[[nodiscard]] std::string local_text(Timestamp time, std::string_view zone);

// What `kb::parse_window` promises, see <kb/report.hpp>.
[[nodiscard]] Result<std::pair<Timestamp, Timestamp>> window(std::string_view last,
                                                             std::string_view from,
                                                             std::string_view to,
                                                             std::string_view zone, Timestamp now);

}  // namespace kb::metrics
