// SPDX-License-Identifier: Apache-2.0

// The assisted half of the story: cases, links and the capture of the missing article.

#include "story.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kb::sample {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Those of sample/people.csv who answer cases.
constexpr std::array<std::string_view, 7> kAgents{"ben",   "chiara", "emi", "farid",
                                                  "greta", "hugo",   "ines"};

Channel direct_channel(std::uint32_t thousandth) {
    if (thousandth < 480) {
        return Channel::kPhone;
    }
    return thousandth < 790 ? Channel::kEmail : Channel::kChat;
}

// Time in which nobody works on a case: mail and tickets wait, callers do not.
std::uint32_t waiting_minutes(Channel channel) {
    return channel == Channel::kPhone || channel == Channel::kChat ? 0U : 240U;
}

}  // namespace

void Story::direct_case(std::uint32_t day, const Topic& topic) {
    Visitor visitor = make_visitor(topic);
    while (visitor.login.empty()) {
        visitor = make_visitor(topic);
    }
    visitor.actor.actor_class = ActorClass::kCustomer;
    visitor.actor.user_id = visitor.login;
    visitor.actor.anon_id.clear();
    visitor.session.clear();
    const Timestamp at = time_of_day(day);  // apart, as arguments have no order
    open_case(visitor, at, direct_channel(random_.below(1000)));
}

void Story::open_case(const Visitor& visitor, Timestamp at, Channel channel) {
    Event opened = event_of(visitor, EventType::kCaseOpen, at);
    opened.case_id = next_id("C-", cases_);
    opened.channel = channel;
    opened.text = any_of(visitor.topic->case_texts);
    // The list of reasons is used with little care, as everywhere.
    opened.reason = random_.chance(120) ? std::string_view{"other"} : visitor.topic->reason;
    opened.by = any_of(kAgents);
    tell_event(opened);
    work_case(visitor, opened);
}

void Story::work_case(const Visitor& visitor, const Event& opened) {
    const Topic& topic = *visitor.topic;
    const std::uint32_t waits = waiting_minutes(*opened.channel);
    Timestamp at = opened.ts + minutes{2 + random_.below(waits + 1)};
    agent_search(opened, topic, at);
    Visitor agent = visitor;
    agent.session.clear();
    agent.actor = {.user_id = opened.by, .actor_class = ActorClass::kAgent};
    if (random_.chance(400)) {
        Event update = event_of(agent, EventType::kCaseUpdate, at + minutes{5});
        update.case_id = opened.case_id;
        tell_event(std::move(update));
    }
    at += minutes{random_.between(topic.handling_minutes / 2, topic.handling_minutes * 2)};
    const bool unknown_fault = topic.known_from_day != kAlways && !finds(topic, at, true);
    if (unknown_fault) {
        at += hours{random_.between(3, 48)};  // open until somebody knows the answer
    }
    const bool linked = link_case(visitor, opened, at);
    Event closed = event_of(agent, EventType::kCaseClose, at + minutes{3});
    closed.case_id = opened.case_id;
    closed.channel = opened.channel;
    closed.by = opened.by;
    const std::uint32_t base = topic.handling_minutes * 60U * (linked ? 1U : 2U);
    closed.handling_seconds =
        random_.between(base / 2, base * 3 / 2) + (unknown_fault ? 3600U : 0U);
    closed.reason = random_.chance(15) ? "duplicate" : "";
    tell_event(closed);
    if (random_.chance(40)) {
        Event again = event_of(visitor, EventType::kCaseReopen, closed.ts + hours{20});
        again.case_id = opened.case_id;
        tell_event(again);
        closed.ts = again.ts + hours{3};
        tell_event(closed);
    }
    if (random_.chance(100)) {
        Event survey = event_of(visitor, EventType::kSurvey, closed.ts + hours{1});
        survey.case_id = opened.case_id;
        survey.question = "satisfaction";
        survey.value = linked ? random_.between(3, 5) : random_.between(1, 5);
        tell_event(std::move(survey));
    }
}

void Story::agent_search(const Event& opened, const Topic& topic, Timestamp at) {
    if (random_.chance(250)) {
        return;  // knows the answer by heart, or did not look
    }
    Visitor agent;
    agent.topic = &topic;
    agent.actor = {.user_id = opened.by, .actor_class = ActorClass::kAgent};
    const std::string query_id = next_id("q-", queries_);
    search(agent, at, query_id, any_of(topic.queries));
    if (finds(topic, at, true)) {
        Event view = event_of(agent, EventType::kView, at + seconds{12});
        view.query_id = query_id;
        view.article = topic.articles.front();
        view.rank = 1;
        view.dwell_ms = random_.between(10, 90) * 1000ULL;
        tell_event(std::move(view));
    }
}

// Links the case to what resolved it, and tells whether there was anything.
bool Story::link_case(const Visitor& visitor, const Event& opened, Timestamp at) {
    const Topic& topic = *visitor.topic;
    if (!finds(topic, at, true) || random_.chance(230)) {
        return false;
    }
    Event link = event_of(visitor, EventType::kLink, at);
    link.session_id.clear();
    link.actor = {.user_id = opened.by, .actor_class = ActorClass::kAgent};
    link.case_id = opened.case_id;
    link.article = topic.articles.front();
    link.version = 1;
    link.by = opened.by;
    link.link_kind = LinkKind::kResolvedByKnown;
    if (topic.internal || opened.ts < known_from(topic)) {
        link.link_kind = LinkKind::kJoinedWip;
    } else if (random_.chance(70)) {
        link.link_kind = LinkKind::kReference;
    }
    if (topic.articles.size() > 1 && random_.chance(15)) {
        Event wrong = link;
        wrong.ts -= minutes{4};
        wrong.article = topic.articles.back();
        tell_event(wrong);
        wrong.ts += minutes{2};
        wrong.type = EventType::kUnlink;
        wrong.link_kind.reset();
        tell_event(std::move(wrong));
    }
    tell_event(link);
    const bool written = opened.channel != Channel::kPhone;
    if (written && !topic.internal && random_.chance(350)) {
        send_article(visitor, link, at + minutes{1});
    }
    return *link.link_kind != LinkKind::kReference;
}

// The agent sends the address; the customer opens it some hours later.
void Story::send_article(const Visitor& visitor, const Event& link, Timestamp at) {
    Event sent = link;
    sent.ts = at;
    sent.link_kind = LinkKind::kSentToCustomer;
    tell_event(std::move(sent));
    if (random_.chance(300)) {
        return;
    }
    Visitor reader = visitor;
    reader.session = next_id("s-", sessions_);
    Event view = event_of(reader, EventType::kView, at + hours{random_.between(1, 20)});
    view.article = link.article;
    view.version = 1;
    view.sent_by_agent = true;
    view.dwell_ms = random_.between(15, 180) * 1000ULL;
    tell_event(std::move(view));
}

// Work in progress in the morning, a resolution at noon, validated in the afternoon. The first case
// of the fault that is still open is the one it was written for.
void Story::capture(const Topic& topic) {
    Visitor author;
    author.topic = &topic;
    author.actor = {.user_id = "chiara", .actor_class = ActorClass::kAgent};
    Event state = event_of(author, EventType::kState, known_from(topic));
    state.article = topic.articles.front();
    state.by = "chiara";
    constexpr std::array<std::string_view, 3> kStates{"work_in_progress", "not_validated",
                                                      "validated"};
    VersionNumber version = 0;
    for (const std::string_view text : kStates) {
        state.version = ++version;
        state.text = text;
        tell_event(state);
        state.ts += minutes{150};
    }
    Visitor caller = make_visitor(topic);
    caller.login = "u-1";
    caller.actor = {.user_id = "u-1", .account_id = "a-1"};
    caller.session.clear();
    Event opened = event_of(caller, EventType::kCaseOpen, known_from(topic) - minutes{35});
    opened.case_id = next_id("C-", cases_);
    opened.channel = Channel::kPhone;
    opened.text = topic.case_texts.front();
    opened.reason = topic.reason;
    opened.by = "chiara";
    tell_event(opened);
    Event link = event_of(author, EventType::kLink, known_from(topic) + minutes{1});
    link.case_id = opened.case_id;
    link.article = topic.articles.front();
    link.version = 1;
    link.by = "chiara";
    link.link_kind = LinkKind::kResolvedByNew;
    tell_event(link);
    Event closed = event_of(author, EventType::kCaseClose, known_from(topic) + minutes{170});
    closed.case_id = opened.case_id;
    closed.channel = opened.channel;
    closed.by = "chiara";
    closed.handling_seconds = 9'000;
    tell_event(std::move(closed));
}

}  // namespace kb::sample
