// SPDX-License-Identifier: Apache-2.0

#include "story.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kb::sample {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

constexpr std::uint32_t kMillisecondsPerHour = 3'600'000;

// Visits and direct cases by weekday, Sunday first.
constexpr std::array<std::uint32_t, 7> kVisitsOfWeekday{13, 57, 53, 49, 48, 41, 16};
constexpr std::array<std::uint32_t, 7> kCasesOfWeekday{1, 11, 9, 8, 8, 7, 1};

// What the firmware adds, from its day on; later days repeat the last number.
constexpr std::array<std::uint32_t, 16> kFirmwareVisits{38, 52, 40, 34, 27, 10, 8, 20,
                                                        17, 14, 12, 10, 5,  4,  8, 6};
constexpr std::array<std::uint32_t, 8> kFirmwareCases{9, 14, 7, 3, 2, 1, 0, 1};

// How a weekday's visits spread over its 24 hours.
constexpr std::array<std::uint32_t, 24> kHourWeights{1, 1,  1,  1,  1,  2, 5, 9, 14, 16, 15, 12,
                                                     8, 11, 14, 13, 11, 8, 5, 4, 4,  3,  2,  1};

template <std::size_t kSize>
std::uint32_t from_firmware(const std::array<std::uint32_t, kSize>& numbers, std::uint32_t day) {
    return day < kFirmwareDay ? 0 : numbers[std::min<std::size_t>(day - kFirmwareDay, kSize - 1)];
}

}  // namespace

std::vector<Event> Story::tell() {
    for (std::uint32_t day = 1; day <= settings_.days; ++day) {
        tell_day(day);
    }
    const Timestamp end = settings_.start + days{settings_.days};
    std::erase_if(events_, [end](const Event& event) { return event.ts >= end; });
    std::stable_sort(events_.begin(), events_.end(),
                     [](const Event& a, const Event& b) { return a.ts < b.ts; });
    std::uint32_t number = 0;
    for (Event& event : events_) {
        event.event_id = next_id("tarnwick-", number);
    }
    return std::move(events_);
}

void Story::tell_day(std::uint32_t day) {
    const std::chrono::weekday weekday{settings_.start + days{day - 1}};
    const std::uint32_t visits = kVisitsOfWeekday[weekday.c_encoding()];
    for (std::uint32_t i = 0; i < visits; ++i) {
        if (random_.chance(20)) {
            robot_visit(day);
        } else {
            visit(day, pick_topic());
        }
    }
    const std::uint32_t cases = kCasesOfWeekday[weekday.c_encoding()];
    for (std::uint32_t i = 0; i < cases; ++i) {
        direct_case(day, pick_topic());
    }
    for (std::uint32_t i = 0; i < from_firmware(kFirmwareVisits, day); ++i) {
        visit(day, firmware_topic());
    }
    for (std::uint32_t i = 0; i < from_firmware(kFirmwareCases, day); ++i) {
        direct_case(day, firmware_topic());
    }
    if (day == firmware_topic().known_from_day) {
        capture(firmware_topic());
    }
    for (const Topic& topic : topics()) {
        if (day == topic.known_from_day) {
            capture(topic);
        }
    }
}

const Topic& Story::pick_topic() {
    std::uint32_t sum = 0;
    for (const Topic& topic : topics()) {
        sum += topic.weight;
    }
    std::uint32_t left = random_.below(sum);
    for (const Topic& topic : topics()) {
        if (left < topic.weight) {
            return topic;
        }
        left -= topic.weight;
    }
    return topics().back();
}

Timestamp Story::time_of_day(std::uint32_t day) {
    std::uint32_t sum = 0;
    for (const std::uint32_t weight : kHourWeights) {
        sum += weight;
    }
    std::uint32_t left = random_.below(sum);
    std::uint32_t hour = 0;
    while (left >= kHourWeights[hour]) {
        left -= kHourWeights[hour];
        ++hour;
    }
    return settings_.start + days{day - 1} + hours{hour} +
           milliseconds{random_.below(kMillisecondsPerHour)};
}

// Nine in the morning of the day on which it was captured; the epoch where it was always there.
Timestamp Story::known_from(const Topic& topic) const {
    if (topic.known_from_day == kAlways) {
        return Timestamp{};
    }
    return settings_.start + days{topic.known_from_day - 1} + hours{9};
}

// Whether a search for the topic finds its articles. Customers see a new one half a day later, when
// it is validated.
bool Story::finds(const Topic& topic, Timestamp at, bool as_agent) const {
    if (topic.articles.empty() || (topic.internal && !as_agent)) {
        return false;
    }
    const Timestamp from = known_from(topic);
    return from == Timestamp{} || at >= (as_agent ? from : from + hours{5});
}

Event Story::event_of(const Visitor& visitor, EventType type, Timestamp at) const {
    Event event;
    event.ts = at;
    event.type = type;
    event.session_id = visitor.session;
    event.actor = visitor.actor;
    event.locale = visitor.topic->locale;
    event.product = visitor.topic->product;
    if (visitor.actor.actor_class == ActorClass::kCustomer) {
        event.entitled = true;
    } else if (visitor.actor.actor_class == ActorClass::kProspect) {
        event.entitled = false;
    }
    return event;
}

// "s-00017", with the counter moved on; five digits keep the order of the text that of the number.
std::string Story::next_id(std::string_view prefix, std::uint32_t& counter) {
    const std::string digits = std::to_string(++counter);
    std::string id{prefix};
    id.append(digits.size() < 5 ? 5 - digits.size() : 0, '0');
    return id + digits;
}

}  // namespace kb::sample
