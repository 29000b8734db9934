// SPDX-License-Identifier: Apache-2.0
//
// Goal: a correction is the nearest visible word: fewest edits, then most documents, then byte
// order; and nothing is corrected that should not be.

#include "search/spelling.hpp"

#include "small_index.hpp"

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

}  // namespace
}  // namespace kb::search
