// SPDX-License-Identifier: Apache-2.0
#pragma once

// Events in, reports out. Errors are those that knowledge_base.hpp promises.

#include "engine/state.hpp"

#include <kb/event.hpp>
#include <kb/exchange.hpp>
#include <kb/listing.hpp>
#include <kb/report.hpp>

#include <span>
#include <vector>

namespace kb::engine {

[[nodiscard]] Result<RecordSummary> record_events(State& state, std::span<const Event> events,
                                                  std::vector<Reject>* rejects,
                                                  const PersonId& by = {});
[[nodiscard]] Result<void> read_events(const State& state, const EventRequest& request,
                                       const EventCallback& each);
[[nodiscard]] Result<Report> make_report(const State& state, const ReportRequest& request);

}  // namespace kb::engine
