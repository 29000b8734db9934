// SPDX-License-Identifier: Apache-2.0
#include "engine/care.hpp"

#include "base/try.hpp"
#include "index/snapshot.hpp"

namespace kb::engine {
Result<BaseStatistics> read_statistics(const State& state) {
    KB_TRY(check_open(state));
    KB_TRY_ASSIGN(const store::Counters counters, state.database->counters());
    const index::IndexSize size = state.index->size();
    BaseStatistics statistics{.generation = counters[store::Counter::kChange],
                              .articles = counters[store::Counter::kArticles],
                              .versions = counters[store::Counter::kVersions],
                              .events = counters[store::Counter::kEvents],
                              .people = counters[store::Counter::kPeople],
                              .links = counters[store::Counter::kLinks],
                              .open_flags = counters[store::Counter::kOpenFlags],
                              .open_proposals = counters[store::Counter::kOpenProposals],
                              .segments = size.files,
                              .index_bytes = size.file_bytes,
                              .memory_articles = size.memory_documents};
    const auto snapshot = state.index->snapshot();
    for (std::size_t s = 0; s < kShelfCount; ++s) {
        statistics.articles_on_shelf[s] = snapshot->shelves[s]->sums.documents;
    }
    return statistics;
}

}  // namespace kb::engine
