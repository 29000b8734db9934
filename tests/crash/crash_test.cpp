// SPDX-License-Identifier: Apache-2.0

// What a base has acknowledged survives the death of the process at any moment, and nothing is
// there by halves. A writer is killed, the base is opened and compared with what the writer said.
//
// KB_CRASH_ROUNDS sets the number of kills, KB_CRASH_SEED the seed, which is printed.

#include "child_process.hpp"
#include "journal.hpp"
#include "ledger.hpp"
#include "support/temporary_folder.hpp"

#include <kb/knowledge_base.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <string>

namespace kb::crash {
namespace {

using std::chrono::microseconds;

constexpr std::uint64_t kRounds = 210;
constexpr std::uint64_t kBases = 6;
constexpr std::uint64_t kDeepEvery = 10;     // rounds
constexpr std::uint64_t kEarlyEvery = 7;     // rounds: killed while it still opens the base
constexpr std::uint64_t kImported = 20'000;  // articles

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

void make_base(const std::filesystem::path& folder) {
    const auto base = KnowledgeBase::create(folder, {.owner = {.id = std::string(kCoach)}});
    REQUIRE(base);
}

std::string all_of(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) {
        text += sentence + '\n';
    }
    return text;
}

void check_sound(const KnowledgeBase& base, bool deep) {
    const auto report = base.verify({.deep = deep});
    REQUIRE(report);
    for (const Damage& damage : report->damage) {
        INFO(damage.where << ": expected " << damage.expected << ", found " << damage.found);
        CHECK(report->damage.empty());
    }
}

// One life and death of a writer. Returns whether it acknowledged anything.
bool live_and_die(const std::filesystem::path& folder, Ledger& ledger, std::mt19937_64& random,
                  std::uint64_t round) {
    ChildProcess child(
        {KB_CRASH_CHILD, "work", folder.string(), std::to_string(random()), std::to_string(round)});
    if (round % kEarlyEvery == 0) {
        child.read_for(microseconds(random() % 60'000));
    } else {
        REQUIRE(child.read_first_line());
        child.read_for(microseconds(1000 + random() % 79'000));
    }
    child.kill();
    const std::uint64_t before = ledger.acknowledged();
    REQUIRE(all_of(ledger.take(child.lines())) == "");
    REQUIRE(child.was_killed());
    return ledger.acknowledged() > before;
}

// Even rounds only read, so that the next writer finds the base as the dead one left it.
void check_round(const std::filesystem::path& folder, const Ledger& ledger, std::uint64_t round) {
    const bool writes = round % 2 == 1;
    auto base = KnowledgeBase::open(folder, {.mode = writes ? OpenMode::kWrite : OpenMode::kRead});
    INFO((base ? "" : base.error().message));
    REQUIRE(base);
    CHECK(all_of(ledger.missing_from(*base)) == "");
    check_sound(*base, round % kDeepEvery == kDeepEvery - 1);
    if (writes) {
        CHECK(all_of(ledger.events_missing_from(*base)) == "");
        CHECK(base->close());
    }
}

void write_corpus(const std::filesystem::path& file, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::ofstream out(file);
    for (std::uint64_t i = 0; i < kImported; ++i) {
        out << R"({"id": "i)" << i << R"(", "title": ")" << words(random, 4) << ' ' << marker(i)
            << R"(", "resolution": ")" << words(random, 12) << "\"}\n";
    }
    REQUIRE(out.flush());
}

std::uint64_t last_progress(const Lines& lines) {
    std::uint64_t done = 0;
    for (const std::vector<std::string>& line : lines) {
        REQUIRE(line[0] == "D");
        done = std::stoull(line[1]);
    }
    return done;
}

}  // namespace

TEST_CASE("what was acknowledged survives a kill at any moment") {
    const std::uint64_t seed = number_from("KB_CRASH_SEED", std::random_device()());
    const std::uint64_t rounds = number_from("KB_CRASH_ROUNDS", kRounds);
    std::cout << "KB_CRASH_SEED=" << seed << std::endl;
    std::mt19937_64 random(seed);
    const test::TemporaryFolder folder;
    std::uint64_t acknowledged = 0;
    std::uint64_t lives = 0;
    for (std::uint64_t b = 0; b < kBases; ++b) {
        const std::filesystem::path path = folder.path() / ("base-" + std::to_string(b));
        make_base(path);
        Ledger ledger;
        for (std::uint64_t round = 1; round <= rounds / kBases; ++round) {
            INFO("seed " << seed << ", base " << b << ", round " << round);
            lives += live_and_die(path, ledger, random, round) ? 1 : 0;
            check_round(path, ledger, round);
        }
        const auto base = KnowledgeBase::open(path);
        REQUIRE(base);
        check_sound(*base, true);
        acknowledged += ledger.acknowledged();
        std::filesystem::remove_all(path);
    }
    std::cout << rounds / kBases * kBases << " kills, " << lives << " of a writer at work, "
              << acknowledged << " acknowledged facts" << std::endl;
    // A writer that never gets to write would make all of this true.
    CHECK(lives * 2 > rounds);
}

// What the first restart cleans away must not be what the second restart still needs.
TEST_CASE("a base that was killed and opened again survives being killed before its next flush") {
    const test::TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "base";
    make_base(path);
    {
        auto base = KnowledgeBase::open(path);
        REQUIRE(base);
        REQUIRE(base->put_all(rewritten_articles(1), {.by = std::string(kCoach)}));
        REQUIRE(base->close());  // to a file of the index
    }
    for (const char* life : {"rewrite", "open", "open"}) {
        ChildProcess child({KB_CRASH_CHILD, life, path.string()});
        REQUIRE(child.read_first_line());
        child.kill();
        REQUIRE(child.lines() == Lines{{"R"}});
    }
    const auto base = KnowledgeBase::open(path);
    INFO((base ? "" : base.error().message));
    REQUIRE(base);
    const auto article = base->article("r7", {.audience = Audience::kInternal});
    REQUIRE(article);
    CHECK(article->resolution == "edition 2");
    check_sound(*base, true);
}

TEST_CASE("an import that was killed is completed by running it again") {
    const std::uint64_t seed = number_from("KB_CRASH_SEED", std::random_device()());
    std::cout << "KB_CRASH_SEED=" << seed << std::endl;
    std::mt19937_64 random(seed);
    const test::TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "base";
    const std::filesystem::path corpus = folder.path() / "corpus.jsonl";
    make_base(path);
    write_corpus(corpus, seed);
    std::uint64_t done = 0;
    for (int kill = 0; kill < 3; ++kill) {
        ChildProcess child({KB_CRASH_CHILD, "import", path.string(), corpus.string()});
        REQUIRE(child.read_first_line());
        child.read_for(microseconds(random() % 400'000));
        child.kill();
        done = std::max(done, last_progress(child.lines()));
        const auto base = KnowledgeBase::open(path);
        REQUIRE(base);
        const auto statistics = base->statistics();
        REQUIRE(statistics);
        INFO("seed " << seed << ", kill " << kill << ", " << done << " acknowledged");
        CHECK(statistics->articles >= done);
        CHECK(statistics->articles % kImportBatch == 0);  // whole batches only
        check_sound(*base, kill == 2);
    }
    auto base = KnowledgeBase::open(path);
    REQUIRE(base);
    const ImportRequest request{.path = corpus};
    for (const bool first : {true, false}) {
        const auto summary = base->import_articles(request, {.by = std::string(kCoach)});
        REQUIRE(summary);
        CHECK(summary->unchanged >= (first ? done : kImported));
        CHECK(summary->unchanged + summary->added == kImported);
        CHECK(summary->updated + summary->refused == 0);
    }
    CHECK(base->statistics()->versions == kImported);
    check_sound(*base, true);
}

}  // namespace kb::crash
