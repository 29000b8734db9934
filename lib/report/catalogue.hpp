// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which reports exist and what each shows.

#include "event/event_cursor.hpp"
#include "metrics/article_source.hpp"

#include <kb/report.hpp>

#include <chrono>
#include <utility>

namespace kb::report {

// How far before the period events are read: what happened to a case before it was closed.
inline constexpr std::chrono::hours kLookback{24 * 90};

// Errors: kInvalidArgument, naming the member.
[[nodiscard]] Result<void> check(const ReportRequest& request);

// What the cursor given to build() must cover: [first, second). Precondition: check() succeeded.
[[nodiscard]] std::pair<Timestamp, Timestamp> event_range(const ReportRequest& request);

// Reads all events and makes the report; `base` and `generation` are for the caller to fill in.
//
// Errors: those of check(), of the cursor and of the article source.
[[nodiscard]] Result<Report> build(const ReportRequest& request, event::EventCursor& cursor,
                                   const metrics::ArticleSource& articles, Timestamp now);

}  // namespace kb::report
