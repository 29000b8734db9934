// SPDX-License-Identifier: Apache-2.0

// Goal: every kind of line of a complete export is written as docs/formats.md says, comes back as
// it was, and is refused with the name of the member where it is not of that shape.

#include "exchange/base_record.hpp"

#include "unit/exchange/records.hpp"

#include <kb/exchange.hpp>

#include <catch2/catch.hpp>

#include <limits>

using namespace kb;
using exchange::BaseRecord;
using exchange::read_line;
using exchange::to_line;

namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

exchange::BaseHeader header() {
    exchange::BaseHeader made{.policy = {.customer_reads_not_validated = true},
                              .saturation = 1.5,
                              .last_article = 3,
                              .last_change = kMost,
                              .last_event = 5,
                              .last_flag = 2,
                              .last_proposal = 3,
                              .chain = 0xAB,
                              .people = 1,
                              .articles = 2,
                              .versions = 4,
                              .links = 6,
                              .open_flags = 1,
                              .open_proposals = 2,
                              .events = 5};
    made.fields[0] = {.boost = static_cast<double>(2.3F), .length_norm = 0.5};
    return made;
}

AuditRecord audit() {
    return {.change = 5,
            .article = "KB-1",
            .by = "carl",
            .licence = Licence::kContributor,
            .at = test::at_ms(1'700'000'000'123),
            .verb = "edit",
            .reason = "so \"it\" is",
            .case_id = "C-1",
            .version_before = 1,
            .version_after = 2,
            .state_before = ArticleState{},
            .state_after = ArticleState{.confidence = Confidence::kValidated},
            .changed = {"title", "issue"},
            .proposed_by = "cara"};
}

exchange::ProposalLine proposal_line() {
    Proposal made{.number = 4,
                  .article = "KB-2",
                  .version = 3,
                  .by = "cara",
                  .licence = Licence::kCandidate,
                  .at = test::at_ms(1000),
                  .reason = "seen twice",
                  .case_id = "C-2",
                  .status = ProposalStatus::kAccepted,
                  .decided_by = "carl",
                  .decided_at = test::at_ms(2000),
                  .decision = "so it is",
                  .version_made = 4};
    made.edit.cause = "a fan";
    made.edit.add_issue = {{.text = "it hums"}};
    return {.number = 2, .proposal = std::move(made)};
}

struct Case {
    BaseRecord record;
    std::string_view line;
};

// Written out by hand.
std::vector<Case> cases() {
    return {
        {Person{.id = "ana", .name = "Ana \xC3\x84", .licence = Licence::kCoach},
         R"({"schema":"kb.person/1","id":"ana","name":"Ana Ä","licence":"coach"})"},
        {exchange::AuditLine{.number = 1, .record = audit()},
         R"({"schema":"kb.audit/1","article_number":1,"change":5,"article":"KB-1","by":"carl",)"
         R"("licence":"contributor","at":"2023-11-14T22:13:20.123Z","verb":"edit",)"
         R"("reason":"so \"it\" is","case_id":"C-1","version_before":1,"version_after":2,)"
         R"("state_before":{"confidence":"work_in_progress","audience":"internal",)"
         R"("governance":"experience"},"state_after":{"confidence":"validated",)"
         R"("audience":"internal","governance":"experience"},"changed":["title","issue"],)"
         R"("proposed_by":"cara"})"},
        {exchange::NameLine{.name = "KB-old", .number = 9},
         R"({"schema":"kb.name/1","name":"KB-old","article_number":9})"},
        {exchange::LinkLine{.number = 2,
                            .link = {.case_id = "C-1",
                                     .article = "KB-2",
                                     .kind = LinkKind::kSentToCustomer,
                                     .version = 3,
                                     .by = "cara",
                                     .licence = Licence::kCandidate,
                                     .at = test::at_ms(0) + std::chrono::days(1),
                                     .use = Use::kImproved}},
         R"({"schema":"kb.link/1","article_number":2,"case_id":"C-1","article":"KB-2",)"
         R"("kind":"sent_to_customer","version":3,"by":"cara","licence":"candidate",)"
         R"("at":"1970-01-02T00:00:00Z","use":"improved"})"},
        {exchange::FlagLine{.number = 2,
                            .flag = {.number = 4,
                                     .article = "KB-2",
                                     .version = 3,
                                     .kind = FlagKind::kOutdated,
                                     .text = "old",
                                     .by = "rita",
                                     .at = test::at_ms(1000),
                                     .open = false,
                                     .resolved_by = "carl",
                                     .resolved_at = test::at_ms(2000),
                                     .resolution = "new"}},
         R"({"schema":"kb.flag/1","flag":4,"article_number":2,"article":"KB-2","version":3,)"
         R"("kind":"outdated","text":"old","by":"rita","at":"1970-01-01T00:00:01Z","open":false,)"
         R"("resolved_by":"carl","resolved_at":"1970-01-01T00:00:02Z","resolution":"new"})"},
        {proposal_line(),
         R"({"schema":"kb.proposal/1","proposal":4,"article_number":2,"article":"KB-2",)"
         R"("version":3,"fields":["issue","cause"],"values":{"schema":"kb.article/1",)"
         R"("language":"en","issue":[{"text":"it hums","source":"agent"}],"cause":"a fan",)"
         R"("confidence":"work_in_progress","audience":"internal","governance":"experience"},)"
         R"("by":"cara","licence":"candidate","at":"1970-01-01T00:00:01Z","reason":"seen twice",)"
         R"("case_id":"C-2","status":"accepted","decided_by":"carl",)"
         R"("decided_at":"1970-01-01T00:00:02Z","decision":"so it is","version_made":4})"},
        {exchange::ReuseLine{.number = 2,
                             .solved = 70,
                             .last = test::at_ms(2000),
                             .recent = {test::at_ms(0), test::at_ms(2000)}},
         R"({"schema":"kb.reuse/1","article_number":2,"solved":70,"last":"1970-01-01T00:00:02Z",)"
         R"("recent":["1970-01-01T00:00:00Z","1970-01-01T00:00:02Z"]})"},
        {exchange::EventLine{.sequence = 8,
                             .event = {.event_id = "e", .ts = test::at_ms(1000), .value = -0.0}},
         R"({"schema":"kb.event/1","event_id":"e","ts":"1970-01-01T00:00:01Z","type":"search",)"
         R"("actor":{"class":"customer"},"value":-0.0,"sequence":8})"},
        {exchange::ChangeLine{
             .change = 7,
             .kind = 3,
             .at = test::at_ms(1000),
             .by = "pia",
             .reason = "old",
             .articles =
                 {{.number = 1, .to = Shelf::kPublic, .version = 1},
                  {.number = 2, .from = Shelf::kPublic, .to = Shelf::kArchived, .version = 4}},
             .chain = kMost},
         R"({"schema":"kb.change/1","change":7,"kind":"state","at":"1970-01-01T00:00:01Z",)"
         R"("by":"pia","reason":"old","articles":[{"article_number":1,"to":"public","version":1},)"
         R"({"article_number":2,"from":"public","to":"archived","version":4}],)"
         R"("chain":"ffffffffffffffff"})"},
        {exchange::EndLine{.lines = 12}, R"({"schema":"kb.end/1","lines":12})"},
    };
}

}  // namespace

TEST_CASE("each kind of record is the line that is written out here", "[exchange]") {
    for (const Case& each : cases()) {
        CHECK(to_line(each.record) == each.line);
        const auto read = read_line(each.line);
        INFO(each.line << (read ? "" : read.error().message));
        REQUIRE(read);
        CHECK(*read == each.record);
    }
}

TEST_CASE("header, articles and versions come back as they were", "[exchange]") {
    const Article article = test::full_article();
    for (const BaseRecord& record :
         {BaseRecord(header()),
          BaseRecord(exchange::ArticleLine{.number = 1, .change = kMost, .article = article}),
          BaseRecord(exchange::VersionLine{.number = kMost, .article = article})}) {
        const std::string line = to_line(record);
        CAPTURE(line);
        const auto read = read_line(line);
        INFO((read ? "" : read.error().message));
        REQUIRE(read);
        CHECK(*read == record);
        CHECK(line.find('\n') == std::string::npos);
    }
}

TEST_CASE("an article line and an event line of a complete export are read by themselves",
          "[exchange]") {
    const Article article = test::full_article();
    const auto read = article_from_json(
        to_line(exchange::ArticleLine{.number = 1, .change = 2, .article = article}));
    REQUIRE(read);
    CHECK(*read == article);
    const Event event{.event_id = "e", .ts = test::at_ms(1000)};
    const auto read_event =
        event_from_json(to_line(exchange::EventLine{.sequence = 3, .event = event}));
    REQUIRE(read_event);
    CHECK(*read_event == event);
}

TEST_CASE("a line of another shape is refused with the name of the member", "[exchange]") {
    struct Fault {
        std::string_view line;
        std::string_view reason;
    };
    const auto [line, reason] = GENERATE(values<Fault>({
        {"", "not JSON"},
        {"[]", "not a JSON object"},
        {"{}", "member 'schema': missing"},
        {R"({"schema":7})", "member 'schema': '7' is no kind of record"},
        {R"({"schema":"kb.person"})", "member 'schema': 'kb.person' is no kind"},
        {R"({"schema":"kb.personal/1"})", "is no kind"},
        {R"({"schema":"kb.person/12"})", "'kb.person/12' is not known"},
        {R"({"schema":"kb.person/1","id":"a"})", "member 'licence': missing"},
        {R"({"schema":"kb.person/1","id":"a","licence":"boss"})", "member 'licence': licence"},
        {R"({"schema":"kb.person/1","id":"a","licence":"coach","age":7})", "member 'age': unknown"},
        {R"({"schema":"kb.person/1","id":["a"],"licence":"coach"})", "member 'id': neither text"},
        {R"({"schema":"kb.name/1","name":"a"})", "member 'article_number': missing"},
        {R"({"schema":"kb.name/1","name":"a","article_number":0})",
         "member 'article_number': counts from 1"},
        {R"({"schema":"kb.name/1","name":"a","article_number":-1})", "no whole number"},
        {R"({"schema":"kb.name/1","name":"a","article_number":18446744073709551616})",
         "member 'article_number': no whole number"},
        {R"({"schema":"kb.audit/1","article_number":1,"change":1,"article":"a","licence":"coach",)"
         R"("version_after":4294967296})",
         "member 'version_after': 4294967296 is above 4294967295"},
        {R"({"schema":"kb.audit/1","article_number":1,"change":1,"article":"a","licence":"coach",)"
         R"("state_after":{"confidence":"validated","audience":"public"}})",
         "member 'state_after.governance': missing"},
        {R"({"schema":"kb.audit/1","article_number":1,"change":1,"article":"a","licence":"coach",)"
         R"("state_after":7})",
         "member 'state_after': no object"},
        {R"({"schema":"kb.change/1","change":1,"kind":"magic","chain":"0000000000000000"})",
         "member 'kind': 'magic' is no kind of change"},
        {R"({"schema":"kb.change/1","change":1,"kind":"put","chain":"1"})",
         "member 'chain': '1' is not 16 hexadecimal digits"},
        {R"({"schema":"kb.change/1","change":1,"kind":"put","chain":"0x00000000000000"})",
         "member 'chain'"},
        {R"({"schema":"kb.change/1","change":1,"kind":"put","chain":"0000000000000000",)"
         R"("articles":{}})",
         "member 'articles': no list"},
        {R"({"schema":"kb.change/1","change":1,"kind":"put","chain":"0000000000000000",)"
         R"("articles":[{"article_number":1,"to":"attic"}]})",
         "member 'articles.to': 'attic' is no shelf"},
        {R"({"schema":"kb.reuse/1","article_number":1,"solved":1,"recent":["noon"]})",
         "member 'recent': 'noon' is no ISO 8601 time"},
        {R"({"schema":"kb.event/1","event_id":"e","ts":"2026-01-01","type":"search"})",
         "member 'sequence': missing"},
        {R"({"schema":"kb.article/1","id":"a","title":"t"})", "member 'language': missing"},
        {R"({"schema":"kb.version/1","article_number":1,"article":{"id":"a"}})",
         "member 'article.schema': not kb.article/1"},
        {R"({"schema":"kb.version/1","article_number":1})", "member 'article': missing"},
        {R"({"schema":"kb.base/1","policy":{}})",
         "member 'policy.partner_reads_not_validated': missing"},
        {R"({"schema":"kb.base/1","policy":{"partner_reads_not_validated":true,)"
         R"("customer_reads_not_validated":true,"public_reads_not_validated":true},)"
         R"("saturation":1e999})",
         "member 'saturation': too large a number"},
    }));
    CAPTURE(line);
    const auto read = read_line(line);
    REQUIRE_FALSE(read);
    INFO(read.error().message);
    CHECK(read.error().message.find(reason) != std::string::npos);
}

TEST_CASE("a line that is cut anywhere is refused, and none ends the process", "[exchange]") {
    std::vector<Case> all = cases();
    const std::string first = to_line(header());
    all.push_back({header(), first});
    for (const Case& each : all) {
        for (std::size_t bytes = 0; bytes < each.line.size(); ++bytes) {
            CHECK_FALSE(read_line(each.line.substr(0, bytes)));
        }
    }
}

TEST_CASE("only kinds of this version beside articles count as history", "[exchange]") {
    CHECK(exchange::is_history("kb.audit/1"));
    CHECK(exchange::is_history("kb.event/1"));
    CHECK_FALSE(exchange::is_history("kb.article/1"));
    CHECK_FALSE(exchange::is_history("kb.audit/2"));
    CHECK_FALSE(exchange::is_history("kb.gift/1"));
    CHECK_FALSE(exchange::is_history(""));
}
