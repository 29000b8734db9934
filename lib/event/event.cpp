// SPDX-License-Identifier: Apache-2.0
#include "article/spelling.hpp"
#include "base/try.hpp"
#include "base/utf8.hpp"

#include <kb/event.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace kb {
namespace {

constexpr std::size_t kNameBytesMax = 1024;  // session, actor, product, locale, question, ...

// --- What each type needs ------------------------------------------------------------------------

struct Member {
    std::string_view name;
    bool (*is_there)(const Event& event);
};

constexpr Member kQueryId{"query_id", [](const Event& event) { return !event.query_id.empty(); }};
constexpr Member kText{"text", [](const Event& event) { return !event.text.empty(); }};
constexpr Member kResultCount{"result_count",
                              [](const Event& event) { return event.result_count.has_value(); }};
constexpr Member kArticle{"article", [](const Event& event) { return !event.article.empty(); }};
constexpr Member kRank{"rank", [](const Event& event) { return event.rank.has_value(); }};
constexpr Member kValue{"value", [](const Event& event) { return event.value.has_value(); }};
constexpr Member kQuestion{"question", [](const Event& event) { return !event.question.empty(); }};
constexpr Member kCaseId{"case_id", [](const Event& event) { return !event.case_id.empty(); }};
constexpr Member kChannel{"channel", [](const Event& event) { return event.channel.has_value(); }};
constexpr Member kLinkKind{"link_kind",
                           [](const Event& event) { return event.link_kind.has_value(); }};
constexpr Member kAnonId{"actor.anon_id",
                         [](const Event& event) { return !event.actor.anon_id.empty(); }};
constexpr Member kUserId{"actor.user_id",
                         [](const Event& event) { return !event.actor.user_id.empty(); }};

struct TypeRule {
    static constexpr std::size_t kNeedsMax = 3;
    EventType type;
    std::array<const Member*, kNeedsMax> needs{};
};

constexpr TypeRule rule(EventType type, std::initializer_list<const Member*> needs) {
    TypeRule made{.type = type};
    std::size_t count = 0;
    for (const Member* member : needs) {
        made.needs[count++] = member;
    }
    return made;
}

constexpr std::array<TypeRule, 17> kRules{{
    rule(EventType::kSearch, {&kQueryId, &kText, &kResultCount}),
    rule(EventType::kImpression, {&kQueryId, &kArticle, &kRank}),
    rule(EventType::kView, {&kArticle}),
    rule(EventType::kVote, {&kArticle, &kValue}),
    rule(EventType::kFormOpen, {}),
    rule(EventType::kFormEdit, {}),
    rule(EventType::kFormAbandon, {}),
    // The first words of a case help to find what was known, but case systems often keep them back:
    // a case without words still counts.
    rule(EventType::kCaseOpen, {&kCaseId, &kChannel}),
    rule(EventType::kCaseUpdate, {&kCaseId}),
    rule(EventType::kCaseClose, {&kCaseId}),
    rule(EventType::kCaseReopen, {&kCaseId}),
    rule(EventType::kLink, {&kCaseId, &kArticle, &kLinkKind}),
    rule(EventType::kUnlink, {&kCaseId, &kArticle}),
    rule(EventType::kSurvey, {&kQuestion, &kValue}),
    rule(EventType::kIdentify, {&kAnonId, &kUserId}),
    rule(EventType::kState, {&kArticle}),
    rule(EventType::kAction, {&kArticle}),
}};

// --- The checks ----------------------------------------------------------------------------------

Error refuse(const Event& event, std::string_view member, std::string_view rule) {
    const std::string id = event.event_id.empty() ? "" : " " + article::printable(event.event_id);
    return {ErrorCode::kInvalidArgument, fmt::format("event{}: {} {}", id, member, rule)};
}

Result<void> check_needs(const Event& event) {
    const auto found = std::ranges::find(kRules, event.type, &TypeRule::type);
    if (found == kRules.end()) {
        return refuse(event, "type", "does not exist");
    }
    for (const Member* member : found->needs) {
        if (member != nullptr && !member->is_there(event)) {
            return refuse(event, member->name,
                          fmt::format("is missing, which {} needs", to_string(event.type)));
        }
    }
    return {};
}

Result<void> check_ids(const Event& event) {
    // The id of an event is any key of the caller's, so blanks at its ends are his business.
    if (event.event_id.empty() || event.event_id.size() > 255) {
        return refuse(event, "event_id", "must have 1 to 255 bytes");
    }
    if (base::find_invalid_utf8(event.event_id) != std::string_view::npos) {
        return refuse(event, "event_id", "is not valid UTF-8");
    }
    for (const auto& [name, id] :
         {std::pair<std::string_view, const std::string*>{"article", &event.article},
          {"case_id", &event.case_id},
          {"by", &event.by}}) {
        if (id->empty()) {
            continue;
        }
        if (auto checked = check_id(*id); !checked) {
            return refuse(event, name, "is wrong: " + checked.error().message);
        }
    }
    return {};
}

Result<void> check_times(const Event& event) {
    using std::chrono::sys_days;
    using std::chrono::year;
    constexpr Timestamp kFirst = sys_days(year(2000) / 1 / 1);
    constexpr Timestamp kBeyond = sys_days(year(2100) / 1 / 1);
    if (event.ts < kFirst || event.ts >= kBeyond) {
        return refuse(event, "ts", "must lie in the years 2000 to 2099");
    }
    return {};
}

Result<void> check_texts(const Event& event) {
    struct Text {
        std::string_view name;
        const std::string* text;
        std::size_t bytes_max;
    };
    const std::array<Text, 11> texts{{
        {"text", &event.text, kFieldBytesMax},
        {"reason", &event.reason, kFieldBytesMax},
        {"question", &event.question, kNameBytesMax},
        {"session_id", &event.session_id, kNameBytesMax},
        {"attempt_id", &event.attempt_id, kNameBytesMax},
        {"query_id", &event.query_id, kNameBytesMax},
        {"locale", &event.locale, kNameBytesMax},
        {"product", &event.product, kNameBytesMax},
        {"actor.anon_id", &event.actor.anon_id, kNameBytesMax},
        {"actor.user_id", &event.actor.user_id, kNameBytesMax},
        {"actor.account_id", &event.actor.account_id, kNameBytesMax},
    }};
    for (const Text& text : texts) {
        if (text.text->size() > text.bytes_max) {
            return refuse(event, text.name,
                          fmt::format("has {} bytes; at most {} are possible", text.text->size(),
                                      text.bytes_max));
        }
        if (base::find_invalid_utf8(*text.text) != std::string_view::npos) {
            return refuse(event, text.name, "is not valid UTF-8");
        }
    }
    return {};
}

Result<void> check_values(const Event& event) {
    if (!article::is_known(event.actor.actor_class)) {
        return refuse(event, "actor.class", "does not exist");
    }
    if (event.channel && !article::is_known(*event.channel)) {
        return refuse(event, "channel", "does not exist");
    }
    if (event.link_kind && !article::is_known(*event.link_kind)) {
        return refuse(event, "link_kind", "does not exist");
    }
    if (event.rank && *event.rank == 0) {
        return refuse(event, "rank", "counts from 1");
    }
    if (event.value && !std::isfinite(*event.value)) {
        return refuse(event, "value", "must be a finite number");
    }
    if (event.type == EventType::kVote && std::abs(*event.value) != 1.0) {
        return refuse(event, "value", "of a vote must be 1 or -1");
    }
    if (event.handling_seconds &&
        (!std::isfinite(*event.handling_seconds) || *event.handling_seconds < 0.0)) {
        return refuse(event, "handling_seconds", "must not be negative");
    }
    return {};
}

}  // namespace

Result<void> check_event(const Event& event) {
    KB_TRY(check_ids(event));
    KB_TRY(check_times(event));
    KB_TRY(check_needs(event));
    KB_TRY(check_texts(event));
    return check_values(event);
}

// No default in these switches, so that a value without a spelling does not compile.

std::string_view to_string(EventType type) noexcept {
    switch (type) {
    case EventType::kSearch: return "search";
    case EventType::kImpression: return "impression";
    case EventType::kView: return "view";
    case EventType::kVote: return "vote";
    case EventType::kFormOpen: return "form_open";
    case EventType::kFormEdit: return "form_edit";
    case EventType::kFormAbandon: return "form_abandon";
    case EventType::kCaseOpen: return "case_open";
    case EventType::kCaseUpdate: return "case_update";
    case EventType::kCaseClose: return "case_close";
    case EventType::kCaseReopen: return "case_reopen";
    case EventType::kLink: return "link";
    case EventType::kUnlink: return "unlink";
    case EventType::kSurvey: return "survey";
    case EventType::kIdentify: return "identify";
    case EventType::kState: return "state";
    case EventType::kAction: return "action";
    }
    return article::kNoSpelling;
}

std::string_view to_string(ActorClass actor_class) noexcept {
    switch (actor_class) {
    case ActorClass::kCustomer: return "customer";
    case ActorClass::kProspect: return "prospect";
    case ActorClass::kPartner: return "partner";
    case ActorClass::kAgent: return "agent";
    case ActorClass::kInternal: return "internal";
    case ActorClass::kBot: return "bot";
    case ActorClass::kCrawler: return "crawler";
    case ActorClass::kVirtualAgent: return "virtual_agent";
    }
    return article::kNoSpelling;
}

std::string_view to_string(Channel channel) noexcept {
    switch (channel) {
    case Channel::kPhone: return "phone";
    case Channel::kEmail: return "email";
    case Channel::kWebTicket: return "web_ticket";
    case Channel::kChat: return "chat";
    case Channel::kVirtualAgent: return "virtual_agent";
    case Channel::kSelfService: return "self_service";
    case Channel::kCommunity: return "community";
    case Channel::kInProduct: return "in_product";
    }
    return article::kNoSpelling;
}

Result<EventType> parse_event_type(std::string_view text) {
    return article::parse_spelling<EventType>("event type", text);
}

Result<ActorClass> parse_actor_class(std::string_view text) {
    return article::parse_spelling<ActorClass>("actor class", text);
}

Result<Channel> parse_channel(std::string_view text) {
    return article::parse_spelling<Channel>("channel", text);
}

bool is_assisted(Channel channel) noexcept {
    switch (channel) {
    case Channel::kPhone:
    case Channel::kEmail:
    case Channel::kWebTicket:
    case Channel::kChat: return true;
    case Channel::kVirtualAgent:
    case Channel::kSelfService:
    case Channel::kCommunity:
    case Channel::kInProduct: return false;
    }
    return false;
}

}  // namespace kb
