// SPDX-License-Identifier: Apache-2.0
#include "engine/marks.hpp"

#include "base/try.hpp"
#include "engine/change_builder.hpp"
#include "lifecycle/licence.hpp"
#include "store/audit_store.hpp"
#include "store/event_store.hpp"
#include "store/flag_store.hpp"
#include "store/link_store.hpp"
#include "store/opaque_store.hpp"

#include <kb/event.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace kb::engine {
namespace {

constexpr std::size_t kFlagTextMax = 16U << 10U;

// A link or its end is also an event, so that reports need one source only.
Result<void> append_link_event(ChangeBuilder& change, EventType type, const Link& link) {
    Event event{.event_id = fmt::format("base:{}:{}:{}", change.number(), link.article,
                                        to_string(link.kind)),
                .ts = link.at,
                .received = change.at(),
                .type = type,
                .actor = {.user_id = link.by, .actor_class = ActorClass::kAgent},
                .article = link.article,
                .version = link.version,
                .case_id = link.case_id,
                .link_kind = link.kind,
                .by = link.by};
    KB_TRY(store::append_event(change.batch(), event));
    return {};
}

Result<ranking::Reuse> change_reuse(State& state, ChangeBuilder& change, std::uint64_t article,
                                    Timestamp at, bool one_more) {
    ranking::Reuse reuse = state.signals.view().find(article);
    if (one_more) {
        add_case(reuse, at);
    } else {
        remove_case(reuse, at);
    }
    store::put_signals(change.batch(), article, encode_reuse(reuse));
    return reuse;
}

// What was done to an article for a case before the two were linked.
Result<Use> use_for_case(const store::View& view, store::ArticleNumber number,
                         const CaseId& case_id) {
    KB_TRY_ASSIGN(const std::vector<AuditRecord> records, store::audit_of(view, number));
    Use use = Use::kAsIs;
    for (const AuditRecord& record : records) {
        if (record.case_id != case_id) {
            continue;
        }
        if (record.verb == "flag") {
            use = Use::kFlagged;
        } else if (record.verb == "edit" || record.verb == "propose") {
            use = std::max(use, Use::kImproved);
        }
    }
    return use;
}

}  // namespace

bool counts_as_reuse(LinkKind kind) noexcept {
    switch (kind) {
    case LinkKind::kResolvedByKnown:
    case LinkKind::kResolvedByNew:
    case LinkKind::kJoinedWip: return true;
    case LinkKind::kReference:
    case LinkKind::kSentToCustomer: return false;
    }
    return false;
}

Result<Flag> flag_article(State& state, const Flag& wanted, const Action& action) {
    KB_TRY(check_writable(state));
    if (wanted.text.size() > kFlagTextMax) {
        return Error{ErrorCode::kResourceExhausted,
                     fmt::format("the text of a flag has {} bytes, more than {}",
                                 wanted.text.size(), kFlagTextMax)};
    }
    KB_TRY(check_text("the text of a flag", wanted.text));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kFlag, person));
    KB_TRY_ASSIGN(const NamedArticle named, find_named(state.database->latest(), wanted.article));
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kFlag));
    Flag flag = wanted;
    flag.number = change.batch().take(store::Counter::kFlagNumber);
    flag.article = named.article.id;
    flag.version = named.article.version;
    flag.by = person.id;
    flag.at = change.at();
    flag.open = true;
    KB_TRY(store::put_flag(change.batch(), {.article = named.number, .value = flag}));
    KB_TRY(store::note_use(change.batch(), named.number, action.case_id, Use::kFlagged));
    KB_TRY(change.audit(named, "flag"));
    KB_TRY(change.commit());
    return flag;
}

Result<Flag> resolve_flag(State& state, std::uint64_t number, std::string_view resolution,
                          const Action& action) {
    KB_TRY(check_writable(state));
    KB_TRY(check_text("the resolution", resolution));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kResolveFlag, person));
    KB_TRY_ASSIGN(auto note, store::find_flag(state.database->latest(), number));
    if (!note) {
        return Error{ErrorCode::kNotFound, fmt::format("there is no flag {}", number)};
    }
    Flag& flag = note->value;
    if (!flag.open) {
        return Error{ErrorCode::kConflict,
                     fmt::format("flag {} was resolved by {} already", number, flag.resolved_by)};
    }
    KB_TRY_ASSIGN(const NamedArticle named, find_named(state.database->latest(), flag.article));
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kFlag));
    flag.open = false;
    flag.resolved_by = person.id;
    flag.resolved_at = change.at();
    flag.resolution = resolution;
    KB_TRY(store::put_flag(change.batch(), *note));
    KB_TRY(change.audit(named, "resolve_flag"));
    KB_TRY(change.commit());
    return std::move(note->value);
}

Result<std::vector<Flag>> list_flags(const State& state, const ArticleId& article, bool open_only) {
    KB_TRY(check_open(state));
    const store::View view = state.database->snapshot();
    std::vector<store::FlagNote> notes;
    if (article.empty()) {
        KB_TRY_ASSIGN(notes, store::flags(view));
    } else {
        KB_TRY_ASSIGN(const NamedArticle named, find_named(view, article));
        KB_TRY_ASSIGN(notes, store::flags_of_article(view, named.number));
    }
    std::vector<Flag> flags;
    for (store::FlagNote& note : notes) {
        if (note.value.open || !open_only) {
            flags.push_back(std::move(note.value));
        }
    }
    return flags;
}

Result<Link> link_case(State& state, const Link& wanted, const Action& action) {
    KB_TRY(check_writable(state));
    KB_TRY(check_id(wanted.case_id));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kLink, person));
    KB_TRY_ASSIGN(const NamedArticle named, find_named(state.database->latest(), wanted.article));
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kLink));
    Link link = wanted;
    link.article = named.article.id;
    link.version = named.article.version;
    link.by = person.id;
    link.licence = person.licence;
    link.at = link.at == Timestamp{} ? change.at() : link.at;
    KB_TRY_ASSIGN(link.use, use_for_case(state.database->latest(), named.number, link.case_id));
    KB_TRY_ASSIGN(const bool added, store::add_link(change.batch(), named.number, link));
    if (!added) {
        return link;
    }
    KB_TRY(append_link_event(change, EventType::kLink, link));
    KB_TRY(change.audit(named, "link"));
    ranking::Reuse reuse = state.signals.view().find(named.number);
    if (counts_as_reuse(link.kind)) {
        KB_TRY_ASSIGN(reuse, change_reuse(state, change, named.number, link.at, true));
    }
    KB_TRY(change.commit());
    state.signals.set(named.number, std::move(reuse));
    return link;
}

Result<void> unlink_case(State& state, const CaseId& case_id, const ArticleId& article,
                         const Action& action) {
    KB_TRY(check_writable(state));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kUnlink, person));
    const store::View view = state.database->latest();
    KB_TRY_ASSIGN(const NamedArticle named, find_named(view, article));
    KB_TRY_ASSIGN(const auto links, store::links_of_case(view, case_id));
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kLink));
    KB_TRY_ASSIGN(const std::size_t removed,
                  store::remove_links(change.batch(), named.number, case_id));
    if (removed == 0) {
        return Error{
            ErrorCode::kNotFound,
            fmt::format("case \"{}\" is not linked to article \"{}\"", case_id, named.article.id)};
    }
    ranking::Reuse reuse = state.signals.view().find(named.number);
    for (Link link : links) {
        if (link.article != named.article.id) {
            continue;
        }
        if (counts_as_reuse(link.kind)) {
            remove_case(reuse, link.at);
        }
        link.at = change.at();
        link.by = person.id;
        KB_TRY(append_link_event(change, EventType::kUnlink, link));
    }
    store::put_signals(change.batch(), named.number, encode_reuse(reuse));
    KB_TRY(change.audit(named, "unlink"));
    KB_TRY(change.commit());
    state.signals.set(named.number, std::move(reuse));
    return {};
}

}  // namespace kb::engine
