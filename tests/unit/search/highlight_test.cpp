// SPDX-License-Identifier: Apache-2.0
//
// Goal: a snippet is a piece of the article's own text, of bounded length, with marks that cover
// whole words that match.

#include "search/highlight.hpp"

#include "article/field_text.hpp"
#include "base/utf8.hpp"
#include "search/collect.hpp"
#include "small_index.hpp"

namespace kb::search {
namespace {

using Words = std::vector<std::string>;

Snippet snippet_of(SmallIndex& index, const std::string& query) {
    const Plan plan = index.plan(query);
    const Visible visible = index.visible();
    const Collected collected = collect(plan, {}, visible, index.schema(), {.k = 1});
    REQUIRE(collected.best.size() == 1);
    const Found& found = collected.best[0];
    const auto matches = match_words(plan, collected.best, visible);
    return make_snippet({.plan = plan,
                         .matches = matches[0],
                         .segment = *visible.segments[found.segment]->segment,
                         .document = found.document,
                         .article = index.article(found.article)},
                        index.analyzer());
}

Words marked(const Snippet& snippet) {
    Words words;
    std::size_t before = 0;
    for (const auto& [begin, end] : snippet.spans) {
        CHECK(begin >= before);
        REQUIRE(begin < end);
        REQUIRE(end <= snippet.text.size());
        words.push_back(snippet.text.substr(begin, end - begin));
        before = end + 1;
    }
    return words;
}

TEST_CASE("marks are on the words of the text, not on stems", "[search]") {
    SmallIndex index({titled("Jam", "Two Printers were printing. The printer stops.")});
    const Snippet snippet = snippet_of(index, "printers");
    CHECK(snippet.field == Field::kResolution);
    CHECK(snippet.text == "Two Printers were printing. The printer stops.");
    CHECK(marked(snippet) == Words{"Printers", "printer"});
    CHECK_FALSE(snippet.cut_before);
    CHECK_FALSE(snippet.cut_after);
}

TEST_CASE("codes, accents, prefixes and phrases are marked", "[search]") {
    struct Row {
        const char* text;
        const char* query;
        Words words;
    };
    const Row rows[] = {
        {"Error ORA-00942 at start", "ora-00942", {"ORA-00942"}},
        {"Meet at the Caf\u00e9 now", "cafe", {"Caf\u00e9"}},
        {"Spooler and spool directory", "spoo*", {"Spooler", "spool"}},
        {"Restart the spooler", "\"restart the spooler\"", {"Restart", "the", "spooler"}},
    };
    for (const Row& row : rows) {
        INFO(row.query);
        SmallIndex index({titled("Queue", row.text)});
        CHECK(marked(snippet_of(index, row.query)) == row.words);
    }
}

// A dictionary word of two characters is no bigram of its own, and only bigrams are remembered as
// the words of the query.
TEST_CASE("a Chinese word is marked as a whole", "[search]") {
    Article chinese = titled("Queue", "\u91cd\u542f\u6253\u5370\u673a\u670d\u52a1");
    chinese.language = "zh";
    SmallIndex index({chinese});
    CHECK(marked(snippet_of(index, "\u6253\u5370\u673a")) == Words{"\u6253\u5370\u673a"});
}

TEST_CASE("a long text is cut around the best place, between characters", "[search]") {
    std::string text;
    for (int i = 0; i < 400; ++i) {
        text += "fa\u00e7ade \u6f22\u5b57 " + std::to_string(i) + ' ';
        if (i == 100) {
            text += "toner alone ";
        }
        if (i == 300) {
            text += "replace the toner cartridge ";
        }
    }
    SmallIndex index({titled("Queue", text)});
    const Snippet snippet = snippet_of(index, "toner cartridge");
    CHECK(snippet.text.size() <= kSnippetBytes);
    CHECK(base::replace_invalid_utf8(snippet.text) == snippet.text);
    CHECK(text.find(snippet.text) != std::string::npos);
    CHECK(snippet.cut_before);
    CHECK(snippet.cut_after);
    CHECK(marked(snippet) == Words{"toner", "cartridge"});
}

TEST_CASE("a title alone that matches gives the opening, without marks", "[search]") {
    SmallIndex index({titled("Toner", "Call the desk")});
    const Snippet snippet = snippet_of(index, "toner");
    CHECK(snippet.text == "Call the desk");
    CHECK(snippet.spans.empty());
    SmallIndex bare({titled("Toner")});
    CHECK(snippet_of(bare, "toner").field == Field::kTitle);
    CHECK(snippet_of(bare, "toner").text == "Toner");
}

}  // namespace
}  // namespace kb::search
