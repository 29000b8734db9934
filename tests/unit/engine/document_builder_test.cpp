// SPDX-License-Identifier: Apache-2.0
// Goal: an article becomes the terms people look for: stems and written forms, names whole, and
// lengths that count what says something.
#include "engine/document_builder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kb;  // NOLINT: a test

namespace {

index::Document built(const Article& article) {
    auto analyzer = text::Analyzer::make();
    REQUIRE(analyzer);
    return engine::build_document(7, article, *analyzer);
}

bool has(const index::Document& document, std::string_view term, Field field) {
    return std::ranges::any_of(document.occurrences, [&](const index::Occurrence& occurrence) {
        return document.term(occurrence) == term &&
               index::field_of(occurrence.spot) == static_cast<std::size_t>(field);
    });
}

}  // namespace

TEST_CASE("a word is found by its stem and as written, in its field", "[engine]") {
    const index::Document document = built({.title = "Printers are offline"});
    CHECK(document.article == 7);
    CHECK(has(document, "bprinter", Field::kTitle));
    CHECK(has(document, "xprinters", Field::kTitle));
    CHECK_FALSE(has(document, "bprinter", Field::kResolution));
    CHECK(document.lengths[static_cast<std::size_t>(Field::kTitle)] == 2);  // "are" says nothing
}

TEST_CASE("an article is found by its names, whole", "[engine]") {
    const index::Document document =
        built({.id = "TN-17", .title = "x", .external_ids = {"sys/abc-def", "42", "360001234"}});
    CHECK(has(document, "btn-17", Field::kCodes));
    CHECK(has(document, "btn17", Field::kCodes));
    CHECK(has(document, "bsys/abc-def", Field::kCodes));
    CHECK_FALSE(has(document, "babc", Field::kCodes));  // a piece of a name is not a name
    CHECK_FALSE(has(document, "b42", Field::kCodes));   // nor is a short number
    CHECK(has(document, "b360001234", Field::kCodes));
}

TEST_CASE("the same article gives the same document", "[engine]") {
    const Article article{.title = "VPN drops",
                          .issue = {{.text = "error 0x800704C9 after 5 minutes"}},
                          .resolution = "Set the keep-alive interval"};
    const index::Document a = built(article);
    const index::Document b = built(article);
    REQUIRE(a.occurrences.size() == b.occurrences.size());
    for (std::size_t i = 0; i < a.occurrences.size(); ++i) {
        CHECK(a.term(a.occurrences[i]) == b.term(b.occurrences[i]));
        CHECK(a.occurrences[i].spot == b.occurrences[i].spot);
    }
    CHECK(a.offset_samples == b.offset_samples);
}
