// SPDX-License-Identifier: Apache-2.0
#include "json.hpp"

#include <kb/difference.hpp>

#include <boost/json.hpp>

#include <chrono>
#include <cstdio>
#include <utility>

namespace kb::c {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

// RFC 3339 in UTC; null where the time is unknown.
value time_or_null(Timestamp time) {
    if (time == Timestamp{}) {
        return nullptr;
    }
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 48> text{};
    const int size = std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        static_cast<int>(clock.subseconds().count()));
    return boost::json::string(text.data(), static_cast<std::size_t>(size));
}

object state_object(const ArticleState& state) {
    return {{"confidence", to_string(state.confidence)},
            {"audience", to_string(state.audience)},
            {"governance", to_string(state.governance)}};
}

object snippet_object(const Snippet& snippet) {
    array spans;
    for (const auto& [begin, end] : snippet.spans) {
        spans.push_back(array{begin, end});
    }
    return {{"field", to_string(snippet.field)},
            {"text", snippet.text},
            {"spans", std::move(spans)},
            {"cut_before", snippet.cut_before},
            {"cut_after", snippet.cut_after}};
}

template <typename T, typename Make>
array array_of(const std::vector<T>& list, Make&& make) {
    array out;
    for (const T& one : list) {
        out.push_back(make(one));
    }
    return out;
}

// {"schema": "kb.flags/1", "flags": [...]}
template <typename T, typename Make>
std::string list_json(const char* name, const std::vector<T>& list, Make&& make) {
    return boost::json::serialize(
        object{{"schema", std::string("kb.") + name + "/1"}, {name, array_of(list, make)}});
}

object flag_object(const Flag& flag) {
    return {{"number", flag.number},
            {"article", flag.article},
            {"version", flag.version},
            {"kind", to_string(flag.kind)},
            {"text", flag.text},
            {"by", flag.by},
            {"at", time_or_null(flag.at)},
            {"open", flag.open},
            {"resolved_by", flag.resolved_by},
            {"resolved_at", time_or_null(flag.resolved_at)},
            {"resolution", flag.resolution}};
}

array texts(const std::vector<std::string>& list) {
    return array_of(list, [](const std::string& text) { return value(text); });
}

object proposal_object(const Proposal& proposal) {
    return {{"number", proposal.number},
            {"article", proposal.article},
            {"version", proposal.version},
            {"fields", texts(fields_of(proposal.edit))},
            {"by", proposal.by},
            {"licence", to_string(proposal.licence)},
            {"at", time_or_null(proposal.at)},
            {"reason", proposal.reason},
            {"case", proposal.case_id},
            {"status", to_string(proposal.status)},
            {"decided_by", proposal.decided_by},
            {"decided_at", time_or_null(proposal.decided_at)},
            {"decision", proposal.decision},
            {"version_made", proposal.version_made}};
}

object queue_object(const QueueItem& item) {
    return {{"kind", to_string(item.kind)},      {"article", item.article}, {"title", item.title},
            {"owner_domain", item.owner_domain}, {"number", item.number},   {"by", item.by},
            {"since", time_or_null(item.since)}, {"text", item.text}};
}

object waiting_object(const WaitingReader& reader) {
    return {{"kind", to_string(reader.kind)},
            {"person", reader.person},
            {"user_id", reader.actor.user_id},
            {"anon_id", reader.actor.anon_id},
            {"account_id", reader.actor.account_id},
            {"number", reader.number},
            {"at", time_or_null(reader.at)},
            {"version", reader.version},
            {"text", reader.text},
            {"open", reader.open},
            {"changed", reader.changed}};
}

value shelf_or_null(const std::optional<Shelf>& shelf) {
    return shelf.has_value() ? value(to_string(*shelf)) : value(nullptr);
}

object change_object(const Change& change) {
    return {{"number", change.number},
            {"kind", change.kind},
            {"at", time_or_null(change.at)},
            {"by", change.by},
            {"reason", change.reason},
            {"articles", array_of(change.articles, [](const ChangedArticle& article) {
                 return object{{"id", article.id},
                               {"version", article.version},
                               {"from", shelf_or_null(article.from)},
                               {"to", shelf_or_null(article.to)}};
             })}};
}

value state_or_null(const std::optional<ArticleState>& state) {
    return state.has_value() ? value(state_object(*state)) : value(nullptr);
}

object audit_object(const AuditRecord& record) {
    return {{"change", record.change},
            {"article", record.article},
            {"at", time_or_null(record.at)},
            {"verb", record.verb},
            {"by", record.by},
            {"licence", to_string(record.licence)},
            {"reason", record.reason},
            {"case", record.case_id},
            {"version_before", record.version_before},
            {"version_after", record.version_after},
            {"state_before", state_or_null(record.state_before)},
            {"state_after", state_or_null(record.state_after)},
            {"changed", texts(record.changed)},
            {"proposed_by", record.proposed_by}};
}

object link_object(const Link& link) {
    return {{"case", link.case_id},
            {"article", link.article},
            {"version", link.version},
            {"kind", to_string(link.kind)},
            {"by", link.by},
            {"licence", to_string(link.licence)},
            {"at", time_or_null(link.at)},
            {"use", to_string(link.use)}};
}

object person_object(const Person& person) {
    return {{"id", person.id},
            {"name", person.name.empty() ? person.id : person.name},
            {"licence", to_string(person.licence)}};
}

object reject_object(const Reject& reject) {
    return {{"file", reject.file},
            {"line", reject.line},
            {"reason", reject.reason},
            {"original", reject.original}};
}

object similar_object(const SimilarArticle& similar) {
    return {{"id", similar.id},
            {"title", similar.title},
            {"similarity", similar.similarity},
            {"state", state_object(similar.state)}};
}

array parts_array(const std::vector<ScorePart>& parts) {
    array list;
    for (const ScorePart& part : parts) {
        list.push_back(
            object{{"name", part.name}, {"value", part.value}, {"sentence", part.sentence}});
    }
    return list;
}

object hit_object(const Hit& hit) {
    object out{{"rank", hit.rank},
               {"id", hit.id},
               {"version", hit.version},
               {"title", hit.title},
               {"language", hit.language},
               {"state", state_object(hit.state)},
               {"score", hit.score},
               {"snippet", snippet_object(hit.snippet)},
               {"solved", hit.solved},
               {"last_solved", time_or_null(hit.last_solved)},
               {"modified", time_or_null(hit.modified)}};
    if (hit.explanation.has_value()) {
        out["explanation"] = object{{"score", hit.explanation->score},
                                    {"parts", parts_array(hit.explanation->parts)},
                                    {"terms", parts_array(hit.explanation->terms)}};
    }
    return out;
}

}  // namespace

std::string search_json(const SearchResponse& response) {
    array hits;
    for (const Hit& hit : response.hits) {
        hits.push_back(hit_object(hit));
    }
    array corrections;
    for (const Correction& correction : response.corrections) {
        corrections.push_back(object{{"from", correction.from},
                                     {"to", correction.to},
                                     {"begin", correction.begin},
                                     {"end", correction.end},
                                     {"gain", correction.gain}});
    }
    array warnings;
    for (const std::string& warning : response.warnings) {
        warnings.push_back(value(warning));
    }
    const object total{{"value", response.total.value},
                       {"relation", response.total.exact ? "eq" : "gte"}};
    return boost::json::serialize(object{{"schema", "kb.search/1"},
                                         {"total", total},
                                         {"complete", response.complete},
                                         {"parsed", response.parsed},
                                         {"corrections", std::move(corrections)},
                                         {"hits", std::move(hits)},
                                         {"warnings", std::move(warnings)}});
}

std::string statistics_json(const BaseStatistics& statistics) {
    object shelves;
    for (std::size_t shelf = 0; shelf < kShelfCount; ++shelf) {
        shelves[to_string(static_cast<Shelf>(shelf))] = statistics.articles_on_shelf[shelf];
    }
    return boost::json::serialize(object{{"schema", "kb.statistics/1"},
                                         {"generation", statistics.generation},
                                         {"articles", statistics.articles},
                                         {"articles_on_shelf", std::move(shelves)},
                                         {"versions", statistics.versions},
                                         {"events", statistics.events},
                                         {"people", statistics.people},
                                         {"links", statistics.links},
                                         {"open_flags", statistics.open_flags},
                                         {"open_proposals", statistics.open_proposals},
                                         {"segments", statistics.segments},
                                         {"index_bytes", statistics.index_bytes},
                                         {"memory_articles", statistics.memory_articles}});
}

std::string backup_json(const BackupSummary& backup) {
    return boost::json::serialize(object{{"schema", "kb.backup/1"},
                                         {"generation", backup.generation},
                                         {"articles", backup.articles},
                                         {"records", backup.records},
                                         {"segments", backup.segments},
                                         {"bytes", backup.bytes}});
}

std::string verify_json(const VerifyReport& report) {
    array damage;
    for (const Damage& one : report.damage) {
        damage.push_back(object{{"where", one.where},
                                {"expected", one.expected},
                                {"found", one.found},
                                {"advice", one.advice}});
    }
    return boost::json::serialize(object{{"schema", "kb.verify/1"},
                                         {"damage_count", report.damage_count},
                                         {"articles_checked", report.articles_checked},
                                         {"segments_checked", report.segments_checked},
                                         {"changes_checked", report.changes_checked},
                                         {"damage", std::move(damage)}});
}

std::string flags_json(const std::vector<Flag>& flags) {
    return list_json("flags", flags, flag_object);
}

std::string history_json(const std::vector<AuditRecord>& records) {
    return list_json("history", records, audit_object);
}

std::string links_json(const std::vector<Link>& links) {
    return list_json("links", links, link_object);
}

std::string people_json(const std::vector<Person>& people) {
    return list_json("people", people, person_object);
}

std::string proposals_json(const std::vector<Proposal>& proposals) {
    return list_json("proposals", proposals, proposal_object);
}

std::string proposal_json(const ProposalPreview& preview) {
    array fields;
    for (const FieldDifference& difference : field_differences(preview.before, preview.after)) {
        fields.push_back(object{{"field", difference.field},
                                {"before", texts(difference.before)},
                                {"after", texts(difference.after)}});
    }
    return boost::json::serialize(object{{"schema", "kb.proposal/1"},
                                         {"proposal", proposal_object(preview.proposal)},
                                         {"fields", std::move(fields)},
                                         {"overtaken", texts(preview.overtaken)}});
}

std::string queue_json(const Queue& queue) {
    return boost::json::serialize(object{{"schema", "kb.queue/1"},
                                         {"total", queue.total},
                                         {"at", time_or_null(queue.at)},
                                         {"items", array_of(queue.items, queue_object)}});
}

std::string waiting_json(const ArticleId& article, const std::vector<WaitingReader>& readers) {
    return boost::json::serialize(object{{"schema", "kb.waiting/1"},
                                         {"article", article},
                                         {"readers", array_of(readers, waiting_object)}});
}

std::string changes_json(const std::vector<Change>& changes) {
    return list_json("changes", changes, change_object);
}

std::string undo_json(const UndoOutcome& outcome, bool dry_run) {
    return boost::json::serialize(
        object{{"schema", "kb.undo/1"},
               {"dry_run", dry_run},
               {"changes", outcome.changes},
               {"restored", outcome.restored},
               {"archived", outcome.archived},
               {"unchanged", outcome.unchanged},
               {"conflicts", array_of(outcome.conflicts, [](const UndoConflict& conflict) {
                    return object{{"article", conflict.article},
                                  {"version", conflict.version},
                                  {"now", conflict.now},
                                  {"why", conflict.why}};
                })}});
}

std::string policy_outcome_json(const PolicyOutcome& outcome, bool dry_run) {
    return boost::json::serialize(
        object{{"schema", "kb.policy_change/1"},
               {"dry_run", dry_run},
               {"changed", outcome.changed},
               {"moved", outcome.moved},
               {"rules", array_of(outcome.steps, [](Step step) { return value(to_string(step)); })},
               {"moves", array_of(outcome.moves, [](const ShelfMove& move) {
                    return object{{"from", to_string(move.from)},
                                  {"to", to_string(move.to)},
                                  {"articles", move.articles}};
                })}});
}

std::string person_json(const Person& person) {
    return boost::json::serialize(
        object{{"schema", "kb.person/1"}, {"person", person_object(person)}});
}

std::string rejects_json(const std::vector<Reject>& rejects) {
    return list_json("rejects", rejects, reject_object);
}

std::string similar_json(const std::vector<SimilarArticle>& similar) {
    return list_json("similar", similar, similar_object);
}

}  // namespace kb::c
