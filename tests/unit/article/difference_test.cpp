// SPDX-License-Identifier: Apache-2.0
//
// Goal: every member a caller can write is noticed by its name when it changes, and what the base
// writes by itself never is.

#include "article/difference.hpp"

#include <catch2/catch.hpp>

#include <functional>

namespace kb::article {
namespace {

TEST_CASE("each member is named alone when it alone differs", "[article]") {
    const std::pair<std::string, std::function<void(Article&)>> changes[] = {
        {"id", [](Article& a) { a.id = "KB-9"; }},
        {"language", [](Article& a) { a.language = "de"; }},
        {"translation_of", [](Article& a) { a.translation_of = "KB-1"; }},
        {"translation_of_version", [](Article& a) { a.translation_of_version = 2; }},
        {"title", [](Article& a) { a.title = "x"; }},
        {"issue", [](Article& a) { a.issue.push_back({.text = "x"}); }},
        {"environment",
         [](Article& a) {
             a.environment.push_back({"os", "x"});
         }},
        {"resolution", [](Article& a) { a.resolution = "x"; }},
        {"cause", [](Article& a) { a.cause = "x"; }},
        {"keywords", [](Article& a) { a.keywords = {"x"}; }},
        {"codes", [](Article& a) { a.codes = {"x"}; }},
        {"products", [](Article& a) { a.products = {"x"}; }},
        {"owner_domain", [](Article& a) { a.owner_domain = "x"; }},
        {"external_ids", [](Article& a) { a.external_ids = {"x"}; }},
        {"originating_queries", [](Article& a) { a.originating_queries = {"x"}; }},
        {"confidence", [](Article& a) { a.state.confidence = Confidence::kValidated; }},
        {"audience", [](Article& a) { a.state.audience = Audience::kPublic; }},
        {"governance", [](Article& a) { a.state.governance = Governance::kComplianceBased; }},
        {"archive_reason", [](Article& a) { a.archive_reason = "x"; }},
    };
    for (const auto& [name, change] : changes) {
        CAPTURE(name);
        Article changed;
        change(changed);
        CHECK(changed_fields({}, changed) == std::vector<std::string>{name});
        CHECK(changed_fields(changed, {}) == std::vector<std::string>{name});
        CHECK_FALSE(same_content({}, changed));
    }
}

TEST_CASE("several differences come in the order of declaration", "[article]") {
    Article changed;
    changed.cause = "x";
    changed.title = "x";
    changed.state.audience = Audience::kPublic;
    CHECK(changed_fields({}, changed) == std::vector<std::string>{"title", "cause", "audience"});
}

TEST_CASE("what the base keeps by itself is no difference", "[article]") {
    Article kept;
    kept.version = 7;
    kept.created_by = "ana";
    kept.modified_by = "ben";
    kept.created = Timestamp(std::chrono::milliseconds(1));
    kept.modified = Timestamp(std::chrono::milliseconds(2));
    CHECK(changed_fields({}, kept).empty());
    CHECK(same_content({}, kept));
}

}  // namespace
}  // namespace kb::article
