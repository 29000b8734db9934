// SPDX-License-Identifier: Apache-2.0

// From records of a base to lines. Members that are empty or zero are left out, except where a
// number or a state is what the line is about.

#include "base/time.hpp"
#include "base/try.hpp"
#include "exchange/base_file.hpp"
#include "exchange/base_record.hpp"
#include "exchange/json.hpp"
#include "exchange/policy_json.hpp"
#include "lifecycle/edit_fields.hpp"

#include <kb/exchange.hpp>

#include <fmt/format.h>

namespace kb::exchange {
namespace {

std::string begin(const BaseRecord& record) {
    std::string json = "{";
    put_member(json, "schema", fmt::format("{}/1", kind_of(record)));
    return json;
}

void put_number(std::string& json, std::string_view name, std::uint64_t number) {
    put_raw_member(json, name, fmt::format("{}", number));
}

// For numbers where 0 means that there is none.
void put_known(std::string& json, std::string_view name, std::uint64_t number) {
    if (number != 0) {
        put_number(json, name, number);
    }
}

void put_flag(std::string& json, std::string_view name, bool flag) {
    put_raw_member(json, name, flag ? "true" : "false");
}

std::string hex(std::uint64_t number) { return fmt::format("{:016x}", number); }

// More members for an object that was made elsewhere.
std::string opened(std::string json) {
    json.pop_back();
    return json;
}

void put(std::string& json, const BaseHeader& header) {
    std::string policy = "{";
    put_policy(policy, header.policy, RulesWritten::kOthers);
    put_raw_member(json, "policy", policy + "}");
    put_raw_member(json, "saturation", fmt::format("{}", header.saturation));
    std::string fields = "{";
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        put_raw_member(fields, to_string(static_cast<Field>(f)),
                       fmt::format(R"({{"boost":{},"length_norm":{}}})", header.fields[f].boost,
                                   header.fields[f].length_norm));
    }
    put_raw_member(json, "fields", fields + "}");
    put_number(json, "last_article", header.last_article);
    put_number(json, "last_change", header.last_change);
    put_number(json, "last_event", header.last_event);
    put_number(json, "last_flag", header.last_flag);
    put_number(json, "last_proposal", header.last_proposal);
    put_member(json, "chain", hex(header.chain));
    put_number(json, "people", header.people);
    put_number(json, "articles", header.articles);
    put_number(json, "versions", header.versions);
    put_number(json, "links", header.links);
    put_number(json, "open_flags", header.open_flags);
    put_number(json, "open_proposals", header.open_proposals);
    put_number(json, "events", header.events);
}

void put(std::string& json, const Person& person) {
    put_member(json, "id", person.id);
    put_member(json, "name", person.name);
    put_member(json, "licence", to_string(person.licence));
}

void put(std::string& json, const ArticleLine& line) {
    json = opened(to_json(line.article));
    put_number(json, "article_number", line.number);
    put_number(json, "change", line.change);
}

void put(std::string& json, const VersionLine& line) {
    put_number(json, "article_number", line.number);
    put_raw_member(json, "article", to_json(line.article));
}

void put_state(std::string& json, std::string_view name, const std::optional<ArticleState>& state) {
    if (state) {
        std::string object = "{";
        put_member(object, "confidence", to_string(state->confidence));
        put_member(object, "audience", to_string(state->audience));
        put_member(object, "governance", to_string(state->governance));
        put_raw_member(json, name, object + "}");
    }
}

void put(std::string& json, const AuditLine& line) {
    const AuditRecord& record = line.record;
    put_number(json, "article_number", line.number);
    put_number(json, "change", record.change);
    put_member(json, "article", record.article);
    put_member(json, "by", record.by);
    put_member(json, "licence", to_string(record.licence));
    put_member(json, "at", record.at);
    put_member(json, "verb", record.verb);
    put_member(json, "reason", record.reason);
    put_member(json, "case_id", record.case_id);
    put_known(json, "version_before", record.version_before);
    put_known(json, "version_after", record.version_after);
    put_state(json, "state_before", record.state_before);
    put_state(json, "state_after", record.state_after);
    put_member(json, "changed", record.changed);
    put_member(json, "proposed_by", record.proposed_by);
}

void put(std::string& json, const NameLine& line) {
    put_member(json, "name", line.name);
    put_number(json, "article_number", line.number);
}

void put(std::string& json, const LinkLine& line) {
    const Link& link = line.link;
    put_number(json, "article_number", line.number);
    put_member(json, "case_id", link.case_id);
    put_member(json, "article", link.article);
    put_member(json, "kind", to_string(link.kind));
    put_known(json, "version", link.version);
    put_member(json, "by", link.by);
    put_member(json, "licence", to_string(link.licence));
    put_member(json, "at", link.at);
    if (link.use != Use::kAsIs) {
        put_member(json, "use", to_string(link.use));
    }
}

void put(std::string& json, const FlagLine& line) {
    const Flag& flag = line.flag;
    put_number(json, "flag", flag.number);
    put_number(json, "article_number", line.number);
    put_member(json, "article", flag.article);
    put_known(json, "version", flag.version);
    put_member(json, "kind", to_string(flag.kind));
    put_member(json, "text", flag.text);
    put_member(json, "by", flag.by);
    put_member(json, "at", flag.at);
    put_flag(json, "open", flag.open);
    put_member(json, "resolved_by", flag.resolved_by);
    put_member(json, "resolved_at", flag.resolved_at);
    put_member(json, "resolution", flag.resolution);
}

void put(std::string& json, const ProposalLine& line) {
    const Proposal& proposal = line.proposal;
    const lifecycle::EditValues wanted = lifecycle::values_of(proposal.edit);
    put_number(json, "proposal", proposal.number);
    put_number(json, "article_number", line.number);
    put_member(json, "article", proposal.article);
    put_known(json, "version", proposal.version);
    put_member(json, "fields", wanted.fields);
    put_raw_member(json, "values", to_json(wanted.values));
    put_member(json, "by", proposal.by);
    put_member(json, "licence", to_string(proposal.licence));
    put_member(json, "at", proposal.at);
    put_member(json, "reason", proposal.reason);
    put_member(json, "case_id", proposal.case_id);
    put_member(json, "status", to_string(proposal.status));
    put_member(json, "decided_by", proposal.decided_by);
    put_member(json, "decided_at", proposal.decided_at);
    put_member(json, "decision", proposal.decision);
    put_known(json, "version_made", proposal.version_made);
}

void put(std::string& json, const ReuseLine& line) {
    put_number(json, "article_number", line.number);
    put_number(json, "solved", line.solved);
    put_member(json, "last", line.last);
    std::vector<std::string> recent;
    for (const Timestamp at : line.recent) {
        recent.push_back(base::to_iso8601(at));
    }
    put_member(json, "recent", recent);
}

void put(std::string& json, const EventLine& line) {
    json = opened(to_json(line.event));
    put_number(json, "sequence", line.sequence);
}

void put(std::string& json, const ChangeLine& line) {
    put_number(json, "change", line.change);
    put_member(json, "kind", line.kind < kChangeKinds.size() ? kChangeKinds[line.kind] : "");
    put_member(json, "at", line.at);
    put_member(json, "by", line.by);
    put_member(json, "reason", line.reason);
    std::vector<std::string> articles;
    for (const TouchedLine& touched : line.articles) {
        std::string object = "{";
        put_number(object, "article_number", touched.number);
        put_member(object, "from", touched.from ? to_string(*touched.from) : "");
        put_member(object, "to", touched.to ? to_string(*touched.to) : "");
        put_known(object, "version", touched.version);
        articles.push_back(object + "}");
    }
    if (!articles.empty()) {
        put_raw_member(json, "articles", fmt::format("[{}]", fmt::join(articles, ",")));
    }
    put_member(json, "chain", hex(line.chain));
}

void put(std::string& json, const EndLine& line) { put_number(json, "lines", line.lines); }

}  // namespace

std::string to_line(const BaseRecord& record) {
    std::string json = begin(record);
    std::visit([&json](const auto& each) { put(json, each); }, record);
    return json + "}";
}

Result<BaseWriter> BaseWriter::open(const std::filesystem::path& path) {
    KB_TRY_ASSIGN(Output output, Output::open(path));
    return BaseWriter(std::move(output));
}

Result<void> BaseWriter::write(const BaseRecord& record) {
    ++lines_;
    return output_.write(to_line(record) + "\n");
}

Result<void> BaseWriter::finish() {
    KB_TRY(output_.write(to_line(EndLine{.lines = lines_}) + "\n"));
    return output_.finish();
}

}  // namespace kb::exchange
