// SPDX-License-Identifier: Apache-2.0
//
// Goal: a correction is the nearest visible word: fewest edits, then most documents, then byte
// order; and nothing is corrected that should not be.

#include "search/spelling.hpp"

#include "small_index.hpp"
#include "support/plain_distance.hpp"

#include <map>
#include <set>

namespace kb::search {
namespace {

std::string corrected(const SmallIndex& index, const std::string& word) {
    const auto found = correct({.exact = word, .base = word}, index.visible());
    return found ? found->word : "";
}

TEST_CASE("the nearest word is taken", "[search]") {
    const SmallIndex index({titled("printer spooler certificate"), titled("printed printer"),
                            titled("house horse"), titled("horse"), titled("abcd abce"),
                            titled("ora00942 2024"), titled("gr\u00f6\u00dfe")});
    struct Row {
        const char* typed;
        const char* meant;
    };
    const Row rows[] = {
        {"printr", "printer"},         // one edit
        {"pritner", "printer"},        // a swap is one edit
        {"certifcat", "certificate"},  // two edits from eight characters on
        {"certfcat", ""},              // three
        {"spooeer", "spooler"},        // one edit
        {"spuuler", ""},               // two edits, below eight characters
        {"hoese", "horse"},            // one edit from two words: more documents
        {"abcf", "abcd"},              // the same, as many documents: byte order
        {"abc", ""},                   // too short
        {"ora00943", ""},              // digits are not guessed
        {"2025", ""},
        {"gr\u00f6se", "gr\u00f6sse"},  // the sharp s is two letters
        {"gr\u00f6\u00e9", ""},         // three edits from it
    };
    for (const Row& row : rows) {
        INFO(row.typed);
        CHECK(corrected(index, row.typed) == row.meant);
    }
    CHECK(correct({.exact = "hoese", .base = "hoes"}, index.visible())->documents == 2);
    CHECK(correct({.exact = "hoese", .base = "hoes"}, index.visible())->distance == 1);
}

// An index of these words, each in a document of its own.
std::unique_ptr<index::Index> index_of(const std::set<std::u32string>& words,
                                       const test::TemporaryFolder& folder) {
    auto index = index::Index::open(folder.path(), article_schema(), "");
    REQUIRE(index);
    std::vector<index::Operation> operations;
    for (const std::u32string& word : words) {
        const std::uint64_t article = operations.size() + 1;
        index::Document document{.article = article, .version = 1};
        document.add(index::kExactTerm, test::utf8(word), 0, 0);
        document.lengths[0] = 1;
        operations.push_back(
            {.article = article, .enters = std::uint8_t{0}, .document = std::move(document)});
    }
    REQUIRE((*index)->apply(std::move(operations), 1));
    return *std::move(index);
}

TEST_CASE("exactly the words that are near are visited", "[search]") {
    test::Random random(8);
    const std::u32string few = U"abcd";
    const std::u32string many = U"abcdefghijklmnopqrstuvwxyz";
    const std::u32string accented = U"aeilnrst\u00e4\u00e9\u00f6\u0436\u03b2";
    std::set<std::u32string> words{U"e5", U"a-b", U"\u6570\u636e"};
    for (int i = 0; i < 1'500; ++i) {
        const std::u32string& letters = i % 3 == 0 ? few : i % 3 == 1 ? many : accented;
        std::u32string word = test::random_word(1 + random() % 13, letters, random);
        for (int edits = 0; edits < 4 && !word.empty(); ++edits) {
            words.insert(word);
            word = test::edited(word, letters, random);
        }
    }
    const test::TemporaryFolder folder;
    const auto index = index_of(words, folder);
    const auto snapshot = index->snapshot();
    const Visible visible = make_visible(*snapshot, {});
    std::size_t number = 0;
    for (const std::u32string& from : words) {
        const std::u32string typed = test::edited(from, accented, random);
        if (++number % 29 != 0 || index::letters_in(test::utf8(typed)) == 0) {
            continue;
        }
        for (unsigned edits = 1; edits <= 2; ++edits) {
            std::map<std::string, unsigned> wanted;
            for (const std::u32string& word : words) {
                const unsigned distance = test::plain_distance(typed, word);
                if (distance <= edits && index::letters_in(test::utf8(word)) > 0) {
                    wanted[test::utf8(word)] = distance;
                }
            }
            std::map<std::string, unsigned> found;
            for (const index::SegmentState* state : visible.segments) {
                visit_near(
                    *state->segment, test::utf8(typed), edits,
                    [&](std::string_view word, const index::TermEntry& entry, unsigned distance) {
                        CHECK(entry.documents == 1);
                        CHECK(found.emplace(word, distance).second);
                    });
            }
            CAPTURE(test::utf8(typed), edits);
            REQUIRE(found == wanted);
        }
    }
}

}  // namespace
}  // namespace kb::search
