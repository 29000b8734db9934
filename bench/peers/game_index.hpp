// SPDX-License-Identifier: Apache-2.0
#pragma once

// The engine alone, for comparing with other engines: one field, words split at blanks, every
// document public, no second phase.

#include "index/index.hpp"
#include "search/collect.hpp"

#include <kb/result.hpp>

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kb::bench {

struct GameHit {
    std::uint32_t document = 0;  // its line in the corpus, from 0
    double score = 0.0;
};

struct GameAnswer {
    std::vector<GameHit> hits{};
    std::uint64_t matched = 0;  // exact where all were counted
    search::Work work{};
};

// What a word of a query is.
enum class Reading : std::uint8_t { kAny, kAll, kPhrase, kPrefix, kFuzzy };

class GameIndex {
public:
    // Reads documents, one a line: JSON with "id" and "text", or the words alone. Returns how many.
    static Result<std::uint64_t> build(const std::string& folder, std::istream& lines);
    // Puts documents that are alike side by side.
    static Result<void> compact(const std::string& folder);
    static Result<std::unique_ptr<GameIndex>> open(const std::string& folder, unsigned threads = 1);

    // Words, +required, -excluded, "a phrase". `count`: all matches are counted.
    [[nodiscard]] GameAnswer answer(std::string_view query, std::size_t k, bool count) const;
    // Words that are all of one kind.
    [[nodiscard]] GameAnswer answer(const std::vector<std::string>& words, Reading reading,
                                    std::size_t k, bool count) const;
    [[nodiscard]] const std::string& id(std::uint32_t document) const { return ids_[document]; }

private:
    [[nodiscard]] GameAnswer run(search::PlanNode root, std::size_t k, bool count) const;
    [[nodiscard]] search::PlanNode term(const std::string& word) const;
    [[nodiscard]] search::PlanNode phrase(const std::vector<std::string>& words) const;
    [[nodiscard]] search::PlanNode any_of(std::vector<std::string> terms) const;
    [[nodiscard]] std::vector<std::string> with_prefix(const std::string& prefix) const;
    [[nodiscard]] std::vector<std::string> near(const std::string& word) const;

    std::unique_ptr<index::Index> index_;
    std::shared_ptr<const index::Snapshot> snapshot_;
    unsigned threads_ = 1;  // of one query
    search::Visible visible_;
    std::vector<std::string> ids_;
};

}  // namespace kb::bench
