// SPDX-License-Identifier: Apache-2.0

// How fast articles come in: in batches as an import does, and one until the next search has it.

#include "support/corpus.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace kb::bench {
namespace {

void import_batches(benchmark::State& state) {
    const auto articles = static_cast<std::size_t>(state.range(0));
    for (auto step : state) {
        MadeBase made(articles);
        benchmark::DoNotOptimize(&made);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.counters["peak_bytes"] = static_cast<double>(peak_memory());
}
BENCHMARK(import_batches)->Arg(10'000)->Arg(100'000)->Iterations(1)->Unit(benchmark::kMillisecond);

// One synced write, and the search that finds it by a word of its own.
void add_to_visible(benchmark::State& state) {
    MadeBase made(static_cast<std::size_t>(state.range(0)));
    std::uint64_t number = 0;
    for (auto step : state) {
        state.PauseTiming();
        Article article = made.corpus().next();
        const std::string word = "visible" + std::to_string(number++);
        article.keywords = {word};
        state.ResumeTiming();
        made.base().put(article, made.action()).value();
        const auto response = made.base().search(
            {.text = "+keywords:" + word, .viewer = {.audience = Audience::kInternal}});
        if (!response || response->hits.empty() || response->hits[0].id != article.id) {
            state.SkipWithError("what was written is not found");
            return;
        }
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(add_to_visible)->Arg(10'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace kb::bench
