// SPDX-License-Identifier: Apache-2.0
#include "engine/measuring.hpp"

#include "base/try.hpp"
#include "engine/budget.hpp"
#include "engine/marks.hpp"
#include "lifecycle/licence.hpp"
#include "report/catalogue.hpp"
#include "store/article_store.hpp"
#include "store/change_log.hpp"
#include "store/event_store.hpp"
#include "store/id_store.hpp"
#include "store/link_store.hpp"
#include "store/opaque_store.hpp"
#include "store/people_store.hpp"

#include <algorithm>
#include <map>

namespace kb::engine {
namespace {

metrics::ArticleFacts facts_of(const Article& article) {
    return {.id = article.id,
            .title = article.title,
            .state = article.state,
            .created = article.created,
            .created_by = article.created_by,
            .language = article.language,
            .products = article.products};
}

class StoredArticles final : public metrics::ArticleSource {
public:
    StoredArticles(const State& state, store::View view) : state_(state), view_(std::move(view)) {}

    [[nodiscard]] Result<std::optional<metrics::ArticleFacts>> find(
        const ArticleId& id) const override {
        const auto named = find_named(view_, id);
        if (!named) {
            if (named.error().code == ErrorCode::kNotFound) {
                return std::optional<metrics::ArticleFacts>();
            }
            return named.error();
        }
        return std::optional(facts_of(named->article));
    }

    [[nodiscard]] Result<void> each(
        const std::function<bool(const metrics::ArticleFacts&)>& visit) const override {
        bool more = true;
        return store::for_each_article(
            view_, [&](store::ArticleNumber, const store::ArticleRecord& record) -> Result<void> {
                more = more && visit(facts_of(record.article));
                return {};
            });
    }

    [[nodiscard]] std::optional<std::uint64_t> open_flags() const override {
        const auto counters = state_.database->counters();
        return counters ? std::optional((*counters)[store::Counter::kOpenFlags]) : std::nullopt;
    }

private:
    const State& state_;
    store::View view_;
};

bool changes_links(const Event& event) {
    return event.type == EventType::kLink || event.type == EventType::kUnlink;
}

// Whether the person who brings events may link and unlink by them; nobody in particular is the
// program that embeds the library, which may.
Result<void> permission_to(Step step, const State& state, const PersonId& by) {
    if (by.empty()) {
        return {};
    }
    KB_TRY_ASSIGN(const Person person, find_actor(state, {.by = by}));
    return lifecycle::check_permission(state.policy(), step, person);
}

// Reuse that the links among a batch of events bring, article by article.
class LinkEffects {
public:
    LinkEffects(const State& state, store::Batch& batch) : state_(state), batch_(batch) {}

    Result<void> follow(const Event& event) {
        if (!changes_links(event) || event.case_id.empty()) {
            return {};
        }
        KB_TRY_ASSIGN(const auto id, store::find_id(batch_, event.article));
        if (!id) {
            return {};  // an article of another system: it counts in reports only
        }
        if (event.type == EventType::kUnlink) {
            return unlink(event, id->article);
        }
        KB_TRY_ASSIGN(const auto person, store::find_person(batch_, event.by));
        const Link link{.case_id = event.case_id,
                        .article = event.article,
                        .kind = event.link_kind.value_or(LinkKind::kResolvedByKnown),
                        .version = event.version,
                        .by = event.by,
                        .licence = person ? person->licence : Licence::kReader,
                        .at = event.ts};
        KB_TRY_ASSIGN(const bool added, store::add_link(batch_, id->article, link));
        if (added && counts_as_reuse(link.kind)) {
            add_case(reuse_of(id->article), link.at);
        }
        return {};
    }

    void put() {
        for (const auto& [article, reuse] : changed_) {
            store::put_signals(batch_, article, encode_reuse(reuse));
        }
    }
    [[nodiscard]] const std::map<store::ArticleNumber, ranking::Reuse>& changed() const {
        return changed_;
    }

private:
    ranking::Reuse& reuse_of(store::ArticleNumber article) {
        return changed_.try_emplace(article, state_.signals.view().find(article)).first->second;
    }

    Result<void> unlink(const Event& event, store::ArticleNumber article) {
        KB_TRY_ASSIGN(const auto links,
                      store::links_of_case(state_.database->latest(), event.case_id));
        KB_TRY_ASSIGN(const std::size_t removed,
                      store::remove_links(batch_, article, event.case_id));
        for (const Link& link : links) {
            if (removed > 0 && link.article == event.article && counts_as_reuse(link.kind)) {
                remove_case(reuse_of(article), link.at);
            }
        }
        return {};
    }

    const State& state_;
    store::Batch& batch_;
    std::map<store::ArticleNumber, ranking::Reuse> changed_;
};

}  // namespace

Result<RecordSummary> record_events(State& state, std::span<const Event> events,
                                    std::vector<Reject>* rejects, const PersonId& by) {
    KB_TRY(check_writable(state));
    const std::lock_guard lock(state.write);
    store::Batch batch = state.database->batch();
    LinkEffects links(state, batch);
    const Timestamp now = state.now();
    RecordSummary summary;
    const auto refuse = [&](const Event& event, std::string reason) {
        ++summary.refused;
        if (rejects != nullptr) {
            rejects->push_back({.line = summary.received,
                                .reason = std::move(reason),
                                .original = event.event_id});
        }
    };
    const auto may_link = permission_to(Step::kLink, state, by);
    const auto may_unlink = permission_to(Step::kUnlink, state, by);
    for (const Event& event : events) {
        ++summary.received;
        const auto checked = check_event(event);
        const auto& allowed = !changes_links(event)            ? Result<void>()
                              : event.type == EventType::kLink ? may_link
                                                               : may_unlink;
        if (!checked || !allowed) {
            refuse(event, (checked ? allowed : checked).error().message);
            continue;
        }
        Event recorded = event;
        recorded.received = now;
        KB_TRY_ASSIGN(const store::Appended appended, store::append_event(batch, recorded));
        switch (appended) {
        case store::Appended::kNew:
            ++summary.accepted;
            KB_TRY(links.follow(recorded));
            break;
        case store::Appended::kSame: ++summary.duplicate; break;
        case store::Appended::kOther:
            refuse(event, "event_id: another event was recorded under this id");
            break;
        }
    }
    if (summary.accepted == 0) {
        return summary;
    }
    links.put();
    store::append_change(batch, {.kind = store::ChangeKind::kEvents, .at = now, .by = by});
    KB_TRY(commit_within_budget(state, std::move(batch)));
    for (const auto& [article, reuse] : links.changed()) {
        state.signals.set(article, reuse);
    }
    return summary;
}

Result<void> read_events(const State& state, const EventRequest& request,
                         const EventCallback& each) {
    KB_TRY(check_open(state));
    const bool ends = request.until != Timestamp{};
    if (ends && request.until <= request.from) {
        return Error{ErrorCode::kInvalidArgument, "until is not after from"};
    }
    const store::View view = state.database->snapshot();
    const auto cursor =
        ends || request.from != Timestamp{}
            ? store::open_events(view, request.from, ends ? request.until : Timestamp::max())
            : store::open_events(view);
    Event event;
    for (;;) {
        KB_TRY_ASSIGN(const bool found, cursor->next(event));
        if (!found) {
            return {};
        }
        const bool wanted = request.types.empty() ||
                            std::ranges::find(request.types, event.type) != request.types.end();
        if (wanted && !each(event)) {
            return {};
        }
    }
}

Result<Report> make_report(const State& state, const ReportRequest& request) {
    KB_TRY(check_open(state));
    KB_TRY(report::check(request));
    const store::View view = state.database->snapshot();
    const auto [from, until] = report::event_range(request);
    const auto cursor = store::open_events(view, from, until);
    KB_TRY_ASSIGN(Report made,
                  report::build(request, *cursor, StoredArticles(state, view), state.now()));
    made.base = state.directory.filename().string();
    KB_TRY_ASSIGN(const store::Counters counters, state.database->counters());
    made.generation = counters[store::Counter::kChange];
    return made;
}

}  // namespace kb::engine
