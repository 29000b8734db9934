// SPDX-License-Identifier: Apache-2.0

// Writes to a base until it is killed, and says after each call what was acknowledged.
//
//     kb_crash_child work FOLDER SEED ROUND
//     kb_crash_child import FOLDER FILE
//     kb_crash_child rewrite FOLDER    replaces the articles of rewritten_articles()
//     kb_crash_child open FOLDER       writes nothing

#include "journal.hpp"

#include <kb/knowledge_base.hpp>

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace kb::crash {
namespace {

constexpr int kExitFailed = 3;

// One write(2) a line: what has left this process survives it.
void tell(std::string line) {
    line += '\n';
    const char* from = line.data();
    std::size_t left = line.size();
    while (left > 0) {
        const ssize_t wrote = ::write(STDOUT_FILENO, from, left);
        if (wrote <= 0) {
            std::_Exit(kExitFailed);
        }
        from += wrote;
        left -= static_cast<std::size_t>(wrote);
    }
}

[[noreturn]] void fail(std::string_view call, const Error& error) {
    tell("X\t" + std::string(call) + ": " + error.message);
    std::_Exit(kExitFailed);
}

template <typename T>
T need(std::string_view call, Result<T> result) {
    if (!result) {
        fail(call, result.error());
    }
    return *std::move(result);
}

void need(std::string_view call, const Result<void>& result) {
    if (!result) {
        fail(call, result.error());
    }
}

class Worker {
public:
    Worker(KnowledgeBase base, std::uint64_t seed, std::uint64_t round)
        : base_(std::move(base)), random_(seed), round_(round) {}

    [[noreturn]] void work() {
        for (;;) {
            step();
        }
    }

private:
    void step() {
        const std::uint64_t dice = random_() % 100;
        if (dice < 25 || ids_.empty()) {
            return capture();
        }
        if (dice < 40) {
            return put_batch();
        }
        if (dice < 58) {
            return edit();
        }
        if (dice < 70) {
            return change_state();
        }
        if (dice < 80) {
            return link();
        }
        if (dice < 86) {
            return record();
        }
        if (dice < 92) {
            return flag();
        }
        need("flush", base_.flush(random_() % 4 == 0));
    }

    void acknowledge(const Article& article) {
        tell("A\t" + article.id + '\t' + std::to_string(article.version) + '\t' +
             std::to_string(print_of(article)));
    }

    std::string next_marker() { return marker(round_ * 4096 + next_++); }
    const ArticleId& any_article() { return ids_[random_() % ids_.size()]; }

    void capture() {
        CaptureRequest request;
        request.title = words(random_, 3) + ' ' + next_marker();
        request.query = words(random_, 4);
        request.environment = {{"os", words(random_, 1)}};
        request.resolution = words(random_, 12);
        request.even_if_known = true;
        if (random_() % 4 == 0) {
            request.case_id = "new-" + std::to_string(round_) + '-' + std::to_string(next_++);
        }
        const CaptureOutcome outcome = need("capture", base_.capture(request, action_));
        acknowledge(outcome.article);
        if (!request.case_id.empty()) {
            tell("L\t" + request.case_id + '\t' + outcome.article.id);
        }
        ids_.push_back(outcome.article.id);
    }

    void put_batch() {
        const std::string prefix =
            "b" + std::to_string(round_) + '-' + std::to_string(next_++) + '-';
        std::vector<Article> articles(1 + random_() % kBatchArticles);
        for (std::size_t i = 0; i < articles.size(); ++i) {
            articles[i].id = prefix + std::to_string(i);
            articles[i].title = words(random_, 4) + ' ' + next_marker();
            articles[i].issue = {{.text = words(random_, 6)}};
            articles[i].environment = {{"os", words(random_, 1)}};
            articles[i].resolution = words(random_, 20);
            articles[i].state = {
                .confidence = Confidence::kValidated,
                .audience = random_() % 2 == 0 ? Audience::kPublic : Audience::kInternal};
        }
        tell("B\t" + prefix + '\t' + std::to_string(articles.size()));
        for (auto& outcome : need("put_all", base_.put_all(articles, action_))) {
            acknowledge(need("put", std::move(outcome)).article);
        }
        ids_.push_back(prefix + "0");
    }

    void edit() {
        Edit edit{.article = any_article()};
        edit.resolution = words(random_, 15);
        if (random_() % 2 == 0) {
            edit.add_issue = {{.text = words(random_, 3)}};
        }
        acknowledge(need("edit", base_.edit(edit, action_)).article);
    }

    // Only steps the rules allow: work in progress has no mandatory fields to miss here.
    void change_state() {
        StateChange change{.article = any_article()};
        const Article article = need(
            "article",
            base_.article(change.article, {.audience = Audience::kInternal, .archived = true}));
        const Confidence now = article.state.confidence;
        if (now == Confidence::kArchived || now == Confidence::kWorkInProgress) {
            change.confidence = Confidence::kNotValidated;
        } else if (random_() % 3 == 0) {
            change.confidence = Confidence::kArchived;
            change.audience = Audience::kInternal;
        } else {
            change.confidence = Confidence::kValidated;
            change.audience = random_() % 2 == 0 ? Audience::kPublic : Audience::kPartner;
        }
        acknowledge(need("set_state", base_.set_state(change, action_)).article);
    }

    void link() {
        if (!links_.empty() && random_() % 3 == 0) {
            const auto [case_id, article] = links_.back();
            tell("u\t" + case_id + '\t' + article);
            need("unlink", base_.unlink(case_id, article, action_));
            tell("U\t" + case_id + '\t' + article);
            links_.pop_back();
            return;
        }
        const CaseId case_id = "c-" + std::to_string(round_) + '-' + std::to_string(next_++);
        const ArticleId article = any_article();
        tell("l\t" + case_id + '\t' + article);
        need("link", base_.link(case_id, article, LinkKind::kResolvedByKnown, action_));
        tell("L\t" + case_id + '\t' + article);
        links_.emplace_back(case_id, article);
    }

    void record() {
        std::vector<Event> events;
        for (std::uint64_t i = 0; i < 1 + random_() % 5; ++i) {
            events.push_back(
                event_of("e-" + std::to_string(round_) + '-' + std::to_string(next_++)));
        }
        const RecordSummary summary = need("record", base_.record(events));
        if (summary.accepted != events.size()) {
            fail("record", {ErrorCode::kInternal, "not all events were accepted"});
        }
        for (const Event& event : events) {
            tell("E\t" + event.event_id);
        }
    }

    void flag() {
        const Flag flag =
            need("flag", base_.flag(any_article(), FlagKind::kOutdated, "look again", action_));
        tell("F\t" + std::to_string(flag.number));
    }

    KnowledgeBase base_;
    std::mt19937_64 random_;
    std::uint64_t round_;
    std::uint64_t next_ = 0;
    std::vector<ArticleId> ids_;
    std::vector<std::pair<CaseId, ArticleId>> links_;
    Action action_{.by = std::string(kCoach), .reason = "because"};
};

int work(char** arguments) {
    const std::uint64_t seed = std::strtoull(arguments[3], nullptr, 10);
    // Small memory segments, so that files are written and merged all the time.
    const OpenOptions options{.memory_articles_max = static_cast<std::uint32_t>(5 + seed % 60)};
    Worker worker(need("open", KnowledgeBase::open(arguments[2], options)), seed,
                  std::strtoull(arguments[4], nullptr, 10));
    worker.work();
}

int import(char** arguments) {
    KnowledgeBase base =
        need("open", KnowledgeBase::open(arguments[2], OpenOptions{.memory_articles_max = 3000}));
    ImportRequest request{.path = arguments[3], .format = ExchangeFormat::kJsonl};
    request.batch = kImportBatch;
    need("import",
         base.import_articles(request, {.by = std::string(kCoach)}, [](const Progress& progress) {
             tell("D\t" + std::to_string(progress.done));
             return true;
         }));
    return 0;
}

// Opens, replaces the articles where asked to, says so and waits for its end.
[[noreturn]] void open_and_wait(const char* folder, bool rewrite) {
    KnowledgeBase base = need("open", KnowledgeBase::open(folder));
    if (rewrite) {
        need("put_all", base.put_all(rewritten_articles(2), {.by = std::string(kCoach)}));
    }
    tell("R");
    for (;;) {
        ::pause();
    }
}

}  // namespace
}  // namespace kb::crash

int main(int count, char** arguments) {
    const std::string_view kind = count > 1 ? arguments[1] : "";
    if (kind == "work" && count == 5) {
        return kb::crash::work(arguments);
    }
    if (kind == "import" && count == 4) {
        return kb::crash::import(arguments);
    }
    if ((kind == "rewrite" || kind == "open") && count == 3) {
        kb::crash::open_and_wait(arguments[2], kind == "rewrite");
    }
    return 2;
}
