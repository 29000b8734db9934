// SPDX-License-Identifier: Apache-2.0

// Readers and a writer of one base in one process: what is written is found by the writer's next
// search, and readers never meet an error, an article twice, or what they may not read. Written to
// run under the thread sanitizer; KB_CONCURRENCY_STEPS sets how much the writer does.

#include "support/temporary_folder.hpp"

#include <kb/knowledge_base.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <cstdlib>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace kb {
namespace {

constexpr std::uint64_t kSteps = 250;
constexpr std::uint32_t kSeed = 20'260'301;
constexpr int kReaders = 3;
constexpr std::uint32_t kArticlesAtFirst = 60;

const Viewer kInside{.audience = Audience::kInternal, .archived = true};
const Viewer kOutside{};

std::uint64_t step_count() {
    const char* text = std::getenv("KB_CONCURRENCY_STEPS");
    return text == nullptr ? kSteps : std::strtoull(text, nullptr, 10);
}

// What went wrong, from any thread; Catch2's own macros are for one thread only.
class Complaints {
public:
    void add(std::string text) {
        const std::lock_guard lock(mutex_);
        if (texts_.size() < 20) {
            texts_.push_back(std::move(text));
        }
    }
    [[nodiscard]] std::string all() const {
        const std::lock_guard lock(mutex_);
        std::string all;
        for (const std::string& text : texts_) {
            all += text + '\n';
        }
        return all;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> texts_;
};

std::string own_word(std::uint64_t number) {
    std::string word = "zq";
    for (int i = 0; i < 6; ++i) {
        word += "bdfgklmp"[number % 8];
        number /= 8;
    }
    return word + "ox";
}

Article make_article(std::uint64_t number) {
    static constexpr std::string_view kProblems[] = {"printer offline", "vpn drops",
                                                     "login fails", "sync is slow"};
    Article article;
    article.id = "A-" + std::to_string(number);
    article.title = std::string(kProblems[number % 4]) + ' ' + own_word(number);
    article.issue = {{.text = "it stopped after the update"}};
    article.environment = {{"os", "Windows 11"}};
    article.resolution = "Restart the service and sign in again.";
    article.state = {.confidence = Confidence::kValidated,
                     .audience = number % 2 == 0 ? Audience::kPublic : Audience::kInternal};
    return article;
}

class Reader {
public:
    Reader(const KnowledgeBase& base, Complaints& complaints, std::uint32_t seed)
        : base_(base), complaints_(complaints), random_(seed) {}

    void read() {
        static constexpr std::string_view kQueries[] = {
            "printer offline", "+vpn drops", "\"login fails\"", "sync slo*", "update zqb*"};
        const Viewer& viewer = random_() % 2 == 0 ? kInside : kOutside;
        const auto response =
            base_.search({.text = std::string(kQueries[random_() % std::size(kQueries)]),
                          .viewer = viewer,
                          .limit = 50});
        if (!response) {
            return complaints_.add("search: " + response.error().message);
        }
        std::set<ArticleId> seen;
        for (const Hit& hit : response->hits) {
            if (!seen.insert(hit.id).second) {
                complaints_.add(hit.id + " twice in one response");
            }
            if (viewer == kOutside_ && hit.state.audience != Audience::kPublic) {
                complaints_.add(hit.id + " shown to the public");
            }
        }
        if (response->total.value < response->hits.size()) {
            complaints_.add("fewer articles counted than shown");
        }
        if (!response->hits.empty()) {
            look_closer(response->hits[random_() % response->hits.size()].id, viewer);
        }
    }

private:
    // The article may have left the viewer's sight since the search: not found is right then.
    void look_closer(const ArticleId& id, const Viewer& viewer) {
        const auto article = base_.article(id, viewer);
        if (!article && article.error().code != ErrorCode::kNotFound) {
            complaints_.add("article: " + article.error().message);
        }
        const auto similar = base_.similar(id, viewer, 5);
        if (!similar && similar.error().code != ErrorCode::kNotFound) {
            complaints_.add("similar: " + similar.error().message);
        }
        const auto links = base_.links_of_article(id);
        if (!links) {
            complaints_.add("links: " + links.error().message);
        }
        if (!base_.statistics()) {
            complaints_.add("statistics");
        }
    }

    const KnowledgeBase& base_;
    Complaints& complaints_;
    std::mt19937 random_;
};

}  // namespace
}  // namespace kb
