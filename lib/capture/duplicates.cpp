// SPDX-License-Identifier: Apache-2.0
#include "capture/duplicates.hpp"

#include "article/field_text.hpp"
#include "article/words.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace kb::capture {
namespace {

using WordSet = std::vector<std::string>;  // sorted, each once

WordSet words_of(std::string_view text) {
    WordSet words;
    for (article::Word& word : article::split_words(text)) {
        if (article::is_content_word(word.folded)) {
            words.push_back(std::move(word.folded));
        }
    }
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    return words;
}

// Ways compared of one article; a much used one has very many.
constexpr std::size_t kWaysMax = 64;

// The ways in which an article tells its issue, and last all of them together.
std::vector<WordSet> issue_ways(const Article& article) {
    std::vector<WordSet> ways{words_of(article.title)};
    for (const Statement& statement : article.issue) {
        if (ways.size() < kWaysMax) {
            ways.push_back(words_of(statement.text));
        }
    }
    ways.push_back(words_of(article.title + '\n' + article::field_text(article, Field::kIssue)));
    return ways;
}

WordSet words_of(const Article& article, Field field) {
    return words_of(article::field_text(article, field));
}

std::optional<double> cosine(const WordSet& a, const WordSet& b) {
    if (a.empty() || b.empty()) {
        return std::nullopt;
    }
    WordSet common;
    std::ranges::set_intersection(a, b, std::back_inserter(common));
    const double sizes = static_cast<double>(a.size()) * static_cast<double>(b.size());
    return static_cast<double>(common.size()) / std::sqrt(sizes);
}

std::optional<double> most_alike(const std::vector<WordSet>& a, const std::vector<WordSet>& b) {
    std::optional<double> most;
    for (const WordSet& way : a) {
        for (const WordSet& other : b) {
            most = std::max(most, cosine(way, other));
        }
    }
    return most;
}

}  // namespace

Similarity compare(const Article& a, const Article& b) {
    Similarity similarity{
        .issue = most_alike(issue_ways(a), issue_ways(b)),
        .environment = cosine(words_of(a, Field::kEnvironment), words_of(b, Field::kEnvironment)),
        .resolution = cosine(words_of(a, Field::kResolution), words_of(b, Field::kResolution))};
    if (!similarity.issue) {
        return similarity;
    }
    double sum = kIssueWeight * *similarity.issue;
    double weights = kIssueWeight;
    if (similarity.environment) {
        sum += kEnvironmentWeight * *similarity.environment;
        weights += kEnvironmentWeight;
    }
    if (similarity.resolution) {
        sum += kResolutionWeight * *similarity.resolution;
        weights += kResolutionWeight;
    }
    similarity.overall = std::clamp(sum / weights, 0.0, 1.0);
    return similarity;
}

}  // namespace kb::capture
