// SPDX-License-Identifier: Apache-2.0
//
// Goal: a query becomes the terms it should, with weights by idf, and common words go unless there
// is nothing else.

#include "search/collect.hpp"
#include "small_index.hpp"

#include <cmath>

namespace kb::search {
namespace {

std::vector<std::string> shown(const Plan& plan) {
    std::vector<std::string> words;
    for (const QueryWord& word : plan.words) {
        words.push_back(word.shown);
    }
    return words;
}

using Words = std::vector<std::string>;

SmallIndex desk() {
    return SmallIndex({titled("The printer is offline"), titled("Printer jam"),
                       titled("Mailbox full"), titled("ORA-00942 in the export")});
}

TEST_CASE("idf agrees with its formula", "[search]") {
    CHECK(inverse_document_frequency(10, 3) == Approx(std::log(1.0 + 7.5 / 3.5)));
    CHECK(inverse_document_frequency(10, 10) == Approx(std::log(1.0 + 0.5 / 10.5)));
    CHECK(inverse_document_frequency(0, 0) == Approx(std::log(2.0)));
    CHECK(inverse_document_frequency(1, 5) > 0.0);  // counts that do not fit stay harmless
}

TEST_CASE("the rarest word weighs most and others in proportion", "[search]") {
    SmallIndex index = desk();
    const Plan plan = index.plan("printer mailbox");
    REQUIRE(plan.root.children.size() == 2);
    const PlanNode& printer = plan.root.children[0];
    const PlanNode& mailbox = plan.root.children[1];
    CHECK(mailbox.weight == kWeightMax);
    CHECK(mailbox.idf == Approx(inverse_document_frequency(4, 1)));
    CHECK(printer.idf == Approx(inverse_document_frequency(4, 2)));
    CHECK(printer.weight ==
          static_cast<std::uint32_t>(std::lround(kWeightMax * printer.idf / mailbox.idf)));
    CHECK(plan.plain);
    CHECK(plan.length == 2);
}

TEST_CASE("common words go unless they are all there is", "[search]") {
    SmallIndex index = desk();
    CHECK(shown(index.plan("is the printer")) == Words{"printer"});
    CHECK(shown(index.plan("is the")) == Words{"is", "the"});
    CHECK(shown(index.plan("+the printer")) == Words{"the", "printer"});
    CHECK(shown(index.plan("title:the printer")) == Words{"the", "printer"});
}

TEST_CASE("a word asked for again has more weight, but less than twice", "[search]") {
    SmallIndex index = desk();
    const Plan plan = index.plan("printer mailbox mailbox");
    REQUIRE(plan.root.children.size() == 2);
    // (8 + 1) * 2 / (8 + 2) = 1.8
    CHECK(plan.root.children[1].idf == Approx(1.8 * inverse_document_frequency(4, 1)));
}

TEST_CASE("excluded words take no part in ranking", "[search]") {
    SmallIndex index = desk();
    const Plan plan = index.plan("printer -jam");
    CHECK(shown(plan) == Words{"printer"});
    CHECK_FALSE(plan.plain);
    REQUIRE(plan.root.children.size() == 2);
    CHECK(plan.root.children[1].occur == Occur::kMustNot);
    CHECK(plan.root.children[1].weight == 1);
}

TEST_CASE("a word that nobody has is corrected only where that is wanted", "[search]") {
    SmallIndex index = desk();
    const Plan corrected = index.plan("printre offline");
    REQUIRE(corrected.corrections.size() == 1);
    CHECK(corrected.corrections[0] == Correction{"printre", "printer", 0, 7, 2});
    const Plan as_typed = index.plan("printre offline", false);
    CHECK(as_typed.corrections.empty());
    CHECK(as_typed.root.children[0].kind == PlanNode::Kind::kNothing);
    CHECK(index.plan("-printre offline").corrections.empty());
    CHECK(index.plan("\"printre offline\"").corrections.empty());
}

TEST_CASE("a code is one identifier with parts that are words", "[search]") {
    SmallIndex index = desk();
    const Plan plan = index.plan("ORA-00942");
    REQUIRE(plan.words.size() == 3);
    CHECK(plan.words[0].shown == "ora-00942");
    CHECK(plan.words[0].identifier);
    CHECK(plan.words[1].shown == "ora");
    CHECK_FALSE(plan.words[1].identifier);
    CHECK(plan.words[2].shown == "00942");
}

TEST_CASE("a prefix stands for the words that begin so, and no others", "[search]") {
    SmallIndex index = desk();
    const Plan plan = index.plan("PRIN*");
    REQUIRE(plan.root.children.size() == 1);
    CHECK(plan.root.children[0].kind == PlanNode::Kind::kAnyOf);
    CHECK(plan.root.children[0].terms == Words{"xprinter"});
    CHECK(index.plan("zz*").root.children[0].kind == PlanNode::Kind::kNothing);
}

// The dictionary cuts "\u6253\u5370\u673a" (printer) in two.
TEST_CASE("a Chinese word that must be there is more than one of its pieces", "[search]") {
    SmallIndex index({titled("\u6253\u5370\u673a"), titled("\u98de\u673a\u665a\u70b9")});
    const auto count = [&](const char* text) {
        return collect(index.plan(text), {}, index.visible(), index.schema(), {.k = 10}).matched;
    };
    CHECK(count("+\u6253\u5370\u673a") == 1);
    CHECK(count("\u665a\u70b9 -\u6253\u5370\u673a") == 1);
}

TEST_CASE("a query of nothing is a plan of nothing", "[search]") {
    SmallIndex index = desk();
    for (const char* text : {"", "   ", "-", "\"\"", "()"}) {
        INFO(text);
        CHECK(index.plan(text).words.empty());
    }
}

}  // namespace
}  // namespace kb::search
