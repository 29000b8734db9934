// SPDX-License-Identifier: Apache-2.0
#pragma once

// Times for people and for scripts.

#include <kb/types.hpp>

#include <string>

namespace kb::tools {

// "2026-11-21T22:03:04.005Z"
[[nodiscard]] std::string to_rfc3339(Timestamp time);

// "2026-11-21 22:03" in UTC; "-" for the epoch, which means unknown.
[[nodiscard]] std::string to_minute(Timestamp time);

// "2026-11-21" in UTC.
[[nodiscard]] std::string to_day(Timestamp time);

// "today", "2 days ago", "3 months ago"; a future time is "today".
[[nodiscard]] std::string ago(Timestamp time, Timestamp now);

}  // namespace kb::tools
