// SPDX-License-Identifier: Apache-2.0
#pragma once

// Builders of articles, a clock to set, and bases to try them in.

#include <kb/knowledge_base.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace kb::test {

// Stands still until a test moves it. Any thread.
class FakeClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return Timestamp(Timestamp::duration(at_)); }
    void set(Timestamp at) { at_ = at.time_since_epoch().count(); }
    void advance(std::chrono::milliseconds by) { at_ += by.count(); }

private:
    std::atomic<std::int64_t> at_{1'767'225'600'000};  // 2026-01-01T00:00:00Z
};

inline const Viewer kPublicViewer{};
inline const Viewer kInternalViewer{.audience = Audience::kInternal};
inline const Viewer kEverything{.audience = Audience::kInternal, .archived = true};

inline Action by(const PersonId& person, std::string reason = {}) {
    return {.by = person, .reason = std::move(reason)};
}

inline ArticleState validated(Audience audience = Audience::kPublic) {
    return {.confidence = Confidence::kValidated, .audience = audience};
}

// Complete enough for every confidence; public and validated.
inline Article article(ArticleId id, std::string title, std::string issue, std::string resolution) {
    Article made;
    made.id = std::move(id);
    made.title = std::move(title);
    if (!issue.empty()) {
        made.issue = {{.text = std::move(issue)}};
    }
    made.environment = {{"platform", "any"}};
    made.resolution = std::move(resolution);
    made.state = validated();
    return made;
}

// A base of its own coach "coach", also a publisher "pia", a contributor "carl", a candidate "cara"
// and a reader "rita".
inline KnowledgeBase make_base(const std::filesystem::path& folder, const Clock& clock,
                               OpenOptions options = {}) {
    options.clock = &clock;
    auto base = KnowledgeBase::create(
        folder, {.owner = {.id = "coach", .name = "Coach"}, .clock = &clock}, options);
    REQUIRE(base);
    for (const auto& [id, licence] : {std::pair{"pia", Licence::kPublisher},
                                      {"carl", Licence::kContributor},
                                      {"cara", Licence::kCandidate},
                                      {"rita", Licence::kReader}}) {
        REQUIRE(base->put_person({.id = id, .licence = licence}, by("coach")));
    }
    return *std::move(base);
}

// The same with nobody but a coach "pia": fewer writes.
inline KnowledgeBase make_small_base(const std::filesystem::path& folder, const Clock& clock) {
    auto base =
        KnowledgeBase::create(folder, {.owner = {.id = "pia"}, .clock = &clock}, {.clock = &clock});
    REQUIRE(base);
    return *std::move(base);
}

inline KnowledgeBase open_base(const std::filesystem::path& folder, const Clock& clock,
                               OpenMode mode = OpenMode::kWrite) {
    auto base = KnowledgeBase::open(folder, {.mode = mode, .clock = &clock});
    if (!base) {
        FAIL(base.error().message);
    }
    return *std::move(base);
}

inline SearchResponse search(const KnowledgeBase& base, SearchRequest request) {
    auto response = base.search(request);
    if (!response) {
        FAIL(request.text << ": " << response.error().message);
    }
    return *std::move(response);
}

inline SearchResponse search(const KnowledgeBase& base, std::string text,
                             const Viewer& viewer = kPublicViewer) {
    return search(base, SearchRequest{.text = std::move(text), .viewer = viewer});
}

inline std::vector<ArticleId> ids(const SearchResponse& response) {
    std::vector<ArticleId> found;
    for (const Hit& hit : response.hits) {
        found.push_back(hit.id);
    }
    return found;
}

}  // namespace kb::test
