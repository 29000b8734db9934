// SPDX-License-Identifier: Apache-2.0
#pragma once

// Events by time, each once.

#include "event/event_cursor.hpp"
#include "store/batch.hpp"
#include "store/view.hpp"

#include <kb/event.hpp>
#include <kb/result.hpp>

#include <cstdint>
#include <functional>
#include <memory>

namespace kb::store {

enum class Appended : std::uint8_t {
    kNew,
    kSame,   // it was recorded before, also in the same batch
    kOther,  // its id is that of another event, which stays as it is
};

// Adds an event and counts it. When it was received makes no difference between two.
//
// Errors: kCorruption, kIo.
[[nodiscard]] Result<Appended> append_event(Batch& batch, const Event& event);

// The events of [from, until), by time, then in the order in which they were appended.
[[nodiscard]] std::unique_ptr<event::EventCursor> open_events(const View& view, Timestamp from,
                                                              Timestamp until);
// All of them.
[[nodiscard]] std::unique_ptr<event::EventCursor> open_events(const View& view);

// All of them in the same order, with the sequences that their keys end in, until `visit` fails.
[[nodiscard]] Result<void> for_each_event(
    const View& view, const std::function<Result<void>(std::uint64_t, const Event&)>& visit);

}  // namespace kb::store
