// SPDX-License-Identifier: Apache-2.0
#pragma once

// Times as text, in UTC. Zones and calendar periods are the business of metrics.

#include <kb/result.hpp>
#include <kb/types.hpp>

#include <string>
#include <string_view>

namespace kb::base {

// "2026-03-01T09:30:00.250Z"; without the milliseconds where they are 0.
[[nodiscard]] std::string to_iso8601(Timestamp time);

// "2026-03-01".
[[nodiscard]] std::string to_iso_date(Timestamp time);

// A date (its midnight, UTC), or a date and time with "Z", an offset such as "+01:00", or neither
// (UTC); 'T' or a blank between; seconds and up to nine digits behind them may be left out (what is
// finer than a millisecond is cut). Years 1 to 9999.
//
// Errors: kInvalidArgument, quoting the text.
[[nodiscard]] Result<Timestamp> parse_iso8601(std::string_view text);

}  // namespace kb::base
