// SPDX-License-Identifier: Apache-2.0
// Goal: the glossary is complete, and who mistypes an id is helped.
#include "story.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace kb;
using namespace kb::test;

TEST_CASE("ids of definitions are used once and every definition explains itself", "[report]") {
    std::set<std::string> ids;
    for (const Definition& one : definitions()) {
        CAPTURE(one.id);
        CHECK(ids.insert(one.id).second);
        CHECK_FALSE(one.name.empty());
        CHECK_FALSE(one.formula.empty());
        CHECK_FALSE(one.numerator.empty());
        CHECK_FALSE(one.window.empty());
        CHECK_FALSE(one.exclusions.empty());
        CHECK_FALSE(one.pitfalls.empty());
        CHECK_FALSE(one.example.empty());
        CHECK(one.name.size() <= 29);  // the room a name has in the text report
    }
}

TEST_CASE("every figure of every report has a definition, and every definition a figure",
          "[report]") {
    std::set<std::string> used;
    for (const ReportKind kind : {ReportKind::kSummary, ReportKind::kDeflection,
                                  ReportKind::kArticles, ReportKind::kFull}) {
        const Report made = test::report(kind);
        for (const Section& section : made.sections) {
            for (const Figure& figure : section.figures) {
                CAPTURE(figure.id);
                const auto definition = find_definition(figure.id);
                REQUIRE(definition.has_value());
                CHECK(definition->name == figure.name);
                CHECK(std::count(made.definitions.begin(), made.definitions.end(), figure.id) == 1);
                used.insert(figure.id);
            }
        }
    }
    for (const Definition& one : definitions()) {
        CAPTURE(one.id);
        CHECK(used.contains(one.id));
    }
}

TEST_CASE("an unknown id is answered with the nearest one", "[report]") {
    struct Case {
        const char* asked;
        const char* nearest;
    };
    const auto one =
        GENERATE(Case{"link_rat", "link_rate"}, Case{"zero_results", "zero_result_rate"},
                 Case{"deflection_flor", "deflection_floor"});
    const auto found = find_definition(one.asked);
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().code == ErrorCode::kNotFound);
    CHECK(found.error().message.find("\"" + std::string(one.nearest) + "\"") != std::string::npos);
    CHECK_FALSE(find_definition("").has_value());
    CHECK_FALSE(find_definition(std::string(100'000, 'x')).has_value());
}
