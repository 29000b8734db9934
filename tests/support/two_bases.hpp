// SPDX-License-Identifier: Apache-2.0
#pragma once

// A base and a new one beside it, complete exports as lines, and whether two bases are the same.

#include "support/rich_base.hpp"
#include "support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <optional>

namespace kb::test {

using Lines = std::vector<std::string>;

inline Lines read_lines(const std::filesystem::path& file) {
    std::ifstream stream(file);
    Lines lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

inline void write_lines(const std::filesystem::path& file, const Lines& lines) {
    std::ofstream stream(file, std::ios::binary);
    for (const std::string& line : lines) {
        stream << line << '\n';
    }
}

inline void replace_first(std::string& in, const std::string& from, const std::string& to) {
    const std::size_t at = in.find(from);
    INFO(in);
    REQUIRE(at != std::string::npos);
    in.replace(at, from.size(), to);
}

inline Lines export_all(const KnowledgeBase& base, const std::filesystem::path& file) {
    const auto written =
        base.export_articles({.path = file, .viewer = kInternalViewer, .complete = true});
    if (!written) {
        FAIL(written.error().message);
    }
    CHECK(*written == base.statistics()->articles);
    return read_lines(file);
}

// A base to export, and a new one beside it of the same name, which another coach made.
struct Two {
    TemporaryFolder folder{};
    FakeClock clock{};
    std::filesystem::path file = folder.path() / "all.jsonl";
    std::filesystem::path old_path = folder.path() / "old" / "base";
    std::filesystem::path new_path = folder.path() / "new" / "base";
    std::optional<KnowledgeBase> old{};
    std::optional<KnowledgeBase> fresh{};

    explicit Two(const CreateOptions& options = {}) {
        std::filesystem::create_directories(old_path.parent_path());
        std::filesystem::create_directories(new_path.parent_path());
        CreateOptions create = options;
        create.owner = {.id = "coach", .name = "Coach"};
        create.clock = &clock;
        auto made = KnowledgeBase::create(old_path, create, {.clock = &clock});
        REQUIRE(made);
        old.emplace(*std::move(made));
        for (const auto& [id, licence] : {std::pair{"pia", Licence::kPublisher},
                                          {"carl", Licence::kContributor},
                                          {"cara", Licence::kCandidate},
                                          {"rita", Licence::kReader}}) {
            REQUIRE(old->put_person({.id = id, .licence = licence}, by("coach")));
        }
        make_fresh();
    }

    void make_fresh() {
        fresh.reset();
        std::filesystem::remove_all(new_path);
        fresh.emplace(make_base(new_path, clock));
        REQUIRE(fresh->put_person({.id = "olga", .licence = Licence::kCoach}, by("coach")));
    }

    Result<ImportSummary> restore(const PersonId& person = "olga", bool dry_run = false) {
        return fresh->import_articles({.path = file, .dry_run = dry_run, .restore = true},
                                      by(person));
    }

    void restore_all() {
        const Lines lines = export_all(*old, file);
        const auto summary = restore();
        if (!summary) {
            FAIL(summary.error().message);
        }
        for (const Reject& reject : summary->rejects) {
            FAIL(reject.line << ": " << reject.reason);
        }
        CHECK(summary->read == lines.size());
        CHECK(summary->added == lines.size());
    }
};

inline void check_sound(const KnowledgeBase& base) {
    const auto report = base.verify();
    REQUIRE(report);
    for (const Damage& damage : report->damage) {
        FAIL_CHECK(damage.where << ": " << damage.expected << ", found " << damage.found);
    }
}

inline void check_same_answers(Two& two) {
    for (const char* query : {"printer", "vpn drops", "tunnel", "SF-2", "SF-1", "drucker", "end",
                              "obsolete", "-vpn printer", "title:printer"}) {
        for (const Viewer& viewer : {kEverything, kInternalViewer, kPublicViewer,
                                     Viewer{.audience = Audience::kPartner}}) {
            INFO(query);
            const SearchRequest request{.text = query, .viewer = viewer, .explain = true};
            CHECK(search(*two.old, request) == search(*two.fresh, request));
        }
    }
    ReportRequest request;
    request.from = two.clock.now() - std::chrono::days(30);
    request.until = two.clock.now() + std::chrono::days(1);
    const auto mine = two.old->report(request);
    const auto theirs = two.fresh->report(request);
    REQUIRE((mine && theirs));
    CHECK(render(*mine, ReportFormat::kJson) == render(*theirs, ReportFormat::kJson));
    const auto a = two.old->statistics();
    const auto b = two.fresh->statistics();
    REQUIRE((a && b));
    CHECK(a->generation == b->generation);
    CHECK(a->articles_on_shelf == b->articles_on_shelf);
    CHECK(a->versions == b->versions);
    CHECK(a->events == b->events);
    CHECK(a->links == b->links);
    CHECK(a->open_flags == b->open_flags);
    CHECK(a->open_proposals == b->open_proposals);
    CHECK(a->people == b->people);
}

// Closes both.
inline void check_same_bytes(Two& two) {
    REQUIRE(two.old->close());
    REQUIRE(two.fresh->close());
    two.old.reset();
    two.fresh.reset();
    const auto mine = stored(two.old_path);
    const auto theirs = stored(two.new_path);
    CHECK(mine.size() == theirs.size());
    for (const auto& [place, value] : mine) {
        const auto found = theirs.find(place);
        INFO(place.first);
        REQUIRE(found != theirs.end());
        CHECK(found->second == value);
    }
}

}  // namespace kb::test
