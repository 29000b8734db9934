// SPDX-License-Identifier: Apache-2.0
#pragma once

// A base that holds something of everything, what its store holds byte by byte, and random
// operations on a base.

#include "store/database.hpp"
#include "support/articles.hpp"
#include "support/random.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace kb::test {

// Family and key to value, of all that is not the index's. The base must be closed.
inline std::map<std::pair<std::string, std::string>, std::string> stored(
    const std::filesystem::path& folder) {
    std::map<std::pair<std::string, std::string>, std::string> all;
    const auto database = store::Database::open(folder, store::Mode::kRead);
    REQUIRE(database);
    for (std::size_t f = 0; f < store::kFamilyCount; ++f) {
        const auto family = static_cast<store::Family>(f);
        if (family == store::Family::kManifest) {
            continue;
        }
        store::Cursor cursor = (*database)->latest().prefix(family, "");
        for (;;) {
            const auto more = cursor.next();
            REQUIRE(more);
            if (!*more) {
                break;
            }
            all.emplace(
                std::pair(std::string(store::family_name(family)), std::string(cursor.key())),
                cursor.value());
        }
    }
    return all;
}

inline Event event_of(std::string id, EventType type, Timestamp at) {
    Event event{.event_id = std::move(id), .ts = at, .type = type};
    event.actor.user_id = "customer-1";
    return event;
}

// Events of every type, with every member somewhere.
inline std::vector<Event> all_events(Timestamp at, const ArticleId& article) {
    std::vector<Event> events;
    for (unsigned type = 0; type <= static_cast<unsigned>(EventType::kAction); ++type) {
        Event event = event_of(" id " + std::to_string(type) + " ", static_cast<EventType>(type),
                               at + std::chrono::milliseconds(type % 3));
        event.query_id = "q";
        event.text = "printer \"off\"\tline\x01 \xF0\x9F\x96\xA8";
        event.result_count = 0;
        event.article = article;
        event.rank = 1;
        event.value = type == static_cast<unsigned>(EventType::kVote) ? -1.0 : -0.0;
        event.question = "Would you have called?";
        event.case_id = "C-90";
        event.channel = Channel::kPhone;
        event.link_kind = LinkKind::kResolvedByKnown;
        event.actor.anon_id = "browser-1";
        events.push_back(std::move(event));
    }
    Event full = events.front();
    full.event_id = "full";
    full.session_id = "s";
    full.attempt_id = "t";
    full.actor.account_id = "acme";
    full.actor.actor_class = ActorClass::kVirtualAgent;
    full.locale = "de-AT";
    full.product = "client";
    full.entitled = false;
    full.reason = "why";
    full.version = 3;
    full.sent_by_agent = true;
    full.dwell_ms = 18'446'744'073'709'551'615U;
    full.value = 0.1;
    full.by = "carl";
    full.handling_seconds = 1e300;
    events.push_back(std::move(full));
    return events;
}

// Needs the people of make_base().
inline void fill_richly(KnowledgeBase& base, FakeClock& clock) {
    const auto minute = [&] { clock.advance(std::chrono::minutes(1)); };
    Article full =
        article("A-1", "Printer \"off\"\tline\x01", "line\nbreak \xC3\xA9", "1. a\n2. b");
    full.issue.push_back({.text = "second",
                          .source = StatementSource::kCustomer,
                          .by = "carl",
                          .at = clock.now(),
                          .case_id = "C-7"});
    full.environment.push_back({"", "Outlook"});
    full.cause = "because";
    full.keywords = {"cv", ""};
    full.codes = {"E-1"};
    full.products = {"client", "server"};
    full.owner_domain = "hr";
    full.external_ids = {"SF-1", "SF-2", "A-1"};
    full.originating_queries = {"secret search"};
    full.version = 7;
    full.created = clock.now() - std::chrono::days(100);
    full.created_by = "somebody else";
    REQUIRE(base.put(full, by("pia", "from the old system")));
    minute();
    full.external_ids = {"SF-2"};
    full.title += " again";
    REQUIRE(base.put(full, by("pia")));
    Article german = article("A-2", "Drucker", "druckt nicht", "neu starten");
    german.language = "de-AT";
    german.translation_of = "A-1";
    german.translation_of_version = 8;
    german.state = {.confidence = Confidence::kValidated,
                    .audience = Audience::kPartner,
                    .governance = Governance::kComplianceBased};
    REQUIRE(base.put(german, by("pia")));
    minute();
    const auto captured = base.capture({.query = "vpn drops every hour",
                                        .environment = {{"os", "Windows 11"}},
                                        .resolution = "Set the rekey interval",
                                        .case_id = "C-1"},
                                       by("carl"));
    REQUIRE(captured);
    const ArticleId vpn = captured->article.id;
    REQUIRE(base.capture({.query = "words of a call"}, by("cara")));
    REQUIRE(base.edit(
        {.article = vpn, .add_issue = {{.text = "tunnel is gone"}}, .cause = "a short lease"},
        {.by = "carl", .reason = "improved \xE2\x82\xAC", .case_id = "C-2"}));
    minute();
    REQUIRE(base.set_state(
        {.article = vpn, .confidence = Confidence::kValidated, .audience = Audience::kCustomer},
        by("pia", "reviewed")));
    REQUIRE(base.put(article("A-3", "Obsolete", "old thing", "do nothing"), by("pia")));
    REQUIRE(base.set_state({.article = "A-3", .confidence = Confidence::kArchived},
                           by("pia", "obsolete \"now\"")));
    for (int i = 0; i < 70; ++i) {  // more than the times that are kept
        clock.advance(std::chrono::hours(1));
        REQUIRE(base.link("C-" + std::to_string(1000 + i), "A-1", static_cast<LinkKind>(i % 5),
                          by("cara")));
    }
    for (int i = 0; i < 70; ++i) {
        REQUIRE(base.link("K-" + std::to_string(i), vpn, LinkKind::kResolvedByKnown, by("cara")));
    }
    REQUIRE(base.unlink("K-3", vpn, by("cara", "wrong case")));
    REQUIRE(base.unlink("C-1000", "A-1", by("cara")));
    minute();
    const auto flag = base.flag("A-1", FlagKind::kWrong, "not \"so\"\n", by("rita"));
    REQUIRE(flag);
    REQUIRE(base.flag("A-3", FlagKind::kOther, "", by("carl")));
    minute();
    REQUIRE(base.resolve_flag(flag->number, "it is", by("carl", "looked")));
    REQUIRE(base.put_person(
        {.id = "carl", .name = "Carl \"C\" \xC3\x84", .licence = Licence::kCandidate},
        by("coach")));
    std::vector<Reject> rejects;
    const auto recorded = base.record(all_events(clock.now(), vpn), &rejects);
    REQUIRE(recorded);
    INFO((rejects.empty() ? "" : rejects.front().reason));
    REQUIRE(recorded->refused == 0);
    minute();
}

// One operation out of all; what is refused is a step too.
inline void random_step(KnowledgeBase& base, FakeClock& clock, Random& random, unsigned step) {
    const auto below = [&](std::uint32_t n) { return random() % n; };
    const auto pick = [&](std::initializer_list<const char*> from) {
        return std::string(from.begin()[below(static_cast<std::uint32_t>(from.size()))]);
    };
    const auto words = [&] {
        std::string text;
        for (std::uint32_t i = 1 + below(6); i > 0; --i) {
            text +=
                pick({"printer", "vpn", "off", "\"quoted\"", "line\n", "\xC3\xA9", "b\\s"}) + " ";
        }
        return text + "end";
    };
    const ArticleId id = pick({"R-1", "R-2", "R-3", "KB-1", "KB-2", "X-1", "KB-9"});
    const Action action{.by = pick({"coach", "pia", "carl", "cara"}),
                        .reason = words(),
                        .case_id = pick({"", "C-1"})};
    clock.advance(std::chrono::milliseconds(below(10'000'000)));
    switch (below(11)) {
    case 0:
    case 1: {
        Article made = article(below(4) == 0 ? "" : id, words(), words(), words());
        made.state = {.confidence = static_cast<Confidence>(below(4)),
                      .audience = static_cast<Audience>(below(4)),
                      .governance = static_cast<Governance>(below(2))};
        made.archive_reason = made.state.confidence == Confidence::kArchived ? words() : "";
        if (below(2) == 0) {
            made.external_ids = {pick({"X-1", "X-2", "X-3"})};
        }
        static_cast<void>(base.put(made, action));
        break;
    }
    case 2:
        static_cast<void>(
            base.capture({.query = words(),
                          .resolution = below(2) == 0 ? "" : words(),
                          .case_id = below(2) == 0 ? "" : "C-" + std::to_string(step)},
                         action));
        break;
    case 3:
        static_cast<void>(
            base.edit({.article = id, .title = words(), .add_issue = {{.text = words()}}}, action));
        break;
    case 4:
        static_cast<void>(base.set_state({.article = id,
                                          .confidence = static_cast<Confidence>(below(4)),
                                          .audience = static_cast<Audience>(below(4))},
                                         action));
        break;
    case 5:
        static_cast<void>(base.flag(id, static_cast<FlagKind>(below(6)), words(), action));
        break;
    case 6: static_cast<void>(base.resolve_flag(1 + below(5), words(), action)); break;
    case 7:
    case 8:
        static_cast<void>(base.link("C-" + std::to_string(below(12)), id,
                                    static_cast<LinkKind>(below(5)), action));
        break;
    case 9: static_cast<void>(base.unlink("C-" + std::to_string(below(12)), id, action)); break;
    default: {
        Event event = event_of("e" + std::to_string(below(40)),
                               below(2) == 0 ? EventType::kView : EventType::kLink, clock.now());
        event.article = id;
        event.case_id = "C-" + std::to_string(below(12));
        event.link_kind = static_cast<LinkKind>(below(5));
        static_cast<void>(base.record({&event, 1}));
        break;
    }
    }
    if (below(20) == 0) {
        static_cast<void>(base.put_person({.id = pick({"carl", "cara", "new"}),
                                           .name = words(),
                                           .licence = static_cast<Licence>(below(5))},
                                          by("coach")));
    }
    if (below(25) == 0) {
        REQUIRE(base.flush(below(2) == 0));
    }
}

}  // namespace kb::test
