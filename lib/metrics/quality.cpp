// SPDX-License-Identifier: Apache-2.0
#include "metrics/quality.hpp"

namespace kb::metrics {

void Quality::add(const Event& event, Fate fate) {
    ++read;
    ++fates[static_cast<std::size_t>(event.type)][static_cast<std::size_t>(fate)];
    ++by_class[static_cast<std::size_t>(event.actor.actor_class)];
    if (event.received != Timestamp{} && fate != Fate::kOutside) {
        late += event.received - event.ts > kLateAfter ? 1U : 0U;
        skewed += event.ts - event.received > kSkewedAfter ? 1U : 0U;
    }
}

std::uint64_t Quality::total(Fate fate) const noexcept {
    std::uint64_t sum = 0;
    for (const auto& of_type : fates) {
        sum += of_type[static_cast<std::size_t>(fate)];
    }
    return sum;
}

Fate fate_of(const Event& event, bool named, Timestamp from, Timestamp until) noexcept {
    if (event.ts < from || event.ts >= until) {
        return Fate::kOutside;
    }
    const Lane lane = lane_of(event);
    const bool is_person = lane == Lane::kPeople || lane == Lane::kVirtualAgent;
    if (is_self_service(event.type)) {
        if (!is_person) {
            return Fate::kWrongActor;
        }
        if (!named) {
            return Fate::kNameless;
        }
        const bool shown_by_agent = event.type == EventType::kView && event.sent_by_agent;
        return shown_by_agent ? Fate::kAgentSent : Fate::kCounted;
    }
    // Agents write down the cases of people who phone, so theirs count.
    const bool opened_by_nobody =
        event.type == EventType::kCaseOpen && !is_person && lane != Lane::kAgent;
    return opened_by_nobody ? Fate::kWrongActor : Fate::kCounted;
}

}  // namespace kb::metrics
