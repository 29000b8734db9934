// SPDX-License-Identifier: Apache-2.0
#pragma once

// A month at the support of a maker of network storage, as events.
//
// Most days are alike: customers search, read, sometimes open a case; agents search, link and
// close. On day 12 a firmware locks encrypted shares. For two days the search for its error code
// finds nothing and the phone rings; on day 14 somebody captures the article, and from then on
// most people help themselves. The same seed gives the same events on every machine.

#include "random.hpp"
#include "topics.hpp"

#include <kb/event.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace kb::sample {

inline constexpr std::uint32_t kFirmwareDay = 12;  // counts from 1
inline constexpr std::uint32_t kCaptureDay = 14;

struct Settings {
    std::uint64_t seed = 7;
    std::chrono::sys_days start{std::chrono::year{2026} / 10 / 1};
    std::uint32_t days = 31;
};

// Who sits in front of the browser during one visit.
struct Visitor {
    Actor actor{};
    std::string login{};  // whom he turns out to be; empty: nobody ever knows
    std::string session{};
    const Topic* topic = nullptr;
};

// One thread at a time.
class Story {
public:
    explicit Story(const Settings& settings) : settings_(settings), random_(settings.seed) {}

    // The events of the whole period in the order of time, each with its id.
    std::vector<Event> tell();

private:
    enum class Reading { kSolved, kUnsolved, kNothing };

    // Self-service: visits.cpp.
    void visit(std::uint32_t day, const Topic& topic);
    void robot_visit(std::uint32_t day);
    void drive_by(const Visitor& visitor, Timestamp at);
    Reading search_and_read(const Visitor& visitor, Timestamp& at);
    Reading read(const Visitor& visitor, Timestamp& at, const std::string& query_id);
    void search(const Visitor& visitor, Timestamp at, const std::string& query_id,
                std::string_view text);
    void feedback(const Visitor& visitor, Timestamp at, std::string_view article, bool solved);
    void case_form(Visitor visitor, Timestamp at, bool has_read);
    void late_case(const Visitor& visitor, Timestamp at);
    Visitor make_visitor(const Topic& topic);

    // Assisted: cases.cpp.
    void direct_case(std::uint32_t day, const Topic& topic);
    void open_case(const Visitor& visitor, Timestamp at, Channel channel);
    void work_case(const Visitor& visitor, const Event& opened);
    void agent_search(const Event& opened, const Topic& topic, Timestamp at);
    bool link_case(const Visitor& visitor, const Event& opened, Timestamp at);
    void send_article(const Visitor& visitor, const Event& link, Timestamp at);
    void capture(const Topic& topic);

    // Both: story.cpp.
    void tell_day(std::uint32_t day);
    const Topic& pick_topic();
    Timestamp time_of_day(std::uint32_t day);
    [[nodiscard]] Timestamp known_from(const Topic& topic) const;
    [[nodiscard]] bool finds(const Topic& topic, Timestamp at, bool as_agent) const;
    Event event_of(const Visitor& visitor, EventType type, Timestamp at) const;
    void tell_event(Event event) { events_.push_back(std::move(event)); }
    std::string next_id(std::string_view prefix, std::uint32_t& counter);
    template <typename List>
    const auto& any_of(const List& list) {
        return list[random_.below(static_cast<std::uint32_t>(list.size()))];
    }

    Settings settings_;
    Random random_;
    std::vector<Event> events_;
    std::uint32_t browsers_ = 0;
    std::uint32_t sessions_ = 0;
    std::uint32_t queries_ = 0;
    std::uint32_t cases_ = 0;
    bool captured_for_case_ = false;  // the first case of the new article has been linked
};

}  // namespace kb::sample
