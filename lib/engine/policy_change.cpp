// SPDX-License-Identifier: Apache-2.0
#include "engine/policy_change.hpp"

#include "base/try.hpp"
#include "engine/change_builder.hpp"
#include "lifecycle/licence.hpp"
#include "store/article_store.hpp"
#include "store/opaque_store.hpp"

#include <array>

namespace kb::engine {
namespace {

std::vector<Step> changed_steps(const Policy& before, const Policy& after) {
    std::vector<Step> steps;
    for (std::size_t s = 0; s < kStepCount; ++s) {
        if (!(before.rules[s] == after.rules[s])) {
            steps.push_back(static_cast<Step>(s));
        }
    }
    return steps;
}

// Hands out the articles that stand elsewhere under the new policy, and counts them.
Result<void> find_moves(const State& state, const Policy& policy, PolicyOutcome& outcome,
                        const std::function<void(store::ArticleNumber, const Article&)>& each) {
    std::array<std::array<std::uint64_t, kShelfCount>, kShelfCount> moves{};
    KB_TRY(store::for_each_article(
        state.database->latest(),
        [&](store::ArticleNumber number, const store::ArticleRecord& record) -> Result<void> {
            const Shelf from = state.shelf_of(record.article);
            const Shelf to = kb::shelf_of(record.article.state, policy);
            if (from != to) {
                ++moves[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
                ++outcome.moved;
                each(number, record.article);
            }
            return {};
        }));
    for (std::size_t from = 0; from < kShelfCount; ++from) {
        for (std::size_t to = 0; to < kShelfCount; ++to) {
            if (moves[from][to] > 0) {
                outcome.moves.push_back({.from = static_cast<Shelf>(from),
                                         .to = static_cast<Shelf>(to),
                                         .articles = moves[from][to]});
            }
        }
    }
    return {};
}

}  // namespace

Result<PolicyOutcome> set_policy(State& state, const Policy& policy, const Action& action,
                                 bool dry_run) {
    KB_TRY(dry_run ? check_open(state) : check_writable(state));
    KB_TRY(check(policy));
    const std::lock_guard lock(state.write);
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    const Policy before = state.base_options.policy;
    KB_TRY(lifecycle::check_permission(before, Step::kSetPolicy, person));
    PolicyOutcome outcome{.changed = !(before == policy), .steps = changed_steps(before, policy)};
    if (dry_run || !outcome.changed) {
        KB_TRY(find_moves(state, policy, outcome, [](store::ArticleNumber, const Article&) {}));
        return outcome;
    }
    KB_TRY_ASSIGN(ChangeBuilder change,
                  ChangeBuilder::begin(state, action, person, store::ChangeKind::kOptions));
    KB_TRY(find_moves(state, policy, outcome,
                      [&](store::ArticleNumber number, const Article& article) {
                          change.reshelve(number, article, kb::shelf_of(article.state, policy));
                      }));
    BaseOptions options = state.base_options;
    options.policy = policy;
    store::put_options(change.batch(), encode_options(options));
    const auto committed = change.commit();
    // Also where it could not be indexed: then it is saved all the same.
    const auto counters = state.database->counters();
    if (counters && (*counters)[store::Counter::kChange] >= change.number()) {
        state.base_options.policy = policy;
        state.articles.clear();
    }
    if (!committed) {
        return committed.error();
    }
    return outcome;
}

}  // namespace kb::engine
