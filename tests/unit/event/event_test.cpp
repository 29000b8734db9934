// SPDX-License-Identifier: Apache-2.0
//
// Goal: each type of event is taken with exactly the members it needs and refused by name without
// any one of them; values out of range never get in; spellings read back.

#include <kb/event.hpp>

#include <catch2/catch.hpp>

#include <functional>
#include <limits>

namespace kb {
namespace {

using Change = std::function<void(Event&)>;

Event basic(EventType type) {
    Event event;
    event.event_id = "e1";
    event.ts = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1);
    event.type = type;
    return event;
}

// Every member that some type needs.
Event full(EventType type) {
    Event event = basic(type);
    event.query_id = "q1";
    event.text = "printer offline";
    event.result_count = 0;
    event.article = "KB-1";
    event.rank = 1;
    event.value = 1.0;
    event.question = "Did this help?";
    event.case_id = "C-1";
    event.channel = Channel::kPhone;
    event.link_kind = LinkKind::kResolvedByKnown;
    event.actor.anon_id = "browser";
    event.actor.user_id = "login";
    return event;
}

const std::pair<std::string, Change> kRemovals[] = {
    {"query_id", [](Event& e) { e.query_id.clear(); }},
    {"text", [](Event& e) { e.text.clear(); }},
    {"result_count", [](Event& e) { e.result_count.reset(); }},
    {"article", [](Event& e) { e.article.clear(); }},
    {"rank", [](Event& e) { e.rank.reset(); }},
    {"value", [](Event& e) { e.value.reset(); }},
    {"question", [](Event& e) { e.question.clear(); }},
    {"case_id", [](Event& e) { e.case_id.clear(); }},
    {"channel", [](Event& e) { e.channel.reset(); }},
    {"link_kind", [](Event& e) { e.link_kind.reset(); }},
    {"actor.anon_id", [](Event& e) { e.actor.anon_id.clear(); }},
    {"actor.user_id", [](Event& e) { e.actor.user_id.clear(); }},
};

struct TypeCase {
    EventType type;
    std::string spelling;
    std::vector<std::string> needs;
};

const TypeCase kTypes[] = {
    {EventType::kSearch, "search", {"query_id", "text", "result_count"}},
    {EventType::kImpression, "impression", {"query_id", "article", "rank"}},
    {EventType::kView, "view", {"article"}},
    {EventType::kVote, "vote", {"article", "value"}},
    {EventType::kFormOpen, "form_open", {}},
    {EventType::kFormEdit, "form_edit", {}},
    {EventType::kFormAbandon, "form_abandon", {}},
    {EventType::kCaseOpen, "case_open", {"case_id", "channel"}},
    {EventType::kCaseUpdate, "case_update", {"case_id"}},
    {EventType::kCaseClose, "case_close", {"case_id"}},
    {EventType::kCaseReopen, "case_reopen", {"case_id"}},
    {EventType::kLink, "link", {"case_id", "article", "link_kind"}},
    {EventType::kUnlink, "unlink", {"case_id", "article"}},
    {EventType::kSurvey, "survey", {"question", "value"}},
    {EventType::kIdentify, "identify", {"actor.anon_id", "actor.user_id"}},
    {EventType::kState, "state", {"article"}},
    {EventType::kAction, "action", {"article"}},
};

TEST_CASE("each type needs its members and no others", "[event]") {
    for (const TypeCase& c : kTypes) {
        CHECK(check_event(full(c.type)));
        for (const auto& [name, remove] : kRemovals) {
            CAPTURE(c.spelling, name);
            Event event = full(c.type);
            remove(event);
            const bool needed = std::ranges::find(c.needs, name) != c.needs.end();
            const auto answer = check_event(event);
            CHECK(answer.has_value() == !needed);
            if (!answer) {
                CHECK(answer.error().code == ErrorCode::kInvalidArgument);
                CHECK(answer.error().message ==
                      "event e1: " + name + " is missing, which " + c.spelling + " needs");
            }
        }
    }
}

TEST_CASE("types, actors and channels are spelled as promised and read back", "[event]") {
    for (const TypeCase& c : kTypes) {
        CHECK(to_string(c.type) == c.spelling);
        CHECK(parse_event_type(c.spelling).value() == c.type);
    }
    const std::pair<ActorClass, std::string> actors[] = {
        {ActorClass::kCustomer, "customer"}, {ActorClass::kProspect, "prospect"},
        {ActorClass::kPartner, "partner"},   {ActorClass::kAgent, "agent"},
        {ActorClass::kInternal, "internal"}, {ActorClass::kBot, "bot"},
        {ActorClass::kCrawler, "crawler"},   {ActorClass::kVirtualAgent, "virtual_agent"}};
    for (const auto& [value, spelling] : actors) {
        CHECK(to_string(value) == spelling);
        CHECK(parse_actor_class(spelling).value() == value);
    }
    struct ChannelCase {
        Channel channel;
        std::string spelling;
        bool assisted;
    };
    const ChannelCase channels[] = {{Channel::kPhone, "phone", true},
                                    {Channel::kEmail, "email", true},
                                    {Channel::kWebTicket, "web_ticket", true},
                                    {Channel::kChat, "chat", true},
                                    {Channel::kVirtualAgent, "virtual_agent", false},
                                    {Channel::kSelfService, "self_service", false},
                                    {Channel::kCommunity, "community", false},
                                    {Channel::kInProduct, "in_product", false}};
    for (const ChannelCase& c : channels) {
        CAPTURE(c.spelling);
        CHECK(to_string(c.channel) == c.spelling);
        CHECK(parse_channel(c.spelling).value() == c.channel);
        CHECK(is_assisted(c.channel) == c.assisted);
    }
    CHECK(to_string(static_cast<EventType>(17)) == "unknown");
    CHECK(to_string(static_cast<ActorClass>(8)) == "unknown");
    CHECK(to_string(static_cast<Channel>(8)) == "unknown");
    CHECK(parse_event_type("caseopen").error().message.find("did you mean \"case_open\"?") !=
          std::string::npos);
    CHECK_FALSE(parse_actor_class(""));
    CHECK_FALSE(parse_channel("fax"));
}

TEST_CASE("times lie in the years 2000 to 2099", "[event]") {
    using std::chrono::milliseconds;
    const Timestamp first = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1);
    const Timestamp beyond = std::chrono::sys_days(std::chrono::year(2100) / 1 / 1);
    Event event = basic(EventType::kFormOpen);
    event.ts = first;
    CHECK(check_event(event));
    event.ts = first - milliseconds(1);
    CHECK_FALSE(check_event(event));
    event.ts = beyond - milliseconds(1);
    CHECK(check_event(event));
    event.ts = beyond;
    CHECK(check_event(event).error().message == "event e1: ts must lie in the years 2000 to 2099");
    event.ts = {};
    CHECK_FALSE(check_event(event));
}

TEST_CASE("ids and texts are taken at their limits and refused beyond", "[event]") {
    struct Case {
        std::string name;
        std::size_t limit;
        std::function<void(Event&, std::string)> set;
    };
    const Case cases[] = {
        {"event_id", 255, [](Event& e, std::string t) { e.event_id = std::move(t); }},
        {"article", 255, [](Event& e, std::string t) { e.article = std::move(t); }},
        {"case_id", 255, [](Event& e, std::string t) { e.case_id = std::move(t); }},
        {"by", 255, [](Event& e, std::string t) { e.by = std::move(t); }},
        {"text", 1U << 20U, [](Event& e, std::string t) { e.text = std::move(t); }},
        {"reason", 1U << 20U, [](Event& e, std::string t) { e.reason = std::move(t); }},
        {"question", 1024, [](Event& e, std::string t) { e.question = std::move(t); }},
        {"session_id", 1024, [](Event& e, std::string t) { e.session_id = std::move(t); }},
        {"attempt_id", 1024, [](Event& e, std::string t) { e.attempt_id = std::move(t); }},
        {"query_id", 1024, [](Event& e, std::string t) { e.query_id = std::move(t); }},
        {"locale", 1024, [](Event& e, std::string t) { e.locale = std::move(t); }},
        {"product", 1024, [](Event& e, std::string t) { e.product = std::move(t); }},
        {"actor.anon_id", 1024, [](Event& e, std::string t) { e.actor.anon_id = std::move(t); }},
        {"actor.user_id", 1024, [](Event& e, std::string t) { e.actor.user_id = std::move(t); }},
        {"actor.account_id", 1024,
         [](Event& e, std::string t) { e.actor.account_id = std::move(t); }},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name);
        Event event = basic(EventType::kFormOpen);
        c.set(event, std::string(c.limit, 'x'));
        CHECK(check_event(event));
        for (const std::string& wrong : {std::string(c.limit + 1, 'x'), std::string("a\xff")}) {
            c.set(event, wrong);
            const auto refused = check_event(event);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().code == ErrorCode::kInvalidArgument);
            CHECK(refused.error().message.find(": " + c.name + " ") != std::string::npos);
            CHECK(refused.error().message.find('\xff') == std::string::npos);
        }
    }
    Event nameless = basic(EventType::kFormOpen);
    nameless.event_id.clear();
    CHECK(check_event(nameless).error().message == "event: event_id must have 1 to 255 bytes");
}

TEST_CASE("values out of range are refused by name", "[event]") {
    const double infinity = std::numeric_limits<double>::infinity();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    struct Case {
        EventType type;
        std::string member;  // empty: taken
        Change change;
    };
    const Case cases[] = {
        {EventType::kVote, "", [](Event& e) { e.value = -1.0; }},
        {EventType::kVote, "value", [](Event& e) { e.value = 0.0; }},
        {EventType::kVote, "value", [](Event& e) { e.value = 5.0; }},
        {EventType::kVote, "value", [=](Event& e) { e.value = nan; }},
        {EventType::kSurvey, "", [](Event& e) { e.value = 5.0; }},
        {EventType::kSurvey, "value", [=](Event& e) { e.value = infinity; }},
        {EventType::kView, "rank", [](Event& e) { e.rank = 0; }},
        {EventType::kCaseClose, "", [](Event& e) { e.handling_seconds = 0.0; }},
        {EventType::kCaseClose, "handling_seconds", [](Event& e) { e.handling_seconds = -0.5; }},
        {EventType::kCaseClose, "handling_seconds",
         [=](Event& e) { e.handling_seconds = infinity; }},
        {EventType::kView, "channel", [](Event& e) { e.channel = static_cast<Channel>(8); }},
        {EventType::kView, "link_kind", [](Event& e) { e.link_kind = static_cast<LinkKind>(5); }},
        {EventType::kView, "actor.class",
         [](Event& e) { e.actor.actor_class = static_cast<ActorClass>(8); }},
        {EventType::kView, "type", [](Event& e) { e.type = static_cast<EventType>(17); }},
    };
    for (const Case& c : cases) {
        Event event = full(c.type);
        c.change(event);
        CAPTURE(c.member);
        const auto answer = check_event(event);
        CHECK(answer.has_value() == c.member.empty());
        if (!answer) {
            CHECK(answer.error().message.find("event e1: " + c.member + " ") == 0);
        }
    }
}

}  // namespace
}  // namespace kb
