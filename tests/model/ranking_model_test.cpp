// SPDX-License-Identifier: Apache-2.0
// Goal: phase one gives what its definition gives. A scorer that knows no segments, blocks or
// windows evaluates random plans document by document from the documents themselves; the best k,
// their order and the number of all that match must be equal, whatever was written, moved,
// replaced, removed and flushed before.

#include "search/collect.hpp"
#include "search/matcher.hpp"
#include "support/documents.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace kb::search {
namespace {

using test::Random;

constexpr std::size_t kShelves = 3;

struct ModelDocument {
    std::uint8_t shelf = 0;
    index::Document document{};
    std::map<std::string, std::array<std::vector<std::uint32_t>, index::kFieldsMax>> places{};
};

using Model = std::map<std::uint64_t, ModelDocument>;  // by article

ModelDocument model_of(std::uint8_t shelf, const index::Document& document) {
    ModelDocument made{.shelf = shelf, .document = document};
    for (const index::Occurrence& occurrence : document.occurrences) {
        made.places[std::string(document.term(occurrence))][index::field_of(occurrence.spot)]
            .push_back(index::position_of(occurrence.spot));
    }
    return made;
}

class NaiveScorer {
public:
    NaiveScorer(const ModelDocument& document, const index::ImpactFunction& function)
        : document_(document), function_(function) {
        for (std::size_t f = 0; f < index::kFieldsMax; ++f) {
            lengths_[f] = static_cast<std::uint16_t>(
                std::min(document.document.lengths[f], index::kLengthMax));
        }
    }

    // Whether the document matches, and with what score.
    [[nodiscard]] std::pair<bool, std::uint64_t> evaluate(const PlanNode& node) const {
        switch (node.kind) {
        case PlanNode::Kind::kNothing: return {false, 0};
        case PlanNode::Kind::kTerm:
        case PlanNode::Kind::kAnyOf: return evaluate_any(node);
        case PlanNode::Kind::kPhrase: return evaluate_phrase(node);
        case PlanNode::Kind::kGroup: return evaluate_group(node);
        }
        return {false, 0};
    }

private:
    [[nodiscard]] std::uint64_t impact(const std::string& term, std::uint32_t field) const {
        const auto found = document_.places.find(term);
        if (found == document_.places.end()) {
            return 0;
        }
        index::Frequencies frequencies{};
        bool any = false;
        for (std::size_t f = 0; f < index::kFieldsMax; ++f) {
            if (field == kAnyField || field == f) {
                frequencies[f] = static_cast<std::uint32_t>(found->second[f].size());
                any = any || frequencies[f] > 0;
            }
        }
        return any ? function_(frequencies, lengths_) : 0;
    }

    [[nodiscard]] std::pair<bool, std::uint64_t> evaluate_any(const PlanNode& node) const {
        std::uint64_t highest = 0;
        for (const std::string& term : node.terms) {
            highest = std::max(highest, impact(term, node.field));
        }
        return {highest > 0, highest * node.weight};
    }

    [[nodiscard]] bool stands(const std::string& term, std::size_t field,
                              std::uint32_t position) const {
        const auto found = document_.places.find(term);
        return found != document_.places.end() &&
               std::ranges::count(found->second[field], position) > 0;
    }

    [[nodiscard]] std::pair<bool, std::uint64_t> evaluate_phrase(const PlanNode& node) const {
        std::uint64_t least = 255;
        for (const std::string& term : node.terms) {
            least = std::min(least, impact(term, kAnyField));
        }
        for (std::size_t f = 0; f < index::kFieldsMax; ++f) {
            for (std::uint32_t p = 0;
                 (node.field == kAnyField || node.field == f) && p < lengths_[f]; ++p) {
                bool all = true;
                for (std::size_t i = 0; i < node.terms.size() && all; ++i) {
                    all = stands(node.terms[i], f, p + node.gaps[i]);
                }
                if (all) {
                    return {true, least * node.weight};
                }
            }
        }
        return {false, 0};
    }

    [[nodiscard]] std::pair<bool, std::uint64_t> evaluate_group(const PlanNode& node) const {
        bool has_must = false;
        bool some = false;
        std::uint64_t sum = 0;
        for (const PlanNode& child : node.children) {
            const auto [matches, score] = evaluate(child);
            if (matches == (child.occur == Occur::kMustNot) && child.occur != Occur::kShould) {
                return {false, 0};
            }
            has_must = has_must || child.occur == Occur::kMust;
            some = some || (matches && child.occur == Occur::kShould);
            sum += matches && child.occur != Occur::kMustNot ? score : 0;
        }
        return has_must || some ? std::pair{true, sum} : std::pair{false, std::uint64_t{0}};
    }

    const ModelDocument& document_;
    const index::ImpactFunction& function_;
    index::Lengths lengths_{};
};

bool one_of(const auto& wanted, const auto& value) {
    return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

bool passes(const Filter& filter, const index::ColumnValues& values) {
    const Timestamp modified{std::chrono::milliseconds(values.modified_ms)};
    return one_of(filter.languages, values.language) &&
           one_of(filter.confidences, static_cast<Confidence>(values.confidence)) &&
           one_of(filter.audiences, static_cast<Audience>(values.audience)) &&
           (filter.products.empty() ||
            std::ranges::any_of(values.products,
                                [&](const auto& p) { return one_of(filter.products, p); })) &&
           (filter.modified_from == Timestamp{} || modified >= filter.modified_from);
}

std::string random_term(Random& random) {
    // Some words that no document has.
    return (random() % 2 == 0 ? index::kBaseTerm : index::kExactTerm) +
           test::random_word(random, 200);
}

std::vector<std::string> neighbours(Random& random, const Model& model) {
    auto at = model.begin();
    std::advance(at, random() % model.size());
    const index::Document& document = at->second.document;
    std::map<index::Spot, std::string> words;
    for (const index::Occurrence& occurrence : document.occurrences) {
        words[occurrence.spot] = document.term(occurrence);
    }
    auto word = words.begin();
    std::advance(word, random() % words.size());
    std::vector<std::string> row;
    for (; word != words.end() && row.size() < 3; ++word) {
        row.push_back(word->second);
    }
    return row;
}

// What people type most: some words, all of some words, with some more or none of others.
PlanNode random_words(Random& random) {
    PlanNode root{.kind = PlanNode::Kind::kGroup};
    const std::uint32_t shape = random() % 4;
    for (std::uint32_t i = 1 + random() % 6; i > 0; --i) {
        PlanNode word{.kind = PlanNode::Kind::kTerm, .weight = 1 + random() % 16'000};
        word.terms = {random_term(random)};
        const bool all = shape == 1 || (shape == 2 && i < 3);
        word.occur = all ? Occur::kMust : Occur::kShould;
        if (shape == 3 && i == 1 && !root.children.empty()) {
            word.occur = Occur::kMustNot;
        }
        root.children.push_back(std::move(word));
    }
    return root;
}

PlanNode random_node(Random& random, const Model& model, int depth) {
    PlanNode node{.weight = 1 + random() % 2000};
    const std::uint32_t occur = random() % 8;
    node.occur = occur < 5 ? Occur::kShould : occur < 7 ? Occur::kMust : Occur::kMustNot;
    node.field = random() % 4 == 0 ? random() % 2 : kAnyField;
    const std::uint32_t kind = depth == 0 ? 9 : random() % 9;
    if (kind < 4) {
        node.kind = PlanNode::Kind::kTerm;
        node.terms = {random_term(random)};
    } else if (kind == 4) {
        node.kind = PlanNode::Kind::kPhrase;
        node.terms = neighbours(random, model);
        for (std::uint32_t i = 0; i < node.terms.size(); ++i) {
            node.gaps.push_back(i);
        }
    } else if (kind == 5) {
        node.kind = PlanNode::Kind::kAnyOf;
        for (std::uint32_t i = 1 + random() % 6; i > 0; --i) {
            node.terms.push_back(random_term(random));
        }
    } else if (kind == 6) {
        node.kind = PlanNode::Kind::kNothing;
    } else {
        node.kind = PlanNode::Kind::kGroup;
        for (std::uint32_t i = depth == 0 ? 1 + random() % 5 : random() % 4; i > 0 && depth < 4;
             --i) {
            node.children.push_back(random_node(random, model, depth + 1));
        }
    }
    return node;
}

Filter random_filter(Random& random) {
    Filter filter;
    switch (random() % 8) {
    case 0: filter.languages = {"de"}; break;
    case 1: filter.products = {"p1", "p3"}; break;
    case 2: filter.confidences = {Confidence::kNotValidated}; break;
    case 3: filter.audiences = {Audience::kPublic, Audience::kInternal}; break;
    case 4: filter.modified_from = Timestamp{std::chrono::milliseconds(2'000'000'000)}; break;
    default: break;
    }
    return filter;
}

struct Expected {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> all{};  // score, article; best first
};

Expected evaluate_all(const PlanNode& root, const Filter& filter, const Model& model,
                      const index::Snapshot& snapshot, const index::Schema& schema,
                      std::size_t shelves) {
    Expected expected;
    std::vector<index::ImpactFunction> functions;
    for (std::size_t s = 0; s < kShelves; ++s) {
        functions.emplace_back(schema, snapshot.shelves[s]->epoch);
    }
    for (const auto& [article, document] : model) {
        if (document.shelf >= shelves || !passes(filter, document.document.columns)) {
            continue;
        }
        const auto [matches, score] =
            NaiveScorer(document, functions[document.shelf]).evaluate(root);
        if (matches) {
            expected.all.emplace_back(score, article);
        }
    }
    std::ranges::sort(expected.all, [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    return expected;
}

// A search that ends early has articles that match, with their scores and in their order; one that
// does not has them all.
void check_in_time(const Plan& plan, const Filter& filter, const Visible& visible,
                   const index::Schema& schema, const Expected& expected,
                   const CollectRequest& request) {
    const Collected collected = collect(plan, filter, visible, schema, request);
    if (collected.complete) {
        CHECK(collected.best.size() == std::min(request.k, expected.all.size()));
    }
    CHECK(collected.matched <= expected.all.size());
    if (request.count_up_to > expected.all.size()) {
        // All that was looked at was counted, and none of the best of it was lost.
        CHECK(collected.best.size() == std::min<std::uint64_t>(request.k, collected.matched));
    }
    auto from = expected.all.begin();
    for (const Found& found : collected.best) {
        from = std::find(from, expected.all.end(),
                         std::pair<std::uint64_t, std::uint64_t>(found.score, found.article));
        REQUIRE(from != expected.all.end());
    }
}

// How many matched, so that a test can tell that its queries found something.
std::size_t check_plans(Random& random, const Model& model, const index::Index& index, int count) {
    const auto snapshot = index.snapshot();
    std::size_t matched = 0;
    for (int i = 0; i < count; ++i) {
        Plan plan{.root = random() % 2 == 0 ? random_words(random) : random_node(random, model, 0)};
        const Filter filter = random_filter(random);
        const std::size_t shelves = 1 + random() % kShelves;  // 1: public alone, and so on
        const Viewer viewer{.audience = shelves == 1   ? Audience::kPublic
                                        : shelves == 2 ? Audience::kCustomer
                                                       : Audience::kPartner};
        const std::size_t ks[] = {0, 1, 3, 10, 100, 10'000};
        const std::size_t k = ks[random() % std::size(ks)];
        // Fewer to count lets phase one pass over what cannot be among the best.
        const std::uint64_t bounds[] = {0, 0, 1, 40, 1'000'000};
        const std::uint64_t count_up_to = bounds[random() % std::size(bounds)];
        const Collected collected = collect(plan, filter, make_visible(*snapshot, viewer),
                                            index.schema(), {.k = k, .count_up_to = count_up_to});
        const Expected expected =
            evaluate_all(plan.root, filter, model, *snapshot, index.schema(), shelves);
        INFO("plan " << i << ", k " << k << ", counted up to " << count_up_to);
        CHECK(collected.matched <= expected.all.size());
        CHECK(collected.matched >= std::min<std::uint64_t>(expected.all.size(), count_up_to));
        if (expected.all.size() > count_up_to && count_up_to > 0) {
            CHECK(collected.matched > count_up_to);
        }
        REQUIRE(collected.best.size() == std::min(k, expected.all.size()));
        for (std::size_t place = 0; place < collected.best.size(); ++place) {
            REQUIRE(std::pair<std::uint64_t, std::uint64_t>(collected.best[place].score,
                                                            collected.best[place].article) ==
                    expected.all[place]);
        }
        matched += expected.all.size();
        if (k > 0) {
            check_in_time(plan, filter, make_visible(*snapshot, viewer), index.schema(), expected,
                          {.k = k,
                           .count_up_to = count_up_to,
                           .deadline = std::chrono::steady_clock::now() +
                                       std::chrono::microseconds(random() % 64)});
        }
    }
    return matched;
}

std::vector<index::Operation> random_operations(Random& random, Model& model,
                                                std::uint64_t& next_article, std::size_t count) {
    std::vector<index::Operation> operations;
    for (std::size_t i = 0; i < count; ++i) {
        const bool fresh = model.empty() || random() % 3 != 0;
        index::Operation operation{.article = next_article};
        if (fresh) {
            ++next_article;
        } else {
            auto at = model.begin();
            std::advance(at, random() % model.size());
            operation.article = at->first;
            operation.leaves = at->second.shelf;
        }
        if (fresh || random() % 4 != 0) {  // else it goes
            operation.enters = static_cast<std::uint8_t>(random() % kShelves);
            operation.document = test::random_document(operation.article, random, 150);
            model[operation.article] = model_of(*operation.enters, operation.document);
        } else {
            model.erase(operation.article);
        }
        operations.push_back(std::move(operation));
    }
    return operations;
}

TEST_CASE("phase one equals its definition through writes, moves, removals and flushes",
          "[model][search]") {
    const std::uint32_t seed = GENERATE(1U, 2U, 3U, 4U);
    INFO("seed " << seed);
    Random random(seed);
    const test::TemporaryFolder folder;
    auto index = index::Index::open(folder.path(), test::two_fields(), "");
    REQUIRE(index);
    Model model;
    std::uint64_t next_article = 1;
    std::size_t matched = 0;
    for (std::uint64_t change = 1; change <= 30; ++change) {
        REQUIRE((*index)->apply(random_operations(random, model, next_article, 1 + random() % 25),
                                change));
        if (random() % 6 == 0) {
            REQUIRE((*index)->flush(random() % 3 == 0));
        }
        if (!model.empty()) {
            matched += check_plans(random, model, **index, 20);
        }
    }
    CHECK(matched > 1000);
}

TEST_CASE("phase one equals its definition beyond one window", "[model][search]") {
    Random random(9);
    const test::TemporaryFolder folder;
    auto index = index::Index::open(folder.path(), test::two_fields(), "");
    REQUIRE(index);
    Model model;
    std::vector<index::Operation> operations;
    for (std::uint64_t article = 1; article <= 2 * kWindowSize + 700; ++article) {
        const auto shelf = static_cast<std::uint8_t>(random() % 50 == 0 ? 1 : 0);
        operations.push_back({.article = article,
                              .enters = shelf,
                              .document = test::random_document(article, random, 150)});
        model[article] = model_of(shelf, operations.back().document);
    }
    REQUIRE((*index)->apply(std::move(operations), 1));
    CHECK(check_plans(random, model, **index, 150) > 1000);
    REQUIRE((*index)->flush(false));
    std::vector<index::Operation> gone;
    for (std::uint64_t article = 5; article <= 2 * kWindowSize + 700; article += 3) {
        gone.push_back({.article = article, .leaves = model.at(article).shelf});
        model.erase(article);
    }
    REQUIRE((*index)->apply(std::move(gone), 2));
    CHECK(check_plans(random, model, **index, 150) > 1000);
    REQUIRE((*index)->flush(true));
    CHECK(check_plans(random, model, **index, 150) > 1000);
    REQUIRE((*index)->flush(true, {.reorders = true}));
    CHECK(check_plans(random, model, **index, 150) > 1000);
}

TEST_CASE("of equal scores the lowest article numbers win, wherever they lie", "[model][search]") {
    const test::TemporaryFolder folder;
    auto index = index::Index::open(folder.path(), test::two_fields(), "");
    REQUIRE(index);
    // The same text in all: in each batch lower numbers than in those before it.
    constexpr std::uint64_t kBatch = 700;
    for (std::uint64_t change = 1; change <= 3; ++change) {
        std::vector<index::Operation> operations;
        for (std::uint64_t i = 0; i < kBatch; ++i) {
            const std::uint64_t article = (3 - change) * kBatch + i + 1;
            operations.push_back({.article = article,
                                  .enters = std::uint8_t{0},
                                  .document = test::document(article, {{"printer", "offline"}})});
        }
        REQUIRE((*index)->apply(std::move(operations), change));
        REQUIRE((*index)->flush(change == 3));  // one by one, and at last as one segment
        const auto word = [](const char* term, Occur occur) {
            PlanNode node{.kind = PlanNode::Kind::kTerm, .occur = occur, .weight = 100};
            node.terms = {term};
            return node;
        };
        PlanNode phrase = word("xprinter", Occur::kShould);
        phrase.kind = PlanNode::Kind::kPhrase;
        phrase.terms.emplace_back("xoffline");
        phrase.gaps = {0, 1};
        PlanNode any = word("xprinter", Occur::kShould);
        any.kind = PlanNode::Kind::kAnyOf;
        any.terms.emplace_back("xoffline");
        const std::vector<std::vector<PlanNode>> queries = {
            {word("xprinter", Occur::kShould)},
            {word("xprinter", Occur::kShould), word("xoffline", Occur::kShould)},
            {word("xprinter", Occur::kMust), word("xoffline", Occur::kMust)},
            {phrase},
            {any}};
        for (std::size_t q = 0; q < queries.size(); ++q) {
            Plan plan{.root = {.kind = PlanNode::Kind::kGroup, .children = queries[q]}};
            const auto snapshot = (*index)->snapshot();
            const Collected collected =
                collect(plan, {}, make_visible(*snapshot, Viewer{.audience = Audience::kPublic}),
                        index.value()->schema(), {.k = 10, .count_up_to = 0});
            CAPTURE(change, q);
            REQUIRE(collected.best.size() == 10);
            for (std::uint64_t place = 0; place < 10; ++place) {
                REQUIRE(collected.best[place].article == (3 - change) * kBatch + place + 1);
            }
        }
    }
}

TEST_CASE("what was looked at in time is not lost", "[model][search]") {
    const test::TemporaryFolder folder;
    auto index = index::Index::open(folder.path(), test::two_fields(), "");
    REQUIRE(index);
    // The best of all come last: what they score must not keep the others out before.
    constexpr std::uint64_t kDocuments = 5 * kWindowSize;
    std::vector<index::Operation> operations;
    for (std::uint64_t article = 1; article <= kDocuments; ++article) {
        const bool last = article + 300 > kDocuments;
        operations.push_back(
            {.article = article,
             .enters = std::uint8_t{0},
             .document = test::document(article, {{last ? "zeta" : "eta"}, {"gamma", "delta"}})});
    }
    REQUIRE((*index)->apply(std::move(operations), 1));
    REQUIRE((*index)->flush(true));
    PlanNode rare{.kind = PlanNode::Kind::kTerm, .occur = Occur::kShould, .weight = 10'000};
    rare.terms = {"xzeta"};
    PlanNode phrase{.kind = PlanNode::Kind::kPhrase, .occur = Occur::kShould, .weight = 100};
    phrase.terms = {"xgamma", "xdelta"};
    phrase.gaps = {0, 1};
    const Plan plan{.root = {.kind = PlanNode::Kind::kGroup, .children = {rare, phrase}}};
    const auto snapshot = (*index)->snapshot();
    const Visible visible = make_visible(*snapshot, Viewer{.audience = Audience::kPublic});
    // Short limits end it in each of its windows, on a quick machine as on a slow one.
    bool complete = false;
    for (std::int64_t limit = 0; !complete; limit += 20) {
        const Collected collected = collect(
            plan, {}, visible, index.value()->schema(),
            {.k = 10,
             .count_up_to = 1'000'000,
             .deadline = std::chrono::steady_clock::now() + std::chrono::microseconds(limit)});
        CAPTURE(limit, collected.matched);
        REQUIRE(collected.best.size() == std::min<std::uint64_t>(10, collected.matched));
        complete = collected.complete;
    }
}

}  // namespace
}  // namespace kb::search
