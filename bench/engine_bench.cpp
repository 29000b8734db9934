// SPDX-License-Identifier: Apache-2.0

// What a writer in the same process costs a search: the same queries, without one and beside one
// that puts an article after another.

#include "support/corpus.hpp"

#include <benchmark/benchmark.h>

#include <atomic>
#include <thread>
#include <vector>

namespace kb::bench {
namespace {

constexpr std::size_t kArticles = 20'000;
constexpr std::size_t kQueries = 200;

void search_beside_writer(benchmark::State& state) {
    MadeBase made(kArticles);
    Corpus queries;  // the same words as the articles
    queries.next(kQueries);
    std::vector<SearchRequest> requests(kQueries);
    for (SearchRequest& request : requests) {
        request = {.text = queries.words_query(), .viewer = {.audience = Audience::kInternal}};
    }
    std::atomic<bool> stop = false;
    std::atomic<std::uint64_t> written = 0;
    std::thread writer([&] {
        while (state.range(0) != 0 && !stop.load()) {
            made.base().put(made.corpus().next(), made.action()).value();
            ++written;
        }
    });
    std::size_t next = 0;
    for (auto step : state) {
        const auto response = made.base().search(requests[next]);
        if (!response) {
            state.SkipWithError(response.error().message.c_str());
            break;
        }
        benchmark::DoNotOptimize(response->hits.data());
        next = (next + 1) % kQueries;
    }
    stop = true;
    writer.join();
    state.SetItemsProcessed(state.iterations());
    state.counters["written"] =
        benchmark::Counter(static_cast<double>(written.load()), benchmark::Counter::kIsRate);
}
BENCHMARK(search_beside_writer)->Arg(0)->Arg(1)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace kb::bench
