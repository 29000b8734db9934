// SPDX-License-Identifier: Apache-2.0
#include "engine/queueing.hpp"

#include "article/spelling.hpp"
#include "base/try.hpp"
#include "store/article_store.hpp"
#include "store/event_store.hpp"
#include "store/flag_store.hpp"
#include "store/id_store.hpp"
#include "store/people_store.hpp"
#include "store/proposal_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace kb::engine {
namespace {

// Gathers from one view of the store.
class QueueReader {
public:
    QueueReader(const State& state, const QueueRequest& request)
        : view_(state.database->snapshot()), request_(request) {}

    Result<Queue> read(Timestamp now) {
        if (wants(QueueKind::kFlag)) {
            KB_TRY(add_flags());
        }
        if (wants(QueueKind::kProposal)) {
            KB_TRY(add_proposals());
        }
        if (wants(QueueKind::kReview) || wants(QueueKind::kWorkInProgress)) {
            KB_TRY(add_articles());
        }
        queue_.at = now;
        queue_.total = queue_.items.size();
        std::ranges::stable_sort(queue_.items, {}, &QueueItem::since);
        if (request_.limit > 0 && request_.limit < queue_.total) {
            queue_.items.resize(request_.limit);
        }
        return std::move(queue_);
    }

private:
    [[nodiscard]] bool wants(QueueKind kind) const {
        return request_.kinds.empty() ||
               std::ranges::find(request_.kinds, kind) != request_.kinds.end();
    }

    void add(const Article& article, QueueItem item) {
        if ((!request_.owner_domain.empty() && request_.owner_domain != article.owner_domain) ||
            (!request_.by.empty() && request_.by != item.by)) {
            return;
        }
        item.article = article.id;
        item.title = article.title;
        item.owner_domain = article.owner_domain;
        queue_.items.push_back(std::move(item));
    }

    Result<Article> load(store::ArticleNumber number) const {
        KB_TRY_ASSIGN(auto record, store::find_article(view_, number));
        if (!record) {
            return Error{ErrorCode::kCorruption,
                         fmt::format("article number {}, which a flag or a proposal names, is "
                                     "missing",
                                     number)};
        }
        return std::move(record->article);
    }

    Result<void> add_flags() {
        KB_TRY_ASSIGN(const auto notes, store::flags(view_));
        for (const store::FlagNote& note : notes) {
            const Flag& flag = note.value;
            if (flag.open) {
                KB_TRY_ASSIGN(const Article article, load(note.article));
                add(article, {.kind = QueueKind::kFlag,
                              .number = flag.number,
                              .by = flag.by,
                              .since = flag.at,
                              .text = flag.text});
            }
        }
        return {};
    }

    Result<void> add_proposals() {
        KB_TRY_ASSIGN(const auto notes, store::proposals(view_));
        for (const store::ProposalNote& note : notes) {
            const Proposal& proposal = note.value;
            if (proposal.status == ProposalStatus::kOpen) {
                KB_TRY_ASSIGN(const Article article, load(note.article));
                add(article, {.kind = QueueKind::kProposal,
                              .number = proposal.number,
                              .by = proposal.by,
                              .since = proposal.at,
                              .text = proposal.reason});
            }
        }
        return {};
    }

    Result<void> add_articles() {
        std::unordered_set<PersonId> candidates;
        KB_TRY_ASSIGN(const std::vector<Person> people, store::people(view_));
        for (const Person& person : people) {
            if (person.licence <= Licence::kCandidate) {
                candidates.insert(person.id);
            }
        }
        return store::for_each_article(
            view_, [&](store::ArticleNumber, const store::ArticleRecord& record) -> Result<void> {
                const Article& article = record.article;
                const Confidence confidence = article.state.confidence;
                if (confidence == Confidence::kWorkInProgress &&
                    wants(QueueKind::kWorkInProgress)) {
                    add(article, {.kind = QueueKind::kWorkInProgress,
                                  .by = article.created_by,
                                  .since = article.created});
                } else if (confidence == Confidence::kNotValidated && wants(QueueKind::kReview) &&
                           candidates.contains(article.modified_by)) {
                    add(article, {.kind = QueueKind::kReview,
                                  .by = article.modified_by,
                                  .since = article.modified});
                }
                return {};
            });
    }

    store::View view_;
    const QueueRequest& request_;
    Queue queue_;
};

}  // namespace

Result<Queue> read_queue(const State& state, const QueueRequest& request) {
    KB_TRY(check_open(state));
    return QueueReader(state, request).read(state.now());
}

Result<std::vector<WaitingReader>> list_waiting(const State& state, const ArticleId& id) {
    KB_TRY(check_open(state));
    const store::View view = state.database->snapshot();
    KB_TRY_ASSIGN(const NamedArticle named, find_named(view, id));
    const VersionNumber version = named.article.version;
    std::vector<WaitingReader> readers;
    KB_TRY_ASSIGN(const auto flags, store::flags_of_article(view, named.number));
    for (const store::FlagNote& note : flags) {
        const Flag& flag = note.value;
        readers.push_back({.kind = WaitKind::kFlag,
                           .person = flag.by,
                           .number = flag.number,
                           .at = flag.at,
                           .version = flag.version,
                           .text = flag.text,
                           .open = flag.open,
                           .changed = flag.version < version});
    }
    KB_TRY_ASSIGN(const auto proposals, store::proposals_of_article(view, named.number));
    for (const store::ProposalNote& note : proposals) {
        const Proposal& proposal = note.value;
        readers.push_back({.kind = WaitKind::kProposal,
                           .person = proposal.by,
                           .number = proposal.number,
                           .at = proposal.at,
                           .version = proposal.version,
                           .text = proposal.reason,
                           .open = proposal.status == ProposalStatus::kOpen,
                           .changed = proposal.version < version});
    }
    KB_TRY(store::for_each_event(view, [&](std::uint64_t, const Event& event) -> Result<void> {
        if (event.type != EventType::kVote || event.value.value_or(0) >= 0) {
            return {};
        }
        KB_TRY_ASSIGN(const auto entry, store::find_id(view, event.article));
        if (!entry || entry->article != named.number) {
            return {};
        }
        // A vote that names no version was on the one of its time.
        const bool changed =
            event.version != 0 ? event.version < version : event.ts < named.article.modified;
        readers.push_back({.kind = WaitKind::kVote,
                           .actor = event.actor,
                           .at = event.ts,
                           .version = event.version,
                           .text = event.text.empty() ? event.reason : event.text,
                           .changed = changed});
        return {};
    }));
    std::ranges::stable_sort(readers, {}, &WaitingReader::at);
    return readers;
}

}  // namespace kb::engine

namespace kb {

std::string_view to_string(QueueKind kind) noexcept {
    switch (kind) {
    case QueueKind::kFlag: return "flag";
    case QueueKind::kProposal: return "proposal";
    case QueueKind::kReview: return "review";
    case QueueKind::kWorkInProgress: return "work_in_progress";
    }
    return article::kNoSpelling;
}

std::string_view to_string(WaitKind kind) noexcept {
    switch (kind) {
    case WaitKind::kFlag: return "flag";
    case WaitKind::kProposal: return "proposal";
    case WaitKind::kVote: return "vote";
    }
    return article::kNoSpelling;
}

Result<QueueKind> parse_queue_kind(std::string_view text) {
    return article::parse_spelling<QueueKind>("queue kind", text);
}

}  // namespace kb
