// SPDX-License-Identifier: Apache-2.0
#include "exchange/policy_json.hpp"

#include "base/try.hpp"

#include <kb/exchange.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

namespace kb::exchange {
namespace {

namespace json = boost::json;

constexpr std::string_view kSchema = "kb.policy/1";

void put_flag(std::string& to, std::string_view name, bool flag) {
    put_raw_member(to, name, flag ? "true" : "false");
}

// What is as it is by default may be left out, but not where it is nothing and the default is not.
std::string rule_json(const Rule& rule, const Rule& usual) {
    std::string object = "{";
    put_member(object, "own", to_string(rule.own));
    put_member(object, "others", to_string(rule.others));
    put_member(object, "external", to_string(rule.external));
    if (rule.reason || usual.reason) {
        put_flag(object, "reason", rule.reason);
    }
    if (rule.forbidden.empty() && !usual.forbidden.empty()) {
        put_raw_member(object, "forbidden", "\"\"");
    }
    put_member(object, "forbidden", rule.forbidden);
    return object + "}";
}

Result<Rule> read_rule(MemberReader& members, Rule rule) {
    rule.own = read_enum(members, "own", parse_licence).value_or(rule.own);
    rule.others = read_enum(members, "others", parse_licence).value_or(rule.others);
    rule.external = read_enum(members, "external", parse_licence).value_or(rule.external);
    rule.reason = members.flag("reason").value_or(rule.reason);
    if (members.find("forbidden") != nullptr) {
        members.text("forbidden", rule.forbidden);
    }
    KB_TRY(members.finish(true));
    return rule;
}

Result<void> read_rules(const json::value& value, Rules& rules) {
    const json::object* object = value.if_object();
    if (object == nullptr) {
        return Error{ErrorCode::kInvalidArgument, "member 'rules': no object"};
    }
    for (const auto& member : *object) {
        const std::string name(member.key());
        const Result<Step> step = parse_step(name);
        if (!step) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("member 'rules': {}", step.error().message)};
        }
        const json::object* rule = member.value().if_object();
        if (rule == nullptr) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("member 'rules.{}': no object", name)};
        }
        MemberReader inside(*rule, fmt::format("rules.{}.", name));
        Rule& changed = rules.at(static_cast<std::size_t>(*step));
        KB_TRY_ASSIGN(changed, read_rule(inside, changed));
    }
    return {};
}

}  // namespace

void put_policy(std::string& to, const Policy& policy, RulesWritten written) {
    put_flag(to, "partner_reads_not_validated", policy.partner_reads_not_validated);
    put_flag(to, "customer_reads_not_validated", policy.customer_reads_not_validated);
    put_flag(to, "public_reads_not_validated", policy.public_reads_not_validated);
    const bool all = written == RulesWritten::kAll;
    if (all || !policy.author_validates) {
        put_flag(to, "author_validates", policy.author_validates);
    }
    std::string rules = "{";
    for (std::size_t s = 0; s < kStepCount; ++s) {
        if (all || !(policy.rules[s] == default_rules()[s])) {
            put_raw_member(rules, to_string(static_cast<Step>(s)),
                           rule_json(policy.rules[s], default_rules()[s]));
        }
    }
    if (rules.size() > 1) {
        put_raw_member(to, "rules", rules + "}");
    }
}

Result<Policy> read_policy(MemberReader& members) {
    Policy policy;
    const auto read = [&](std::string_view name, bool& to) {
        to = members.flag(name).value_or(to);
    };
    read("partner_reads_not_validated", policy.partner_reads_not_validated);
    read("customer_reads_not_validated", policy.customer_reads_not_validated);
    read("public_reads_not_validated", policy.public_reads_not_validated);
    read("author_validates", policy.author_validates);
    if (const json::value* rules = members.find("rules")) {
        KB_TRY(read_rules(*rules, policy.rules));
    }
    KB_TRY(members.finish(true));
    return policy;
}

}  // namespace kb::exchange

namespace kb {

std::string to_json(const Policy& policy) {
    std::string json = "{";
    exchange::put_member(json, "schema", exchange::kSchema);
    exchange::put_policy(json, policy, exchange::RulesWritten::kAll);
    return json + "}";
}

Result<Policy> policy_from_json(std::string_view text) {
    KB_TRY_ASSIGN(const boost::json::object object, exchange::parse_object(text));
    exchange::MemberReader members(object);
    std::string schema;
    members.text("schema", schema);
    if (schema != exchange::kSchema) {
        const bool newer = schema.starts_with("kb.policy/");
        return Error{newer ? ErrorCode::kUnsupported : ErrorCode::kInvalidArgument,
                     schema.empty()
                         ? std::string("member 'schema': missing")
                         : fmt::format("member 'schema': {} is not {}", schema, exchange::kSchema)};
    }
    KB_TRY_ASSIGN(Policy policy, exchange::read_policy(members));
    KB_TRY(check(policy));
    return policy;
}

}  // namespace kb
