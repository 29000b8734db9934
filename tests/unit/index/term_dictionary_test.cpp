// SPDX-License-Identifier: Apache-2.0
// Goal: every term is found where it was put, no other is, prefixes are contiguous, and damaged
// sections are refused.
#include "index/term_dictionary.hpp"

#include "support/random.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <numeric>

using namespace kb::index;  // NOLINT: a test of one layer

namespace {

std::map<std::string, TermEntry> random_terms(std::size_t count) {
    kb::test::Random random(3);
    std::map<std::string, TermEntry> terms;
    while (terms.size() < count) {
        std::string term;
        for (std::uint32_t i = 0; i < 1 + random() % 12; ++i) {
            term += static_cast<char>('a' + random() % 4);
        }
        terms[term] = {.documents = 1 + static_cast<std::uint32_t>(random()) % 1000,
                       .impact_max = static_cast<std::uint8_t>(random()),
                       .postings = random(),
                       .details = random()};
    }
    return terms;
}

std::string section_of(const std::map<std::string, TermEntry>& terms) {
    TermDictionaryWriter writer;
    for (const auto& [term, entry] : terms) {
        writer.add(term, entry);
    }
    return writer.finish();
}

}  // namespace

TEST_CASE("terms are found with what was said of them", "[index]") {
    for (const std::size_t count : {1, 31, 32, 33, 1000}) {
        const auto terms = random_terms(count);
        const std::string section = section_of(terms);
        const auto dictionary = TermDictionary::open(section);
        REQUIRE(dictionary);
        CHECK(dictionary->size() == count);
        std::uint32_t ordinal = 0;
        for (const auto& [term, want] : terms) {
            const auto entry = dictionary->find(term);
            REQUIRE(entry);
            CHECK(entry->ordinal == ordinal);
            CHECK(entry->documents == want.documents);
            CHECK(entry->impact_max == want.impact_max);
            CHECK(entry->postings == want.postings);
            CHECK(entry->details == want.details);
            std::string visited;
            dictionary->visit({&ordinal, 1},
                              [&](std::string_view found, const TermEntry&) { visited = found; });
            CHECK(visited == term);
            CHECK_FALSE(dictionary->find(term + "z"));
            ++ordinal;
        }
        CHECK_FALSE(dictionary->find(""));
        CHECK_FALSE(dictionary->find("zzz"));
    }
}

TEST_CASE("a scan from a prefix meets its terms and then what follows", "[index]") {
    const auto terms = random_terms(500);
    const std::string section = section_of(terms);
    const auto dictionary = TermDictionary::open(section);
    REQUIRE(dictionary);
    for (const std::string from : {"", "a", "abc", "b", "dddd", "e"}) {
        auto want = terms.lower_bound(from);
        dictionary->scan(from, [&](std::string_view term, const TermEntry&) {
            REQUIRE(want != terms.end());
            CHECK(term == want->first);
            ++want;
            return true;
        });
        CHECK(want == terms.end());
    }
}

TEST_CASE("an empty dictionary has nothing", "[index]") {
    const std::string section = TermDictionaryWriter().finish();
    const auto dictionary = TermDictionary::open(section);
    REQUIRE(dictionary);
    CHECK(dictionary->size() == 0);
    CHECK_FALSE(dictionary->find("a"));
}

TEST_CASE("a section that does not hold together is refused", "[index]") {
    std::string section = section_of(random_terms(100));
    CHECK_FALSE(TermDictionary::open(section.substr(0, 15)));
    CHECK_FALSE(TermDictionary::open(section.substr(0, 20)));
    section[0] = '\xFF';  // 255 terms are of more blocks than are there
    const auto refused = TermDictionary::open(section);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == kb::ErrorCode::kCorruption);
}

TEST_CASE("terms are visited by their ordinals, whether close or far apart", "[index]") {
    const auto terms = random_terms(1000);
    const std::string section = section_of(terms);
    const auto dictionary = TermDictionary::open(section);
    REQUIRE(dictionary);
    const std::vector<std::vector<std::uint32_t>> rows{
        {}, {0}, {999}, {0, 1, 2, 31, 32, 33}, {5, 40, 41, 500, 998, 999}, {40, 33, 999, 0}};
    for (const auto& ordinals : rows) {
        std::vector<std::uint32_t> visited;
        dictionary->visit(ordinals, [&](std::string_view term, const TermEntry& entry) {
            CHECK(term == std::next(terms.begin(), entry.ordinal)->first);
            CHECK(entry.documents == terms.at(std::string(term)).documents);
            visited.push_back(entry.ordinal);
        });
        CHECK(visited == ordinals);
    }
}

TEST_CASE("visiting damaged terms ends, and never leaves the bytes", "[index]") {
    kb::test::Random random(6);
    const std::string whole = section_of(random_terms(100));
    std::vector<std::uint32_t> ordinals(130);
    std::iota(ordinals.begin(), ordinals.end(), 0);
    for (int round = 0; round < 2'000; ++round) {
        std::string section = whole;
        for (int i = 0; i < 4; ++i) {
            section[16 + random() % (section.size() - 16)] = static_cast<char>(random());
        }
        if (const auto dictionary = TermDictionary::open(section)) {
            std::uint32_t visited = 0;
            dictionary->visit(ordinals, [&](std::string_view term, const TermEntry& entry) {
                REQUIRE(entry.ordinal == visited++);
                REQUIRE(term.size() < section.size());
            });
            REQUIRE(visited <= 100);
        }
    }
}
