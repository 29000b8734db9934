// SPDX-License-Identifier: Apache-2.0
//
// Goal: what a viewer may not read does not exist for him. Two bases hold the same public articles;
// one of them also holds many others, written between them, that share words with them. For a
// public viewer every answer of the two is equal in every member, to the last bit of every score.

#include "support/articles.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <random>

namespace kb {
namespace {

using test::by;

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t n) { return random() % n; }

const std::vector<std::string>& shared_words() {
    static const std::vector<std::string> words{"printer",
                                                "offline",
                                                "spooler",
                                                "restart",
                                                "driver",
                                                "network",
                                                "password",
                                                "reset",
                                                "mailbox",
                                                "calendar",
                                                "outlook",
                                                "connection",
                                                "timeout",
                                                "certificate",
                                                "expired",
                                                "installer",
                                                "upgrade",
                                                "database",
                                                "ORA-00942",
                                                "0x80070005",
                                                "v2.4.1",
                                                "wi-fi",
                                                "login",
                                                "AccessDenied",
                                                "printing",
                                                "printed",
                                                "drucker",
                                                "r\u00e9sum\u00e9",
                                                "\u6253\u5370\u673a",
                                                "the",
                                                "is",
                                                "not"};
    return words;
}

// Words that only hidden articles have, most of them one edit from a public word.
const std::vector<std::string>& hidden_words() {
    static const std::vector<std::string> words{
        "printter",    "offlime",  "canaryzebra", "spoolerx",    "passwort",    "mailboxx",
        "certificatf", "netwrok",  "databasse",   "canary-4711", "upgrad",      "KBX-99999",
        "connectiom",  "priinter", "timeouts",    "logon",       "canaryquokka"};
    return words;
}

std::string text_of(Random& random, std::size_t words, bool hidden) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) {
        const bool secret = hidden && below(random, 3) == 0;
        const auto& from = secret ? hidden_words() : shared_words();
        text += (i == 0 ? "" : " ") + from[below(random, from.size())];
    }
    return text;
}

Article random_article(Random& random, const ArticleId& id, bool hidden) {
    Article made = test::article(id, text_of(random, 2 + below(random, 5), hidden),
                                 text_of(random, 3 + below(random, 12), hidden),
                                 text_of(random, 5 + below(random, 40), hidden));
    if (below(random, 3) == 0) {
        made.cause = text_of(random, 6, hidden);
    }
    if (below(random, 3) == 0) {
        made.codes = {hidden ? "E-7777" : "E-" + std::to_string(1000 + below(random, 5))};
    }
    if (below(random, 4) == 0) {
        made.language = "de";
    }
    made.products = {"p" + std::to_string(below(random, 3))};
    return made;
}

// Every state that a public viewer may not read under the default policy.
ArticleState hidden_state(std::size_t i) {
    const ArticleState states[] = {
        {.confidence = Confidence::kValidated, .audience = Audience::kInternal},
        {.confidence = Confidence::kValidated, .audience = Audience::kPartner},
        {.confidence = Confidence::kValidated, .audience = Audience::kCustomer},
        {.confidence = Confidence::kWorkInProgress, .audience = Audience::kPublic},
        {.confidence = Confidence::kNotValidated, .audience = Audience::kPublic},
        {.confidence = Confidence::kArchived, .audience = Audience::kPublic},
    };
    return states[i % std::size(states)];
}

// A base that can be closed and opened again under the same name.
class Subject {
public:
    explicit Subject(const test::FakeClock& clock)
        : clock_(clock), base_(test::make_base(folder_.path() / "base", clock)) {}
    KnowledgeBase* operator->() { return &*base_; }
    KnowledgeBase& operator*() { return *base_; }
    void put(const std::vector<Article>& articles) {
        const auto outcomes = base_->put_all(articles, by("pia"));
        REQUIRE(outcomes);
        for (const auto& outcome : *outcomes) {
            REQUIRE(outcome);
        }
    }
    void reopen() {
        REQUIRE(base_->close());
        base_.reset();
        base_.emplace(test::open_base(folder_.path() / "base", clock_));
    }

private:
    const test::FakeClock& clock_;
    test::TemporaryFolder folder_;
    std::optional<KnowledgeBase> base_;
};

struct Pair {
    test::FakeClock clock{};
    Subject plain{clock};  // public articles only
    Subject full{clock};   // the same and hidden ones
    Random random;
    std::vector<ArticleId> public_ids{};
    std::vector<ArticleId> hidden_ids{};
    std::size_t rounds = 0;

    explicit Pair(unsigned seed) : random(seed) {}
};

std::vector<Article> hidden_batch(Pair& pair, const std::vector<Article>& near) {
    std::vector<Article> batch;
    for (std::size_t i = below(pair.random, 12); i > 0; --i) {
        const ArticleId id = "H-" + std::to_string(10'000 + pair.hidden_ids.size());
        Article made = random_article(pair.random, id, true);
        if (!near.empty() && below(pair.random, 3) == 0) {  // a near duplicate of a public one
            const Article& other = near[below(pair.random, near.size())];
            made.title = other.title;
            made.issue = other.issue;
            made.resolution = other.resolution + " canaryzebra";
        }
        made.state = hidden_state(pair.hidden_ids.size());
        made.archive_reason = made.state.confidence == Confidence::kArchived ? "old" : "";
        made.external_ids = {"EXT-" + id};
        pair.hidden_ids.push_back(id);
        batch.push_back(std::move(made));
    }
    return batch;
}

// The same of both: new public articles, new versions of old ones, links, states.
void write_round(Pair& pair) {
    Random& random = pair.random;
    pair.clock.advance(std::chrono::hours(7));
    std::vector<Article> fresh;
    for (std::size_t i = 1 + below(random, 8); i > 0; --i) {
        const ArticleId id = "P-" + std::to_string(10'000 + pair.public_ids.size());
        fresh.push_back(random_article(random, id, false));
        pair.public_ids.push_back(id);
    }
    pair.plain.put(fresh);
    // The full base gets them one by one or together, between hidden ones.
    const auto hidden = hidden_batch(pair, fresh);
    if (below(random, 2) == 0) {
        for (const Article& article : fresh) {
            pair.full.put({article});
        }
        pair.full.put(hidden);
    } else {
        std::vector<Article> all = hidden;
        all.insert(all.end(), fresh.begin(), fresh.end());
        pair.full.put(all);
    }
    const ArticleId revised = pair.public_ids[below(random, pair.public_ids.size())];
    const Edit edit{.article = revised, .resolution = text_of(random, 20, false)};
    const ArticleId linked = pair.public_ids[below(random, pair.public_ids.size())];
    const CaseId case_id = "C-" + std::to_string(pair.rounds);
    for (Subject* subject : {&pair.plain, &pair.full}) {
        REQUIRE((*subject)->edit(edit, by("pia")));
        REQUIRE((*subject)->link(case_id, linked, LinkKind::kResolvedByKnown, by("pia")));
    }
    if (!pair.hidden_ids.empty()) {
        const ArticleId secret = pair.hidden_ids[below(random, pair.hidden_ids.size())];
        REQUIRE(pair.full->link("S-" + case_id, secret, LinkKind::kResolvedByKnown, by("pia")));
        REQUIRE(pair.full->edit({.article = secret, .resolution = text_of(random, 30, true)},
                                by("pia")));
        REQUIRE(pair.full->flag(secret, FlagKind::kWrong, "canaryzebra", by("pia")));
    }
    ++pair.rounds;
}

// An article of both that stops, in the full base, to be public: in the plain one it never was.
// Articles that were public for a while and are hidden now also leave no trace.
void write_passing_articles(Pair& pair) {
    const ArticleId id = "H-" + std::to_string(10'000 + pair.hidden_ids.size());
    Article passing = random_article(pair.random, id, true);
    pair.hidden_ids.push_back(id);
    pair.full.put({passing});
    if (below(pair.random, 2) == 0) {
        REQUIRE(pair.full->flush());
    }
    passing.state = hidden_state(pair.hidden_ids.size() % 3);
    pair.full.put({passing});
}

std::string mangled(Random& random, std::string word) {
    const std::size_t at = below(random, word.size());
    switch (below(random, 3)) {
    case 0: word.erase(at, 1); break;
    case 1: word.insert(at, 1, static_cast<char>('a' + below(random, 26))); break;
    default: word[at] = static_cast<char>('a' + below(random, 26)); break;
    }
    return word;
}

std::string random_query(Pair& pair) {
    Random& random = pair.random;
    const char* const fields[] = {"title:", "issue:", "resolution:", "cause:", "codes:"};
    std::string query;
    for (std::size_t i = 1 + below(random, 4); i > 0; --i) {
        const auto& from = below(random, 3) == 0 ? hidden_words() : shared_words();
        const std::string& word = from[below(random, from.size())];
        query += query.empty() ? "" : " ";
        switch (below(random, 10)) {
        case 0: query += '"' + text_of(random, 2, below(random, 2) == 0) + '"'; break;
        case 1: query += word.substr(0, 1 + below(random, word.size())) + "*"; break;
        case 2: query += mangled(random, word); break;
        case 3: query += fields[below(random, std::size(fields))] + word; break;
        case 4: query += "+" + word; break;
        case 5: query += "-" + word; break;
        case 6: query += "H-" + std::to_string(10'000 + below(random, 40)); break;
        case 7: query += "P-" + std::to_string(10'000 + below(random, 40)); break;
        default: query += word;
        }
    }
    return query;
}

// Member by member, so that a difference names itself.
void check_same(const SearchResponse& plain, const SearchResponse& full) {
    CHECK(plain.parsed == full.parsed);
    CHECK(plain.warnings == full.warnings);
    CHECK(plain.total == full.total);
    CHECK(plain.corrections == full.corrections);
    REQUIRE(test::ids(plain) == test::ids(full));
    for (std::size_t i = 0; i < plain.hits.size(); ++i) {
        const Hit& a = plain.hits[i];
        const Hit& b = full.hits[i];
        INFO("hit " << a.id);
        CHECK(a.score == b.score);
        CHECK(a.version == b.version);
        CHECK(a.solved == b.solved);
        CHECK(a.last_solved == b.last_solved);
        CHECK(a.modified == b.modified);
        CHECK(a.snippet == b.snippet);
        CHECK(a.explanation == b.explanation);
    }
    CHECK(plain == full);  // and whatever members there will be
}

void check_queries(Pair& pair, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        SearchRequest request{.text = random_query(pair),
                              .limit = 5 + static_cast<std::uint32_t>(below(pair.random, 40)),
                              .offset = static_cast<std::uint32_t>(below(pair.random, 3)),
                              .explain = true,
                              .correct_spelling = below(pair.random, 4) != 0};
        if (below(pair.random, 5) == 0) {
            request.filter.products = {"p1"};
        }
        if (below(pair.random, 5) == 0) {
            request.ranking.rerank_depth = 3;
        }
        request.viewer.archived = below(pair.random, 2) == 0;  // not his to ask for
        INFO("query " << request.text << ", limit " << request.limit << ", round " << pair.rounds);
        check_same(test::search(*pair.plain, request), test::search(*pair.full, request));
    }
}

void check_reads(Pair& pair) {
    for (const ArticleId& id : pair.public_ids) {
        INFO(id);
        const auto a = pair.plain->article(id, test::kPublicViewer);
        const auto b = pair.full->article(id, test::kPublicViewer);
        REQUIRE((a && b));
        CHECK(*a == *b);
        const auto near_a = pair.plain->similar(id, test::kPublicViewer, 20);
        const auto near_b = pair.full->similar(id, test::kPublicViewer, 20);
        REQUIRE((near_a && near_b));
        CHECK(*near_a == *near_b);
    }
    for (const ArticleId& id : pair.hidden_ids) {  // missing in the one, hidden in the other
        for (const ArticleId& name : {id, "EXT-" + id}) {
            INFO(name);
            const auto a = pair.plain->article(name, test::kPublicViewer);
            const auto b = pair.full->article(name, test::kPublicViewer);
            REQUIRE_FALSE(a);
            REQUIRE_FALSE(b);
            CHECK(a.error() == b.error());
            CHECK(pair.plain->article(name, test::kPublicViewer, 1).error() ==
                  pair.full->article(name, test::kPublicViewer, 1).error());
            CHECK(pair.plain->similar(name, test::kPublicViewer).error() ==
                  pair.full->similar(name, test::kPublicViewer).error());
            CHECK(pair.plain->history(name, test::kPublicViewer).error() ==
                  pair.full->history(name, test::kPublicViewer).error());
        }
    }
}

TEST_CASE("hidden articles change nothing that a public viewer sees", "[flow][visibility]") {
    const unsigned seed = GENERATE(1U, 2U, 3U);
    Pair pair(seed);
    INFO("seed " << seed);
    for (int round = 0; round < 12; ++round) {
        write_round(pair);
        const std::size_t moment = below(pair.random, 6);
        if (moment == 0) {
            REQUIRE(pair.plain->flush());
        } else if (moment == 1) {
            REQUIRE(pair.full->flush(below(pair.random, 2) == 0));
        } else if (moment == 2) {
            pair.full.reopen();
        } else if (moment == 3) {
            pair.plain.reopen();
        }
        check_queries(pair, 25);
    }
    check_reads(pair);
}

TEST_CASE("what an export for the public writes does not depend on hidden articles",
          "[flow][visibility]") {
    Pair pair(4);
    for (int round = 0; round < 4; ++round) {
        write_round(pair);
    }
    const test::TemporaryFolder folder;
    const auto count = [&](Subject& subject, const char* name) {
        const auto written = subject->export_articles(
            {.path = folder.path() / name, .format = ExchangeFormat::kJsonl});
        REQUIRE(written);
        return *written;
    };
    CHECK(count(pair.plain, "plain.jsonl") == pair.public_ids.size());
    CHECK(count(pair.full, "full.jsonl") == pair.public_ids.size());
}

// Not equal to a base that never had them: means of field lengths are kept from the time when they
// were there. But no word, count or article of them is left.
TEST_CASE("an article that stops to be public is gone at once", "[flow][visibility]") {
    test::FakeClock clock;
    Subject base(clock);
    std::vector<Article> articles;
    for (int i = 0; i < 20; ++i) {
        articles.push_back(test::article("P-" + std::to_string(i), "Printer offline",
                                         "the printer is offline", "restart the spooler"));
    }
    Article secret = test::article("X-1", "Printer offline quokkaword", "secret quokkaword",
                                   "restart the quokkaword");
    articles.push_back(secret);
    base.put(articles);
    const bool flushed = GENERATE(false, true);
    if (flushed) {
        REQUIRE(base->flush());
    }
    REQUIRE(test::search(*base, "quokkaword").total.value == 1);
    REQUIRE(test::search(*base, "quokkawort").corrections.size() == 1);
    REQUIRE(test::search(*base, "quokk*").total.value == 1);
    REQUIRE(test::search(*base, "printer").total.value == 21);

    REQUIRE(base->set_state({.article = "X-1", .audience = Audience::kInternal},
                            by("pia", "not for the public")));
    for (int times = 0; times < 3; ++times) {
        for (const char* query : {"quokkaword", "quokk*", "\"secret quokkaword\"", "X-1",
                                  "title:quokkaword", "+quokkaword"}) {
            INFO(query);
            const SearchResponse response = test::search(*base, query);
            CHECK(response.total.value == 0);
            CHECK(response.hits.empty());
            CHECK(response.corrections.empty());
        }
        CHECK(test::search(*base, "quokkawort").corrections.empty());
        CHECK(test::search(*base, "printer").total.value == 20);
        CHECK(test::search(*base, "quokkaword", test::kInternalViewer).total.value == 1);
        CHECK(base->article("X-1", test::kPublicViewer).error() ==
              Error{ErrorCode::kNotFound, "there is no article \"X-1\""});
        CHECK_FALSE(base->article("X-1", test::kPublicViewer, 1));
        if (times == 0) {
            REQUIRE(base->flush(true));
        } else {
            base.reopen();
        }
    }
    REQUIRE(base->set_state({.article = "X-1", .audience = Audience::kPublic},
                            by("pia", "it may be read after all")));
    CHECK(test::search(*base, "quokkaword").total.value == 1);
}

SearchRequest words_only(const std::string& text) {
    return {.text = text, .limit = 100, .correct_spelling = false};
}

TEST_CASE("articles that passed through the public shelf leave no word there",
          "[flow][visibility]") {
    Pair pair(5);
    for (int round = 0; round < 6; ++round) {
        write_round(pair);
        write_passing_articles(pair);
    }
    for (const std::string& word : hidden_words()) {
        INFO(word);
        const SearchResponse a = test::search(*pair.plain, words_only(word));
        const SearchResponse b = test::search(*pair.full, words_only(word));
        CHECK(a.total == b.total);
        CHECK(test::search(*pair.plain, word).corrections ==
              test::search(*pair.full, word).corrections);
    }
    check_reads(pair);
}

TEST_CASE("each viewer reads the shelves up to his own", "[flow][visibility]") {
    test::FakeClock clock;
    Subject base(clock);
    std::vector<Article> articles;
    for (std::size_t i = 0; i < 6; ++i) {
        articles.push_back(test::article("H-" + std::to_string(i), "Sharedword", "an issue", "so"));
        articles.back().state = hidden_state(i);
        articles.back().archive_reason = i == 5 ? "old" : "";
    }
    articles.push_back(test::article("P-1", "Sharedword", "an issue", "so"));
    base.put(articles);
    const auto seen = [&](Audience audience, bool archived) {
        auto found = test::ids(
            test::search(*base, "sharedword", {.audience = audience, .archived = archived}));
        std::sort(found.begin(), found.end());
        return found;
    };
    using Ids = std::vector<ArticleId>;
    CHECK(seen(Audience::kPublic, true) == Ids{"P-1"});
    CHECK(seen(Audience::kCustomer, true) == Ids{"H-2", "P-1"});
    CHECK(seen(Audience::kPartner, true) == Ids{"H-1", "H-2", "P-1"});
    CHECK(seen(Audience::kInternal, false) == Ids{"H-0", "H-1", "H-2", "H-3", "H-4", "P-1"});
    CHECK(seen(Audience::kInternal, true) == Ids{"H-0", "H-1", "H-2", "H-3", "H-4", "H-5", "P-1"});
}

TEST_CASE("whom an article belongs to cannot be asked from outside", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    KnowledgeBase base = test::make_base(folder.path() / "kb", clock);
    Article article = test::article("A-1", "Widget", "it squeaks", "Oil it.");
    article.owner_domain = "secretteam";
    REQUIRE(base.put(article, test::by("pia")));
    const auto found = [&](const std::string& owner, Audience audience) {
        SearchRequest request{.text = "widget", .viewer = {.audience = audience}};
        request.filter.owner_domains = {owner};
        return test::search(base, request).total.value;
    };
    CHECK(found("secretteam", Audience::kInternal) == 1);
    CHECK(found("other", Audience::kInternal) == 0);
    for (const Audience outside : {Audience::kPartner, Audience::kCustomer, Audience::kPublic}) {
        CHECK(found("secretteam", outside) == 0);
        CHECK(found("other", outside) == 0);
    }
    CHECK(test::search(base, "widget").total.value == 1);
}

}  // namespace
}  // namespace kb
