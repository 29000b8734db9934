// SPDX-License-Identifier: Apache-2.0
#include "engine/change_builder.hpp"

#include "article/difference.hpp"
#include "base/try.hpp"
#include "engine/budget.hpp"
#include "engine/document_builder.hpp"
#include "store/article_store.hpp"
#include "store/audit_store.hpp"
#include "store/id_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::engine {
namespace {

std::uint8_t number_of(Shelf shelf) { return static_cast<std::uint8_t>(shelf); }

bool contains(const std::vector<std::string>& list, const std::string& entry) {
    return std::ranges::find(list, entry) != list.end();
}

}  // namespace

ChangeBuilder::ChangeBuilder(State& state, const Action& action, const Person& person,
                             store::ChangeKind kind, AnalyzerPool::Lease analyzer)
    : state_(&state),
      action_(action),
      person_(person),
      kind_(kind),
      analyzer_(std::move(analyzer)),
      batch_(state.database->batch()),
      number_(store::next_change(batch_)),
      at_(state.now()) {}

Result<ChangeBuilder> ChangeBuilder::begin(State& state, const Action& action, const Person& person,
                                           store::ChangeKind kind) {
    // What an earlier flush had no room for may have some now.
    if (auto flushed = flush_if_above(state, writer_limits(state)); !flushed) {
        state.log(LogLevel::kWarning, flushed.error().message);
    }
    KB_TRY_ASSIGN(AnalyzerPool::Lease analyzer, state.analyzers.borrow());
    return ChangeBuilder(state, action, person, kind, std::move(analyzer));
}

Result<void> ChangeBuilder::check_names(const Article& article,
                                        std::optional<store::ArticleNumber> number) {
    std::vector<std::string> names = article.external_ids;
    if (!article.id.empty()) {
        names.push_back(article.id);
    }
    for (const std::string& name : names) {
        KB_TRY_ASSIGN(const auto entry, store::find_id(batch_, name));
        if (entry && (!number || entry->article != *number)) {
            return Error{ErrorCode::kAlreadyExists,
                         fmt::format("the name \"{}\" belongs to another article", name)};
        }
    }
    return {};
}

Result<ArticleId> ChangeBuilder::free_id(store::ArticleNumber number) {
    for (std::uint64_t suffix = number;; ++suffix) {
        const ArticleId id = fmt::format("KB-{}", suffix);
        KB_TRY_ASSIGN(const auto entry, store::find_id(batch_, id));
        if (!entry) {
            return id;
        }
    }
}

Result<void> ChangeBuilder::claim_names(const std::optional<NamedArticle>& before,
                                        const Article& after, store::ArticleNumber number) {
    if (before) {
        for (const std::string& name : before->article.external_ids) {
            if (!contains(after.external_ids, name) && name != after.id) {
                store::release_id(batch_, name);
            }
        }
    }
    for (const std::string& name : after.external_ids) {
        if (name != after.id) {
            KB_TRY(store::claim_id(batch_, name,
                                   {.kind = store::IdKind::kExternal, .article = number}));
        }
    }
    return store::claim_id(batch_, after.id, {.kind = store::IdKind::kPublic, .article = number});
}

void ChangeBuilder::stamp(Write& write) const {
    Article& after = write.after;
    if (write.before) {
        const Article& before = write.before->article;
        after.version = before.version + 1;
        after.created = before.created;
        after.created_by = before.created_by;
    } else {
        after.version = write.keep_stamps && after.version > 0 ? after.version : 1;
        after.created = write.keep_stamps && after.created != Timestamp{} ? after.created : at_;
        if (!write.keep_stamps || after.created_by.empty()) {
            after.created_by = person_.id;
        }
    }
    if (!write.keep_stamps || after.modified == Timestamp{}) {
        after.modified = at_;
    }
    if (!write.keep_stamps || after.modified_by.empty()) {
        after.modified_by = person_.id;
    }
}

Result<NamedArticle> ChangeBuilder::stage(Write write) {
    const auto number_before =
        write.before ? std::optional(write.before->number) : std::optional<store::ArticleNumber>();
    KB_TRY(check_names(write.after, number_before));
    const store::ArticleNumber number =
        number_before ? *number_before : batch_.take(store::Counter::kArticleNumber);
    if (write.after.id.empty()) {
        KB_TRY_ASSIGN(write.after.id, free_id(number));
    }
    stamp(write);
    KB_TRY(claim_names(write.before, write.after, number));
    NamedArticle staged{.number = number, .article = std::move(write.after), .change = number_};
    KB_TRY(store::put_article(batch_, number, {.change = number_, .article = staged.article}));

    AuditRecord record{.change = number_,
                       .article = staged.article.id,
                       .by = person_.id,
                       .licence = person_.licence,
                       .at = at_,
                       .verb = write.verb,
                       .reason = action_.reason,
                       .case_id = action_.case_id,
                       .version_after = staged.article.version,
                       .state_after = staged.article.state,
                       .proposed_by = write.proposed_by};
    store::TouchedArticle touched{.article = number,
                                  .shelf_after = number_of(state_->shelf_of(staged.article)),
                                  .version = staged.article.version};
    index::Operation operation{.article = number,
                               .enters = touched.shelf_after,
                               .document = build_document(number, staged.article, analyzer_.get())};
    if (write.before) {
        record.version_before = write.before->article.version;
        record.state_before = write.before->article.state;
        record.changed = article::changed_fields(write.before->article, staged.article);
        touched.shelf_before = number_of(state_->shelf_of(write.before->article));
        operation.leaves = touched.shelf_before;
    }
    KB_TRY(store::append_audit(batch_, number, record));
    state_->articles.forget(number);
    touched_.push_back(touched);
    operations_.push_back(std::move(operation));
    return staged;
}

void ChangeBuilder::reshelve(store::ArticleNumber number, const Article& article, Shelf to) {
    const std::uint8_t from = number_of(state_->shelf_of(article));
    touched_.push_back({.article = number,
                        .shelf_before = from,
                        .shelf_after = number_of(to),
                        .version = article.version});
    operations_.push_back({.article = number,
                           .leaves = from,
                           .enters = number_of(to),
                           .document = build_document(number, article, analyzer_.get())});
}

Result<void> ChangeBuilder::audit(const NamedArticle& article, std::string_view verb) {
    const AuditRecord record{.change = number_,
                             .article = article.article.id,
                             .by = person_.id,
                             .licence = person_.licence,
                             .at = at_,
                             .verb = std::string(verb),
                             .reason = action_.reason,
                             .case_id = action_.case_id,
                             .version_before = article.article.version,
                             .version_after = article.article.version,
                             .state_before = article.article.state,
                             .state_after = article.article.state};
    return store::append_audit(batch_, article.number, record);
}

Result<ChangeNumber> ChangeBuilder::commit() {
    const ChangeNumber number = store::append_change(batch_, {.kind = kind_,
                                                              .at = at_,
                                                              .by = person_.id,
                                                              .articles = touched_,
                                                              .reason = action_.reason});
    KB_TRY(check_write(*state_, batch_, operations_));
    KB_TRY(state_->database->commit(std::move(batch_)));
    if (operations_.empty()) {
        return number;
    }
    if (auto applied =
            state_->index->apply(std::move(operations_), number, index::Index::Merging::kLater);
        !applied) {
        state_->index_lacks_changes = true;
        return Error{ErrorCode::kInternal,
                     fmt::format("saved as change {}, but not searchable until the base is opened "
                                 "again: {}",
                                 number, applied.error().message)};
    }
    if (auto flushed = flush_if_above(*state_, writer_limits(*state_)); !flushed) {
        state_->log(LogLevel::kWarning, flushed.error().message);
    }
    state_->upkeep.wake(state_->index->due(memory_limits(*state_)));
    return number;
}

}  // namespace kb::engine
