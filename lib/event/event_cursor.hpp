// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads events in the order of their time, from anywhere: a store, a file, a list of a test. Events
// of the same time come in the order in which they were recorded. One thread at a time.

#include <kb/event.hpp>
#include <kb/result.hpp>

namespace kb::event {

class EventCursor {
public:
    EventCursor() = default;
    EventCursor(const EventCursor&) = delete;
    EventCursor& operator=(const EventCursor&) = delete;
    virtual ~EventCursor() = default;

    // Fills in the next event; false at the end, and `event` is then left as it was.
    //
    // Errors: kCorruption, kIo.
    [[nodiscard]] virtual Result<bool> next(Event& event) = 0;
};

}  // namespace kb::event
