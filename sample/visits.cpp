// SPDX-License-Identifier: Apache-2.0

// The self-service half of the story: what visitors of the support site do.

#include "story.hpp"

#include <algorithm>
#include <utility>

namespace kb::sample {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::uint32_t kLogins = 1200;
constexpr std::uint32_t kLoginsPerAccount = 5;

}  // namespace

Visitor Story::make_visitor(const Topic& topic) {
    Visitor visitor;
    visitor.topic = &topic;
    visitor.session = next_id("s-", sessions_);
    visitor.actor.anon_id = next_id("b-", browsers_);
    const std::uint32_t kind = random_.below(1000);
    if (kind < 35) {
        visitor.actor.actor_class = ActorClass::kInternal;
        return visitor;
    }
    if (kind < 75) {
        visitor.actor.actor_class = ActorClass::kProspect;
        return visitor;
    }
    visitor.actor.actor_class = kind < 110 ? ActorClass::kPartner : ActorClass::kCustomer;
    const std::uint32_t number = random_.below(kLogins);
    if (random_.chance(700)) {
        visitor.login = "u-" + std::to_string(number + 1);
    }
    if (!visitor.login.empty() && random_.chance(700)) {
        visitor.actor.user_id = visitor.login;
        visitor.actor.account_id = "a-" + std::to_string(number / kLoginsPerAccount + 1);
    }
    return visitor;
}

void Story::visit(std::uint32_t day, const Topic& topic) {
    const Visitor visitor = make_visitor(topic);
    Timestamp at = time_of_day(day);
    if (random_.chance(80)) {
        drive_by(visitor, at);
        return;
    }
    const Reading reading = search_and_read(visitor, at);
    if (reading == Reading::kSolved) {
        return;
    }
    const bool has_read = reading == Reading::kUnsolved;
    const bool wants_help = random_.chance(has_read ? 260 : 330);
    const bool customer = visitor.actor.actor_class == ActorClass::kCustomer;
    if (customer && wants_help) {
        case_form(visitor, at + seconds{random_.between(20, 120)}, has_read);
    } else if (customer && random_.chance(90)) {
        late_case(visitor, at);
    }
}

// Somebody whom an outside search engine put on an article.
void Story::drive_by(const Visitor& visitor, Timestamp at) {
    if (!finds(*visitor.topic, at, false)) {
        return;
    }
    Event view = event_of(visitor, EventType::kView, at);
    view.article = visitor.topic->articles.front();
    view.version = 1;
    view.dwell_ms = random_.between(3'000, 60'000);
    tell_event(std::move(view));
}

// Programs search fast and read nothing.
void Story::robot_visit(std::uint32_t day) {
    Visitor visitor;
    visitor.topic = &pick_topic();
    visitor.session = next_id("s-", sessions_);
    const bool crawler = random_.chance(400);
    visitor.actor.actor_class = crawler ? ActorClass::kCrawler : ActorClass::kBot;
    visitor.actor.anon_id = crawler ? "crawler-1" : next_id("b-", browsers_);
    Timestamp at = time_of_day(day);
    const std::uint32_t steps = random_.between(3, 8);
    for (std::uint32_t i = 0; i < steps; ++i) {
        visitor.topic = &pick_topic();
        if (!crawler) {
            search(visitor, at, next_id("q-", queries_), any_of(visitor.topic->queries));
        } else if (finds(*visitor.topic, at, false)) {
            Event view = event_of(visitor, EventType::kView, at);
            view.article = any_of(visitor.topic->articles);
            view.dwell_ms = 0;
            tell_event(std::move(view));
        }
        at += milliseconds{random_.between(200, 1500)};
    }
}

Story::Reading Story::search_and_read(const Visitor& visitor, Timestamp& at) {
    std::string text{any_of(visitor.topic->queries)};
    std::string query_id = next_id("q-", queries_);
    const bool mistyped = random_.chance(40) && text.find(' ') != std::string::npos;
    if (mistyped) {
        std::erase(text, ' ');  // all in one word, which no article has
    }
    Visitor astray = visitor;
    const Topic nothing{.product = visitor.topic->product, .locale = visitor.topic->locale};
    if (mistyped) {
        astray.topic = &nothing;
    }
    search(astray, at, query_id, text);
    const bool found = !mistyped && finds(*visitor.topic, at, false);
    if ((!found && random_.chance(650)) || (found && random_.chance(120))) {
        at += seconds{random_.between(10, 90)};
        query_id = next_id("q-", queries_);
        search(visitor, at, query_id, any_of(visitor.topic->queries));
    }
    if (!finds(*visitor.topic, at, false) || random_.chance(170)) {
        return Reading::kNothing;
    }
    return read(visitor, at, query_id);
}

void Story::search(const Visitor& visitor, Timestamp at, const std::string& query_id,
                   std::string_view text) {
    const Topic& topic = *visitor.topic;
    const bool agent = visitor.actor.actor_class == ActorClass::kAgent;
    const bool found = finds(topic, at, agent);
    Event event = event_of(visitor, EventType::kSearch, at);
    event.query_id = query_id;
    event.text = text;
    event.result_count = found ? topic.articles.size() + random_.below(6) : 0U;
    tell_event(std::move(event));
    if (!found) {
        return;
    }
    std::uint32_t rank = 0;
    for (const std::string_view article : topic.articles) {
        Event shown = event_of(visitor, EventType::kImpression, at + milliseconds{40});
        shown.query_id = query_id;
        shown.article = article;
        shown.rank = ++rank;
        tell_event(std::move(shown));
    }
}

Story::Reading Story::read(const Visitor& visitor, Timestamp& at, const std::string& query_id) {
    const Topic& topic = *visitor.topic;
    bool solved = false;
    std::string_view last;
    const std::uint32_t views = topic.articles.size() > 1 && random_.chance(280) ? 2 : 1;
    std::uint32_t rank = views == 1 && topic.articles.size() > 1 && random_.chance(150) ? 1 : 0;
    for (std::uint32_t i = 0; i < views; ++i, ++rank) {
        at += seconds{random_.between(3, 25)};
        const bool fits = rank == 0 && random_.chance(topic.solve_thousandths);
        Event view = event_of(visitor, EventType::kView, at);
        view.query_id = query_id;
        view.article = topic.articles[rank];
        view.version = 1;
        view.rank = rank + 1;
        const std::uint32_t dwell_seconds =
            fits ? random_.between(25, 260) : random_.between(4, 90);
        view.dwell_ms = dwell_seconds * 1000ULL + random_.below(1000);
        tell_event(std::move(view));
        at += seconds{dwell_seconds};
        last = topic.articles[rank];
        solved = solved || fits;
        if (fits) {
            break;
        }
    }
    feedback(visitor, at, last, solved);
    return solved ? Reading::kSolved : Reading::kUnsolved;
}

// Votes are rare, surveys a little less; a step done in the console shows without words.
void Story::feedback(const Visitor& visitor, Timestamp at, std::string_view article, bool solved) {
    if (solved && random_.chance(60)) {
        Event action = event_of(visitor, EventType::kAction, at);
        action.article = article;
        tell_event(std::move(action));
    }
    if (random_.chance(20)) {
        Event vote = event_of(visitor, EventType::kVote, at + seconds{4});
        vote.article = article;
        vote.value = solved ? 1.0 : -1.0;
        vote.reason = solved ? "" : "not_my_problem";
        tell_event(std::move(vote));
    }
    if (random_.chance(70)) {
        Event survey = event_of(visitor, EventType::kSurvey, at + seconds{15});
        survey.article = article;
        survey.question = "solved";
        survey.value = solved ? 1.0 : 0.0;
        tell_event(survey);
        survey.ts += seconds{6};
        survey.question = "would_have_contacted";
        survey.value = random_.chance(solved ? 420 : 600) ? 1.0 : 0.0;
        tell_event(std::move(survey));
    }
}

void Story::case_form(Visitor visitor, Timestamp at, bool has_read) {
    tell_event(event_of(visitor, EventType::kFormOpen, at));
    if (visitor.actor.user_id.empty() && !visitor.login.empty()) {
        visitor.actor.user_id = visitor.login;  // the form asks him to sign in
        tell_event(event_of(visitor, EventType::kIdentify, at + seconds{20}));
    }
    at += seconds{random_.between(30, 150)};
    Event edit = event_of(visitor, EventType::kFormEdit, at);
    edit.text = any_of(visitor.topic->case_texts);
    tell_event(std::move(edit));
    const bool suggested = !has_read && finds(*visitor.topic, at, false) && random_.chance(500);
    if (suggested) {
        Event view = event_of(visitor, EventType::kView, at + seconds{15});
        view.article = visitor.topic->articles.front();
        view.version = 1;
        view.dwell_ms = random_.between(20, 160) * 1000ULL;
        tell_event(std::move(view));
    }
    at += seconds{random_.between(180, 400)};
    const std::uint32_t gives_up = suggested ? visitor.topic->solve_thousandths : 140;
    if (visitor.actor.user_id.empty() || random_.chance(gives_up)) {
        tell_event(event_of(visitor, EventType::kFormAbandon, at));
    } else {
        open_case(visitor, at, Channel::kWebTicket);
    }
}

// The site did not help, and the customer calls some time later: mostly within three days.
void Story::late_case(const Visitor& visitor, Timestamp at) {
    if (visitor.login.empty()) {
        return;
    }
    Visitor caller = visitor;
    caller.session.clear();
    if (random_.chance(500)) {
        caller.actor.anon_id.clear();
    }
    if (visitor.actor.user_id.empty()) {
        caller.actor.anon_id = visitor.actor.anon_id;
        caller.actor.user_id = visitor.login;
        tell_event(event_of(caller, EventType::kIdentify, at + minutes{50}));
    }
    const auto wait =
        hours{random_.chance(850) ? random_.between(2, 60) : random_.between(75, 140)};
    open_case(caller, at + wait, random_.chance(600) ? Channel::kPhone : Channel::kEmail);
}

}  // namespace kb::sample
