// SPDX-License-Identifier: Apache-2.0
#pragma once

// Builders for tests of measures and reports: each says what is special about an event, and the
// time counts in minutes from Monday, 2 March 2026, 00:00 UTC.

#include "metrics/measures.hpp"

#include <kb/event.hpp>

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace kb::test {

inline const Timestamp kMonday = std::chrono::sys_days(std::chrono::year(2026) / 3 / 2);
inline constexpr int kHour = 60;
inline constexpr int kDay = 24 * kHour;

inline Timestamp minute(int minutes) { return kMonday + std::chrono::minutes(minutes); }

inline Event event(EventType type, int minutes, std::string user) {
    Event one;
    one.ts = minute(minutes);
    one.received = one.ts;
    one.type = type;
    one.actor.user_id = std::move(user);
    return one;
}

inline Event anonymous(Event one, std::string browser) {
    one.actor.user_id.clear();
    one.actor.anon_id = std::move(browser);
    return one;
}

inline Event by(Event one, ActorClass actor_class) {
    one.actor.actor_class = actor_class;
    return one;
}

inline Event search(int minutes, std::string user, std::string query_id, std::string text,
                    std::uint64_t results) {
    Event one = event(EventType::kSearch, minutes, std::move(user));
    one.query_id = std::move(query_id);
    one.text = std::move(text);
    one.result_count = results;
    return one;
}

inline Event view(int minutes, std::string user, std::string article, std::uint64_t seconds = 0) {
    Event one = event(EventType::kView, minutes, std::move(user));
    one.article = std::move(article);
    if (seconds > 0) {
        one.dwell_ms = seconds * 1000;
    }
    return one;
}

inline Event click(Event viewed, std::string query_id, std::uint32_t rank) {
    viewed.query_id = std::move(query_id);
    viewed.rank = rank;
    return viewed;
}

inline Event vote(int minutes, std::string user, std::string article, double value) {
    Event one = event(EventType::kVote, minutes, std::move(user));
    one.article = std::move(article);
    one.value = value;
    return one;
}

inline Event survey(int minutes, std::string user, std::string question, double value) {
    Event one = event(EventType::kSurvey, minutes, std::move(user));
    one.question = std::move(question);
    one.value = value;
    return one;
}

inline Event identify(int minutes, std::string browser, std::string user) {
    Event one = event(EventType::kIdentify, minutes, std::move(user));
    one.actor.anon_id = std::move(browser);
    return one;
}

inline Event open_case(int minutes, std::string user, std::string id, Channel channel) {
    Event one = event(EventType::kCaseOpen, minutes, std::move(user));
    one.case_id = std::move(id);
    one.channel = channel;
    return one;
}

inline Event close_case(int minutes, std::string id, std::string reason = "") {
    Event one = event(EventType::kCaseClose, minutes, "agent");
    one.actor.actor_class = ActorClass::kAgent;
    one.case_id = std::move(id);
    one.reason = std::move(reason);
    return one;
}

inline Event reopen_case(int minutes, std::string id) {
    Event one = close_case(minutes, std::move(id));
    one.type = EventType::kCaseReopen;
    return one;
}

inline Event link(int minutes, std::string id, std::string article, LinkKind kind) {
    Event one = close_case(minutes, std::move(id));
    one.type = EventType::kLink;
    one.article = std::move(article);
    one.link_kind = kind;
    return one;
}

inline Event unlink(int minutes, std::string id, std::string article) {
    Event one = close_case(minutes, std::move(id));
    one.type = EventType::kUnlink;
    one.article = std::move(article);
    return one;
}

// Four weeks from that Monday, in days, judged long after.
inline metrics::Settings settings() {
    metrics::Settings four_weeks{.from = minute(0), .until = minute(28 * kDay)};
    four_weeks.buckets =
        metrics::split(four_weeks.from, four_weeks.until, "UTC", metrics::Step::kDay).value();
    four_weeks.people_min = 1;
    four_weeks.now = minute(365 * kDay);
    return four_weeks;
}

inline metrics::Measures measure(const std::vector<Event>& events,
                                 metrics::Settings four_weeks = settings()) {
    metrics::Fold fold(std::move(four_weeks));
    for (const Event& one : events) {
        fold.add(one);
    }
    return std::move(fold).finish();
}

}  // namespace kb::test
