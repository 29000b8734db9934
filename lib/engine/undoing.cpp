// SPDX-License-Identifier: Apache-2.0
#include "engine/undoing.hpp"

#include "article/difference.hpp"
#include "base/try.hpp"
#include "engine/change_builder.hpp"
#include "exchange/base_record.hpp"
#include "lifecycle/licence.hpp"
#include "store/article_store.hpp"
#include "store/audit_store.hpp"
#include "store/change_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace kb::engine {
namespace {

std::optional<Shelf> shelf_of(std::uint8_t number) {
    return number == store::kNoShelf ? std::nullopt : std::optional(static_cast<Shelf>(number));
}

// Whether the articles of a change have another version by it, not only another place.
bool makes_versions(const store::ChangeRecord& record) {
    return !record.articles.empty() &&
           (record.kind == store::ChangeKind::kPut || record.kind == store::ChangeKind::kState);
}

Result<Change> change_of(const store::View& view, const store::ChangeRecord& record) {
    const auto kind = static_cast<std::size_t>(record.kind);
    Change change{.number = record.number,
                  .kind = std::string(
                      kind < exchange::kChangeKinds.size() ? exchange::kChangeKinds[kind] : ""),
                  .at = record.at,
                  .by = record.by};
    for (const store::TouchedArticle& touched : record.articles) {
        KB_TRY_ASSIGN(const auto found, store::find_article(view, touched.article));
        change.articles.push_back({.id = found ? found->article.id : ArticleId(),
                                   .version = touched.version,
                                   .from = shelf_of(touched.shelf_before),
                                   .to = shelf_of(touched.shelf_after)});
    }
    return change;
}

// Takes one change back in one commit; what became of each of its articles is counted.
class Undoing {
public:
    Undoing(State& state, const UndoRequest& request, const Action& action, const Person& person)
        : state_(state), request_(request), action_(action), person_(person) {
        if (action_.reason.empty()) {
            action_.reason =
                request.until > request.from
                    ? fmt::format("changes {} to {} taken back", request.from, request.until)
                    : fmt::format("change {} taken back", request.from);
        }
    }

    Result<UndoOutcome> run() {
        const ChangeNumber until = std::max(request_.from, request_.until);
        // The newest first, so that an article which several of them changed goes back step by
        // step.
        for (ChangeNumber number = until; number >= request_.from; --number) {
            if (is_cancelled(state_)) {
                return Error{ErrorCode::kCancelled,
                             fmt::format("interrupted; the changes after {} are taken back, run it "
                                         "again for the others",
                                         number)};
            }
            KB_TRY_ASSIGN(const auto record, store::find_change(state_.database->latest(), number));
            if (!record) {
                return Error{ErrorCode::kNotFound, fmt::format("there is no change {}", number)};
            }
            if (makes_versions(*record)) {
                KB_TRY(take_back(*record));
            }
        }
        if (outcome_.changes == 0) {
            return Error{ErrorCode::kInvalidArgument,
                         "no article has another version by that: flags, links, people and events "
                         "are not taken back this way"};
        }
        return std::move(outcome_);
    }

private:
    Result<void> take_back(const store::ChangeRecord& record) {
        ++outcome_.changes;
        KB_TRY_ASSIGN(ChangeBuilder change,
                      ChangeBuilder::begin(state_, action_, person_, store::ChangeKind::kPut));
        bool changed = false;
        for (const store::TouchedArticle& touched : record.articles) {
            KB_TRY_ASSIGN(const bool staged, take_back(change, record.number, touched));
            changed = changed || staged;
        }
        if (changed && !request_.dry_run) {
            KB_TRY(change.commit());
        }
        return {};
    }

    // Whether there is something to write.
    Result<bool> take_back(ChangeBuilder& change, ChangeNumber number,
                           const store::TouchedArticle& touched) {
        const store::View view = state_.database->latest();
        KB_TRY_ASSIGN(auto record, store::find_article(view, touched.article));
        if (!record) {
            return false;
        }
        Article& now = record->article;
        const bool is_new = touched.shelf_before == store::kNoShelf;
        KB_TRY_ASSIGN(std::optional<Article> before,
                      is_new ? Result<std::optional<Article>>(std::optional<Article>())
                             : store::find_version(view, touched.article, touched.version - 1));
        if (!is_new && !before) {
            return Error{ErrorCode::kCorruption,
                         fmt::format("version {} of {} is missing", touched.version - 1, now.id)};
        }
        Article after = before ? *std::move(before) : archived(now);
        if (!is_new) {
            KB_TRY(keep_statements(view, touched, number, now, after));
        }
        // A later change of the range may have been taken back a moment ago.
        if (now.version != touched.version && !undone_.contains(touched.article)) {
            settle(touched, now, is_new ? is_archived(now) : article::same_content(now, after));
            return false;
        }
        undone_.insert(touched.article);
        ++(is_new ? outcome_.archived : outcome_.restored);
        if (request_.dry_run || article::same_content(now, after)) {
            return false;
        }
        KB_TRY(change.stage({.before = NamedArticle{.number = touched.article,
                                                    .article = std::move(now),
                                                    .change = record->change},
                             .after = std::move(after),
                             .verb = "undo"}));
        return true;
    }

    // What people said since stays. Only where the whole article came from outside, its statements
    // did too, and go.
    static Result<void> keep_statements(const store::View& view,
                                        const store::TouchedArticle& touched, ChangeNumber number,
                                        const Article& now, Article& after) {
        KB_TRY_ASSIGN(const auto records, store::audit_of(view, touched.article));
        const bool from_outside = std::ranges::any_of(records, [&](const AuditRecord& record) {
            return record.change == number && (record.verb == "put" || record.verb == "import");
        });
        if (from_outside) {
            return {};
        }
        for (const Statement& statement : now.issue) {
            if (std::ranges::find(after.issue, statement) == after.issue.end()) {
                after.issue.push_back(statement);
            }
        }
        return {};
    }

    // An article that somebody changed since, if only to the same end. It is told once.
    void settle(const store::TouchedArticle& touched, const Article& now, bool is_done) {
        if (!settled_.insert(touched.article).second) {
            return;
        }
        if (is_done) {
            ++outcome_.unchanged;
        } else {
            outcome_.conflicts.push_back(
                {.article = now.id, .version = touched.version, .now = now.version});
        }
    }

    static bool is_archived(const Article& article) {
        return article.state.confidence == Confidence::kArchived;
    }

    [[nodiscard]] Article archived(const Article& article) const {
        Article after = article;
        after.state.confidence = Confidence::kArchived;
        after.archive_reason = action_.reason;
        return after;
    }

    State& state_;
    const UndoRequest& request_;
    Action action_;
    const Person& person_;
    std::set<store::ArticleNumber> undone_;   // by this call
    std::set<store::ArticleNumber> settled_;  // left as they are
    UndoOutcome outcome_;
};

}  // namespace

Result<std::vector<Change>> list_changes(const State& state, const ChangeRequest& request) {
    KB_TRY(check_open(state));
    const store::View view = state.database->snapshot();
    KB_TRY_ASSIGN(const store::Counters counters, store::find_counters(view));
    const ChangeNumber last = counters[store::Counter::kChange];
    const ChangeNumber until = request.until == 0 ? last : std::min(request.until, last);
    std::vector<Change> changes;
    for (ChangeNumber number = until; number >= std::max<ChangeNumber>(request.from, 1); --number) {
        if (request.limit > 0 && changes.size() == request.limit) {
            break;
        }
        KB_TRY_ASSIGN(const auto record, store::find_change(view, number));
        if (!record) {
            return Error{ErrorCode::kCorruption, fmt::format("change {} is missing", number)};
        }
        if ((request.by.empty() || request.by == record->by) &&
            (!request.articles_only || makes_versions(*record))) {
            KB_TRY_ASSIGN(Change change, change_of(view, *record));
            changes.push_back(std::move(change));
        }
    }
    return changes;
}

Result<UndoOutcome> undo(State& state, const UndoRequest& request, const Action& action) {
    KB_TRY(check_writable(state));
    if (request.from == 0 || (request.until != 0 && request.until < request.from)) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("changes {} to {}: changes count from 1, the older first",
                                 request.from, request.until)};
    }
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kUndo, person));
    return Undoing(state, request, action, person).run();
}

}  // namespace kb::engine
