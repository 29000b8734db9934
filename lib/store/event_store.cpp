// SPDX-License-Identifier: Apache-2.0
#include "store/event_store.hpp"

#include "base/coding.hpp"
#include "base/try.hpp"
#include "event/event_codec.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace kb::store {
namespace {

class StoredEvents final : public event::EventCursor {
public:
    explicit StoredEvents(Cursor cursor) : cursor_(std::move(cursor)) {}

    Result<bool> next(Event& event) override {
        KB_TRY_ASSIGN(const bool found, cursor_.next());
        if (found) {
            KB_TRY_ASSIGN(event, event::decode_event(cursor_.value()));
        }
        return found;
    }

private:
    Cursor cursor_;
};

}  // namespace

Result<Appended> append_event(Batch& batch, const Event& event) {
    KB_TRY_ASSIGN(const std::optional<std::string> before,
                  batch.get(Family::kEventIds, event.event_id));
    if (before) {
        KB_TRY_ASSIGN(const auto bytes, batch.get(Family::kEvents, *before));
        if (!bytes) {
            return Error{ErrorCode::kCorruption,
                         fmt::format("event {} is named and not there", event.event_id)};
        }
        KB_TRY_ASSIGN(Event recorded, event::decode_event(*bytes));
        recorded.received = event.received;
        return recorded == event ? Appended::kSame : Appended::kOther;
    }
    std::string key = event_key(event.ts, batch.take(Counter::kEventSequence));
    batch.add(Counter::kEvents, 1);
    batch.put(Family::kEventIds, event.event_id, key);
    batch.put(Family::kEvents, std::move(key), event::encode_event(event));
    return Appended::kNew;
}

std::unique_ptr<event::EventCursor> open_events(const View& view, Timestamp from, Timestamp until) {
    return std::make_unique<StoredEvents>(
        view.range(Family::kEvents, event_key(from, 0), event_key(until, 0)));
}

std::unique_ptr<event::EventCursor> open_events(const View& view) {
    return std::make_unique<StoredEvents>(view.prefix(Family::kEvents, ""));
}

Result<void> for_each_event(const View& view,
                            const std::function<Result<void>(std::uint64_t, const Event&)>& visit) {
    Cursor cursor = view.prefix(Family::kEvents, "");
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor.next());
        if (!found) {
            return {};
        }
        KB_TRY_ASSIGN(const Event event, event::decode_event(cursor.value()));
        KB_TRY(visit(base::get_big_endian64(cursor.key().substr(8)), event));
    }
}

}  // namespace kb::store
