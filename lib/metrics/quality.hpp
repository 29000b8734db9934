// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was read, what of it counted, and why the rest did not: each event has one fate, so the
// fates of all events add up to what was read.

#include "metrics/journey.hpp"
#include "metrics/share.hpp"

#include <kb/event.hpp>

#include <array>
#include <chrono>
#include <cstdint>

namespace kb::metrics {

enum class Fate : std::uint8_t {
    kCounted,
    kWrongActor,  // agent, internal, bot or crawler in self-service; a case they opened
    kAgentSent,   // a view of what an agent had sent
    kNameless,    // self-service by nobody who can be told from others
    kOutside,     // before or after the period; read to judge what is in it
};
inline constexpr std::size_t kFateCount = 5;
inline constexpr std::size_t kEventTypeCount = 17;
inline constexpr std::size_t kActorClassCount = 8;
inline constexpr std::chrono::hours kLateAfter{24};     // recorded this long after it happened
inline constexpr std::chrono::minutes kSkewedAfter{5};  // recorded this long before it happened

struct Quality {
    std::array<std::array<std::uint64_t, kFateCount>, kEventTypeCount> fates{};
    std::array<std::uint64_t, kActorClassCount> by_class{};
    std::uint64_t read = 0;
    std::uint64_t late = 0;
    std::uint64_t skewed = 0;
    Share identified{};  // counted self-service events of people known by a login, of all of them

    // Everything but `identified`.
    void add(const Event& event, Fate fate);
    [[nodiscard]] std::uint64_t total(Fate fate) const noexcept;
};

// Precondition: `named` tells whether the event has any of the three names.
[[nodiscard]] Fate fate_of(const Event& event, bool named, Timestamp from,
                           Timestamp until) noexcept;

}  // namespace kb::metrics
