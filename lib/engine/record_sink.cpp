// SPDX-License-Identifier: Apache-2.0
#include "engine/record_sink.hpp"

#include "article/article_codec.hpp"
#include "base/try.hpp"
#include "engine/budget.hpp"
#include "event/event_codec.hpp"
#include "lifecycle/lifecycle_codec.hpp"
#include "store/article_store.hpp"
#include "store/audit_store.hpp"
#include "store/change_log.hpp"
#include "store/flag_store.hpp"
#include "store/id_store.hpp"
#include "store/link_store.hpp"
#include "store/opaque_store.hpp"
#include "store/proposal_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kb::engine {
namespace {

using store::Counter;
using store::Family;

constexpr std::size_t kWriteBytes = 32U << 20U;  // of one synced write, about
constexpr std::string_view kOwnEventPrefix = "base:";

Error invalid(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

// An id may be missing where nobody or no case is known.
Result<void> check_optional_id(std::string_view name, const std::string& id) {
    if (id.empty()) {
        return {};
    }
    if (auto checked = check_id(id); !checked) {
        return invalid(fmt::format("member '{}': {}", name, checked.error().message));
    }
    return {};
}

// The ids of our own events are made of ids of articles, and so may be longer than those of others.
Result<void> check_recorded(const Event& event) {
    if (!event.event_id.starts_with(kOwnEventPrefix)) {
        return check_event(event);
    }
    Event renamed = event;
    renamed.event_id = kOwnEventPrefix;
    return check_event(renamed);
}

store::ChangeRecord change_of(const exchange::ChangeLine& line) {
    store::ChangeRecord record{.kind = static_cast<store::ChangeKind>(line.kind),
                               .at = line.at,
                               .by = line.by,
                               .reason = line.reason};
    for (const exchange::TouchedLine& touched : line.articles) {
        const auto number = [](const std::optional<Shelf>& shelf) {
            return shelf ? static_cast<std::uint8_t>(*shelf) : store::kNoShelf;
        };
        record.articles.push_back({.article = touched.number,
                                   .shelf_before = number(touched.from),
                                   .shelf_after = number(touched.to),
                                   .version = touched.version});
    }
    return record;
}

Result<BaseOptions> options_of(const exchange::BaseHeader& header) {
    BaseOptions options{.policy = header.policy};
    options.text.saturation = static_cast<float>(header.saturation);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
        options.text.fields[f] = {.boost = static_cast<float>(header.fields[f].boost),
                                  .length_norm = static_cast<float>(header.fields[f].length_norm)};
    }
    KB_TRY(check(options.text));
    return options;
}

}  // namespace

RecordSink::RecordSink(State& state, Mode mode, const exchange::BaseHeader& header)
    : state_(state), mode_(mode), header_(header), batch_(state.database->batch()) {
    if (mode_ == Mode::kCheck) {
        batch_.set(Counter::kChange, 0);
        batch_.set(Counter::kChain, 0);
    }
}

Result<bool> RecordSink::take(const exchange::BaseRecord& record) {
    if (ended_) {
        return invalid("it stands behind the end");
    }
    if ((lines_ == 0) != (record.index() == 0)) {
        ++lines_;
        return invalid(lines_ == 1 ? "a complete export begins with a kb.base record"
                                   : "a second kb.base record");
    }
    if (record.index() < kind_) {
        ++lines_;
        return invalid(fmt::format("{} stands too late in the file", exchange::kind_of(record)));
    }
    if (record.index() > kind_) {
        kind_ = record.index();
        last_key_.clear();
    }
    auto taken = std::visit([this](const auto& each) { return take_one(each); }, record);
    ++lines_;
    return taken;
}

bool RecordSink::is_full(std::uint64_t records_max) const {
    return lines_ - lines_written_ >= records_max || batch_.bytes() >= kWriteBytes;
}

Result<void> RecordSink::commit() {
    const std::uint64_t change = batch_.counter(Counter::kChange);
    const std::uint64_t chain = batch_.counter(Counter::kChain);
    if (mode_ == Mode::kWrite) {
        KB_TRY(commit_within_budget(state_, std::move(batch_)));
    }
    lines_written_ = lines_;
    batch_ = state_.database->batch();
    batch_.set(Counter::kChange, change);
    batch_.set(Counter::kChain, chain);
    return {};
}

Result<void> RecordSink::check_end() const {
    if (!ended_) {
        return invalid(
            fmt::format("it ends after {} records without a kb.end record: the file was "
                        "cut",
                        lines_));
    }
    struct Count {
        std::string_view name;
        std::uint64_t told;
        std::uint64_t came;
    };
    const std::array counts{
        Count{"people", header_.people, people_},
        Count{"articles", header_.articles, articles_.size()},
        Count{"versions", header_.versions, versions_},
        Count{"links", header_.links, links_},
        Count{"open_flags", header_.open_flags, open_flags_},
        Count{"open_proposals", header_.open_proposals, open_proposals_},
        Count{"events", header_.events, events_},
        Count{"last_change", header_.last_change, batch_.counter(Counter::kChange)}};
    for (const Count& count : counts) {
        if (count.told != count.came) {
            return invalid(fmt::format("the first line tells of {} {}, there were {}", count.told,
                                       count.name, count.came));
        }
    }
    if (header_.chain != batch_.counter(Counter::kChain)) {
        return invalid("the last change does not have the chain of the first line");
    }
    if (coaches_ == 0) {
        return invalid("nobody in it is a coach, and nobody could ever be made one");
    }
    return {};
}

Result<void> RecordSink::finish() {
    KB_TRY(check_end());
    KB_TRY_ASSIGN(const BaseOptions options, options_of(header_));
    store::put_options(batch_, encode_options(options));
    store::remove_unfinished_restore(batch_);
    batch_.set(Counter::kArticleNumber, header_.last_article);
    batch_.set(Counter::kEventSequence, header_.last_event);
    batch_.set(Counter::kFlagNumber, header_.last_flag);
    batch_.set(Counter::kProposalNumber, header_.last_proposal);
    batch_.set(Counter::kArticles, header_.articles);
    batch_.set(Counter::kVersions, header_.versions);
    batch_.set(Counter::kEvents, header_.events);
    batch_.set(Counter::kLinks, header_.links);
    batch_.set(Counter::kOpenFlags, header_.open_flags);
    batch_.set(Counter::kOpenProposals, header_.open_proposals);
    batch_.set(Counter::kPeople, header_.people);
    return state_.database->commit(std::move(batch_));
}

Result<void> RecordSink::check_order(std::string key) {
    if (!last_key_.empty() && key <= last_key_) {
        return invalid("it does not come in the order of its kind, or for the second time");
    }
    last_key_ = std::move(key);
    return {};
}

Result<void> RecordSink::check_article(std::uint64_t number) const {
    if (!std::ranges::binary_search(articles_, number)) {
        return invalid(
            fmt::format("member 'article_number': {} is the number of no article", number));
    }
    return {};
}

Result<void> RecordSink::claim(const std::string& name) {
    if (auto checked = check_id(name); !checked) {
        return invalid(checked.error().message);
    }
    if (!names_.insert(name).second) {
        return invalid(fmt::format("the name \"{}\" belongs to another article", name));
    }
    return {};
}

Result<bool> RecordSink::put(Family family, std::string key, std::string value) {
    if (mode_ == Mode::kCheck) {
        return true;
    }
    KB_TRY_ASSIGN(const auto there, batch_.get(family, key));
    if (there && *there == value) {
        return false;
    }
    if (there || mode_ == Mode::kCompare) {
        return Error{ErrorCode::kAlreadyExists,
                     there ? "the base holds something else in its place"
                           : "the base does not hold it, and has gone its own way"};
    }
    batch_.put(family, std::move(key), std::move(value));
    return true;
}

Result<bool> RecordSink::take_one(const exchange::BaseHeader& header) {
    KB_TRY_ASSIGN(const BaseOptions options, options_of(header));
    if (mode_ != Mode::kCompare) {
        return true;  // written at the end
    }
    return put(Family::kMeta, std::string(store::kOptionsKey), encode_options(options));
}

Result<bool> RecordSink::take_one(const Person& person) {
    KB_TRY(check_id(person.id));
    KB_TRY(check_order(person.id));
    ++people_;
    coaches_ += person.licence == Licence::kCoach ? 1U : 0U;
    return put(Family::kPeople, person.id, lifecycle::encode_person(person));
}

Result<bool> RecordSink::take_one(const exchange::ArticleLine& line) {
    const Article& article = line.article;
    KB_TRY(check_storable(article));
    if (line.number > header_.last_article) {
        return invalid(fmt::format("member 'article_number': {} is above the last one given, {}",
                                   line.number, header_.last_article));
    }
    if (line.change > header_.last_change) {
        return invalid(fmt::format("member 'change': {} is above the last one, {}", line.change,
                                   header_.last_change));
    }
    KB_TRY(check_order(store::number_key(line.number)));
    KB_TRY(claim(article.id));
    articles_.push_back(line.number);
    ++versions_;
    KB_TRY_ASSIGN(bool is_new,
                  put(Family::kArticles, store::number_key(line.number),
                      store::encode_article_record({.change = line.change, .article = article})));
    KB_TRY_ASSIGN(const bool new_version,
                  put(Family::kVersions, store::version_key(line.number, article.version),
                      article::encode_article(article)));
    const auto put_name = [&](const std::string& name, store::IdKind kind) {
        return put(Family::kIds, name,
                   store::encode_id_entry({.kind = kind, .article = line.number}));
    };
    KB_TRY_ASSIGN(const bool new_id, put_name(article.id, store::IdKind::kPublic));
    is_new = is_new || new_version || new_id;
    std::unordered_set<std::string> own{article.id};
    for (const std::string& name : article.external_ids) {
        if (own.insert(name).second) {  // one article may name itself twice
            KB_TRY(claim(name));
            KB_TRY_ASSIGN(const bool new_name, put_name(name, store::IdKind::kExternal));
            is_new = is_new || new_name;
        }
    }
    return is_new;
}

Result<bool> RecordSink::take_one(const exchange::VersionLine& line) {
    KB_TRY(check_storable(line.article));
    KB_TRY(check_article(line.number));
    std::string key = store::version_key(line.number, line.article.version);
    KB_TRY(check_order(key));
    ++versions_;
    return put(Family::kVersions, std::move(key), article::encode_article(line.article));
}

Result<bool> RecordSink::take_one(const exchange::AuditLine& line) {
    KB_TRY(check_article(line.number));
    KB_TRY(check_optional_id("by", line.record.by));
    std::string of = store::audit_key(line.number, line.record.change, 0);
    audit_count_ = of == audit_of_ ? audit_count_ + 1 : 0;
    if (audit_count_ >= store::kAuditRecordsMax) {
        return invalid(fmt::format("change {} has more than {} audit records of one article",
                                   line.record.change, store::kAuditRecordsMax));
    }
    audit_of_ = std::move(of);
    std::string key =
        store::audit_key(line.number, line.record.change, static_cast<std::uint8_t>(audit_count_));
    KB_TRY(check_order(key));
    return put(Family::kAudit, std::move(key), lifecycle::encode_audit_record(line.record));
}

Result<bool> RecordSink::take_one(const exchange::NameLine& line) {
    KB_TRY(check_article(line.number));
    KB_TRY(claim(line.name));
    KB_TRY(check_order(line.name));
    return put(Family::kIds, line.name,
               store::encode_id_entry({.kind = store::IdKind::kFormer, .article = line.number}));
}

Result<bool> RecordSink::take_one(const exchange::LinkLine& line) {
    const Link& link = line.link;
    KB_TRY(check_article(line.number));
    KB_TRY(check_optional_id("case_id", link.case_id));
    KB_TRY(check_optional_id("by", link.by));
    std::string key = store::link_key(line.number, link.kind, link.case_id);
    KB_TRY(check_order(key));
    ++links_;
    KB_TRY_ASSIGN(const bool is_new,
                  put(Family::kLinks, std::move(key), lifecycle::encode_link(link)));
    KB_TRY_ASSIGN(
        const bool new_way,
        put(Family::kLinks, store::case_link_key(link.case_id, line.number, link.kind), ""));
    return is_new || new_way;
}

Result<bool> RecordSink::take_one(const exchange::FlagLine& line) {
    const Flag& flag = line.flag;
    KB_TRY(check_article(line.number));
    KB_TRY(check_optional_id("by", flag.by));
    KB_TRY(check_optional_id("resolved_by", flag.resolved_by));
    if (flag.number > header_.last_flag) {
        return invalid(fmt::format("member 'flag': {} is above the last one given, {}", flag.number,
                                   header_.last_flag));
    }
    std::string key = store::flag_key(flag.number);
    KB_TRY(check_order(key));
    open_flags_ += flag.open ? 1U : 0U;
    KB_TRY_ASSIGN(const bool is_new,
                  put(Family::kFlags, std::move(key),
                      store::encode_flag_note({.article = line.number, .value = flag})));
    KB_TRY_ASSIGN(const bool new_way,
                  put(Family::kFlags, store::article_flag_key(line.number, flag.number), ""));
    return is_new || new_way;
}

Result<bool> RecordSink::take_one(const exchange::ProposalLine& line) {
    const Proposal& proposal = line.proposal;
    KB_TRY(check_article(line.number));
    KB_TRY(check_optional_id("by", proposal.by));
    KB_TRY(check_optional_id("decided_by", proposal.decided_by));
    if (proposal.number > header_.last_proposal) {
        return invalid(fmt::format("member 'proposal': {} is above the last one given, {}",
                                   proposal.number, header_.last_proposal));
    }
    std::string key = store::proposal_key(proposal.number);
    KB_TRY(check_order(key));
    open_proposals_ += proposal.status == ProposalStatus::kOpen ? 1U : 0U;
    KB_TRY_ASSIGN(const bool is_new,
                  put(Family::kFlags, std::move(key),
                      store::encode_proposal_note({.article = line.number, .value = proposal})));
    KB_TRY_ASSIGN(
        const bool new_way,
        put(Family::kFlags, store::article_proposal_key(line.number, proposal.number), ""));
    return is_new || new_way;
}

Result<bool> RecordSink::take_one(const exchange::ReuseLine& line) {
    KB_TRY(check_article(line.number));
    if (line.recent.size() > ranking::kRecentMax) {
        return invalid(fmt::format("member 'recent': {} times, at most {} are kept",
                                   line.recent.size(), ranking::kRecentMax));
    }
    std::string key = store::number_key(line.number);
    KB_TRY(check_order(key));
    return put(Family::kSignals, std::move(key),
               encode_reuse({.solved = line.solved, .last = line.last, .recent = line.recent}));
}

Result<bool> RecordSink::take_one(const exchange::EventLine& line) {
    KB_TRY(check_recorded(line.event));
    if (line.sequence > header_.last_event) {
        return invalid(fmt::format("member 'sequence': {} is above the last one given, {}",
                                   line.sequence, header_.last_event));
    }
    std::string key = store::event_key(line.event.ts, line.sequence);
    KB_TRY(check_order(key));
    ++events_;
    KB_TRY_ASSIGN(const bool is_new, put(Family::kEvents, key, event::encode_event(line.event)));
    KB_TRY_ASSIGN(const bool new_id, put(Family::kEventIds, line.event.event_id, std::move(key)));
    return is_new || new_id;
}

// The number and the hash follow from the change before, whose counters stand in the batch.
Result<bool> RecordSink::take_one(const exchange::ChangeLine& line) {
    KB_TRY(check_order(store::number_key(line.change)));
    const ChangeNumber last = batch_.counter(Counter::kChange);
    if (mode_ != Mode::kCheck && line.change <= last) {
        KB_TRY_ASSIGN(const auto there, store::find_change(batch_, line.change));
        if (!there || there->chain != line.chain) {
            return Error{ErrorCode::kAlreadyExists, "the base holds something else in its place"};
        }
        return false;
    }
    if (line.change != last + 1) {
        return invalid(fmt::format("member 'change': {} comes after {}", line.change, last));
    }
    if (mode_ == Mode::kCompare) {
        return Error{ErrorCode::kAlreadyExists, "the base does not hold it"};
    }
    store::append_change(batch_, change_of(line));
    const std::uint64_t chain = batch_.counter(Counter::kChain);
    if (chain != line.chain) {
        return invalid(
            fmt::format("member 'chain': {:016x} is expected: this change or one before "
                        "it is not as it was",
                        chain));
    }
    return true;
}

Result<bool> RecordSink::take_one(const exchange::EndLine& line) {
    if (line.lines != lines_) {
        return invalid(
            fmt::format("member 'lines': {} stand before it, not {}", lines_, line.lines));
    }
    ended_ = true;
    return mode_ != Mode::kCompare;
}

}  // namespace kb::engine
