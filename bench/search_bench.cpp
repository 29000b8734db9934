// SPDX-License-Identifier: Apache-2.0

// How long a search takes, by kind of query, over 100,000 made articles; ten hits with snippets.

#include "support/corpus.hpp"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace kb::bench {
namespace {

constexpr std::size_t kArticles = 100'000;
constexpr std::size_t kQueries = 500;  // in turn, so that no single one decides

MadeBase& shared_base() {
    static MadeBase base(kArticles);  // made once for all benchmarks of this program
    return base;
}

void search(benchmark::State& state, std::string (Corpus::*make)(), bool snippets) {
    MadeBase& made = shared_base();
    Corpus queries;  // the same queries for each run, whatever ran before
    queries.next(kQueries);
    std::vector<SearchRequest> requests(kQueries);
    for (SearchRequest& request : requests) {
        request.text = (queries.*make)();
        request.viewer.audience = Audience::kInternal;
        request.snippets = snippets;
    }
    std::size_t next = 0;
    for (auto step : state) {
        const auto response = made.base().search(requests[next]);
        if (!response) {
            state.SkipWithError(response.error().message.c_str());
            return;
        }
        benchmark::DoNotOptimize(response->hits.data());
        next = (next + 1) % kQueries;
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(search, any_word, &Corpus::words_query, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, any_word_no_snippet, &Corpus::words_query, false)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, all_words, &Corpus::all_words_query, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, phrase, &Corpus::phrase_query, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(search, prefix, &Corpus::prefix_query, true)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace kb::bench
