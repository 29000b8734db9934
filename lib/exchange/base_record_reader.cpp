// SPDX-License-Identifier: Apache-2.0

// From lines to records of a base: every member is known, of its type and in its range, or the line
// is refused.

#include "base/time.hpp"
#include "base/try.hpp"
#include "exchange/article_json.hpp"
#include "exchange/base_file.hpp"
#include "exchange/base_record.hpp"
#include "exchange/input.hpp"
#include "exchange/json.hpp"
#include "exchange/members.hpp"
#include "exchange/policy_json.hpp"
#include "lifecycle/edit_fields.hpp"

#include <kb/exchange.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace kb::exchange {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kCountMax = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kVersionMax = std::numeric_limits<VersionNumber>::max();
constexpr std::string_view kSchemaVersion = "/1";
constexpr std::size_t kHexDigits = 16;

// By BaseRecord::index().
constexpr std::array<std::string_view, std::variant_size_v<BaseRecord>> kKinds{
    "kb.base", "kb.person",   "kb.article", "kb.version", "kb.audit",  "kb.name", "kb.link",
    "kb.flag", "kb.proposal", "kb.reuse",   "kb.event",   "kb.change", "kb.end"};

// A number that the line is not complete without.
std::uint64_t need_count(MemberReader& members, std::string_view name,
                         std::uint64_t max = kCountMax) {
    const auto count = members.count(name, max);
    if (!count) {
        members.fail(name, "missing");  // keeps an earlier fault
    }
    return count.value_or(0);
}

// The same for numbers that count from 1.
std::uint64_t need_number(MemberReader& members, std::string_view name) {
    const std::uint64_t number = need_count(members, name);
    if (number == 0) {
        members.fail(name, "counts from 1");
    }
    return number;
}

VersionNumber read_version(MemberReader& members, std::string_view name) {
    return static_cast<VersionNumber>(members.count(name, kVersionMax).value_or(0));
}

std::string need_text(MemberReader& members, std::string_view name) {
    std::string text;
    members.text(name, text);
    if (text.empty()) {
        members.fail(name, "missing");
    }
    return text;
}

template <typename Enum>
Enum need_enum(MemberReader& members, std::string_view name,
               Result<Enum> (*parse)(std::string_view)) {
    const auto value = read_enum(members, name, parse);
    if (!value) {
        members.fail(name, "missing");
    }
    return value.value_or(Enum{});
}

bool need_flag(MemberReader& members, std::string_view name) {
    const auto flag = members.flag(name);
    if (!flag) {
        members.fail(name, "missing");
    }
    return flag.value_or(false);
}

std::uint64_t need_hash(MemberReader& members, std::string_view name) {
    const std::string text = need_text(members, name);
    std::uint64_t hash = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), hash, 16);
    if (text.size() != kHexDigits || code != std::errc{} || end != text.data() + text.size()) {
        members.fail(name, fmt::format("{} is not {} hexadecimal digits", quote(text), kHexDigits));
    }
    return hash;
}

const json::object* need_object(MemberReader& members, std::string_view name) {
    const json::value* value = members.find(name);
    const json::object* object = value == nullptr ? nullptr : value->if_object();
    if (object == nullptr) {
        members.fail(name, value == nullptr ? "missing" : "no object");
    }
    return object;
}

// Hands each object of a list to `read`; a list that is missing is empty.
template <typename Read>
Result<void> read_objects(MemberReader& members, std::string_view name, Read read) {
    const json::value* value = members.find(name);
    if (value == nullptr) {
        return {};
    }
    const json::array* list = value->if_array();
    if (list == nullptr) {
        members.fail(name, "no list");
        return {};
    }
    for (const json::value& entry : *list) {
        const json::object* object = entry.if_object();
        if (object == nullptr) {
            members.fail(name, "an entry is no object");
            return {};
        }
        MemberReader inside(*object, fmt::format("{}.", name));
        read(inside);
        KB_TRY(inside.finish(true));
    }
    return {};
}

Result<Policy> need_policy(MemberReader& members) {
    const json::object* object = need_object(members, "policy");
    if (object == nullptr) {
        return Policy();
    }
    MemberReader inside(*object, "policy.");
    for (const std::string_view name :
         {"partner_reads_not_validated", "customer_reads_not_validated",
          "public_reads_not_validated"}) {
        static_cast<void>(need_flag(inside, name));
    }
    KB_TRY_ASSIGN(Policy policy, read_policy(inside));
    KB_TRY(check(policy));
    return policy;
}

double need_real(MemberReader& members, std::string_view name) {
    const auto number = members.real(name);
    if (!number) {
        members.fail(name, "missing");
    }
    return number.value_or(0);
}

Result<void> read_fields(MemberReader& members, BaseHeader& header) {
    const json::object* object = need_object(members, "fields");
    if (object == nullptr) {
        return {};
    }
    MemberReader fields(*object, "fields.");
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        const std::string_view name = to_string(static_cast<Field>(f));
        if (const json::object* numbers = need_object(fields, name)) {
            MemberReader inside(*numbers, fmt::format("fields.{}.", name));
            header.fields[f].boost = need_real(inside, "boost");
            header.fields[f].length_norm = need_real(inside, "length_norm");
            KB_TRY(inside.finish(true));
        }
    }
    return fields.finish(true);
}

Result<BaseRecord> read_header(MemberReader& members) {
    BaseHeader header;
    KB_TRY_ASSIGN(header.policy, need_policy(members));
    header.saturation = need_real(members, "saturation");
    KB_TRY(read_fields(members, header));
    header.last_article = need_count(members, "last_article");
    header.last_change = need_count(members, "last_change");
    header.last_event = need_count(members, "last_event");
    header.last_flag = need_count(members, "last_flag");
    header.last_proposal = members.count("last_proposal", kCountMax).value_or(0);
    header.chain = need_hash(members, "chain");
    header.people = need_count(members, "people");
    header.articles = need_count(members, "articles");
    header.versions = need_count(members, "versions");
    header.links = need_count(members, "links");
    header.open_flags = need_count(members, "open_flags");
    header.open_proposals = members.count("open_proposals", kCountMax).value_or(0);
    header.events = need_count(members, "events");
    return BaseRecord(header);
}

Result<BaseRecord> read_person(MemberReader& members) {
    Person person{.id = need_text(members, "id")};
    members.text("name", person.name);
    person.licence = need_enum(members, "licence", parse_licence);
    return BaseRecord(std::move(person));
}

// An object that claims to be an article, to an article whose stamps are all there.
Result<Article> read_whole_article(const json::object& object) {
    const json::value* schema = object.if_contains("schema");
    if (schema == nullptr || text_of(*schema) != std::optional(std::string(kArticleSchema))) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("member 'article.schema': not {}", kArticleSchema)};
    }
    ReadArticle read;
    KB_TRY(read_own_article(object, read));
    for (const auto& [name, there] :
         {std::pair<std::string_view, bool>{"id", !read.article.id.empty()},
          {"language", read.has_language},
          {"confidence", read.has_confidence},
          {"audience", read.has_audience},
          {"version", read.article.version != 0}}) {
        if (!there) {
            return Error{ErrorCode::kInvalidArgument, fmt::format("member '{}': missing", name)};
        }
    }
    return std::move(read.article);
}

Result<BaseRecord> read_article_line(const json::object& object) {
    ArticleLine line;
    KB_TRY_ASSIGN(line.article, read_whole_article(object));
    MemberReader members(object);
    line.number = need_number(members, "article_number");
    line.change = need_number(members, "change");
    KB_TRY(members.finish(false));
    return BaseRecord(std::move(line));
}

Result<BaseRecord> read_version_line(MemberReader& members) {
    VersionLine line{.number = need_number(members, "article_number")};
    if (const json::object* object = need_object(members, "article")) {
        KB_TRY_ASSIGN(line.article, read_whole_article(*object));
    }
    return BaseRecord(std::move(line));
}

Result<std::optional<ArticleState>> read_state(MemberReader& members, std::string_view name) {
    if (members.find(name) == nullptr) {
        return std::optional<ArticleState>();
    }
    ArticleState state;
    if (const json::object* object = need_object(members, name)) {
        MemberReader inside(*object, fmt::format("{}.", name));
        state.confidence = need_enum(inside, "confidence", parse_confidence);
        state.audience = need_enum(inside, "audience", parse_audience);
        state.governance = need_enum(inside, "governance", parse_governance);
        KB_TRY(inside.finish(true));
    }
    return std::optional(state);
}

Result<BaseRecord> read_audit(MemberReader& members) {
    AuditLine line{.number = need_number(members, "article_number")};
    AuditRecord& record = line.record;
    record.change = need_number(members, "change");
    record.article = need_text(members, "article");
    members.text("by", record.by);
    record.licence = need_enum(members, "licence", parse_licence);
    members.time("at", record.at);
    members.text("verb", record.verb);
    members.text("reason", record.reason);
    members.text("case_id", record.case_id);
    record.version_before = read_version(members, "version_before");
    record.version_after = read_version(members, "version_after");
    KB_TRY_ASSIGN(record.state_before, read_state(members, "state_before"));
    KB_TRY_ASSIGN(record.state_after, read_state(members, "state_after"));
    members.texts("changed", record.changed);
    members.text("proposed_by", record.proposed_by);
    return BaseRecord(std::move(line));
}

Result<BaseRecord> read_name(MemberReader& members) {
    return BaseRecord(NameLine{.name = need_text(members, "name"),
                               .number = need_number(members, "article_number")});
}

Result<BaseRecord> read_link(MemberReader& members) {
    LinkLine line{.number = need_number(members, "article_number")};
    Link& link = line.link;
    link.case_id = need_text(members, "case_id");
    link.article = need_text(members, "article");
    link.kind = need_enum(members, "kind", parse_link_kind);
    link.version = read_version(members, "version");
    members.text("by", link.by);
    link.licence = need_enum(members, "licence", parse_licence);
    members.time("at", link.at);
    link.use = read_enum(members, "use", parse_use).value_or(Use::kAsIs);
    return BaseRecord(std::move(line));
}

Result<BaseRecord> read_flag(MemberReader& members) {
    FlagLine line;
    Flag& flag = line.flag;
    flag.number = need_number(members, "flag");
    line.number = need_number(members, "article_number");
    flag.article = need_text(members, "article");
    flag.version = read_version(members, "version");
    flag.kind = need_enum(members, "kind", parse_flag_kind);
    members.text("text", flag.text);
    members.text("by", flag.by);
    members.time("at", flag.at);
    flag.open = need_flag(members, "open");
    members.text("resolved_by", flag.resolved_by);
    members.time("resolved_at", flag.resolved_at);
    members.text("resolution", flag.resolution);
    return BaseRecord(std::move(line));
}

Result<BaseRecord> read_proposal(MemberReader& members) {
    ProposalLine line;
    Proposal& proposal = line.proposal;
    proposal.number = need_number(members, "proposal");
    line.number = need_number(members, "article_number");
    proposal.article = need_text(members, "article");
    proposal.version = read_version(members, "version");
    lifecycle::EditValues wanted;
    members.texts("fields", wanted.fields);
    if (const json::object* object = need_object(members, "values")) {
        ReadArticle read;
        KB_TRY(read_own_article(*object, read));
        wanted.values = std::move(read.article);
    }
    Result<Edit> edit = lifecycle::edit_of(wanted);
    if (edit) {
        proposal.edit = *std::move(edit);
    } else {
        members.fail("fields", edit.error().message);
    }
    members.text("by", proposal.by);
    proposal.licence = need_enum(members, "licence", parse_licence);
    members.time("at", proposal.at);
    members.text("reason", proposal.reason);
    members.text("case_id", proposal.case_id);
    proposal.status = need_enum(members, "status", parse_proposal_status);
    members.text("decided_by", proposal.decided_by);
    members.time("decided_at", proposal.decided_at);
    members.text("decision", proposal.decision);
    proposal.version_made = read_version(members, "version_made");
    return BaseRecord(std::move(line));
}

Result<BaseRecord> read_reuse(MemberReader& members) {
    ReuseLine line{.number = need_number(members, "article_number")};
    line.solved = need_count(members, "solved");
    members.time("last", line.last);
    std::vector<std::string> recent;
    members.texts("recent", recent);
    for (const std::string& text : recent) {
        const auto at = base::parse_iso8601(text);
        if (!at) {
            members.fail("recent", fmt::format("{} is no ISO 8601 time", quote(text)));
        }
        line.recent.push_back(at ? *at : Timestamp{});
    }
    return BaseRecord(std::move(line));
}

Result<BaseRecord> read_event(std::string_view text, const json::object& object) {
    EventLine line;
    KB_TRY_ASSIGN(line.event, event_from_json(text));
    MemberReader members(object);
    line.sequence = need_number(members, "sequence");
    KB_TRY(members.finish(false));
    return BaseRecord(std::move(line));
}

std::optional<Shelf> read_shelf(MemberReader& members, std::string_view name) {
    std::string text;
    members.text(name, text);
    for (std::size_t shelf = 0; shelf < kShelfCount && !text.empty(); ++shelf) {
        if (text == to_string(static_cast<Shelf>(shelf))) {
            return static_cast<Shelf>(shelf);
        }
    }
    if (!text.empty()) {
        members.fail(name, fmt::format("{} is no shelf", quote(text)));
    }
    return std::nullopt;
}

Result<BaseRecord> read_change(MemberReader& members) {
    ChangeLine line{.change = need_number(members, "change")};
    const std::string kind = need_text(members, "kind");
    const auto* const found = std::find(kChangeKinds.begin() + 1, kChangeKinds.end(), kind);
    if (found == kChangeKinds.end()) {
        members.fail("kind", fmt::format("{} is no kind of change", quote(kind)));
    } else {
        line.kind = static_cast<std::uint8_t>(found - kChangeKinds.begin());
    }
    members.time("at", line.at);
    members.text("by", line.by);
    members.text("reason", line.reason);
    KB_TRY(read_objects(members, "articles", [&](MemberReader& entry) {
        TouchedLine touched{.number = need_number(entry, "article_number")};
        touched.from = read_shelf(entry, "from");
        touched.to = read_shelf(entry, "to");
        touched.version = read_version(entry, "version");
        line.articles.push_back(touched);
    }));
    line.chain = need_hash(members, "chain");
    return BaseRecord(std::move(line));
}

Result<BaseRecord> read_end(MemberReader& members) {
    return BaseRecord(EndLine{.lines = need_count(members, "lines")});
}

using Read = Result<BaseRecord> (*)(MemberReader&);

// By BaseRecord::index(); none for the kinds that have a reader of their own.
constexpr std::array<Read, std::variant_size_v<BaseRecord>> kReaders{
    read_header, read_person,   nullptr,    read_version_line, read_audit,  read_name, read_link,
    read_flag,   read_proposal, read_reuse, nullptr,           read_change, read_end};

// The kind that a schema names, or why it is none that can be read.
Result<std::size_t> find_kind(std::string_view schema) {
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
        if (!schema.starts_with(kKinds[kind]) ||
            !schema.substr(kKinds[kind].size()).starts_with('/')) {
            continue;
        }
        if (schema.substr(kKinds[kind].size()) == kSchemaVersion) {
            return kind;
        }
        return Error{ErrorCode::kUnsupported,
                     fmt::format("member 'schema': {} is not known, this build reads {}{}",
                                 quote(schema), kKinds[kind], kSchemaVersion)};
    }
    return Error{ErrorCode::kInvalidArgument,
                 schema.empty()
                     ? std::string("member 'schema': missing")
                     : fmt::format("member 'schema': {} is no kind of record", quote(schema))};
}

}  // namespace

std::string_view kind_of(const BaseRecord& record) noexcept { return kKinds[record.index()]; }

bool is_history(std::string_view schema) {
    const auto kind = find_kind(schema);
    return kind && schema != kArticleSchema;
}

Result<BaseRecord> read_line(std::string_view line) {
    KB_TRY_ASSIGN(const json::object object, parse_object(line));
    MemberReader members(object);
    std::string schema;
    members.text("schema", schema);
    KB_TRY_ASSIGN(const std::size_t kind, find_kind(schema));
    if (schema == kArticleSchema) {
        return read_article_line(object);
    }
    if (kReaders[kind] == nullptr) {
        return read_event(line, object);
    }
    KB_TRY_ASSIGN(BaseRecord record, kReaders[kind](members));
    KB_TRY(members.finish(true));
    return record;
}

Result<BaseReader> BaseReader::open(const std::filesystem::path& path) {
    KB_TRY_ASSIGN(Input input, Input::open(path));
    return BaseReader(std::move(input));
}

Result<bool> BaseReader::next(BaseLine& line) {
    for (;;) {
        KB_TRY_ASSIGN(const std::optional<Line> read, lines_.next());
        if (!read) {
            return false;
        }
        if (trim(read->text).empty()) {
            continue;
        }
        line = {.number = read->number};
        if (read->too_long) {
            line.fault = fmt::format("longer than {} bytes", kBaseLineBytesMax);
        } else if (auto record = read_line(read->text)) {
            line.record = *std::move(record);
            return true;
        } else {
            line.fault = std::move(record).error().message;
        }
        line.original = make_reject({}, 0, {}, read->text).original;
        return true;
    }
}

}  // namespace kb::exchange
