// SPDX-License-Identifier: Apache-2.0

// kb_bench_impact: what the impact byte costs a ranking that was judged.
//
//     kb_bench_impact --base DIR --queries FILE --qrels FILE [--language TAG]
//
// Ranks each judged query twice by text alone, phase two switched off: as the index does, by bytes
// and whole weights, and exactly, in double precision. Prints one JSON object: nDCG@10 of both, and
// the share of the exact ten best that the index has among its own.

#include "base/try.hpp"
#include "engine/recovery.hpp"
#include "kb_index/eval_files.hpp"
#include "search/collect.hpp"
#include "store/article_store.hpp"
#include "support/exact_ranking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kb::bench {
namespace {

constexpr int kExitUsage = 2;
constexpr int kExitFailed = 4;
constexpr std::size_t kDepth = 10;

struct Settings {
    std::string base{};
    std::string queries{};
    std::string judgements{};
    std::string language = "en";
};

struct Sums {
    std::size_t queries = 0;
    double by_byte = 0.0;
    double exact = 0.0;
    double overlap = 0.0;
};

using Ranking = std::vector<std::string>;

bool parse(int count, char** arguments, Settings& settings) {
    const std::map<std::string_view, std::string*> options{{"--base", &settings.base},
                                                           {"--queries", &settings.queries},
                                                           {"--qrels", &settings.judgements},
                                                           {"--language", &settings.language}};
    for (int i = 1; i < count; i += 2) {
        const auto option = options.find(arguments[i]);
        if (option == options.end() || i + 1 == count) {
            return false;
        }
        *option->second = arguments[i + 1];
    }
    return std::ranges::none_of(options, [](const auto& option) { return option.second->empty(); });
}

class Comparison {
public:
    Comparison(const engine::State& state, text::Analyzer& analyzer, std::string language)
        : state_(state),
          analyzer_(analyzer),
          language_(std::move(language)),
          snapshot_(state.index->snapshot()),
          visible_(search::make_visible(*snapshot_, {.audience = Audience::kInternal})) {}

    Result<void> read_ids() {
        return store::for_each_article(
            state_.database->snapshot(),
            [&](store::ArticleNumber number, const store::ArticleRecord& record) -> Result<void> {
                ids_[number] = record.article.id;
                return {};
            });
    }

    void add(const std::string& text, const tools::Grades& grades, Sums& sums) {
        const Query query = parse_query(text);
        const search::Plan plan =
            search::make_plan({.query = query, .language = language_}, visible_, analyzer_);
        const index::Schema& schema = state_.index->schema();
        Ranking by_byte;
        for (const search::Found& found :
             search::collect(plan, {}, visible_, schema, {.k = kDepth}).best) {
            by_byte.push_back(ids_[found.article]);
        }
        Ranking exact;
        for (const ExactHit& hit : rank_exactly(plan, visible_, schema, kDepth)) {
            exact.push_back(ids_[hit.article]);
        }
        ++sums.queries;
        sums.by_byte += tools::measure(by_byte, grades).ndcg_10;
        sums.exact += tools::measure(exact, grades).ndcg_10;
        sums.overlap += common_share(by_byte, exact);
    }

private:
    static double common_share(const Ranking& ours, const Ranking& exact) {
        if (exact.empty()) {
            return ours.empty() ? 1.0 : 0.0;
        }
        const auto common = std::ranges::count_if(
            exact, [&](const std::string& id) { return std::ranges::count(ours, id) > 0; });
        return static_cast<double>(common) / static_cast<double>(exact.size());
    }

    const engine::State& state_;
    text::Analyzer& analyzer_;
    std::string language_;
    std::shared_ptr<const index::Snapshot> snapshot_;
    search::Visible visible_;
    std::map<std::uint64_t, std::string> ids_;
};

Result<Sums> compare(const Settings& settings) {
    KB_TRY_ASSIGN(const auto state, engine::open_base(settings.base, {.mode = OpenMode::kRead}));
    KB_TRY_ASSIGN(const auto queries, tools::read_queries(settings.queries));
    KB_TRY_ASSIGN(const auto judgements, tools::read_judgements(settings.judgements));
    KB_TRY_ASSIGN(auto analyzer, text::Analyzer::make());
    Comparison comparison(*state, analyzer, settings.language);
    KB_TRY(comparison.read_ids());
    Sums sums;
    for (const tools::EvalQuery& query : queries) {
        if (const auto grades = judgements.find(query.id); grades != judgements.end()) {
            comparison.add(query.text, grades->second, sums);
        }
    }
    if (sums.queries == 0) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("{}: no query has a judgement", settings.queries)};
    }
    return sums;
}

int run(const Settings& settings) {
    const auto sums = compare(settings);
    if (!sums) {
        fmt::print(stderr, "kb_bench_impact: {}\n", sums.error().message);
        return kExitFailed;
    }
    const auto queries = static_cast<double>(sums->queries);
    fmt::print(
        "{{\"queries\":{},\"ndcg_10_byte\":{:.6f},\"ndcg_10_exact\":{:.6f},"
        "\"overlap_10\":{:.6f}}}\n",
        sums->queries, sums->by_byte / queries, sums->exact / queries, sums->overlap / queries);
    return 0;
}

}  // namespace
}  // namespace kb::bench

int main(int count, char** arguments) {
    kb::bench::Settings settings;
    if (!kb::bench::parse(count, arguments, settings)) {
        std::fputs(
            "usage: kb_bench_impact --base DIR --queries FILE --qrels FILE "
            "[--language TAG]\n",
            stderr);
        return kb::bench::kExitUsage;
    }
    return kb::bench::run(settings);
}
