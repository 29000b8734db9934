// SPDX-License-Identifier: Apache-2.0
#include "engine/proposals.hpp"

#include "article/difference.hpp"
#include "article/words.hpp"
#include "base/try.hpp"
#include "engine/change_builder.hpp"
#include "engine/editing.hpp"
#include "lifecycle/edit_fields.hpp"
#include "lifecycle/licence.hpp"
#include "store/article_store.hpp"
#include "store/link_store.hpp"
#include "store/proposal_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::engine {
namespace {

Result<store::ProposalNote> need_proposal(const store::Source& source, std::uint64_t number) {
    KB_TRY_ASSIGN(auto note, store::find_proposal(source, number));
    if (!note) {
        return Error{ErrorCode::kNotFound, fmt::format("there is no proposal {}", number)};
    }
    return *std::move(note);
}

// By its number: names move on.
Result<NamedArticle> find_article_of(const store::Source& source, const store::ProposalNote& note) {
    KB_TRY_ASSIGN(auto record, store::find_article(source, note.article));
    if (!record) {
        return no_such_article(note.value.article);
    }
    return NamedArticle{
        .number = note.article, .article = std::move(record->article), .change = record->change};
}

Result<void> check_undecided(const Proposal& proposal) {
    if (proposal.status == ProposalStatus::kOpen) {
        return {};
    }
    return Error{ErrorCode::kConflict,
                 fmt::format("proposal {} was {} by {} already", proposal.number,
                             to_string(proposal.status), proposal.decided_by)};
}

// The article of a version that a proposal names. It is there unless the store is damaged.
Result<Article> read_version(const store::View& view, store::ArticleNumber number,
                             const Proposal& proposal, VersionNumber version) {
    KB_TRY_ASSIGN(auto found, store::find_version(view, number, version));
    if (!found) {
        return Error{ErrorCode::kCorruption,
                     fmt::format("version {} of {}, which proposal {} names, is missing", version,
                                 proposal.article, proposal.number)};
    }
    return *std::move(found);
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

// Fields that the proposal replaces, that somebody changed since, and that do not say already what
// it wants. Statements are only added, so those of two people stand beside each other.
std::vector<std::string> overtaken(const Proposal& proposal, const Article& base,
                                   const Article& now, const Article& after) {
    const std::vector<std::string> changed = article::changed_fields(base, now);
    const std::vector<std::string> changes = article::changed_fields(now, after);
    std::vector<std::string> names;
    for (const std::string& name : fields_of(proposal.edit)) {
        if (name != "issue" && contains(changed, name) && contains(changes, name)) {
            names.push_back(name);
        }
    }
    return names;
}

// An open proposal beside the article as it is.
Result<ProposalPreview> preview_of(const store::View& view, const store::ProposalNote& note,
                                   const NamedArticle& named) {
    const Proposal& proposal = note.value;
    KB_TRY_ASSIGN(const Article base, read_version(view, note.article, proposal, proposal.version));
    ProposalPreview preview{.proposal = proposal, .before = named.article};
    preview.after = lifecycle::apply_edit(named.article, proposal.edit, proposal.by, proposal.at);
    preview.overtaken = overtaken(proposal, base, preview.before, preview.after);
    return preview;
}

Result<void> check_not_overtaken(const ProposalPreview& preview) {
    if (preview.overtaken.empty()) {
        return {};
    }
    return Error{ErrorCode::kConflict,
                 fmt::format("proposal {} was made of version {} of {}, which is at version {} now "
                             "with another {}",
                             preview.proposal.number, preview.proposal.version, preview.before.id,
                             preview.before.version, fmt::join(preview.overtaken, ", "))};
}

void decide(Proposal& proposal, ProposalStatus status, const Action& action, Timestamp at) {
    proposal.status = status;
    proposal.decided_by = action.by;
    proposal.decided_at = at;
    proposal.decision = action.reason;
}

}  // namespace

Result<Proposal> propose(State& state, const Edit& edit, const Action& action) {
    KB_TRY(check_writable(state));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kPropose, person));
    KB_TRY_ASSIGN(const NamedArticle named, find_named(state.database->latest(), edit.article));
    KB_TRY(check_version(named.article, edit.expected_version));
    Proposal proposal{.article = named.article.id,
                      .version = named.article.version,
                      .edit = edit,
                      .by = person.id,
                      .licence = person.licence,
                      .reason = action.reason,
                      .case_id = action.case_id};
    proposal.edit.article.clear();
    proposal.edit.expected_version = 0;
    KB_TRY_ASSIGN(const Article after, edited(named.article, edit, person.id, state.now()));
    if (article::same_content(named.article, after)) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("{} says that already", named.article.id)};
    }
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kFlag));
    proposal.number = change.batch().take(store::Counter::kProposalNumber);
    proposal.at = change.at();
    KB_TRY(store::put_proposal(change.batch(), {.article = named.number, .value = proposal}));
    KB_TRY(store::note_use(change.batch(), named.number, action.case_id, Use::kImproved));
    KB_TRY(change.audit(named, "propose"));
    KB_TRY(change.commit());
    return proposal;
}

Result<PutOutcome> accept_proposal(State& state, std::uint64_t number, const Action& action,
                                   bool even_if_overtaken) {
    KB_TRY(check_writable(state));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    const store::View view = state.database->latest();
    KB_TRY_ASSIGN(store::ProposalNote note, need_proposal(view, number));
    KB_TRY(check_undecided(note.value));
    KB_TRY_ASSIGN(NamedArticle named, find_article_of(view, note));
    KB_TRY(lifecycle::check_edit(state.policy(), named.article, person, action.reason));
    KB_TRY_ASSIGN(const ProposalPreview preview, preview_of(view, note, named));
    if (!even_if_overtaken) {
        KB_TRY(check_not_overtaken(preview));
    }
    KB_TRY_ASSIGN(Article after,
                  edited(named.article, note.value.edit, note.value.by, note.value.at));
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kPut));
    PutOutcome outcome{.article = named.article};
    if (!article::same_content(named.article, after)) {
        KB_TRY_ASSIGN(NamedArticle staged, change.stage({.before = std::move(named),
                                                         .after = std::move(after),
                                                         .verb = "accept",
                                                         .proposed_by = note.value.by}));
        outcome.article = std::move(staged.article);
        outcome.changed = true;
        note.value.version_made = outcome.article.version;
    } else {
        KB_TRY(change.audit(named, "accept"));  // somebody else wrote the same
    }
    decide(note.value, ProposalStatus::kAccepted, action, change.at());
    KB_TRY(store::put_proposal(change.batch(), note));
    KB_TRY(change.commit());
    outcome.findings = check_content(outcome.article, outcome.article.state.confidence);
    return outcome;
}

Result<Proposal> reject_proposal(State& state, std::uint64_t number, const Action& action) {
    KB_TRY(check_writable(state));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY_ASSIGN(store::ProposalNote note, need_proposal(state.database->latest(), number));
    KB_TRY(check_undecided(note.value));
    KB_TRY_ASSIGN(const NamedArticle named, find_article_of(state.database->latest(), note));
    const bool own = note.value.by == person.id;
    if (!own) {
        KB_TRY(lifecycle::check_edit(state.policy(), named.article, person, action.reason));
        if (!article::has_text(action.reason)) {
            return Error{ErrorCode::kInvalidArgument,
                         fmt::format("rejecting proposal {} needs a reason: {} will read it",
                                     number, note.value.by)};
        }
    }
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kFlag));
    decide(note.value, own ? ProposalStatus::kWithdrawn : ProposalStatus::kRejected, action,
           change.at());
    KB_TRY(store::put_proposal(change.batch(), note));
    KB_TRY(change.audit(named, own ? "withdraw" : "reject"));
    KB_TRY(change.commit());
    return std::move(note.value);
}

Result<std::vector<Proposal>> list_proposals(const State& state, const ProposalRequest& request) {
    KB_TRY(check_open(state));
    const store::View view = state.database->snapshot();
    std::vector<store::ProposalNote> notes;
    if (request.article.empty()) {
        KB_TRY_ASSIGN(notes, store::proposals(view));
    } else {
        KB_TRY_ASSIGN(const NamedArticle named, find_named(view, request.article));
        KB_TRY_ASSIGN(notes, store::proposals_of_article(view, named.number));
    }
    std::vector<Proposal> wanted;
    for (store::ProposalNote& note : notes) {
        const bool is_open = note.value.status == ProposalStatus::kOpen;
        if ((is_open || !request.open_only) &&
            (request.by.empty() || request.by == note.value.by)) {
            wanted.push_back(std::move(note.value));
        }
    }
    return wanted;
}

Result<ProposalPreview> preview_proposal(const State& state, std::uint64_t number) {
    KB_TRY(check_open(state));
    const store::View view = state.database->snapshot();
    KB_TRY_ASSIGN(const store::ProposalNote note, need_proposal(view, number));
    const Proposal& proposal = note.value;
    if (proposal.status == ProposalStatus::kOpen) {
        KB_TRY_ASSIGN(const NamedArticle named, find_article_of(view, note));
        return preview_of(view, note, named);
    }
    ProposalPreview preview{.proposal = proposal};
    if (proposal.version_made > 1) {
        KB_TRY_ASSIGN(preview.after,
                      read_version(view, note.article, proposal, proposal.version_made));
        KB_TRY_ASSIGN(preview.before,
                      read_version(view, note.article, proposal, proposal.version_made - 1));
        return preview;
    }
    KB_TRY_ASSIGN(preview.before, read_version(view, note.article, proposal, proposal.version));
    preview.after = lifecycle::apply_edit(preview.before, proposal.edit, proposal.by, proposal.at);
    return preview;
}

}  // namespace kb::engine
