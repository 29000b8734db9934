// SPDX-License-Identifier: Apache-2.0
#pragma once

// Plan, run, rank, answer.

#include "index/snapshot.hpp"
#include "ranking/signals.hpp"
#include "search/features.hpp"
#include "text/analyzer.hpp"

#include <kb/search.hpp>

#include <cstdint>
#include <memory>

namespace kb::search {

// Hands the articles of hits to a search. Any thread.
class TextSource {
public:
    TextSource() = default;
    TextSource(const TextSource&) = delete;
    TextSource& operator=(const TextSource&) = delete;
    virtual ~TextSource() = default;
    // That version of an article; never null. Errors: kNotFound, kCorruption, kIo.
    [[nodiscard]] virtual Result<std::shared_ptr<const Article>> load(
        std::uint64_t article, std::uint32_t version) const = 0;
};

struct SearchContext {
    const index::Snapshot& snapshot;
    const index::Schema& schema;
    const ranking::SignalSource& signals;
    const TextSource& texts;
    Timestamp now{};
    unsigned threads = 1;  // of one search, at the most
};

// Errors: kInvalidArgument (limits, profile), and what the text source gives.
[[nodiscard]] Result<SearchResponse> run_search(const SearchRequest& request,
                                                const SearchContext& context,
                                                text::Analyzer& analyzer);

// Tells whether the numbers of a request lie within their limits.
[[nodiscard]] Result<void> check_request(const SearchRequest& request);

}  // namespace kb::search
