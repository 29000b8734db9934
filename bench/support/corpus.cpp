// SPDX-License-Identifier: Apache-2.0
#include "support/corpus.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <stdexcept>
#include <unordered_set>

namespace kb::bench {
namespace {

constexpr std::size_t kVocabulary = 30'000;
constexpr std::size_t kTitleWords = 6;
constexpr std::size_t kIssueWords = 8;
constexpr std::size_t kResolutionWords = 16;
constexpr std::size_t kPhrasesKept = 4096;
constexpr std::uint64_t kMisspeltOneIn = 50;  // words
constexpr std::uint64_t kWithCodeOneIn = 5;   // articles
constexpr std::uint64_t kProducts = 40;

}  // namespace

Corpus::Corpus(std::uint64_t seed) : random_(seed) {
    static constexpr std::string_view kConsonants = "bcdfghklmnprstvw";
    static constexpr std::string_view kVowels = "aeiou";
    std::unordered_set<std::string> taken;
    double sum = 0.0;
    while (vocabulary_.size() < kVocabulary) {
        std::string made;
        for (std::uint64_t syllables = 1 + below(4); syllables > 0; --syllables) {
            made += kConsonants[below(kConsonants.size())];
            made += kVowels[below(kVowels.size())];
        }
        made += kConsonants[below(kConsonants.size())];
        if (taken.insert(made).second) {
            vocabulary_.push_back(std::move(made));
            sum += 1.0 / static_cast<double>(vocabulary_.size());
            cumulative_.push_back(sum);
        }
    }
}

std::uint64_t Corpus::below(std::uint64_t limit) { return random_() % limit; }

const std::string& Corpus::word() {
    const double share = static_cast<double>(random_() >> 11U) / 9007199254740992.0;  // 2^53
    const auto place = std::ranges::lower_bound(cumulative_, share * cumulative_.back());
    return vocabulary_[std::min(static_cast<std::size_t>(place - cumulative_.begin()),
                                kVocabulary - 1)];
}

std::string Corpus::code() {
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string made = "0x8007";
    for (int i = 0; i < 4; ++i) {
        made += kDigits[below(kDigits.size())];
    }
    return made;
}

std::string Corpus::text(std::size_t words) {
    std::string made;
    std::string last;
    for (std::size_t i = 0; i < words; ++i) {
        std::string next = word();
        if (below(kMisspeltOneIn) == 0) {
            std::swap(next[next.size() / 2], next[next.size() / 2 - 1]);
        }
        if (i == 1 && phrases_.size() < kPhrasesKept) {
            phrases_.push_back(last + ' ' + next);
        }
        made += i == 0 ? "" : " ";
        made += next;
        last = std::move(next);
    }
    return made;
}

Article Corpus::next() {
    Article article;
    article.id = "D-" + std::to_string(number_++);
    article.title = text(kTitleWords);
    article.issue = {{.text = text(kIssueWords)}};
    article.environment = {{"product", "product" + std::to_string(below(kProducts))}};
    article.resolution = text(kResolutionWords) + '.';
    article.products = {article.environment[0].value};
    if (below(kWithCodeOneIn) == 0) {
        article.codes = {code()};
    }
    article.state.confidence = Confidence::kValidated;
    return article;
}

std::vector<Article> Corpus::next(std::size_t count) {
    std::vector<Article> articles;
    articles.reserve(count);
    while (articles.size() < count) {
        articles.push_back(next());
    }
    return articles;
}

std::string Corpus::words_query() {
    std::string query = text(2 + below(4));
    return below(10) == 0 ? query + ' ' + code() : query;
}

std::string Corpus::all_words_query() { return '+' + word() + " +" + word(); }

std::string Corpus::phrase_query() {
    if (phrases_.empty()) {
        next();
    }
    return '"' + phrases_[below(phrases_.size())] + '"';
}

std::string Corpus::prefix_query() { return text(2) + ' ' + word().substr(0, 3) + '*'; }

MadeBase::MadeBase(std::size_t articles) {
    std::string name = (std::filesystem::temp_directory_path() / "kb-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("cannot make a temporary folder");
    }
    folder_ = name;
    base_ = std::make_unique<KnowledgeBase>(
        KnowledgeBase::create(folder_ / "base", {.owner = {.id = action_.by}}).value());
    for (std::size_t done = 0; done < articles; done += kImportBatch) {
        const auto batch = corpus_.next(std::min(kImportBatch, articles - done));
        const auto outcomes = base_->put_all(batch, action_).value();
        for (const auto& outcome : outcomes) {
            static_cast<void>(outcome.value());  // throws where one was refused
        }
    }
    if (articles > 0) {
        base_->flush(true).value();
    }
}

MadeBase::~MadeBase() {
    base_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::uint64_t peak_memory() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace kb::bench
