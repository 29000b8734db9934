// SPDX-License-Identifier: Apache-2.0
#pragma once

// One change under way: what it writes to the store and what it means for the index. Either all of
// it is committed, and then the next search finds it, or nothing is. The caller holds State::write.

#include "engine/state.hpp"
#include "store/change_log.hpp"

#include <kb/lifecycle.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kb::engine {

class ChangeBuilder {
public:
    // Errors: kInternal (text/analyzer.hpp).
    [[nodiscard]] static Result<ChangeBuilder> begin(State& state, const Action& action,
                                                     const Person& person, store::ChangeKind kind);

    [[nodiscard]] store::Batch& batch() { return batch_; }
    [[nodiscard]] ChangeNumber number() const { return number_; }
    [[nodiscard]] Timestamp at() const { return at_; }

    struct Write {
        std::optional<NamedArticle> before{};  // none: a new article
        Article after{};
        std::string verb{};
        bool keep_stamps = false;  // an import: who and when come with the article
        PersonId proposed_by{};    // whose proposal it is; empty: nobody's
    };
    // Adds a new version of an article and returns it as it will be.
    //
    // Errors: kAlreadyExists where one of its names belongs to another article; kCorruption, kIo.
    // After an error nothing of this write is in the change.
    Result<NamedArticle> stage(Write write);

    // An article as it is, on another shelf.
    void reshelve(store::ArticleNumber number, const Article& article, Shelf to);

    // An audit record without a new version: a flag, a link.
    Result<void> audit(const NamedArticle& article, std::string_view verb);

    // Writes, syncs, indexes, publishes.
    //
    // Errors: those of Database::commit; then nothing was written. kInternal where the change is
    // safe and could not be indexed: opening the base again will.
    Result<ChangeNumber> commit();

private:
    ChangeBuilder(State& state, const Action& action, const Person& person, store::ChangeKind kind,
                  AnalyzerPool::Lease analyzer);
    Result<void> check_names(const Article& article, std::optional<store::ArticleNumber> number);
    Result<void> claim_names(const std::optional<NamedArticle>& before, const Article& after,
                             store::ArticleNumber number);
    Result<ArticleId> free_id(store::ArticleNumber number);
    void stamp(Write& write) const;

    State* state_;
    Action action_;
    Person person_;
    store::ChangeKind kind_;
    AnalyzerPool::Lease analyzer_;
    store::Batch batch_;
    ChangeNumber number_;
    Timestamp at_;
    std::vector<store::TouchedArticle> touched_;
    std::vector<index::Operation> operations_;
};

}  // namespace kb::engine
