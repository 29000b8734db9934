// SPDX-License-Identifier: Apache-2.0

// Lists as JSON: history, similar articles, links, flags, proposals, what waits, changes, people.

#include "arguments.hpp"
#include "json.hpp"

#include <array>
#include <utility>

namespace {

using namespace kb;  // NOLINT(google-build-using-namespace): the functions below are global

// What all of them do: `make` gives the text of the answer.
template <typename Make>
kb_status answer(const kb_base* base, kb_blob** json, kb_error** error, Make&& make) {
    c::clear(json);
    return c::guarded(error, [&] {
        c::required(json, "json");
        const KnowledgeBase& open = c::opened(base);
        *json = new kb_blob{std::forward<Make>(make)(open)};
    });
}

}  // namespace

kb_status kb_history_json(const kb_base* base, kb_text id, const kb_read_options* options,
                          kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        const kb_read_options defaults = KB_READ_OPTIONS_INIT;
        const kb_read_options given = c::sized_or_default(options, defaults, "options");
        c::must_be_zero(given.reserved, "options");
        if (given.version != 0) {
            c::refuse("options.version is " + std::to_string(given.version) +
                      ": a history is of all versions");
        }
        return c::history_json(open.history(c::copy(id, "id"), c::viewer(given.viewer)).value());
    });
}

kb_status kb_similar_json(const kb_base* base, kb_text id, const kb_similar_options* options,
                          kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        const kb_similar_options defaults = KB_SIMILAR_OPTIONS_INIT;
        const kb_similar_options given = c::sized_or_default(options, defaults, "options");
        c::known_flags(given.flags, 0, "options.flags");
        return c::similar_json(
            open.similar(c::copy(id, "id"), c::viewer(given.viewer), given.limit).value());
    });
}

kb_status kb_links_of_article_json(const kb_base* base, kb_text article, kb_blob** json,
                                   kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        return c::links_json(open.links_of_article(c::copy(article, "article")).value());
    });
}

kb_status kb_links_of_case_json(const kb_base* base, kb_text case_id, kb_blob** json,
                                kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        return c::links_json(open.links_of_case(c::copy(case_id, "case_id")).value());
    });
}

kb_status kb_flags_json(const kb_base* base, kb_text article, uint32_t flags, kb_blob** json,
                        kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        const bool open_only = c::known_flags(flags, KB_FLAGS_OPEN, "flags") != 0;
        return c::flags_json(open.flags(c::copy(article, "article"), open_only).value());
    });
}

kb_status kb_proposals_json(const kb_base* base, kb_text article, uint32_t flags, kb_blob** json,
                            kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        const bool open_only = c::known_flags(flags, KB_PROPOSALS_OPEN, "flags") != 0;
        return c::proposals_json(
            open.proposals({.article = c::copy(article, "article"), .open_only = open_only})
                .value());
    });
}

kb_status kb_proposal_json(const kb_base* base, uint64_t number, kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        return c::proposal_json(open.proposal(number).value());
    });
}

kb_status kb_queue_json(const kb_base* base, uint32_t kinds, kb_text owner_domain, kb_text by,
                        uint64_t limit, kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        constexpr std::array kKinds{
            std::pair{KB_QUEUE_FLAGS, QueueKind::kFlag},
            std::pair{KB_QUEUE_PROPOSALS, QueueKind::kProposal},
            std::pair{KB_QUEUE_REVIEWS, QueueKind::kReview},
            std::pair{KB_QUEUE_WORK_IN_PROGRESS, QueueKind::kWorkInProgress}};
        const std::uint32_t all =
            KB_QUEUE_FLAGS | KB_QUEUE_PROPOSALS | KB_QUEUE_REVIEWS | KB_QUEUE_WORK_IN_PROGRESS;
        const std::uint32_t known = c::known_flags(kinds, all, "kinds");
        QueueRequest request{.owner_domain = c::copy(owner_domain, "owner_domain"),
                             .by = c::copy(by, "by"),
                             .limit = limit};
        for (const auto& [bit, kind] : kKinds) {
            if ((known & static_cast<std::uint32_t>(bit)) != 0) {
                request.kinds.push_back(kind);
            }
        }
        return c::queue_json(open.queue(request).value());
    });
}

kb_status kb_waiting_json(const kb_base* base, kb_text article, kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        const ArticleId id = c::copy(article, "article");
        return c::waiting_json(id, open.waiting_readers(id).value());
    });
}

kb_status kb_changes_json(const kb_base* base, uint64_t from, uint64_t until, uint64_t limit,
                          kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        return c::changes_json(
            open.changes({.from = from, .until = until, .limit = limit}).value());
    });
}

kb_status kb_undo(kb_base* base, uint64_t from, uint64_t until, uint32_t flags,
                  const kb_action* action, kb_blob** json, kb_error** error) {
    c::clear(json);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const bool dry_run = c::known_flags(flags, KB_UNDO_DRY_RUN, "flags") != 0;
        const UndoOutcome outcome =
            open.undo({.from = from, .until = until, .dry_run = dry_run}, c::action(action))
                .value();
        if (json != nullptr) {
            *json = new kb_blob{c::undo_json(outcome, dry_run)};
        }
    });
}

kb_status kb_policy_json(const kb_base* base, kb_blob** json, kb_error** error) {
    return answer(base, json, error,
                  [](const KnowledgeBase& open) { return to_json(open.policy().value()); });
}

kb_status kb_set_policy(kb_base* base, kb_text json, uint32_t flags, const kb_action* action,
                        kb_blob** outcome, kb_error** error) {
    c::clear(outcome);
    return c::guarded(error, [&] {
        KnowledgeBase& open = c::opened(base);
        const bool dry_run = c::known_flags(flags, KB_POLICY_DRY_RUN, "flags") != 0;
        const Policy policy = policy_from_json(c::view(json, "json")).value();
        const PolicyOutcome done = open.set_policy(policy, c::action(action), dry_run).value();
        if (outcome != nullptr) {
            *outcome = new kb_blob{c::policy_outcome_json(done, dry_run)};
        }
    });
}

kb_status kb_person_json(const kb_base* base, kb_text id, kb_blob** json, kb_error** error) {
    return answer(base, json, error, [&](const KnowledgeBase& open) {
        return c::person_json(open.person(c::copy(id, "id")).value());
    });
}

kb_status kb_people_json(const kb_base* base, kb_blob** json, kb_error** error) {
    return answer(base, json, error,
                  [&](const KnowledgeBase& open) { return c::people_json(open.people().value()); });
}
