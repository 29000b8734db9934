// SPDX-License-Identifier: Apache-2.0
// Goal: the sieve lets every word through that is near enough, keeps out what it can, and reads no
// bytes that are not its own.
#include "index/letter_sets.hpp"

#include "base/bytes.hpp"
#include "support/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kb::index;  // NOLINT: a test of one layer

namespace {

std::string section_of(const std::vector<std::string>& words, std::uint32_t first = 0) {
    std::string section;
    kb::base::append(section, first);
    kb::base::append(section, static_cast<std::uint32_t>(words.size()));
    for (const std::string& word : words) {
        kb::base::append(section, letter_set(word));
    }
    return section;
}

std::vector<std::uint32_t> near(const std::vector<std::string>& words, const std::string& word,
                                unsigned edits) {
    const std::string section = section_of(words);
    const auto sets = LetterSets::open(section, static_cast<std::uint32_t>(words.size()));
    REQUIRE(sets);
    std::vector<std::uint32_t> ordinals;
    sets->near(letter_set(word), edits, ordinals);
    return ordinals;
}

// One random edit of ASCII letters: insert, delete, replace or swap.
std::string edited(std::string word, kb::test::Random& random) {
    const char letter = static_cast<char>('a' + random() % 26);
    const std::size_t at = random() % word.size();
    switch (random() % 4) {
    case 0: word.insert(at, 1, letter); break;
    case 1: word.erase(at, 1); break;
    case 2: word[at] = letter; break;
    default: std::swap(word[at], word[(at + 1) % word.size()]); break;
    }
    return word;
}

}  // namespace

TEST_CASE("a letter set is of words of letters alone, up to their longest", "[index]") {
    CHECK(letter_set("") == 0);
    CHECK(letter_set("abba") == (4U << 26U | 0b11U));
    CHECK(letter_set("z") == (1U << 26U | 1U << 25U));
    CHECK(letters_in(letter_set("gr\u00f6\u00dfe")) == 5);
    for (const char* other : {"a1", "Abc", "e-mail", "a b", "\u6253\u5370", "\u30d7\u30ea"}) {
        INFO(other);
        CHECK(letter_set(other) == 0);
    }
    CHECK(letters_in(letter_set(std::string(kLettersMax, 'a'))) == kLettersMax);
    CHECK(letter_set(std::string(kLettersMax + 1, 'a')) == 0);
}

TEST_CASE("words that are near pass, others and those without letters do not", "[index]") {
    const std::vector<std::string> words{"horse", "house", "hoarse", "e5", "horses", "mouse", "ab"};
    CHECK(near(words, "hoese", 1) == std::vector<std::uint32_t>{0, 1, 2, 4});
    CHECK(near(words, "horse", 1) == std::vector<std::uint32_t>{0, 1, 2, 4});
    CHECK(near(words, "horse", 2).size() == 5);
    CHECK(near(words, "zyxwv", 2).empty());
    CHECK(near({}, "horse", 2).empty());
}

TEST_CASE("no word that is so many edits away is lost", "[index]") {
    kb::test::Random random(5);
    std::vector<std::string> words;
    for (int i = 0; i < 400; ++i) {
        std::string word;
        for (std::size_t size = 3 + random() % 20; word.size() < size;) {
            word += static_cast<char>('a' + random() % 26);
        }
        words.push_back(word);
    }
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        for (const unsigned edits : {1U, 2U}) {
            std::string typed = words[i];
            for (unsigned e = 0; e < edits; ++e) {
                typed = edited(typed, random);
            }
            CAPTURE(words[i], typed);
            const auto found = near(words, typed, edits);
            CHECK(std::ranges::binary_search(found, i));
            CHECK(found.size() < words.size() / 4);
        }
    }
}

TEST_CASE("a section of letter sets of another size is refused", "[index]") {
    const std::string section = section_of({"horse", "house"}, 3);
    CHECK(LetterSets::open(section, 5));
    CHECK_FALSE(LetterSets::open(section, 4));
    CHECK_FALSE(LetterSets::open(section + 'x', 5));
    for (std::size_t size = 0; size < section.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(LetterSets::open(std::string_view(section).substr(0, size), 5));
    }
}
