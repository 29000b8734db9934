// SPDX-License-Identifier: Apache-2.0
// Goal: the sieve lets every word through that is near enough, keeps out most others, and reads no
// bytes that are not its own. Method: every word of a vocabulary against every other, by the plain
// distance.
#include "index/letter_sets.hpp"

#include "base/bytes.hpp"
#include "support/plain_distance.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace kb::index;  // NOLINT: a test of one layer
using kb::test::plain_distance;

namespace {

constexpr std::size_t kBegins = 4;  // in a section
constexpr std::size_t kColumns = kBegins + 4 * kLettersMax;

// The ordinal of a word is its place.
std::string section_of(const std::vector<std::string>& words) {
    LetterSetsWriter writer;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        writer.add(words[i], i);
    }
    return writer.finish();
}

std::vector<std::uint32_t> near(const std::vector<std::string>& words, const std::string& word,
                                unsigned edits) {
    const std::string section = section_of(words);
    const auto sets = LetterSets::open(section, static_cast<std::uint32_t>(words.size()));
    REQUIRE(sets);
    std::vector<std::uint32_t> ordinals;
    sets->near(word, edits, ordinals);
    return ordinals;
}

struct Tally {
    std::size_t near = 0;
    std::size_t passed = 0;
};

// Checks one word against all; counts what is near and what passed.
void check_word(const std::u32string& typed, const std::vector<std::u32string>& words,
                const LetterSets& sets, unsigned edits, Tally& tally) {
    std::vector<std::uint32_t> found;
    const std::string bytes = kb::test::utf8(typed);
    sets.near(bytes, edits, found);
    CAPTURE(bytes, edits);
    REQUIRE(std::ranges::is_sorted(found));
    REQUIRE(std::ranges::adjacent_find(found) == found.end());
    tally.passed += found.size();
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (words[i].size() <= kLettersMax && plain_distance(typed, words[i]) <= edits) {
            CAPTURE(kb::test::utf8(words[i]));
            REQUIRE(std::ranges::binary_search(found, i));
            ++tally.near;
        }
    }
}

// Words of all these letters, 1 to `longest` of them, and words a few edits from those.
std::vector<std::u32string> vocabulary(std::u32string_view letters, std::size_t longest,
                                       kb::test::Random& random) {
    std::vector<std::u32string> words;
    for (int i = 0; i < 150; ++i) {
        std::u32string word = kb::test::random_word(1 + random() % longest, letters, random);
        for (int edits = 0; edits < 4 && !word.empty(); ++edits) {
            words.push_back(word);
            word = kb::test::edited(word, letters, random);
        }
    }
    return words;
}

}  // namespace

TEST_CASE("words of letters alone are in the sieve, up to its longest", "[index]") {
    CHECK(letters_in("abba") == 4);
    CHECK(letters_in("z") == 1);
    CHECK(letters_in("gr\u00f6\u00dfe") == 5);
    CHECK(letters_in("") == 0);
    for (const char* other : {"a1", "Abc", "e-mail", "a b", "\u6253\u5370", "\u30d7\u30ea"}) {
        INFO(other);
        CHECK(letters_in(other) == 0);
        CHECK(section_of({other}) == section_of({}));
        CHECK(near({"a", "abc", "email", "ab"}, other, 2).empty());
    }
    const std::string longest(kLettersMax, 'a');
    CHECK(letters_in(longest) == kLettersMax);
    CHECK(letters_in(longest + 'a') == 0);
    CHECK(near({longest, longest + 'a', longest.substr(2)}, longest, 2) ==
          std::vector<std::uint32_t>{0, 2});
    CHECK(near({longest}, longest + 'a', 2).empty());
}

TEST_CASE("a section is laid out as it is described", "[index]") {
    const std::string section = section_of({"x1", "abba", "z", "printers"});
    REQUIRE(section.size() == kColumns + 3 * 12);
    const auto number = [&](std::size_t at) {
        return kb::base::load<std::uint32_t>(section.data() + at);
    };
    CHECK(number(0) == 3);
    for (std::uint32_t length = 1; length <= kLettersMax; ++length) {
        CAPTURE(length);
        CHECK(number(kBegins + 4 * (length - 1)) == (length <= 1   ? 0U
                                                     : length <= 4 ? 1U
                                                     : length <= 8 ? 2U
                                                                   : 3U));
    }
    const auto letter = [](char c) { return static_cast<std::uint32_t>(c - 'a'); };
    CHECK(number(kColumns) == 1U << letter('z'));
    CHECK(number(kColumns + 4) == (0b11U | 1U << (26 + 0) | 1U << (26 + 1)));  // a and b twice
    CHECK((number(kColumns + 8) & 1U << (26 + letter('r') % 6)) != 0);         // r twice
    CHECK(number(kColumns + 12) == (26U | 26U << 15U));
    CHECK(number(kColumns + 16) == (1U | 2U << 5U | 2U << 10U | 1U << 15U | 2U << 20U | 2U << 25U));
    CHECK(number(kColumns + 24) == 2);
    CHECK(number(kColumns + 28) == 1);
    CHECK(number(kColumns + 32) == 3);
}

TEST_CASE("words that are near pass, others do not", "[index]") {
    const std::vector<std::string> words{"horse", "house", "hoarse", "e5", "horses", "mouse", "ab"};
    CHECK(near(words, "hoese", 1) == std::vector<std::uint32_t>{0, 1});
    CHECK(near(words, "horse", 1) == std::vector<std::uint32_t>{0, 1, 2, 4});
    CHECK(near(words, "horse", 2) == std::vector<std::uint32_t>{0, 1, 2, 4, 5});
    CHECK(near(words, "horse", 0) == std::vector<std::uint32_t>{0});
    CHECK(near(words, "zyxwv", 2).empty());
    CHECK(near({}, "horse", 2).empty());
}

TEST_CASE("no word that is so many edits away is lost", "[index]") {
    kb::test::Random random(5);
    Tally tally;
    for (const auto& [letters, longest] : {std::pair<std::u32string, std::size_t>{U"abc", 12},
                                           {U"abcdefghijklmnopqrstuvwxyz", 14},
                                           {U"aeinrst\u00e4\u00f6\u00fc\u00df\u0436\u03b2", 10},
                                           {U"ab", 62}}) {
        const auto words = vocabulary(letters, longest, random);
        LetterSetsWriter writer;
        for (std::uint32_t i = 0; i < words.size(); ++i) {
            writer.add(kb::test::utf8(words[i]), i);
        }
        const std::string section = writer.finish();
        const auto sets = LetterSets::open(section, static_cast<std::uint32_t>(words.size()));
        REQUIRE(sets);
        for (std::size_t i = 0; i < words.size(); i += 15) {
            for (unsigned edits = 0; edits <= 3; ++edits) {
                if (words[i].size() <= kLettersMax) {
                    check_word(words[i], words, *sets, edits, tally);
                }
            }
        }
    }
    CHECK(tally.near > 1'500);
    CHECK(tally.passed < 2 * tally.near);
}

TEST_CASE("more words of a length than are looked at in one go are all found", "[index]") {
    constexpr std::uint32_t kWords = 10'000;
    LetterSetsWriter writer;
    for (std::uint32_t i = 0; i < kWords; ++i) {
        writer.add(i % 3 == 0 ? "printer" : "spooler", i);
    }
    const std::string section = writer.finish();
    const auto sets = LetterSets::open(section, kWords);
    REQUIRE(sets);
    std::vector<std::uint32_t> found{7};  // stays where it is
    sets->near("printr", 1, found);
    REQUIRE(found.size() == 1 + (kWords + 2) / 3);
    for (std::uint32_t i = 1; i < found.size(); ++i) {
        REQUIRE(found[i] == 3 * (i - 1));
    }
}

TEST_CASE("letter sets that do not hold together are refused", "[index]") {
    const std::string section = section_of({"horse", "house", "5", "mice"});
    CHECK(LetterSets::open(section, 4));
    CHECK_FALSE(LetterSets::open(section, 2));
    CHECK_FALSE(LetterSets::open(section + 'x', 4));
    for (std::size_t size = 0; size < section.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(LetterSets::open(std::string_view(section).substr(0, size), 4));
    }
    std::string falling = section;
    falling[kBegins] = 2;  // words of one letter begin after those of two
    CHECK_FALSE(LetterSets::open(falling, 4));
    std::string beyond = section;
    beyond[kColumns - 4] = 4;  // words of 62 letters begin beyond the end
    CHECK_FALSE(LetterSets::open(beyond, 4));
}

TEST_CASE("whatever stands in a section, only terms of the dictionary are found", "[index]") {
    kb::test::Random random(9);
    const std::string whole = section_of({"horse", "house", "hose", "mouse", "horses"});
    for (int round = 0; round < 2'000; ++round) {
        std::string section = whole;
        for (int i = 0; i < 6; ++i) {
            section[kBegins + random() % (section.size() - kBegins)] = static_cast<char>(random());
        }
        if (const auto sets = LetterSets::open(section, 5)) {
            std::vector<std::uint32_t> found;
            sets->near("horse", 2, found);
            REQUIRE(std::ranges::all_of(found, [](std::uint32_t ordinal) { return ordinal < 5; }));
        }
    }
}
