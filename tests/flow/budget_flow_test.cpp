// SPDX-License-Identifier: Apache-2.0
//
// Goal: what would go beyond a budget is refused before anything is written, what was acknowledged
// stays, and with room the base is written again.

#include "base/file.hpp"
#include "support/articles.hpp"
#include "support/random.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>

namespace kb {
namespace {

using Catch::Matchers::Contains;
using test::by;

constexpr std::uint64_t kBudget = 1ULL << 20U;

// Words that no compression makes much smaller.
std::string noise(test::Random& random, int words) {
    std::string text;
    for (int i = 0; i < words; ++i) {
        text += std::to_string(random()) + " ";
    }
    return text;
}

Article noisy(int number, test::Random& random, int words) {
    return test::article("N" + std::to_string(number), "Printer " + std::to_string(number),
                         "it is offline", noise(random, words));
}

std::uint64_t bytes_of(const std::filesystem::path& folder) {
    return base::bytes_below(folder).value();
}

// Puts articles until one is refused; how many were put.
int fill(KnowledgeBase& base, int from, int words, Error& refusal) {
    test::Random random(from);
    for (int i = from; i < from + 10'000; ++i) {
        const auto put = base.put(noisy(i, random, words), by("pia"));
        if (!put) {
            refusal = put.error();
            return i - from;
        }
    }
    FAIL("nothing was refused");
    return 0;
}

void check_whole(const std::filesystem::path& folder, std::uint64_t articles) {
    const auto base = KnowledgeBase::open(folder, {.mode = OpenMode::kRead});
    REQUIRE(base);
    CHECK(base->statistics()->articles == articles);
    CHECK(base->search({.text = "printer"})->total.value == articles);
    CHECK(base->verify()->damage.empty());
}

TEST_CASE("a write beyond the disk budget is refused, and taken once there is room", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    const auto path = folder.path() / "a.kb";
    { const auto made = test::make_small_base(path, clock); }
    int put = 0;
    {
        auto base = KnowledgeBase::open(path, {.clock = &clock, .disk_bytes_max = kBudget});
        REQUIRE(base);
        Error refusal{ErrorCode::kInternal, ""};
        put = fill(*base, 0, 200, refusal);
        CHECK(put > 10);
        CHECK(refusal.code == ErrorCode::kResourceExhausted);
        CHECK_THAT(refusal.message, Contains("this write needs about") && Contains("of disk") &&
                                        Contains("budget of 1048576 bytes"));
        CHECK(base->search({.text = "printer"})->total.value == static_cast<std::uint64_t>(put));
        CHECK(bytes_of(path) <= kBudget);
        REQUIRE(base->close());  // for what is in memory there was room left
    }
    CHECK(bytes_of(path) <= kBudget);
    check_whole(path, static_cast<std::uint64_t>(put));
    {
        auto base = KnowledgeBase::open(path, {.clock = &clock, .disk_bytes_max = 4 * kBudget});
        REQUIRE(base);
        test::Random random(1);
        REQUIRE(base->put(noisy(100'000, random, 200), by("pia")));
        REQUIRE(base->close());
    }
    check_whole(path, static_cast<std::uint64_t>(put) + 1);
}

TEST_CASE("an import beyond the disk budget keeps its batches and goes on with room", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    const auto path = folder.path() / "a.kb";
    { const auto made = test::make_small_base(path, clock); }
    test::Random random(7);
    const auto file = folder.path() / "many.jsonl";
    {
        std::ofstream lines(file);
        for (int i = 0; i < 400; ++i) {
            lines << to_json(noisy(i, random, 200)) << '\n';
        }
    }
    const ImportRequest request{.path = file, .batch = 10};
    std::uint64_t kept = 0;
    {
        auto base = KnowledgeBase::open(path, {.clock = &clock, .disk_bytes_max = kBudget});
        REQUIRE(base);
        const auto refused = base->import_articles(request, by("pia"));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::kResourceExhausted);
        kept = base->statistics()->articles;
        CHECK(kept > 0);
        CHECK(kept % 10 == 0);
    }
    check_whole(path, kept);
    auto base = KnowledgeBase::open(path, {.clock = &clock});
    REQUIRE(base);
    const auto done = base->import_articles(request, by("pia"));
    REQUIRE(done);
    CHECK(done->unchanged == kept);
    CHECK(done->added == 400 - kept);
}

TEST_CASE("people and events are refused beyond the disk budget as articles are", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    const auto path = folder.path() / "a.kb";
    { const auto made = test::make_small_base(path, clock); }
    auto base = KnowledgeBase::open(path, {.clock = &clock, .disk_bytes_max = kBudget});
    REQUIRE(base);
    std::ofstream(path / "ballast") << std::string(kBudget, 'x');
    const auto person = base->put_person({.id = "rita"}, by("pia"));
    REQUIRE_FALSE(person);
    CHECK(person.error().code == ErrorCode::kResourceExhausted);
    CHECK_FALSE(base->person("rita"));
    std::filesystem::remove(path / "ballast");
    CHECK(base->put_person({.id = "rita"}, by("pia")));
}

TEST_CASE("a merge beyond the disk budget is refused and leaves the index as it was", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    const auto path = folder.path() / "a.kb";
    {
        auto base = test::make_small_base(path, clock);
        test::Random random(3);
        for (int i = 0; i < 60; ++i) {
            REQUIRE(base.put(noisy(i, random, 600), by("pia")));
            if (i % 20 == 19) {
                REQUIRE(base.flush());
            }
        }
    }
    const std::uint64_t used = bytes_of(path);
    REQUIRE(used > kBudget);  // the least a budget can be
    const auto files = base::list_directory(path / "index").value();
    REQUIRE(files.size() > 1);
    {
        auto base = KnowledgeBase::open(path, {.clock = &clock, .disk_bytes_max = used + 100'000});
        REQUIRE(base);
        const auto merged = base->flush(true);
        REQUIRE_FALSE(merged);
        CHECK(merged.error().code == ErrorCode::kResourceExhausted);
        CHECK_THAT(merged.error().message, Contains("merging segments needs about"));
        CHECK(base::list_directory(path / "index").value() == files);
        REQUIRE(base->flush());
    }
    check_whole(path, 60);
    auto base = KnowledgeBase::open(path, {.clock = &clock});
    REQUIRE(base->flush(true));
    CHECK(base->statistics()->segments == 1);
    REQUIRE(base->close());
    check_whole(path, 60);
}

TEST_CASE("a base over its disk budget is opened, searched, and not written", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    const auto path = folder.path() / "a.kb";
    {
        auto base = test::make_small_base(path, clock);
        REQUIRE(base.put(test::article("A", "Printer", "it is offline", "Restart."), by("pia")));
    }
    std::ofstream(path / "ballast") << std::string(2 * kBudget, 'x');
    auto base = KnowledgeBase::open(path, {.clock = &clock, .disk_bytes_max = kBudget});
    REQUIRE(base);
    CHECK(base->search({.text = "printer"})->total.value == 1);
    const auto put = base->put(test::article("B", "Scanner", "it jams", "Clean."), by("pia"));
    REQUIRE_FALSE(put);
    CHECK_THAT(put.error().message, Contains("bytes 0 are free"));
    REQUIRE(base->close());
}

TEST_CASE("a write beyond the memory budget is refused, and a smaller one is taken", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    const auto path = folder.path() / "a.kb";
    { const auto made = test::make_small_base(path, clock); }
    auto base = KnowledgeBase::open(path, {.clock = &clock, .write_memory_max = kBudget});
    REQUIRE(base);
    test::Random random(5);
    const auto put = base->put(noisy(1, random, 40'000), by("pia"));
    REQUIRE_FALSE(put);
    CHECK(put.error().code == ErrorCode::kResourceExhausted);
    CHECK_THAT(put.error().message, Contains("this write needs about") && Contains("of memory") &&
                                        Contains("budget of 1048576 bytes"));
    CHECK_FALSE(base->article("N1", test::kInternalViewer));
    // Small ones go on for ever: what they hold in memory goes to files in time.
    for (int i = 2; i < 200; ++i) {
        const auto small = base->put(noisy(i, random, 300), by("pia"));
        if (!small) {
            FAIL(i << ": " << small.error().message);
        }
    }
    CHECK(base->statistics()->segments > 0);
    REQUIRE(base->close());
    check_whole(path, 198);
}

TEST_CASE("an index that does not fit the memory budget is not made anew", "[flow]") {
    const test::TemporaryFolder folder;
    const test::FakeClock clock;
    const auto path = folder.path() / "a.kb";
    {
        auto base = test::make_small_base(path, clock);
        test::Random random(5);
        for (int i = 0; i < 60; ++i) {
            REQUIRE(base.put(noisy(i, random, 1000), by("pia")));
        }
    }
    {
        auto base = KnowledgeBase::open(path, {.clock = &clock, .write_memory_max = kBudget});
        REQUIRE(base);
        const auto rebuilt = base->rebuild();
        REQUIRE_FALSE(rebuilt);
        CHECK(rebuilt.error().code == ErrorCode::kResourceExhausted);
        CHECK_THAT(rebuilt.error().message, Contains("making the index anew needs about"));
        CHECK(base->search({.text = "printer"})->total.value == 60);
    }
    check_whole(path, 60);
}

}  // namespace
}  // namespace kb
