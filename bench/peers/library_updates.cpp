// SPDX-License-Identifier: Apache-2.0
#include "peers/library_updates.hpp"

#include "base/try.hpp"

#include <kb/knowledge_base.hpp>

#include <algorithm>
#include <chrono>
#include <istream>
#include <string>
#include <vector>

namespace kb::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kImportBatch = 5'000;
constexpr std::size_t kBulkUpdates = 10'000;  // as in protocol.cpp
constexpr std::size_t kUpdatesPerCommit = 1'000;
const std::string kBulkWord = "zzqlk";

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Article article_of(std::size_t line, const std::string& text) {
    Article article;
    article.id = "L-" + std::to_string(line);
    article.title = article.id;
    article.resolution = text.empty() ? "-" : text;
    article.state = {.confidence = Confidence::kValidated, .audience = Audience::kPublic};
    return article;
}

// A word of its own for each line, of consonants alone: nothing in it can be stemmed or taken
// apart.
std::string word_of(std::size_t line) {
    static constexpr std::string_view kLetters = "bcdfghjkmn";
    std::string word = "zzq";
    for (const char digit : std::to_string(line)) {
        word += kLetters[static_cast<std::size_t>(digit - '0')];
    }
    return word;
}

// Evenly over the corpus, a line for each of so many updates; fewer where it is shorter.
std::vector<std::size_t> spread(std::size_t count, std::size_t lines) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < std::min(count, lines); ++i) {
        chosen.push_back(i * lines / std::min(count, lines));
    }
    return chosen;
}

class Replacing {
public:
    Replacing(KnowledgeBase& base, const Action& action, std::vector<std::string> texts)
        : base_(base), action_(action), texts_(std::move(texts)) {}

    Result<void> load() {
        for (std::size_t at = 0; at < texts_.size(); at += kImportBatch) {
            std::vector<Article> batch;
            for (std::size_t i = at; i < std::min(at + kImportBatch, texts_.size()); ++i) {
                batch.push_back(article_of(i, texts_[i]));
            }
            KB_TRY(put(batch));
        }
        return base_.flush(true);
    }

    // Milliseconds for each, sorted.
    Result<std::vector<double>> one_by_one(std::size_t count) {
        std::vector<double> times;
        for (const std::size_t line : spread(count, texts_.size())) {
            const std::string word = word_of(line);
            const Article article = article_of(line, texts_[line] + ' ' + word);
            const auto start = Clock::now();
            KB_TRY(base_.put(article, action_));
            KB_TRY(expect(word, 1));
            times.push_back(seconds_since(start) * 1e3);
        }
        std::ranges::sort(times);
        return times;
    }

    // Articles a second.
    Result<double> in_bulk() {
        const std::vector<std::size_t> lines = spread(kBulkUpdates, texts_.size());
        const auto start = Clock::now();
        std::vector<Article> batch;
        for (const std::size_t line : lines) {
            batch.push_back(article_of(line, texts_[line] + ' ' + kBulkWord));
            if (batch.size() == kUpdatesPerCommit || line == lines.back()) {
                KB_TRY(put(batch));
                batch.clear();
            }
        }
        const double seconds = seconds_since(start);
        KB_TRY(expect(kBulkWord, lines.size()));
        return static_cast<double>(lines.size()) / seconds;
    }

private:
    Result<void> put(const std::vector<Article>& batch) {
        KB_TRY_ASSIGN(const auto outcomes, base_.put_all(batch, action_));
        for (const auto& outcome : outcomes) {
            KB_TRY(outcome);
        }
        return {};
    }

    Result<void> expect(const std::string& word, std::uint64_t articles) {
        KB_TRY_ASSIGN(const SearchResponse response,
                      base_.search({.text = '+' + word,
                                    .ranking = {.rerank_depth = 0},
                                    .snippets = false,
                                    .correct_spelling = false,
                                    .exact_total_up_to = 2 * kBulkUpdates}));
        if (response.total.value != articles) {
            return Error{ErrorCode::kCorruption, word + " is found " +
                                                     std::to_string(response.total.value) +
                                                     " times, not " + std::to_string(articles)};
        }
        return {};
    }

    KnowledgeBase& base_;
    const Action& action_;
    std::vector<std::string> texts_;
};

Result<UpdateTimes> time_in(const std::filesystem::path& folder, std::vector<std::string> texts,
                            std::size_t count) {
    const Action action{.by = "bench"};
    KB_TRY_ASSIGN(KnowledgeBase base, KnowledgeBase::create(folder, {.owner = {.id = action.by}}));
    Replacing replacing(base, action, std::move(texts));
    KB_TRY(replacing.load());
    KB_TRY_ASSIGN(const std::vector<double> times, replacing.one_by_one(count));
    KB_TRY_ASSIGN(const double per_second, replacing.in_bulk());
    return UpdateTimes{.updates = times.size(),
                       .p50_ms = times[times.size() / 2],
                       .p99_ms = times[times.size() * 99 / 100],
                       .per_second = per_second};
}

}  // namespace

Result<UpdateTimes> time_updates(const std::filesystem::path& folder, std::istream& lines,
                                 std::size_t count) {
    std::vector<std::string> texts;
    for (std::string line; std::getline(lines, line);) {
        texts.push_back(std::move(line));
    }
    if (texts.empty() || count == 0) {
        return Error{ErrorCode::kInvalidArgument,
                     "no corpus on the standard input, or no updates asked for"};
    }
    std::filesystem::remove_all(folder);
    auto times = time_in(folder, std::move(texts), count);
    std::filesystem::remove_all(folder);
    return times;
}

}  // namespace kb::bench
