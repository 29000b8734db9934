// SPDX-License-Identifier: Apache-2.0

// Readers and a writer of one base in one process: what is written is found by the writer's next
// search, and readers never meet an error, an article twice, or what they may not read. Written to
// run under the thread sanitizer; KB_CONCURRENCY_STEPS sets how much the writer does.

#include "support/temporary_folder.hpp"

#include <kb/knowledge_base.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
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
    static constexpr std::string_view kProblems[] = {"printer offline", "vpn drops", "login fails",
                                                     "sync is slow"};
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
            if (viewer.audience == Audience::kPublic && hit.state.audience != Audience::kPublic) {
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

// The writer's own view: what a call has acknowledged is there for the next.
class Writer {
public:
    Writer(KnowledgeBase& base, Complaints& complaints, std::uint32_t seed)
        : base_(base), complaints_(complaints), random_(seed) {}

    void write() {
        switch (random_() % 8) {
        case 0: return flush();
        case 1:
        case 2: return capture();
        case 3: return change_audience();
        case 4:
        case 5: return edit();
        case 6: return put();
        default: return link();
        }
    }

private:
    template <typename T>
    bool good(std::string_view call, const Result<T>& result) {
        if (!result) {
            complaints_.add(std::string(call) + ": " + result.error().message);
        }
        return result.has_value();
    }

    // A word that stands in one article only finds that one, at this version, and nobody outside
    // finds it where it is not for the public.
    void check_found(const std::string& word, const Article& article) {
        for (const Viewer& viewer : {kInside, kOutside}) {
            const bool visible = viewer.audience == Audience::kInternal ||
                                 (article.state.audience == Audience::kPublic &&
                                  article.state.confidence == Confidence::kValidated);
            const auto response =
                base_.search({.text = word, .viewer = viewer, .correct_spelling = false});
            if (!good("search of the writer", response)) {
                continue;
            }
            const bool found = response->hits.size() == 1 && response->hits[0].id == article.id &&
                               response->hits[0].version == article.version;
            if (visible ? !found : !response->hits.empty()) {
                complaints_.add(article.id + (visible ? " not found by " : " shown outside by ") +
                                word);
            }
        }
    }

    ArticleId any_article() { return "A-" + std::to_string(random_() % count_); }

    void flush() { good("flush", base_.flush(random_() % 3 == 0)); }

    void capture() {
        CaptureRequest request;
        const std::string word = own_word(100'000 + captured_++);
        request.query = "screen stays black " + word;
        request.environment = {{"os", "Debian 12"}};
        request.even_if_known = true;
        const auto outcome = base_.capture(request, action_);
        if (good("capture", outcome)) {
            check_found(word, outcome->article);
        }
    }

    void put() {
        const Article article = make_article(count_);
        const auto outcome = base_.put(article, action_);
        if (good("put", outcome)) {
            check_found(own_word(count_++), outcome->article);
        }
    }

    void edit() {
        const std::string word = own_word(200'000 + edited_++);
        Edit edit{.article = any_article()};
        edit.resolution = "Remove the file " + word + " and start again.";
        const auto outcome = base_.edit(edit, action_);
        if (good("edit", outcome)) {
            check_found(word, outcome->article);
        }
    }

    void change_audience() {
        const std::uint64_t number = random_() % count_;
        StateChange change{.article = "A-" + std::to_string(number)};
        change.audience = random_() % 2 == 0 ? Audience::kPublic : Audience::kInternal;
        const auto outcome = base_.set_state(change, action_);
        if (good("set_state", outcome)) {
            check_found(own_word(number), outcome->article);
        }
    }

    void link() {
        const CaseId case_id = "C-" + std::to_string(linked_++);
        if (good("link", base_.link(case_id, any_article(), LinkKind::kResolvedByKnown, action_))) {
            const auto links = base_.links_of_case(case_id);
            if (good("links", links) && links->size() != 1) {
                complaints_.add("the link of " + case_id + " is not there");
            }
        }
    }

    KnowledgeBase& base_;
    Complaints& complaints_;
    std::mt19937 random_;
    std::uint64_t count_ = kArticlesAtFirst;
    std::uint64_t captured_ = 0;
    std::uint64_t edited_ = 0;
    std::uint64_t linked_ = 0;
    Action action_{.by = "coach", .reason = "because"};
};

}  // namespace

TEST_CASE("readers and a writer share a base") {
    const test::TemporaryFolder folder;
    // Small memory segments: files are written and merged while the readers read.
    auto base = KnowledgeBase::create(folder.path() / "base", {.owner = {.id = "coach"}},
                                      {.memory_articles_max = 25});
    REQUIRE(base);
    std::vector<Article> first;
    for (std::uint64_t i = 0; i < kArticlesAtFirst; ++i) {
        first.push_back(make_article(i));
    }
    REQUIRE(base->put_all(first, {.by = "coach"}));

    Complaints complaints;
    std::atomic<bool> stop = false;
    std::atomic<std::uint64_t> reads = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < kReaders; ++i) {
        readers.emplace_back([&, seed = kSeed + 1 + static_cast<std::uint32_t>(i)] {
            Reader reader(*base, complaints, seed);
            while (!stop.load()) {
                reader.read();
                ++reads;
            }
        });
    }
    Writer writer(*base, complaints, kSeed);
    for (std::uint64_t step = 0; step < step_count(); ++step) {
        writer.write();
    }
    stop = true;
    for (std::thread& reader : readers) {
        reader.join();
    }
    CHECK(complaints.all() == "");
    CHECK(reads > 0);
    const auto report = base->verify({.deep = true});
    REQUIRE(report);
    CHECK(report->damage.empty());
}

// Segments in memory, of all shelves.
std::size_t waiting(const KnowledgeBase& base) {
    const auto inspection = base.inspect({});
    std::size_t count = 0;
    for (const ShelfInfo& shelf : inspection->shelves) {
        count += static_cast<std::size_t>(
            std::ranges::count_if(shelf.segments, [](const auto& s) { return s.file.empty(); }));
    }
    return count;
}

// Batches of articles, all for the public, that are large enough for merges beside the writer.
std::vector<Article> large_batch(std::uint64_t number) {
    std::vector<Article> articles;
    for (std::uint64_t i = 0; i < 700; ++i) {
        articles.push_back(make_article(2 * (number * 700 + i)));
    }
    return articles;
}

TEST_CASE("large merges go on beside a writer and readers") {
    const test::TemporaryFolder folder;
    auto base = KnowledgeBase::create(folder.path() / "base", {.owner = {.id = "coach"}}, {});
    REQUIRE(base);
    Complaints complaints;
    std::atomic<bool> stop = false;
    std::thread reading([&] {
        Reader reader(*base, complaints, kSeed);
        while (!stop.load()) {
            reader.read();
        }
    });
    std::uint64_t edits = 0;
    const auto edit = [&](std::uint64_t number) {
        Edit change{.article = "A-" + std::to_string(2 * number)};
        change.resolution = "Remove the file " + own_word(500'000 + edits++) + " and start again.";
        if (!base->edit(change, {.by = "coach", .reason = "because"})) {
            complaints.add("edit of " + change.article);
        }
    };
    std::uint64_t batches = 0;
    bool merged = false;
    const auto add_batches = [&](std::uint64_t count) {
        for (const std::uint64_t end = batches + count; batches < end; ++batches) {
            const std::size_t before = waiting(*base);
            REQUIRE(base->put_all(large_batch(batches), {.by = "coach"}));
            for (std::uint64_t i = 0; i < 20; ++i) {
                edit((i * 997) % (batches * 700 + 700));
            }
            merged = merged || waiting(*base) < before;
        }
    };
    add_batches(6);
    // A merge is due or under way; it needs no help.
    for (int i = 0; i < 600 && !merged; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        merged = waiting(*base) < 5;
    }
    CHECK(merged);
    add_batches(5);
    REQUIRE(base->flush(false));
    add_batches(5);
    REQUIRE(base->rebuild());
    add_batches(5);
    stop = true;
    reading.join();
    CHECK(complaints.all() == "");

    // Two close it at once, while a merge may be under way: one does, one is told.
    std::atomic<int> closed = 0;
    std::thread other([&] { closed += base->close() ? 1 : 0; });
    closed += base->close() ? 1 : 0;
    other.join();
    CHECK(closed == 1);

    const auto again = KnowledgeBase::open(folder.path() / "base", {.mode = OpenMode::kRead});
    REQUIRE(again);
    const auto report = again->verify({.deep = true});
    REQUIRE(report);
    CHECK(report->damage.empty());
    for (const std::uint64_t number : {std::uint64_t{0}, edits - 1}) {
        const auto found = again->search({.text = own_word(500'000 + number), .viewer = kInside});
        REQUIRE(found);
        CHECK(found->total.value <= 1);
    }
    CHECK(again->search({.text = own_word(500'000 + edits - 1), .viewer = kInside})->hits.size() ==
          1);
    CHECK(again->search({.text = "printer", .viewer = kInside, .exact_total_up_to = 1'000'000})
              ->total.value == batches * 700 / 2);
}

}  // namespace kb
