// SPDX-License-Identifier: Apache-2.0
#pragma once

// A made support corpus: the same for the same seed, on every machine. Words follow Zipf's law, the
// n-th most frequent being n times rarer than the first; articles name products and error codes,
// and some words are misspelt, as in real ones.

#include <kb/article.hpp>
#include <kb/knowledge_base.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace kb::bench {

inline constexpr std::uint64_t kCorpusSeed = 20'260'301;

// One thread at a time.
class Corpus {
public:
    explicit Corpus(std::uint64_t seed = kCorpusSeed);

    // Some 30 words, named "D-<number>", validated and internal.
    Article next();
    std::vector<Article> next(std::size_t count);

    // What people type: two to five words, now and then a code or a misspelt word.
    std::string words_query();
    std::string all_words_query();  // +a +b
    std::string phrase_query();     // "a b", words that follow one another in some article
    std::string prefix_query();     // a b pre*

private:
    std::uint64_t below(std::uint64_t limit);  // the same on every standard library
    const std::string& word();
    std::string code();
    std::string text(std::size_t words);

    std::mt19937_64 random_;
    std::vector<std::string> vocabulary_;
    std::vector<double> cumulative_;    // of 1/rank
    std::vector<std::string> phrases_;  // two words each, from articles
    std::uint64_t number_ = 0;
};

// A folder that goes with the object, with an empty base or one of `articles` articles in files.
class MadeBase {
public:
    explicit MadeBase(std::size_t articles);
    MadeBase(const MadeBase&) = delete;
    MadeBase& operator=(const MadeBase&) = delete;
    ~MadeBase();
    [[nodiscard]] KnowledgeBase& base() { return *base_; }
    [[nodiscard]] Corpus& corpus() { return corpus_; }
    [[nodiscard]] const Action& action() const { return action_; }

private:
    std::filesystem::path folder_;
    Corpus corpus_;
    Action action_{.by = "coach"};
    std::unique_ptr<KnowledgeBase> base_;
};

inline constexpr std::size_t kImportBatch = 1000;

// The largest resident memory of this process until now, in bytes.
std::uint64_t peak_memory();

}  // namespace kb::bench
