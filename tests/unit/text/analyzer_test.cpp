// SPDX-License-Identifier: Apache-2.0

// Goal: ordinary text of many languages becomes the words a reader would search for, each with the
// right base form, position and bytes. Method: tables of texts with all tokens they give.

#include "text/analyzer.hpp"

#include "text/char_class.hpp"
#include "text/normalizer.hpp"
#include "unit/text/tokens.hpp"

#include <algorithm>
#include <string>

namespace kb::text {
namespace {

TEST_CASE("words are case folded and stemmed, punctuation does not stick to them", "[text]") {
    check_all({
        {"Printers offline.", "en", {"0 word printers ~printer", "1 word offline ~offlin"}},
        {"(error), \"error\"; error: error!",
         "en",
         {"0 word error", "1 word error", "2 word error", "3 word error"}},
        {"wait...what word--word",
         "en",
         {"0 word wait", "1 word what", "2 word word", "3 word word"}},
        {"PI QI OS", "en", {"0 word pi", "1 word qi", "2 word os"}},
        {"**bold** [text](page)", "en", {"0 word bold", "1 word text", "2 word page"}},
        {"PDFs VMs dlls DNS",
         "en",
         {"0 word pdfs ~pdf", "1 word vms ~vm", "2 word dlls ~dll", "3 word dns"}},
        {"Windows\u2122", "en", {"0 word windows ~window"}},
        {"", "en", {}},
        {" \t\n.,;-/--", "en", {}},
    });
}

TEST_CASE("function words are marked and kept", "[text]") {
    check_all({
        {"the printer is off",
         "en",
         {"0 word the stop", "1 word printer", "2 word is stop", "3 word off"}},
        {"der Drucker", "de", {"0 word der stop", "1 word drucker ~druck"}},
        {"der", "en", {"0 word der"}},
    });
}

TEST_CASE("apostrophes of all kinds are one, and a possessive has the base of its owner",
          "[text]") {
    check_all({
        {"Can't", "en", {"0 word can't", "0 joined cant"}},
        {"Can\u2019t", "en", {"0 word can't", "0 joined cant"}},
        {"can\u00B4t", "en", {"0 word can't", "0 joined cant"}},
        {"we'll", "en", {"0 word we'll"}},
        {"user\u2019s", "en", {"0 word user's ~user"}},
        {"users' printers", "en", {"0 word users ~user", "1 word printers ~printer"}},
        {"O'Reilly", "en", {"0 word o'reilly ~o'reilli", "0 joined oreilly"}},
        {"'quoted'", "en", {"0 word quoted ~quot"}},
    });
}

TEST_CASE("the orphan s of a possessive number is dropped, a letter s is not", "[text]") {
    check_all({
        {"15's", "en", {"0 word 15"}},
        {"KB123\u2019s", "en", {"0 identifier kb123", "0 part kb", "1 part 123"}},
        {"error_log's",
         "en",
         {"0 identifier error_log", "0 joined errorlog", "0 part error", "1 part log"}},
        {"press S", "en", {"0 word press", "1 word s"}},
        {"press 'S'", "en", {"0 word press", "1 word s"}},
    });
}

TEST_CASE("each language has its stemmer, casing and elision", "[text]") {
    check_all({
        {"H\u00E4user", "de", {"0 word h\u00E4user ~haus"}},
        {"Stra\u00DFe", "de", {"0 word strasse ~strass"}},
        {"L\u2019ordinateur", "fr", {"0 word l stop", "1 word ordinateur ~ordin"}},
        {"aujourd'hui", "fr", {"0 word aujourd'hui", "0 joined aujourdhui"}},
        {"dell'errore", "it", {"0 word dell stop", "1 word errore ~error"}},
        {"impresoras", "es", {"0 word impresoras ~impresor"}},
        {"servidores", "pt-BR", {"0 word servidores ~servidor"}},
        {"принтеры", "ru", {"0 word принтеры ~принтер"}},
        {"ISPARTA \u0130stanbul", "tr", {"0 word \u0131sparta ~ispar", "1 word istanbul"}},
        {"skrivere", "nb", {"0 word skrivere ~skriver"}},
        {"हिन्दी", "hi", {"0 word हिन्दी ~हिन्द"}},
        {"printers", "xx", {"0 word printers"}},
        {"printers", "", {"0 word printers"}},
    });
}

TEST_CASE("English words inside a language of another script are stemmed as English", "[text]") {
    check_all({
        {"updates", "ru", {"0 word updates ~updat"}},
        {"updates", "ja", {"0 word updates ~updat"}},
        {"updates", "vi", {"0 word updates"}},
    });
}

TEST_CASE("accents stay in the exact form and leave the base form", "[text]") {
    check_all({
        {"caf\u00E9 cafe\u0301", "en", {"0 word caf\u00E9 ~cafe", "1 word caf\u00E9 ~cafe"}},
        {"đường mạng", "vi", {"0 word đường ~duong", "1 word mạng ~mang"}},
        {"ёлка", "ru", {"0 word ёлка ~елк"}},
    });
}

TEST_CASE("invisible characters vanish and full-width ones become plain", "[text]") {
    check_all({
        {"pass\u200Bword", "en", {"0 word password"}},
        {"pass\u00ADword", "en", {"0 word password"}},
        {"\uFEFFerror\u200E", "en", {"0 word error"}},
        {"\uFF26\uFF35\uFF2C\uFF2C", "en", {"0 word full"}},
        {"m\u00B2", "en", {"0 identifier m2", "0 part m", "1 part 2"}},
    });
    const auto tokens = analyzed("a pass\u200Bword b");
    REQUIRE(tokens.size() == 3);
    CHECK(tokens[1].begin == 2);
    CHECK(tokens[1].end == 13);  // eight letters and the three bytes between them
}

TEST_CASE("words without spaces come from a dictionary, with bigrams and characters", "[text]") {
    check_all({
        {"东京大学",
         "zh",
         {"0 word 东京", "0 unigram 东", "1 bigram 京大", "1 unigram 京", "2 word 大学",
          "2 unigram 大", "3 unigram 学"}},
        {"中", "zh", {"0 word 中"}},
        {"\uFF76\uFF9E", "ja", {"0 word ガ"}},
        {"Windows用", "ja", {"0 word windows ~window", "1 word 用"}},
        {"2024年", "ja", {"0 identifier 2024", "1 word 年"}},
        {"ไทย", "th", {"0 word ไทย", "0 bigram ไท", "1 bigram ทย"}},
        {"데이터", "ko", {"0 word 데이터", "0 bigram 데이", "1 bigram 이터"}},
        {"값 오류", "ko", {"0 word 값", "1 word 오류"}},
        {"PC가", "ko", {"0 word pc", "1 word 가"}},
    });
}

TEST_CASE("a Chinese word in the middle of a sentence is found, also as a phrase", "[text]") {
    const auto text = lines("系统无法启动，数据库连接超时。", "zh");
    for (const std::string_view query : {"启动", "数据库", "连接", "库", "法启"}) {
        CAPTURE(query);
        // Whatever the dictionary says, characters stand at positions that count characters.
        for (const Token& wanted : analyzed(query, "zh")) {
            const bool found = std::ranges::any_of(
                text, [&](const std::string& line) { return line.ends_with(" " + wanted.exact); });
            CHECK((found || wanted.kind == TokenKind::kWord));
        }
    }
    std::vector<std::uint32_t> positions;
    for (const Token& token : analyzed("数据库", "zh")) {
        if (token.end - token.begin == 3) {  // one character, alone or as a word of the dictionary
            positions.push_back(token.position);
        }
    }
    CHECK(positions == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("a Thai character keeps its vowel and tone", "[text]") {
    for (const Token& token : analyzed("ภาษาไทยไม่ทำงาน", "th")) {
        CAPTURE(token.exact);
        CHECK(token.kind != TokenKind::kUnigram);
        CHECK(token.exact != "่");
        CHECK(char_at(token.exact, 0).kind == CharClass::kComplex);
    }
    CHECK(lines("น้ำ", "th").size() == 1);
}

TEST_CASE("a Katakana word is the same with and without its last long vowel", "[text]") {
    const auto with = analyzed("サーバー", "ja");
    const auto without = analyzed("サーバ", "ja");
    REQUIRE(!with.empty());
    REQUIRE(!without.empty());
    CHECK(with.front().exact != without.front().exact);
    CHECK(with.front().base == without.front().base);
}

TEST_CASE("analysis appends, counts on from a position and returns the next one", "[text]") {
    Analyzer analyzer = make_analyzer();
    std::vector<Token> tokens;
    const std::uint32_t next = analyzer.analyze("one two", "en", tokens, 10);
    CHECK(next == 12);
    CHECK(analyzer.analyze("wi-fi", "en", tokens, next) == 14);
    REQUIRE(tokens.size() == 6);
    CHECK(line_of(tokens[1]) == "11 word two");
    CHECK(line_of(tokens[2]) == "12 identifier wi-fi");
    CHECK(line_of(tokens[5]) == "13 part fi");
}

TEST_CASE("one analyzer serves several languages in turn", "[text]") {
    Analyzer analyzer = make_analyzer();
    for (int round = 0; round < 2; ++round) {
        for (const auto& [language, base] :
             {std::pair("en", "mist"), std::pair("", "misten"), std::pair("de", "mist")}) {
            CAPTURE(language, round);
            std::vector<Token> tokens;
            analyzer.analyze("misten", language, tokens);
            REQUIRE(tokens.size() == 1);
            CHECK(tokens[0].base == (std::string_view(language) == "en" ? "misten" : base));
        }
    }
}

TEST_CASE("a long word is cut at a character border and its bytes are not", "[text]") {
    std::string text = "x";
    for (int i = 0; i < 200; ++i) {
        text += "\u00E9";
    }
    const auto tokens = analyzed(text);
    REQUIRE(tokens.size() == 1);
    CHECK(tokens[0].exact.size() == kAnalyzerLimits.token_bytes_max);  // 1 + 127 * 2
    CHECK(tokens[0].end == text.size());
    CHECK(normalize(text).starts_with(tokens[0].exact));
}

TEST_CASE("no more tokens than the limit come from one text", "[text]") {
    std::string text;
    for (std::size_t i = 0; i < kAnalyzerLimits.tokens_max + 10; ++i) {
        text += "a ";
    }
    CHECK(analyzed(text).size() == kAnalyzerLimits.tokens_max);
}

TEST_CASE("invalid bytes divide words", "[text]") {
    check_all({
        {"ab\xFF"
         "cd",
         "en",
         {"0 word ab", "1 word cd"}},
        {"\xE4\xB8", "zh", {}},
        {"ab\xC3", "en", {"0 word ab"}},
    });
}

}  // namespace
}  // namespace kb::text
