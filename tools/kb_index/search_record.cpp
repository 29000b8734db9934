// SPDX-License-Identifier: Apache-2.0

// One event a search, written after the answer: a search waits for no writer.

#include "kb_index/search_record.hpp"

#include <kb/clock.hpp>

#include <fmt/format.h>

#include <optional>
#include <random>

namespace kb::tools {
namespace {

// An id that no other search has, on this machine or another.
std::string new_id(Timestamp now) {
    std::random_device device;
    const std::uint64_t chance = (std::uint64_t{device()} << 32U) | device();
    return fmt::format("search:{}:{:016x}", now.time_since_epoch().count(), chance);
}

ActorClass class_of(Audience audience) {
    switch (audience) {
    case Audience::kInternal: return ActorClass::kAgent;
    case Audience::kPartner: return ActorClass::kPartner;
    case Audience::kCustomer:
    case Audience::kPublic: return ActorClass::kCustomer;
    }
    return ActorClass::kAgent;
}

}  // namespace

Result<bool> records_searches(const RecordFlags& flags, const Context& context) {
    if (flags.record || flags.no_record) {
        return flags.record;
    }
    const std::string value = context.settings.value_or("", "record_searches");
    if (value != "on" && value != "off") {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = fmt::format("record_searches: {} is neither on nor off", value)};
    }
    return value == "on";
}

Event search_event(const SearchRequest& request, const SearchResponse& response,
                   const RecordFlags& flags, const Context& context) {
    const Timestamp now = system_clock().now();
    const bool inside = request.viewer.audience == Audience::kInternal;
    Event event{
        .event_id = new_id(now),
        .ts = now,
        .type = EventType::kSearch,
        .session_id = flags.session,
        .actor = {.user_id = inside ? action_of(flags.writer, context).by : request.viewer.id,
                  .actor_class = class_of(request.viewer.audience)},
        .locale = request.language,
        .text = request.text,
        // How many there would have been is not known where the time limit came first.
        .result_count = response.complete ? std::optional(response.total.value) : std::nullopt};
    event.query_id = event.event_id;
    return event;
}

ExitStatus record_searches(const std::vector<Event>& events, const Context& context) {
    Console& console = context.console;
    return with_base(context, OpenMode::kWrite, [&](KnowledgeBase& base) {
        for (const Event& event : events) {
            if (event.actor.actor_class != ActorClass::kAgent) {
                continue;
            }
            const Result<Person> person = base.person(event.actor.user_id);
            if (!person) {
                return console.fail(Error{.code = ErrorCode::kPermissionDenied,
                                          .message = "not recorded: " + person.error().message});
            }
        }
        std::vector<Reject> rejects;
        const Result<RecordSummary> done = base.record(events, &rejects);
        if (!done) {
            return console.fail(done.error());
        }
        for (const Reject& reject : rejects) {
            console.note("not recorded: " + reject.reason);
        }
        return rejects.empty() ? kDone : kSomeRefused;
    });
}

}  // namespace kb::tools
