// SPDX-License-Identifier: Apache-2.0

#include "base/try.hpp"
#include "exchange/input.hpp"
#include "exchange/json.hpp"
#include "exchange/reader.hpp"
#include "text/edit_distance.hpp"

#include <kb/exchange.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

namespace kb {
namespace json = boost::json;

namespace {

using exchange::MemberReader;
using exchange::read_enum;

constexpr std::string_view kEventSchema = "kb.event/1";
// What a misspelt name may have meant.
constexpr std::array<std::string_view, 32> kMembers{"event_id",
                                                    "ts",
                                                    "type",
                                                    "actor",
                                                    "actor.anon_id",
                                                    "actor.user_id",
                                                    "actor.account_id",
                                                    "actor.class",
                                                    "session_id",
                                                    "attempt_id",
                                                    "channel",
                                                    "locale",
                                                    "product",
                                                    "entitled",
                                                    "query_id",
                                                    "text",
                                                    "result_count",
                                                    "reason",
                                                    "article",
                                                    "version",
                                                    "rank",
                                                    "sent_by_agent",
                                                    "dwell_ms",
                                                    "value",
                                                    "question",
                                                    "case_id",
                                                    "link_kind",
                                                    "by",
                                                    "handling_seconds",
                                                    "schema",
                                                    "received",
                                                    "sequence"};
constexpr std::uint64_t kCountMax = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kNumberMax = std::numeric_limits<std::uint32_t>::max();

Result<Actor> read_actor(const json::value& value, bool closed, std::vector<std::string>& unknown) {
    const json::object* object = value.if_object();
    if (object == nullptr) {
        return Error{ErrorCode::kInvalidArgument, "member 'actor': no object"};
    }
    Actor actor;
    MemberReader members(*object, "actor.");
    members.text("anon_id", actor.anon_id);
    members.text("user_id", actor.user_id);
    members.text("account_id", actor.account_id);
    actor.actor_class = read_enum(members, "class", parse_actor_class).value_or(actor.actor_class);
    KB_TRY(members.finish(closed));
    unknown = members.unknown();
    return actor;
}

// Whether the line claims our schema, and so may hold nothing else.
bool read_schema(MemberReader& members) {
    std::string schema;
    members.text("schema", schema);
    if (schema.starts_with("kb.") && schema != kEventSchema) {
        members.fail("schema", fmt::format("{} is not {}", exchange::quote(schema), kEventSchema));
    }
    return schema == kEventSchema;
}

void read_details(MemberReader& members, Event& event) {
    members.text("query_id", event.query_id);
    members.text("text", event.text);
    event.result_count = members.count("result_count", kCountMax);
    members.text("reason", event.reason);
    members.text("article", event.article);
    event.version = static_cast<VersionNumber>(members.count("version", kNumberMax).value_or(0));
    if (const auto rank = members.count("rank", kNumberMax)) {
        event.rank = static_cast<std::uint32_t>(*rank);
    }
    event.sent_by_agent = members.flag("sent_by_agent").value_or(false);
    event.dwell_ms = members.count("dwell_ms", kCountMax);
    event.value = members.real("value");
    members.text("question", event.question);
    members.text("case_id", event.case_id);
    event.link_kind = read_enum(members, "link_kind", parse_link_kind);
    members.text("by", event.by);
    event.handling_seconds = members.real("handling_seconds");
}

void put_number(std::string& to, std::string_view name, std::optional<std::uint64_t> number) {
    if (number) {
        exchange::put_raw_member(to, name, fmt::format("{}", *number));
    }
}

// JSON has no infinity and no NaN: they are left out.
void put_real(std::string& to, std::string_view name, std::optional<double> number) {
    if (number && std::isfinite(*number)) {
        // The shortest exact form; without a fraction a negative zero would read as zero.
        const bool negative_zero = *number == 0.0 && std::signbit(*number);
        exchange::put_raw_member(to, name,
                                 negative_zero ? std::string("-0.0") : fmt::format("{}", *number));
    }
}

void put_flag(std::string& to, std::string_view name, bool flag) {
    exchange::put_raw_member(to, name, flag ? "true" : "false");
}

void put_details(std::string& to, const Event& event) {
    using exchange::put_member;
    put_member(to, "query_id", event.query_id);
    put_member(to, "text", event.text);
    put_number(to, "result_count", event.result_count);
    put_member(to, "reason", event.reason);
    put_member(to, "article", event.article);
    if (event.version != 0) {
        put_number(to, "version", event.version);
    }
    put_number(to, "rank", event.rank);
    if (event.sent_by_agent) {
        put_flag(to, "sent_by_agent", true);
    }
    put_number(to, "dwell_ms", event.dwell_ms);
    put_real(to, "value", event.value);
    put_member(to, "question", event.question);
    put_member(to, "case_id", event.case_id);
    if (event.link_kind) {
        put_member(to, "link_kind", to_string(*event.link_kind));
    }
    put_member(to, "by", event.by);
    put_real(to, "handling_seconds", event.handling_seconds);
}

}  // namespace

namespace exchange {

Result<void> read_event(std::string_view text, ReadEvent& to) {
    KB_TRY_ASSIGN(const json::object object, parse_object(text));
    MemberReader members(object);
    const bool closed = read_schema(members);
    static_cast<void>(members.find("sequence"));  // its place in a complete export
    Event& event = to.event;
    members.text("event_id", event.event_id);
    members.time("ts", event.ts);
    members.time("received", event.received);
    if (const auto type = read_enum(members, "type", parse_event_type)) {
        event.type = *type;
    } else {
        members.fail("type", "missing");  // keeps an earlier fault
    }
    members.text("session_id", event.session_id);
    members.text("attempt_id", event.attempt_id);
    if (const json::value* actor = members.find("actor")) {
        KB_TRY_ASSIGN(event.actor, read_actor(*actor, closed, to.unknown));
    }
    event.channel = read_enum(members, "channel", parse_channel);
    members.text("locale", event.locale);
    members.text("product", event.product);
    event.entitled = members.flag("entitled");
    read_details(members, event);
    KB_TRY(members.finish(closed));
    for (std::string& name : members.unknown()) {
        to.unknown.push_back(std::move(name));
    }
    return {};
}

std::string nearest_event_member(std::string_view unknown) {
    constexpr unsigned kMistakesMax = 2;
    std::string_view nearest;
    unsigned best = kMistakesMax + 1;
    for (const std::string_view known : kMembers) {
        const unsigned mistakes =
            text::edit_distance(unknown, known, kMistakesMax).value_or(kMistakesMax + 1);
        if (mistakes < best && mistakes * 2 < known.size()) {
            best = mistakes;
            nearest = known;
        }
    }
    return std::string(nearest);
}

}  // namespace exchange

Result<Event> event_from_json(std::string_view json) {
    exchange::ReadEvent read;
    KB_TRY(exchange::read_event(json, read));
    return std::move(read.event);
}

std::string to_json(const Event& event) {
    using exchange::put_member;
    std::string json = "{";
    put_member(json, "schema", kEventSchema);
    put_member(json, "event_id", event.event_id);
    put_member(json, "ts", event.ts);
    put_member(json, "received", event.received);
    put_member(json, "type", to_string(event.type));
    put_member(json, "session_id", event.session_id);
    put_member(json, "attempt_id", event.attempt_id);
    std::string actor = "{";
    put_member(actor, "anon_id", event.actor.anon_id);
    put_member(actor, "user_id", event.actor.user_id);
    put_member(actor, "account_id", event.actor.account_id);
    put_member(actor, "class", to_string(event.actor.actor_class));
    exchange::put_raw_member(json, "actor", actor + "}");
    if (event.channel) {
        put_member(json, "channel", to_string(*event.channel));
    }
    put_member(json, "locale", event.locale);
    put_member(json, "product", event.product);
    if (event.entitled) {
        put_flag(json, "entitled", *event.entitled);
    }
    put_details(json, event);
    return json + "}";
}

}  // namespace kb
