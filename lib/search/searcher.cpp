// SPDX-License-Identifier: Apache-2.0
#include "search/searcher.hpp"

#include "base/try.hpp"
#include "search/collect.hpp"
#include "search/highlight.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::search {
namespace {

constexpr std::size_t kTitle = static_cast<std::size_t>(Field::kTitle);

// One search under way.
class Run {
public:
    Run(const SearchRequest& request, const SearchContext& context, text::Analyzer& analyzer)
        : request_(request),
          context_(context),
          analyzer_(analyzer),
          visible_(make_visible(context.snapshot, request.viewer)) {}

    // Whom an article belongs to is not told outside, so a viewer from there who asks for it finds
    // nothing rather than the answer.
    [[nodiscard]] Filter filter() const {
        Filter filter = request_.filter;
        if (!filter.owner_domains.empty() && request_.viewer.audience != Audience::kInternal) {
            filter.modified_from = Timestamp::max();
        }
        return filter;
    }

    Result<SearchResponse> answer() {
        const Query query = parse_query(request_.text);
        plan_ = make_plan({.query = query,
                           .language = request_.language,
                           .correct_spelling = request_.correct_spelling},
                          visible_, analyzer_);
        SearchResponse response;
        response.parsed = to_string(query);
        response.corrections = plan_.corrections;
        response.warnings = plan_.warnings;
        const std::size_t wanted = request_.offset + request_.limit;
        const std::size_t depth = request_.ranking.rerank_depth;
        CollectRequest request{.k = std::max<std::size_t>(wanted, depth),
                               .count_up_to = request_.exact_total_up_to,
                               .threads = context_.threads};
        if (request_.time_limit.count() > 0) {
            request.deadline = begin_ + request_.time_limit;
        }
        Collected collected = collect(plan_, filter(), visible_, context_.schema, request);
        response.complete = collected.complete;
        if (!collected.complete) {
            response.warnings.push_back(
                fmt::format("the time limit of {} ms ended the search; better hits may be missing",
                            static_cast<double>(request_.time_limit.count()) / 1000.0));
        }
        response.total = {.value = collected.matched, .exact = collected.complete};
        if (collected.matched > request_.exact_total_up_to) {
            response.total = {.value = request_.exact_total_up_to, .exact = false};
        }
        found_ = std::move(collected.best);
        order();
        for (std::size_t i = request_.offset; i < candidates_.size() && i < wanted; ++i) {
            KB_TRY_ASSIGN(Hit hit, make_hit(candidates_[i], i));
            response.hits.push_back(std::move(hit));
        }
        return response;
    }

private:
    [[nodiscard]] double text_score(const Found& found) const {
        return found.score / (255.0 * plan_.scale);
    }

    // Phase two orders the first rerank_depth; the rest follows in the order of phase one. A score
    // of phase two is never below its text score, so scores fall all the way.
    void order() {
        const std::size_t depth =
            std::min<std::size_t>(request_.ranking.rerank_depth, found_.size());
        const std::vector<Found> first(found_.begin(),
                                       found_.begin() + static_cast<std::ptrdiff_t>(depth));
        matches_ = match_words(plan_, first, visible_);
        for (std::size_t i = 0; i < depth; ++i) {
            candidates_.push_back(make_candidate(i));
        }
        ranking::rank(candidates_, request_.ranking);
        for (std::size_t i = depth; i < found_.size(); ++i) {
            const double text = text_score(found_[i]);
            candidates_.push_back(
                {.article = found_[i].article, .text = text, .score = text, .place = i});
        }
    }

    [[nodiscard]] ranking::Candidate make_candidate(std::size_t i) const {
        const Found& found = found_[i];
        const index::Columns& columns = visible_.segments[found.segment]->segment->columns();
        const std::uint32_t title = columns.lengths(found.document)[kTitle];
        ranking::Candidate candidate{.article = found.article,
                                     .text = text_score(found),
                                     .features = text_features(plan_, matches_[i], title),
                                     .exact_title = is_exact_title(plan_, matches_[i], title),
                                     .place = i};
        const auto feature = [&](ranking::Feature f) -> double& {
            return candidate.features[static_cast<std::size_t>(f)];
        };
        const ranking::Reuse& reuse = context_.signals.find(found.article);
        const auto confidence = static_cast<Confidence>(columns.confidence(found.document));
        const Timestamp modified{std::chrono::milliseconds(columns.modified_ms(found.document))};
        feature(ranking::Feature::kReuse) =
            ranking::reuse_signal(reuse, context_.now, request_.ranking.reuse_half_life);
        feature(ranking::Feature::kConfidence) = ranking::confidence_signal(confidence);
        feature(ranking::Feature::kFreshness) = ranking::freshness_signal(
            std::max(reuse.last, modified), context_.now, request_.ranking.freshness_half_life);
        return candidate;
    }

    Result<Hit> make_hit(const ranking::Candidate& candidate, std::size_t place) {
        const Found& found = found_[candidate.place];
        const index::Segment& segment = *visible_.segments[found.segment]->segment;
        KB_TRY_ASSIGN(
            const std::shared_ptr<const Article> loaded,
            context_.texts.load(found.article, segment.columns().version(found.document)));
        const Article& article = *loaded;
        const ranking::Reuse& reuse = context_.signals.find(found.article);
        Hit hit{.rank = static_cast<std::uint32_t>(place + 1),
                .id = article.id,
                .version = article.version,
                .title = article.title,
                .language = article.language,
                .state = article.state,
                .score = candidate.score,
                .solved = reuse.solved,
                .last_solved = reuse.last,
                .modified = article.modified};
        if (request_.snippets || request_.explain) {
            Matches alone;  // of a hit beyond the rerank depth
            if (candidate.place >= matches_.size()) {
                alone = match_words(plan_, {found}, visible_);
            }
            const WordMatches matches =
                candidate.place < matches_.size() ? matches_[candidate.place] : alone[0];
            if (request_.snippets) {
                hit.snippet = make_snippet({.plan = plan_,
                                            .matches = matches,
                                            .segment = segment,
                                            .document = found.document,
                                            .article = article},
                                           analyzer_);
            }
            if (request_.explain) {
                hit.explanation = explain(candidate, matches);
            }
        }
        return hit;
    }

    [[nodiscard]] Explanation explain(const ranking::Candidate& candidate,
                                      WordMatches matches) const {
        const bool reranked = candidate.place < matches_.size();
        const double best = found_.empty() ? 0.0 : text_score(found_.front());
        Explanation explanation;
        if (reranked) {
            explanation = ranking::explain(candidate, best, request_.ranking);
        } else {
            explanation.score = candidate.score;
            explanation.parts.push_back(
                {.name = "text", .value = candidate.text, .sentence = "beyond the rerank depth"});
        }
        for (std::size_t w = 0; w < plan_.words.size(); ++w) {
            const QueryWord& word = plan_.words[w];
            std::string where;
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                if (const std::size_t count = matches[w].positions[f].size(); count > 0) {
                    where += fmt::format("{}{} x {}", where.empty() ? "" : ", ",
                                         to_string(static_cast<Field>(f)), count);
                }
            }
            explanation.terms.push_back(
                {.name = word.shown,
                 .value = matches[w].present ? word.idf : 0.0,
                 .sentence = matches[w].present
                                 ? fmt::format("in {}{}; idf {:.3f}", where,
                                               matches[w].exact ? ", as written" : "", word.idf)
                                 : "not there"});
        }
        return explanation;
    }

    const Deadline begin_ = std::chrono::steady_clock::now();
    const SearchRequest& request_;
    const SearchContext& context_;
    text::Analyzer& analyzer_;
    Visible visible_;
    Plan plan_;
    std::vector<Found> found_;                    // phase one, best first
    Matches matches_;                             // of the first rerank_depth of them
    std::vector<ranking::Candidate> candidates_;  // final order
};

}  // namespace

Result<void> check_request(const SearchRequest& request) {
    if (request.limit < 1 || request.limit > kHitsMax) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("limit is {}, outside [1, {}]", request.limit, kHitsMax)};
    }
    if (request.offset > kHitOffsetMax) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("offset is {}, above {}", request.offset, kHitOffsetMax)};
    }
    if (request.time_limit.count() < 0 || request.time_limit > kTimeLimitMax) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("the time limit is {} us, outside [0, {}]",
                                 request.time_limit.count(), kTimeLimitMax.count())};
    }
    return check(request.ranking);
}

Result<SearchResponse> run_search(const SearchRequest& request, const SearchContext& context,
                                  text::Analyzer& analyzer) {
    KB_TRY(check_request(request));
    return Run(request, context, analyzer).answer();
}

}  // namespace kb::search
