// SPDX-License-Identifier: Apache-2.0
#include "engine/articles.hpp"

#include "article/difference.hpp"
#include "article/words.hpp"
#include "base/try.hpp"
#include "engine/change_builder.hpp"
#include "engine/editing.hpp"
#include "lifecycle/licence.hpp"
#include "lifecycle/state_machine.hpp"
#include "store/article_store.hpp"
#include "store/audit_store.hpp"
#include "store/id_store.hpp"
#include "store/link_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::engine {
namespace {

// The article that a put replaces: the one of its id, if there is any.
Result<std::optional<NamedArticle>> find_replaced(const store::Source& source,
                                                  const Article& article) {
    if (article.id.empty()) {
        return std::optional<NamedArticle>();
    }
    KB_TRY_ASSIGN(const auto entry, store::find_id(source, article.id));
    if (!entry) {
        return std::optional<NamedArticle>();
    }
    KB_TRY_ASSIGN(NamedArticle found, find_named(source, article.id));
    if (found.article.id != article.id) {
        return Error{
            ErrorCode::kAlreadyExists,
            fmt::format("\"{}\" is another name of article \"{}\"", article.id, found.article.id)};
    }
    return std::optional(std::move(found));
}

// The article that a record means: the one of its id, else of one of its external ids.
Result<std::optional<NamedArticle>> find_meant(const store::Source& source,
                                               const Article& article) {
    if (!article.id.empty()) {
        return find_replaced(source, article);
    }
    for (const std::string& name : article.external_ids) {
        KB_TRY_ASSIGN(const auto entry, store::find_id(source, name));
        if (entry) {
            KB_TRY_ASSIGN(NamedArticle found, find_named(source, name));
            return std::optional(std::move(found));
        }
    }
    return std::optional<NamedArticle>();
}

// A title of another system as one line.
Article with_title_line(const Article& article) {
    Article changed = article;
    changed.title = article::in_one_line(article.title);
    return changed;
}

// What came from outside, as against what people did here.
constexpr std::string_view kPut = "put";
constexpr std::string_view kImport = "import";
constexpr std::string_view kEdit = "edit";

Result<PutOutcome> replace(ChangeBuilder& change, std::optional<NamedArticle> before,
                           const Article& article, std::string_view verb) {
    PutOutcome outcome{.article = article,
                       .created = !before,
                       .changed = !before || !article::same_content(before->article, article),
                       .findings = check_content(article, article.state.confidence)};
    if (!outcome.changed) {
        outcome.article = before->article;
        return outcome;
    }
    KB_TRY_ASSIGN(NamedArticle staged, change.stage({.before = std::move(before),
                                                     .after = article,
                                                     .verb = std::string(verb),
                                                     .keep_stamps = true}));
    outcome.article = std::move(staged.article);
    return outcome;
}

Result<PutOutcome> put_one(ChangeBuilder& change, const Article& article) {
    KB_TRY(check_storable(article));
    if (article::has_control(article.title)) {
        return put_one(change, with_title_line(article));
    }
    KB_TRY_ASSIGN(auto before, find_replaced(change.batch(), article));
    return replace(change, std::move(before), article, kPut);
}

// The article of a record, in the state of `before` where the record names none.
Article in_state_of(const Article& before, const SourceArticle& source) {
    Article article = source.article;
    if (article.id.empty()) {
        article.id = before.id;
    }
    if (!source.has_confidence) {
        article.state.confidence = before.state.confidence;
        article.archive_reason = before.archive_reason;
    }
    if (!source.has_audience) {
        article.state.audience = before.state.audience;
        article.state.governance = before.state.governance;
    }
    return article;
}

// The version that came from outside last; 0: none did.
Result<VersionNumber> last_taken(const store::View& view, store::ArticleNumber number) {
    KB_TRY_ASSIGN(const std::vector<AuditRecord> records, store::audit_of(view, number));
    VersionNumber version = 0;
    for (const AuditRecord& record : records) {
        if (record.verb == kPut || record.verb == kImport) {
            version = record.version_after;
        }
    }
    return version;
}

// A record whose article is here already: taken where nobody changed the article since it came,
// passed over where only people changed it, and a conflict where both did.
Result<PutOutcome> take_again(ChangeBuilder& change, NamedArticle before,
                              const SourceArticle& source, const store::View& view) {
    const Article after = in_state_of(before.article, source);
    if (!source.overwrite && !article::same_content(before.article, after)) {
        KB_TRY_ASSIGN(const VersionNumber taken, last_taken(view, before.number));
        if (taken == 0) {
            return Error{ErrorCode::kConflict,
                         fmt::format("{} was written here, not imported", before.article.id)};
        }
        if (taken != before.article.version) {
            KB_TRY_ASSIGN(const auto old, store::find_version(view, before.number, taken));
            if (old && article::same_content(*old, in_state_of(*old, source))) {
                return PutOutcome{.article = before.article};
            }
            return Error{ErrorCode::kConflict,
                         fmt::format("{} was changed here since version {} of it was imported",
                                     before.article.id, taken)};
        }
    }
    return replace(change, std::move(before), after, kImport);
}

Result<PutOutcome> take_one(ChangeBuilder& change, const SourceArticle& source,
                            const store::View& view) {
    KB_TRY(check_storable(source.article));
    if (article::has_control(source.article.title)) {
        SourceArticle changed = source;
        changed.article.title = article::in_one_line(source.article.title);
        return take_one(change, changed, view);
    }
    KB_TRY_ASSIGN(auto before, find_meant(change.batch(), source.article));
    return before ? take_again(change, *std::move(before), source, view)
                  : replace(change, std::nullopt, source.article, kImport);
}

// Stages one write, commits it, and says what it did.
Result<PutOutcome> write_one(State& state, const Action& action, const Person& person,
                             store::ChangeKind kind, ChangeBuilder::Write write) {
    const bool created = !write.before;
    const bool edits = write.verb == kEdit;
    KB_TRY_ASSIGN(ChangeBuilder change, ChangeBuilder::begin(state, action, person, kind));
    KB_TRY_ASSIGN(NamedArticle staged, change.stage(std::move(write)));
    if (edits) {
        KB_TRY(store::note_use(change.batch(), staged.number, action.case_id, Use::kImproved));
    }
    KB_TRY(change.commit());
    PutOutcome outcome{.created = created, .changed = true};
    outcome.findings = check_content(staged.article, staged.article.state.confidence);
    outcome.article = std::move(staged.article);
    return outcome;
}

template <typename T>
void assign(T& to, const std::optional<T>& from) {
    if (from) {
        to = *from;
    }
}

}  // namespace

Result<std::vector<Result<PutOutcome>>> put_articles(State& state,
                                                     std::span<const Article> articles,
                                                     const Action& action) {
    KB_TRY(check_writable(state));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kImport, person));
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kPut));
    std::vector<Result<PutOutcome>> outcomes;
    bool changed = false;
    for (const Article& article : articles) {
        outcomes.push_back(put_one(change, article));
        changed = changed || (outcomes.back() && outcomes.back()->changed);
    }
    if (changed) {
        KB_TRY(change.commit());
    }
    return outcomes;
}

Result<std::vector<Result<PutOutcome>>> take_articles(State& state,
                                                      std::span<const SourceArticle> articles,
                                                      const Action& action, bool dry_run) {
    KB_TRY(check_writable(state));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kImport, person));
    const store::View view = state.database->latest();
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kPut));
    std::vector<Result<PutOutcome>> outcomes;
    bool changed = false;
    for (const SourceArticle& article : articles) {
        outcomes.push_back(take_one(change, article, view));
        changed = changed || (outcomes.back() && outcomes.back()->changed);
    }
    if (changed && !dry_run) {
        KB_TRY(change.commit());
    }
    return outcomes;
}

Result<PutOutcome> add_article(State& state, const Article& given, const Action& action,
                               std::string_view verb) {
    KB_TRY(check_writable(state));
    KB_TRY(check_storable(given));
    Article article = given;
    KB_TRY_ASSIGN(article.title, title_line(given.title));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_creation(state.policy(), article, person));
    KB_TRY_ASSIGN(const auto taken, find_replaced(state.database->latest(), article));
    if (taken) {
        return Error{ErrorCode::kAlreadyExists,
                     fmt::format("there is an article \"{}\" already", article.id)};
    }
    return write_one(state, action, person, store::ChangeKind::kPut,
                     {.after = article, .verb = std::string(verb)});
}

Result<PutOutcome> edit_article(State& state, const Edit& edit, const Action& action) {
    KB_TRY(check_writable(state));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY_ASSIGN(NamedArticle before, find_named(state.database->latest(), edit.article));
    KB_TRY(check_version(before.article, edit.expected_version));
    KB_TRY(lifecycle::check_edit(state.policy(), before.article, person, action.reason));
    KB_TRY_ASSIGN(Article after, edited(before.article, edit, person.id, state.now()));
    if (article::same_content(before.article, after)) {
        return PutOutcome{
            .article = before.article,
            .findings = check_content(before.article, before.article.state.confidence)};
    }
    return write_one(
        state, action, person, store::ChangeKind::kPut,
        {.before = std::move(before), .after = std::move(after), .verb = std::string(kEdit)});
}

Result<PutOutcome> change_state(State& state, const StateChange& change, const Action& action) {
    KB_TRY(check_writable(state));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY_ASSIGN(NamedArticle before, find_named(state.database->latest(), change.article));
    KB_TRY(check_version(before.article, change.expected_version));
    Article after = before.article;
    assign(after.state.confidence, change.confidence);
    assign(after.state.audience, change.audience);
    assign(after.state.governance, change.governance);
    if (after.state == before.article.state) {
        return PutOutcome{.article = before.article};
    }
    KB_TRY(lifecycle::check_transition(state.policy(), before.article, after.state, person,
                                       action.reason));
    if (after.state.confidence != before.article.state.confidence) {
        after.archive_reason =
            after.state.confidence == Confidence::kArchived && !action.reason.empty()
                ? action.reason
                : std::string();
    }
    return write_one(state, action, person, store::ChangeKind::kState,
                     {.before = std::move(before), .after = std::move(after), .verb = "state"});
}

}  // namespace kb::engine
