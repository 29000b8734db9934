// SPDX-License-Identifier: Apache-2.0

// How fast articles come in: in batches as an import does, and one until the next search has it.

#include "support/corpus.hpp"

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace kb::bench {
namespace {

using Clock = std::chrono::steady_clock;

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

double at(std::vector<double>& times, double share) {
    const auto place = static_cast<std::size_t>(share * static_cast<double>(times.size() - 1));
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(place));
    return times[place];
}

double micros(Clock::duration time) {
    return std::chrono::duration<double, std::micro>(time).count();
}

// What the disk alone takes to keep a record as large as one of the write-ahead log.
double synced_append(int file) {
    static const std::string kRecord(2000, 'x');
    const auto begin = Clock::now();
    if (::write(file, kRecord.data(), kRecord.size()) < 0 || ::fdatasync(file) != 0) {
        throw std::runtime_error("cannot write beside the base");
    }
    return micros(Clock::now() - begin);
}

// One synced write, after which the next search must find it by a word of its own; beside it in
// turn, on the same disk, a synced write of nothing else. Microseconds.
void add_to_visible(benchmark::State& state) {
    MadeBase made(static_cast<std::size_t>(state.range(0)));
    const auto add = [&](std::uint64_t number) {
        Article article = made.corpus().next();
        const std::string word = "visible" + std::to_string(number);
        article.keywords = {word};
        const auto begin = Clock::now();
        made.base().put(article, made.action()).value();
        const auto time = Clock::now() - begin;
        const auto response = made.base().search(
            {.text = "+keywords:" + word, .viewer = {.audience = Audience::kInternal}});
        if (!response || response->hits.empty() || response->hits[0].id != article.id) {
            state.SkipWithError("what was written is not found");
        }
        return micros(time);
    };
    add(0);  // the first with keywords: it moves the mean length of that field, once
    std::string name = (std::filesystem::temp_directory_path() / "kb-sync-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    std::vector<double> adds;
    std::vector<double> syncs;
    for (auto step : state) {
        adds.push_back(add(adds.size() + 1));
        syncs.push_back(synced_append(file));
        state.SetIterationTime(adds.back() * 1e-6);
    }
    ::close(file);
    ::unlink(name.c_str());
    state.counters["add_p50"] = at(adds, 0.5);
    state.counters["add_p99"] = at(adds, 0.99);
    state.counters["sync_p50"] = at(syncs, 0.5);
    state.counters["sync_p99"] = at(syncs, 0.99);
}
BENCHMARK(add_to_visible)
    ->Arg(10'000)
    ->Iterations(4000)
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace kb::bench
