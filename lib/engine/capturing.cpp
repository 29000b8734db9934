// SPDX-License-Identifier: Apache-2.0
#include "engine/capturing.hpp"

#include "article/words.hpp"
#include "base/try.hpp"
#include "capture/contradiction.hpp"
#include "capture/draft.hpp"
#include "capture/duplicates.hpp"
#include "engine/articles.hpp"
#include "engine/marks.hpp"
#include "engine/reading.hpp"
#include "lifecycle/licence.hpp"
#include "lifecycle/state_machine.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::engine {
namespace {

constexpr std::uint32_t kCompared = 20;  // candidates of a search, compared field by field
constexpr std::size_t kSimilarShown = 5;
constexpr double kSimilarFrom = 0.2;  // less alike is not worth a look

struct Look {
    std::vector<SimilarArticle> similar{};  // best first
    std::optional<ArticleId> known{};       // what says the same
};

// What the base has on the same subject. The search before every creation.
Result<Look> look_first(const State& state, const Article& draft) {
    const Viewer everything{.audience = Audience::kInternal};
    KB_TRY_ASSIGN(const auto candidates, find_candidates(state, draft, everything, kCompared));
    const bool issue_alone = draft.environment.empty() && draft.resolution.empty();
    const double same_from = issue_alone ? capture::kSameIssueFrom : capture::kSameFrom;
    Look look;
    double best = 0;
    for (const Article& candidate : candidates) {
        const double alike = capture::compare(draft, candidate).overall;
        if (alike < kSimilarFrom) {
            continue;
        }
        look.similar.push_back({.id = candidate.id,
                                .title = candidate.title,
                                .state = candidate.state,
                                .similarity = alike});
        if (alike >= same_from && alike > best && !capture::contradict(draft, candidate)) {
            best = alike;
            look.known = candidate.id;
        }
    }
    std::ranges::stable_sort(look.similar, std::greater<>(), &SimilarArticle::similarity);
    look.similar.resize(std::min(look.similar.size(), kSimilarShown));
    return look;
}

Result<void> check_request(const CaptureRequest& request) {
    const bool has_words = !request.query.empty() || !request.issue.empty();
    if (!has_words) {
        return Error{ErrorCode::kInvalidArgument,
                     "a capture needs the words of a search or of the requestor"};
    }
    if (article::has_control(article::trim(request.title))) {
        return Error{ErrorCode::kInvalidArgument,
                     "title: a title is one line, without line breaks and control characters"};
    }
    return {};
}

}  // namespace

Result<CaptureOutcome> capture_article(State& state, const CaptureRequest& request,
                                       const Action& action) {
    KB_TRY(request.dry_run ? check_open(state) : check_writable(state));
    KB_TRY(check_request(request));
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    KB_TRY(lifecycle::check_permission(state.policy(), Step::kCapture, person));
    CaptureOutcome outcome;
    outcome.article = capture::make_draft(request, person.id, state.now());
    KB_TRY(check_storable(outcome.article));
    KB_TRY_ASSIGN(Look look, look_first(state, outcome.article));
    outcome.similar = std::move(look.similar);
    outcome.findings = check_content(outcome.article, outcome.article.state.confidence);
    if (look.known && !request.even_if_known) {
        outcome.kind = CaptureKind::kKnown;
        outcome.findings.clear();  // of words that are not captured
        KB_TRY_ASSIGN(NamedArticle found, find_named(state.database->latest(), *look.known));
        outcome.article = std::move(found.article);
        return outcome;
    }
    KB_TRY(lifecycle::check_creation(state.policy(), outcome.article, person));
    if (request.dry_run) {
        return outcome;
    }
    Action capturing = action;
    capturing.case_id = request.case_id.empty() ? action.case_id : request.case_id;
    KB_TRY_ASSIGN(PutOutcome put, add_article(state, outcome.article, capturing, "capture"));
    outcome.article = std::move(put.article);
    outcome.findings = std::move(put.findings);
    if (!request.case_id.empty()) {
        KB_TRY(link_case(state,
                         {.case_id = request.case_id,
                          .article = outcome.article.id,
                          .kind = LinkKind::kResolvedByNew},
                         capturing));
    }
    return outcome;
}

}  // namespace kb::engine
