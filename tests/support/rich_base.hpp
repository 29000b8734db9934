// SPDX-License-Identifier: Apache-2.0
#pragma once

// A base that holds something of everything, and what its store holds byte by byte.

#include "store/database.hpp"
#include "support/articles.hpp"

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
    REQUIRE(base.propose({.article = "A-1", .cause = "a loose cable"},
                         {.by = "rita", .reason = "seen \"twice\"", .case_id = "C-1001"}));
    const auto taken = base.propose({.article = "A-1",
                                     .add_issue = {{.text = "lamp is red"}},
                                     .keywords = std::vector<std::string>{}},
                                    by("cara"));
    REQUIRE(taken);
    REQUIRE(base.accept(taken->number, by("pia", "good")));
    const auto refused = base.propose({.article = "A-1", .title = "Another"}, by("cara"));
    REQUIRE(refused);
    REQUIRE(base.reject(refused->number, by("pia", "not \xE2\x82\xAC")));
    REQUIRE(base.put_person(
        {.id = "carl", .name = "Carl \"C\" \xC3\x84", .licence = Licence::kCandidate},
        by("coach")));
    Policy policy = base.policy().value();
    policy.author_validates = false;
    policy.rules[static_cast<std::size_t>(Step::kUndo)].forbidden = "not \"here\"";
    REQUIRE(base.set_policy(policy, by("coach", "council")));
    std::vector<Reject> rejects;
    const auto recorded = base.record(all_events(clock.now(), vpn), &rejects);
    REQUIRE(recorded);
    INFO((rejects.empty() ? "" : rejects.front().reason));
    REQUIRE(recorded->refused == 0);
    minute();
}

}  // namespace kb::test
