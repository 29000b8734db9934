// SPDX-License-Identifier: Apache-2.0
#include "metrics/journey.hpp"

#include "base/checksum.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace kb::metrics {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// An error code is a word with letters and at least three digits: 0x80070005, ORA-00942, but
// neither "2019" nor "mp3".
bool has_code(std::string_view text) {
    int digits = 0;
    bool letters = false;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\n') {
            digits = 0;
            letters = false;
            continue;
        }
        digits += is_digit(c) ? 1 : 0;
        letters = letters || is_letter(c);
        if (letters && digits >= 3) {
            return true;
        }
    }
    return false;
}

std::uint64_t pair_key(std::uint32_t high, std::uint32_t low) {
    return (static_cast<std::uint64_t>(high) << 32U) | low;
}

void insert_sorted(std::vector<std::uint32_t>& into, std::uint32_t value) {
    const auto at = std::lower_bound(into.begin(), into.end(), value);
    if (at == into.end() || *at != value) {
        into.insert(at, value);
    }
}

void join(Attempt& into, const Attempt& other) {
    into.start = std::min(into.start, other.start);
    into.last = std::max(into.last, other.last);
    into.searches += other.searches;
    into.refinements += other.refinements;
    into.views += other.views;
    into.reads += other.reads;
    into.agent_sent += other.agent_sent;
    into.code_in_query |= other.code_in_query;
    into.form_opened |= other.form_opened;
    into.form_edited |= other.form_edited;
    into.said_entitled |= other.said_entitled;
    into.said_not_entitled |= other.said_not_entitled;
    into.yes = std::max(into.yes, other.yes);
    into.no = std::max(into.no, other.no);
    for (const std::uint32_t article : other.articles) {
        insert_sorted(into.articles, article);
    }
}

auto order(const Attempt& a) { return std::tuple(a.person, a.lane, a.start); }

void say(Attempt& attempt, Timestamp at, bool yes) {
    Timestamp& said = yes ? attempt.yes : attempt.no;
    said = std::max(said, at);
}

std::vector<Attempt> join_touching(std::vector<Attempt> parts) {
    std::sort(parts.begin(), parts.end(),
              [](const Attempt& a, const Attempt& b) { return order(a) < order(b); });
    std::vector<Attempt> attempts;
    for (Attempt& part : parts) {
        if (!attempts.empty() && attempts.back().person == part.person &&
            attempts.back().lane == part.lane && part.start - attempts.back().last <= kIdleMax) {
            join(attempts.back(), part);
        } else {
            attempts.push_back(std::move(part));
        }
    }
    return attempts;
}

// The last attempt of people that began at or before the answer; none where that is too long ago.
Attempt* find_answered(std::vector<Attempt>& attempts, const Answer& answer,
                       std::chrono::milliseconds answer_window) {
    const auto behind = std::upper_bound(
        attempts.begin(), attempts.end(), std::tuple(answer.person, Lane::kPeople, answer.at),
        [](const auto& key, const Attempt& attempt) { return key < order(attempt); });
    if (behind == attempts.begin()) {
        return nullptr;
    }
    Attempt& attempt = *std::prev(behind);
    const bool fits = attempt.person == answer.person && attempt.lane == Lane::kPeople &&
                      answer.at - attempt.last <= answer_window;
    return fits ? &attempt : nullptr;
}

}  // namespace

Lane lane_of(const Event& event) noexcept {
    switch (event.actor.actor_class) {
    case ActorClass::kAgent: return Lane::kAgent;
    case ActorClass::kInternal: return Lane::kInternal;
    case ActorClass::kBot: return Lane::kBot;
    case ActorClass::kCrawler: return Lane::kCrawler;
    case ActorClass::kVirtualAgent: return Lane::kVirtualAgent;
    case ActorClass::kCustomer:
    case ActorClass::kProspect:
    case ActorClass::kPartner: break;
    }
    return event.channel == Channel::kVirtualAgent ? Lane::kVirtualAgent : Lane::kPeople;
}

bool is_self_service(EventType type) noexcept {
    switch (type) {
    case EventType::kSearch:
    case EventType::kImpression:
    case EventType::kView:
    case EventType::kVote:
    case EventType::kFormOpen:
    case EventType::kFormEdit:
    case EventType::kFormAbandon:
    case EventType::kSurvey:
    case EventType::kAction: return true;
    case EventType::kCaseOpen:
    case EventType::kCaseUpdate:
    case EventType::kCaseClose:
    case EventType::kCaseReopen:
    case EventType::kLink:
    case EventType::kUnlink:
    case EventType::kIdentify:
    case EventType::kState: break;
    }
    return false;
}

JourneyFold::Open& JourneyFold::open_for(std::uint32_t name, Lane lane, Timestamp at) {
    const auto [entry, is_new] =
        open_.try_emplace(pair_key(name, static_cast<std::uint32_t>(lane)));
    Open& open = entry->second;
    if (!is_new) {
        Attempt& attempt = attempts_[open.attempt];
        if (at - attempt.last <= kIdleMax && attempt.start - at <= kIdleMax) {
            attempt.start = std::min(attempt.start, at);
            attempt.last = std::max(attempt.last, at);
            return open;
        }
    }
    open = {.attempt = attempts_.size()};
    attempts_.push_back({.person = name, .lane = lane, .start = at, .last = at});
    return open;
}

void JourneyFold::add_view(Attempt& attempt, std::uint32_t article, const Event& event) {
    if (event.sent_by_agent) {
        sent_to_[pair_key(attempt.person, article)] = true;
        ++attempt.agent_sent;
        return;
    }
    ++attempt.views;
    attempt.reads += event.dwell_ms.value_or(0) >= kReadMs ? 1U : 0U;
    insert_sorted(attempt.articles, article);
}

void JourneyFold::add_vote(Attempt& attempt, std::uint32_t article, const Event& event) {
    const double value = event.value.value_or(0.0);
    if (event.sent_by_agent || sent_to_.contains(pair_key(attempt.person, article))) {
        ++attempt.agent_sent;  // praise for the agent's choice, not for self-service
    } else if (value > 0.0 || value < 0.0) {
        say(attempt, event.ts, value > 0.0);
    }
}

void JourneyFold::add_answer(std::uint32_t name, const Event& event) {
    const Answer answer{name, event.ts, event.value.value_or(0.0) >= 1.0};
    if (event.question == kQuestionSolved) {
        solved_.push_back(answer);
    } else if (event.question == kQuestionContact) {
        contact_.push_back(answer);
    }
}

Refined JourneyFold::add_search(Open& open, const Event& event) {
    Attempt& attempt = attempts_[open.attempt];
    ++attempt.searches;
    attempt.code_in_query |= has_code(event.text);
    const std::uint64_t wording = base::checksum(event.text);
    const Timestamp before = open.searched;
    const bool refined =
        before != Timestamp{} && event.ts - before <= kRefinedWithin && wording != open.wording;
    open.searched = event.ts;
    open.wording = wording;
    if (!refined) {
        return {};
    }
    ++attempt.refinements;
    return before;
}

Refined JourneyFold::add(std::uint32_t name, std::uint32_t article, const Event& event) {
    const Lane lane = lane_of(event);
    if (event.type == EventType::kImpression) {
        return {};  // shown by the page, not done by the person
    }
    if (event.type == EventType::kSurvey) {
        if (lane == Lane::kPeople) {
            add_answer(name, event);
        }
        return {};
    }
    Open& open = open_for(name, lane, event.ts);
    Attempt& attempt = attempts_[open.attempt];
    attempt.said_entitled |= event.entitled == true;
    attempt.said_not_entitled |= event.entitled == false;
    if (event.type == EventType::kSearch) {
        return add_search(open, event);
    }
    if (event.type == EventType::kView) {
        open.searched = {};
        add_view(attempt, article, event);
    } else if (event.type == EventType::kVote) {
        add_vote(attempt, article, event);
    } else if (event.type == EventType::kAction) {
        ++attempt.reads;
        if (event.value.value_or(0.0) >= 1.0) {
            say(attempt, event.ts, true);
        }
    } else {
        attempt.form_opened = true;  // opened, typed into, or left without a case
        attempt.form_edited |= event.type == EventType::kFormEdit;
    }
    return {};
}

Journeys JourneyFold::finish(const Identities& identities,
                             std::chrono::milliseconds answer_window) && {
    for (Attempt& part : attempts_) {
        part.person = identities.person(part.person);
    }
    Journeys journeys{.attempts = join_touching(std::move(attempts_))};
    for (Answer& answer : solved_) {
        answer.person = identities.person(answer.person);
        if (Attempt* attempt = find_answered(journeys.attempts, answer, answer_window)) {
            say(*attempt, answer.at, answer.yes);
        }
    }
    for (Answer& answer : contact_) {
        answer.person = identities.person(answer.person);
    }
    journeys.contact = std::move(contact_);
    return journeys;
}

}  // namespace kb::metrics
