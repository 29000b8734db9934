// SPDX-License-Identifier: Apache-2.0
// Goal: on random streams the fold agrees with a second, slow definition that keeps every event and
// looks at the rules literally: link rate, attempts and their outcomes, demand share.
#include "events.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace kb;
using namespace kb::test;
using namespace kb::metrics;

namespace {

constexpr int kPeople = 6;
constexpr int kWindow = 72 * kHour;
constexpr int kNow = 27 * kDay;  // the last days are pending

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
    bool once_in(int n) { return below(n) == 0; }

private:
    std::mt19937 engine_;
};

Event random_event(Random& random, int at, int number) {
    const std::string who = fmt::format("u{}", random.below(kPeople));
    const std::string id = fmt::format("c{}", random.below(12));
    const std::string article = fmt::format("A{}", random.below(4));
    Event one;
    switch (random.below(13)) {
    case 0:
    case 1: one = search(at, who, fmt::format("q{}", number), "vpn", 1); break;
    case 2: one = search(at, who, fmt::format("q{}", number), "E1234", 0); break;
    case 3: one = view(at, who, article, random.once_in(2) ? 30 : 5); break;
    case 4: one = vote(at, who, article, random.once_in(2) ? 1.0 : -1.0); break;
    case 5: one = event(EventType::kFormOpen, at, who); break;
    case 6: one = event(EventType::kFormEdit, at, who); break;
    case 7: one = open_case(at, who, id, static_cast<Channel>(random.below(8))); break;
    case 8: one = close_case(at, id, random.once_in(8) ? "spam" : ""); break;
    case 9: one = reopen_case(at, id); break;
    case 10: one = link(at, id, article, static_cast<LinkKind>(random.below(5))); break;
    case 11: one = unlink(at, id, article); break;
    default: one = view(at, who, article); break;
    }
    if (is_self_service(one.type) || one.type == EventType::kCaseOpen) {
        if (random.once_in(3)) {
            one = anonymous(one, fmt::format("b{}", random.below(kPeople)));
        }
        one = random.once_in(8) ? by(one, ActorClass::kBot) : one;
    }
    return one;
}

std::vector<Event> random_stream(Random& random) {
    std::vector<Event> events;
    int at = -2 * kDay;
    for (int i = 0; i < 150; ++i) {
        at += random.once_in(3) ? random.below(kDay) : random.below(40);
        events.push_back(random.once_in(25)
                             ? identify(at, fmt::format("b{}", random.below(kPeople)),
                                        fmt::format("u{}", random.below(kPeople)))
                             : random_event(random, at, i));
    }
    return events;
}

// The slow definition, from here on: names as texts, joined until nothing changes.
std::map<std::string, std::string> slow_people(const std::vector<Event>& events) {
    std::map<std::string, std::string> person;
    for (const Event& one : events) {
        person.try_emplace("u" + one.actor.user_id, "u" + one.actor.user_id);
        person.try_emplace("a" + one.actor.anon_id, "a" + one.actor.anon_id);
    }
    for (const Event& one : events) {
        if (one.type != EventType::kIdentify) {
            continue;
        }
        const std::string to = person["u" + one.actor.user_id];
        const std::string from = person["a" + one.actor.anon_id];
        for (auto& [name, owner] : person) {
            owner = owner == from ? to : owner;
        }
    }
    return person;
}

std::string name_of(const Event& one) {
    return one.actor.user_id.empty() ? "a" + one.actor.anon_id : "u" + one.actor.user_id;
}

struct SlowCase {
    Timestamp opened{};
    Timestamp closed{};
    std::string opener{};
    std::optional<Channel> channel{};
    bool left_out = false;
    std::set<std::pair<std::string, LinkKind>> links{};
};

std::map<std::string, SlowCase> slow_cases(const std::vector<Event>& events) {
    std::map<std::string, SlowCase> cases;
    for (const Event& one : events) {
        if (one.case_id.empty() ||
            (one.ts >= minute(28 * kDay) && one.type != EventType::kCaseOpen)) {
            continue;
        }
        SlowCase& slow = cases[one.case_id];
        const bool bot = one.actor.actor_class == ActorClass::kBot;
        slow.left_out |= one.reason == "spam" || (one.type == EventType::kCaseOpen && bot);
        if (one.channel && (!slow.channel || is_assisted(*one.channel))) {
            slow.channel = one.channel;
        }
        if (one.type == EventType::kCaseOpen && slow.opened == Timestamp{}) {
            slow.opened = one.ts;
            slow.opener = name_of(one);
        } else if (one.type == EventType::kCaseClose) {
            slow.closed = one.ts;
        } else if (one.type == EventType::kCaseReopen) {
            slow.closed = {};
        } else if (one.type == EventType::kLink) {
            slow.links.emplace(one.article, *one.link_kind);
        } else if (one.type == EventType::kUnlink) {
            std::erase_if(slow.links, [&](const auto& of) { return of.first == one.article; });
        }
    }
    return cases;
}

bool in_period(Timestamp time) { return time >= minute(0) && time < minute(28 * kDay); }

struct SlowFacts {
    bool bot = false;
    bool viewed = false;
    bool read = false;
    bool said_yes = false;
    bool said_no = false;
    int intent = 0;
};

// A second wording: the next search of the same name, with no view of that name between.
bool slow_refined(const std::vector<Event>& attempt, std::size_t first) {
    const Event& one = attempt[first];
    for (std::size_t j = first + 1; one.type == EventType::kSearch && j < attempt.size(); ++j) {
        const Event& next = attempt[j];
        const bool ends = next.type == EventType::kView || next.type == EventType::kSearch;
        if (ends && name_of(next) == name_of(one)) {
            return next.type == EventType::kSearch && next.text != one.text &&
                   next.ts - one.ts <= std::chrono::minutes(5);
        }
    }
    return false;
}

// The last word; a yes and a no at once are a no.
void slow_last_word(SlowFacts& facts, const std::vector<Event>& attempt) {
    for (const Event& one : attempt) {
        if (one.type != EventType::kVote) {
            continue;
        }
        const bool no_at_once =
            std::any_of(attempt.begin(), attempt.end(), [&one](const Event& other) {
                return other.type == EventType::kVote && *other.value < 0 && other.ts == one.ts;
            });
        facts.said_yes = *one.value > 0 && !no_at_once;
        facts.said_no = !facts.said_yes;
    }
}

SlowFacts slow_facts(const std::vector<Event>& attempt) {
    SlowFacts facts;
    bool searched = false;
    bool trouble = false;
    std::set<std::string> articles;
    for (std::size_t i = 0; i < attempt.size(); ++i) {
        const Event& one = attempt[i];
        facts.bot |= one.actor.actor_class == ActorClass::kBot;
        searched |= one.type == EventType::kSearch;
        trouble |= one.text == "E1234" || slow_refined(attempt, i) ||
                   (one.type == EventType::kVote && *one.value < 0);
        if (one.type == EventType::kView) {
            facts.viewed = true;
            facts.read |= one.dwell_ms.value_or(0) >= 20'000;
            articles.insert(one.article);
        }
        const int reached = one.type == EventType::kFormEdit   ? 3
                            : one.type == EventType::kFormOpen ? 2
                                                               : 0;
        facts.intent = std::max(facts.intent, reached);
    }
    facts.intent = std::max(facts.intent, searched || articles.size() > 1 ? 1 : 0);
    facts.intent = std::max(facts.intent, searched && trouble ? 2 : 0);
    slow_last_word(facts, attempt);
    return facts;
}

Outcome slow_outcome(const std::vector<Event>& attempt, bool has_case) {
    const SlowFacts facts = slow_facts(attempt);
    if (facts.bot) {
        return Outcome::kExcluded;
    }
    if (has_case) {
        return Outcome::kConverted;
    }
    if (attempt.back().ts + std::chrono::minutes(kWindow) > minute(kNow)) {
        return Outcome::kPending;
    }
    if (facts.intent == 0) {
        return Outcome::kExcluded;
    }
    if (facts.said_yes || facts.said_no) {
        return facts.said_yes ? Outcome::kConfirmed : Outcome::kAbandoned;
    }
    if (facts.read && facts.intent >= 2) {
        return Outcome::kProbable;
    }
    return facts.viewed ? Outcome::kPotential : Outcome::kAbandoned;
}

struct Slow {
    OutcomeCounts outcomes{};
    std::uint64_t closed = 0;
    std::uint64_t linked = 0;
    std::uint64_t assisted = 0;
    std::uint64_t unassisted = 0;
};

void slow_attempts(Slow& into, const std::vector<Event>& events,
                   const std::map<std::string, SlowCase>& cases) {
    const auto person = slow_people(events);
    std::map<std::pair<std::string, bool>, std::vector<Event>> by_person;
    for (const Event& one : events) {
        if (is_self_service(one.type)) {
            const bool bot = one.actor.actor_class == ActorClass::kBot;
            by_person[{person.at(name_of(one)), bot}].push_back(one);
        }
    }
    for (const auto& [key, all] : by_person) {
        for (std::size_t first = 0; first < all.size();) {
            std::size_t end = first + 1;
            while (end < all.size() && all[end].ts - all[end - 1].ts <= std::chrono::minutes(30)) {
                ++end;
            }
            const std::vector<Event> attempt(all.begin() + static_cast<std::ptrdiff_t>(first),
                                             all.begin() + static_cast<std::ptrdiff_t>(end));
            first = end;
            if (!in_period(attempt.front().ts)) {
                continue;
            }
            const bool has_case = std::any_of(cases.begin(), cases.end(), [&](const auto& entry) {
                const SlowCase& one = entry.second;
                return !one.opener.empty() && !one.left_out &&
                       (!one.channel || is_assisted(*one.channel)) &&
                       person.at(one.opener) == key.first && one.opened >= attempt.front().ts &&
                       one.opened <= attempt.back().ts + std::chrono::minutes(kWindow);
            });
            ++into.outcomes[static_cast<std::size_t>(slow_outcome(attempt, has_case))];
            into.unassisted += key.second ? 0U : 1U;
        }
    }
}

Slow slow_measures(const std::vector<Event>& events) {
    Slow slow;
    const auto cases = slow_cases(events);
    for (const auto& [id, one] : cases) {
        if (one.left_out) {
            continue;
        }
        if (in_period(one.closed)) {
            ++slow.closed;
            slow.linked += std::any_of(one.links.begin(), one.links.end(), [](const auto& link_of) {
                return link_of.second == LinkKind::kResolvedByKnown ||
                       link_of.second == LinkKind::kResolvedByNew ||
                       link_of.second == LinkKind::kJoinedWip;
            });
        }
        if (in_period(one.opened) && one.channel != Channel::kVirtualAgent) {
            const bool assisted = !one.channel || is_assisted(*one.channel);
            ++(assisted ? slow.assisted : slow.unassisted);
        }
    }
    slow_attempts(slow, events, cases);
    return slow;
}

}  // namespace

TEST_CASE("the fold agrees with the slow definition on random streams", "[metrics]") {
    OutcomeCounts seen{};
    std::uint64_t linked = 0;
    for (unsigned seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        const std::vector<Event> events = random_stream(random);
        auto rules = settings();
        rules.now = minute(kNow);
        const Measures got = measure(events, rules);
        const Slow want = slow_measures(events);
        CAPTURE(seed);
        REQUIRE(got.ledger.outcomes == want.outcomes);
        REQUIRE(got.cases.total.closed == want.closed);
        REQUIRE(got.cases.total.linked == want.linked);
        REQUIRE(got.demand.assisted == want.assisted);
        REQUIRE(got.demand.unassisted == want.unassisted);
        for (std::size_t i = 0; i < kOutcomeCount; ++i) {
            seen[i] += want.outcomes[i];
        }
        linked += want.linked;
    }
    // The streams reach everything they are to compare.
    for (std::size_t i = 0; i < kOutcomeCount; ++i) {
        CAPTURE(i);
        CHECK(seen[i] > 20);
    }
    CHECK(linked > 20);
}
