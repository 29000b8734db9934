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
#include <map>

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
                  .by = record.by,
                  .reason = record.reason};
    for (const store::TouchedArticle& touched : record.articles) {
        KB_TRY_ASSIGN(const auto found, store::find_article(view, touched.article));
        change.articles.push_back({.id = found ? found->article.id : ArticleId(),
                                   .version = touched.version,
                                   .from = shelf_of(touched.shelf_before),
                                   .to = shelf_of(touched.shelf_after)});
    }
    return change;
}

// What the changes of a range did to one article.
struct Span {
    store::ArticleNumber article = 0;
    VersionNumber first = 0;  // that they made
    VersionNumber last = 0;
    bool is_new = false;  // it did not exist before
};

bool came_from_outside(const AuditRecord& record) {
    return record.verb == "put" || record.verb == "import";
}

// Gathers what a range of changes did, then takes it back article by article.
class Undoing {
public:
    Undoing(State& state, const UndoRequest& request, const Action& action, const Person& person)
        : state_(state),
          from_(request.from),
          until_(std::max(request.from, request.until)),
          dry_run_(request.dry_run),
          action_(action),
          person_(person),
          view_(state.database->latest()) {
        if (action_.reason.empty()) {
            action_.reason = until_ > from_
                                 ? fmt::format("changes {} to {} taken back", from_, until_)
                                 : fmt::format("change {} taken back", from_);
        }
    }

    Result<UndoOutcome> run() {
        KB_TRY(gather());
        if (outcome_.changes == 0) {
            return Error{ErrorCode::kInvalidArgument,
                         "no article has another version by that: flags, links, people and events "
                         "are not taken back this way"};
        }
        for (std::size_t begin = 0; begin < spans_.size(); begin += kArticlesPerCommit) {
            if (is_cancelled(state_)) {
                return Error{ErrorCode::kCancelled,
                             fmt::format("interrupted after {} of {} articles, which stay taken "
                                         "back; run it again for the others",
                                         begin, spans_.size())};
            }
            KB_TRY(take_back(begin, std::min(spans_.size(), begin + kArticlesPerCommit)));
        }
        return std::move(outcome_);
    }

private:
    static constexpr std::size_t kArticlesPerCommit = 1000;

    Result<void> gather() {
        std::map<store::ArticleNumber, std::size_t> places;
        for (ChangeNumber number = from_; number <= until_; ++number) {
            KB_TRY_ASSIGN(const auto record, store::find_change(view_, number));
            if (!record) {
                return Error{ErrorCode::kNotFound, fmt::format("there is no change {}", number)};
            }
            if (!makes_versions(*record)) {
                continue;
            }
            ++outcome_.changes;
            for (const store::TouchedArticle& touched : record->articles) {
                const auto [place, fresh] = places.try_emplace(touched.article, spans_.size());
                if (fresh) {
                    spans_.push_back({.article = touched.article,
                                      .first = touched.version,
                                      .is_new = touched.shelf_before == store::kNoShelf});
                }
                spans_[place->second].last = touched.version;
            }
        }
        return {};
    }

    Result<void> take_back(std::size_t begin, std::size_t end) {
        KB_TRY_ASSIGN(ChangeBuilder change,
                      ChangeBuilder::begin(state_, action_, person_, store::ChangeKind::kPut));
        bool changed = false;
        for (std::size_t i = begin; i < end; ++i) {
            KB_TRY_ASSIGN(const bool staged, take_back(change, spans_[i]));
            changed = changed || staged;
        }
        if (changed && !dry_run_) {
            KB_TRY(change.commit());
        }
        return {};
    }

    // Whether there is something to write.
    Result<bool> take_back(ChangeBuilder& change, const Span& span) {
        KB_TRY_ASSIGN(auto record, store::find_article(view_, span.article));
        if (!record) {
            return false;
        }
        const Article& now = record->article;
        KB_TRY_ASSIGN(Article after, before(span, now));
        if (article::same_content(now, after) ||
            (span.is_new && now.state.confidence == Confidence::kArchived)) {
            ++outcome_.unchanged;
            return false;
        }
        if (now.version != span.last) {
            return leave(span, now, "it was changed since");
        }
        if (const auto storable = check_storable(after); !storable) {
            return leave(span, now, storable.error().message);
        }
        const auto staged = change.stage(
            {.before =
                 NamedArticle{.number = span.article, .article = now, .change = record->change},
             .after = std::move(after),
             .verb = "undo"});
        if (!staged && staged.error().code == ErrorCode::kAlreadyExists) {
            return leave(span, now, staged.error().message);  // another article has its name now
        }
        if (!staged) {
            return staged.error();
        }
        ++(span.is_new ? outcome_.archived : outcome_.restored);
        return true;
    }

    bool leave(const Span& span, const Article& now, std::string why) {
        outcome_.conflicts.push_back(
            {.article = now.id, .version = span.last, .now = now.version, .why = std::move(why)});
        return false;
    }

    // What the article is to be again.
    Result<Article> before(const Span& span, const Article& now) const {
        if (span.is_new) {
            Article archived = now;
            archived.state.confidence = Confidence::kArchived;
            archived.archive_reason = action_.reason;
            return archived;
        }
        KB_TRY_ASSIGN(Article article, version(span.article, span.first - 1));
        KB_TRY(keep_statements(span, article));
        return article;
    }

    Result<Article> version(store::ArticleNumber number, VersionNumber version) const {
        KB_TRY_ASSIGN(auto found, store::find_version(view_, number, version));
        if (!found) {
            return Error{
                ErrorCode::kCorruption,
                fmt::format("version {} of article number {} is missing", version, number)};
        }
        return *std::move(found);
    }

    // What people said in these changes stays. What came from outside goes as a whole, and what a
    // former undo brought back is not said anew.
    Result<void> keep_statements(const Span& span, Article& article) const {
        KB_TRY_ASSIGN(const auto records, store::audit_of(view_, span.article));
        for (const AuditRecord& record : records) {
            const bool adds = record.change >= from_ && record.change <= until_ &&
                              record.version_before != 0 &&
                              record.version_after > record.version_before &&
                              !came_from_outside(record) && record.verb != "undo";
            if (!adds) {
                continue;
            }
            KB_TRY_ASSIGN(const Article old, version(span.article, record.version_before));
            KB_TRY_ASSIGN(const Article fresh, version(span.article, record.version_after));
            for (const Statement& statement : fresh.issue) {
                if (!contains(old.issue, statement) && !contains(article.issue, statement)) {
                    article.issue.push_back(statement);
                }
            }
        }
        return {};
    }

    static bool contains(const std::vector<Statement>& issue, const Statement& statement) {
        return std::ranges::find(issue, statement) != issue.end();
    }

    State& state_;
    ChangeNumber from_;
    ChangeNumber until_;
    bool dry_run_;
    Action action_;
    const Person& person_;
    store::View view_;         // before any of it is taken back
    std::vector<Span> spans_;  // by first change
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
