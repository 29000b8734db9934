// SPDX-License-Identifier: Apache-2.0
//
// Goal: whatever is done to a base, by whomever and in whatever order, nothing anybody said is
// lost, the history is whole and agrees with the versions, every article stands on the shelf of its
// state and on no other, and nobody reads what that shelf keeps from him.

#include "support/random_step.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace kb {
namespace {

using test::kEverything;

constexpr unsigned kHistories = 60;
constexpr unsigned kSteps = 60;

// What a shelf says in plain words, beside the table of the library. The base has no switch on.
Shelf shelf_by_hand(const ArticleState& state) {
    if (state.confidence == Confidence::kArchived) {
        return Shelf::kArchived;
    }
    if (state.confidence != Confidence::kValidated) {
        return Shelf::kInternal;
    }
    switch (state.audience) {
    case Audience::kPublic: return Shelf::kPublic;
    case Audience::kCustomer: return Shelf::kCustomer;
    case Audience::kPartner: return Shelf::kPartner;
    case Audience::kInternal: return Shelf::kInternal;
    }
    return Shelf::kInternal;
}

bool came_from_outside(const AuditRecord& record) {
    return record.verb == "put" || record.verb == "import";
}

// An undo of what came from outside takes statements away that came from there.
bool may_lose_statements(const AuditRecord& record) {
    return came_from_outside(record) || record.verb == "undo";
}

std::multiset<std::string> said(const Article& article) {
    std::multiset<std::string> texts;
    for (const Statement& statement : article.issue) {
        texts.insert(statement.text);
    }
    return texts;
}

// The records of an article and its versions tell one story.
void check_history(const KnowledgeBase& base, const Article& now) {
    const auto records = base.history(now.id, test::kInternalViewer);
    REQUIRE(records);
    REQUIRE_FALSE(records->empty());
    VersionNumber version = 0;
    std::optional<ArticleState> state;
    ChangeNumber change = 0;
    std::optional<Article> before;
    for (const AuditRecord& record : *records) {
        INFO(now.id << " " << record.verb << " change " << record.change);
        CHECK(record.change >= change);
        change = record.change;
        CHECK_FALSE(record.by.empty());
        CHECK(record.version_before == version);
        if (version > 0) {
            CHECK(record.state_before == state);
        }
        if (record.version_after != version) {
            // An import keeps the number that an article comes with.
            if (version > 0) {
                CHECK(record.version_after == version + 1);
            }
            const auto made = base.article(now.id, kEverything, record.version_after);
            REQUIRE(made);
            CHECK(made->state == record.state_after);
            if (before && !may_lose_statements(record)) {
                const auto old = said(*before);
                const auto fresh = said(*made);
                CHECK(std::ranges::includes(fresh, old));
            }
            before = *made;
        } else {
            CHECK(record.state_after == state);
        }
        version = record.version_after;
        state = record.state_after;
    }
    CHECK(version == now.version);
    CHECK(state == now.state);
}

void check_shelf(const KnowledgeBase& base, const Article& article) {
    const Shelf shelf = shelf_by_hand(article.state);
    for (unsigned a = 0; a < 4; ++a) {
        const Viewer viewer{.audience = static_cast<Audience>(a)};
        // From internal, which sees all but the archive, to public.
        static constexpr std::array kNarrowest{Shelf::kInternal, Shelf::kPartner, Shelf::kCustomer,
                                               Shelf::kPublic};
        const bool reads = shelf != Shelf::kArchived && shelf <= kNarrowest[a];
        INFO(article.id << " for " << to_string(viewer.audience));
        CHECK(base.article(article.id, viewer).has_value() == reads);
        CHECK(base.article(article.id, viewer, 1).has_value() <= reads);
        SearchRequest request{.text = "end", .viewer = viewer, .limit = 100};
        const auto found = test::ids(test::search(base, request));
        const bool is_there = std::ranges::find(found, article.id) != found.end();
        CHECK(is_there <= reads);
    }
}

std::vector<Article> all_articles(const KnowledgeBase& base) {
    std::vector<Article> articles;
    for (const ListedArticle& listed : base.articles({.viewer = kEverything}).value().articles) {
        articles.push_back(base.article(listed.id, kEverything).value());
    }
    return articles;
}

TEST_CASE("random histories keep what was said, who did it, and who may read it", "[model]") {
    std::size_t articles = 0;
    std::size_t proposals = 0;
    for (unsigned history = 0; history < kHistories; ++history) {
        INFO("history " << history);
        const test::TemporaryFolder folder;
        test::FakeClock clock;
        test::Random random(history);
        {
            KnowledgeBase base = test::make_base(folder.path() / "kb", clock);
            for (unsigned step = 0; step < kSteps; ++step) {
                test::random_step(base, clock, random, step);
            }
            for (const Article& article : all_articles(base)) {
                check_history(base, article);
                check_shelf(base, article);
                ++articles;
            }
            std::uint64_t open = 0;
            for (const Proposal& proposal : base.proposals().value()) {
                ++proposals;
                open += proposal.status == ProposalStatus::kOpen ? 1U : 0U;
                CHECK(base.proposal(proposal.number));
            }
            CHECK(base.statistics().value().open_proposals == open);
            for (const Damage& damage : base.verify().value().damage) {
                FAIL_CHECK(damage.where << ": " << damage.expected << ", found " << damage.found);
            }
            REQUIRE(base.close());
        }
        const KnowledgeBase again = test::open_base(folder.path() / "kb", clock);
        CHECK(again.verify().value().damage.empty());
    }
    CHECK(articles > kHistories);
    CHECK(proposals > kHistories / 2);  // most are refused: they say nothing new
}

}  // namespace
}  // namespace kb
