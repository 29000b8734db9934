// SPDX-License-Identifier: Apache-2.0

// Goal: no text, however broken, makes the analysis fail or lie about where a token stands.
// Method: random strings of fixed seeds, from an alphabet that mixes scripts, signs, invisible
// characters and invalid bytes; each property is checked on every token.

#include "base/utf8.hpp"
#include "text/normalizer.hpp"
#include "unit/text/tokens.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>
#include <utility>

namespace kb::text {
namespace {

constexpr auto kPieces = std::to_array<std::string_view>({"a",
                                                          "B",
                                                          "iPhone",
                                                          "the",
                                                          "printers",
                                                          "0",
                                                          "42",
                                                          "0x8F",
                                                          "v2",
                                                          " ",
                                                          " ",
                                                          "\n",
                                                          ".",
                                                          ".",
                                                          "-",
                                                          "_",
                                                          "/",
                                                          "\\",
                                                          ":",
                                                          "@",
                                                          "+",
                                                          "#",
                                                          "++",
                                                          "::",
                                                          "://",
                                                          "'",
                                                          "\u2019",
                                                          ",",
                                                          "(",
                                                          ")",
                                                          "\u00E9",
                                                          "e\u0301",
                                                          "\u0301",
                                                          "\u00DF",
                                                          "\u0130",
                                                          "I",
                                                          "\u0131",
                                                          "\uFF21",
                                                          "\uFF0E",
                                                          "\u200B",
                                                          "\u00AD",
                                                          "\uFE0F",
                                                          "\u00BD",
                                                          "\u00B2",
                                                          "\u2460",
                                                          "\uFDFA",
                                                          "\u0149",
                                                          "\u00B4",
                                                          "ж",
                                                          "Й",
                                                          "ё",
                                                          "α",
                                                          "ς",
                                                          "한",
                                                          "국",
                                                          "\u1112\u1161",
                                                          "中",
                                                          "文",
                                                          "の",
                                                          "サ",
                                                          "ー",
                                                          "\uFF76",
                                                          "\uFF9E",
                                                          "ไ",
                                                          "ท",
                                                          "ย",
                                                          "ม่",
                                                          "ำ",
                                                          "ខ្មែរ",
                                                          "हि",
                                                          "न्",
                                                          "म",
                                                          "ש",
                                                          "״",
                                                          "م",
                                                          "ـ",
                                                          "\U0001F600",
                                                          "\U00020000",
                                                          "\U0001D400",
                                                          "\xFF",
                                                          "\xC3",
                                                          "\xE4\xB8",
                                                          "\xED\xA0\x80",
                                                          "\xF4\x90\x80\x80",
                                                          "\x80"});

std::string random_text(std::mt19937& random) {
    std::string text;
    for (std::size_t count = random() % 40; count > 0; --count) {
        // Now and then any byte at all.
        if (random() % 32 == 0) {
            text += static_cast<char>(random() % 256);
        } else {
            text += kPieces[random() % kPieces.size()];
        }
    }
    return text;
}

// Where characters begin or end; an invalid byte stands alone.
std::set<std::size_t> borders_of(std::string_view text) {
    std::set<std::size_t> borders{0};
    for (std::size_t at = 0; at < text.size();) {
        static_cast<void>(base::next_code_point(text, at));
        borders.insert(at);
    }
    return borders;
}

std::string without(std::string text, std::string_view dropped) {
    std::erase_if(text, [&](char c) { return dropped.find(c) != std::string_view::npos; });
    return text;
}

void check_token(std::string_view text, const Token& token, bool turkic) {
    REQUIRE(token.begin < token.end);
    REQUIRE(token.end <= text.size());
    const std::set<std::size_t> borders = borders_of(text);
    CHECK(borders.contains(token.begin));
    CHECK(borders.contains(token.end));
    CHECK(!token.exact.empty());
    CHECK(!token.base.empty());
    CHECK(base::find_invalid_utf8(token.exact) == std::string_view::npos);
    CHECK(base::find_invalid_utf8(token.base) == std::string_view::npos);
    const std::string_view slice = text.substr(token.begin, token.end - token.begin);
    CHECK(base::find_invalid_utf8(slice) == std::string_view::npos);
    // Joined forms leave out glue and apostrophes, any form the blanks of some single characters.
    const std::string_view dropped = token.kind == TokenKind::kJoined ? " -_./+&~$,'" : " ";
    if (without(normalize(slice), dropped) != token.exact) {
        CHECK(turkic);
        CHECK(without(normalize_turkic(slice), dropped) == token.exact);
    }
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kPart) {
        CHECK(token.base == token.exact);
    }
}

TEST_CASE("tokens of random text are ordered, inside it and made of it", "[text]") {
    std::mt19937 random(20240607);  // NOLINT(cert-msc51-cpp): a fixed seed repeats
    const auto language = GENERATE(as<std::string_view>{}, "en", "", "fr", "tr", "ja", "ru", "th");
    for (int round = 0; round < 1500; ++round) {
        const std::string text = random_text(random);
        CAPTURE(language, text);
        const std::vector<Token> tokens = analyzed(text, language);
        std::set<std::pair<std::uint32_t, std::string>> seen;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            check_token(text, tokens[i], language == "tr");
            CHECK(seen.emplace(tokens[i].position, tokens[i].exact).second);
            if (i > 0) {
                CHECK(std::pair(tokens[i - 1].begin, tokens[i - 1].kind) <=
                      std::pair(tokens[i].begin, tokens[i].kind));
                CHECK(tokens[i - 1].position <= tokens[i].position);
            }
        }
    }
}

TEST_CASE("a text gives the same tokens whatever was analysed before", "[text]") {
    std::mt19937 random(7);  // NOLINT(cert-msc51-cpp)
    Analyzer used = make_analyzer();
    for (int round = 0; round < 50; ++round) {
        const std::string text = random_text(random);
        CAPTURE(text);
        Analyzer fresh = make_analyzer();
        std::vector<Token> first;
        std::vector<Token> second;
        CHECK(used.analyze(text, "en", first) == fresh.analyze(text, "en", second));
        CHECK(first == second);
    }
}

TEST_CASE("normalising twice changes nothing more", "[text]") {
    std::mt19937 random(11);  // NOLINT(cert-msc51-cpp)
    for (int round = 0; round < 3000; ++round) {
        const std::string once = normalize(random_text(random));
        CAPTURE(once);
        CHECK(normalize(once) == once);
        CHECK(fold_accents(fold_accents(once)) == fold_accents(once));
    }
}

TEST_CASE("a long text without spaces is analysed in pieces without a gap", "[text]") {
    std::string text;
    while (text.size() < 3 * kAnalyzerLimits.run_bytes_max) {
        text += "数据库";
    }
    std::uint32_t characters = 0;
    for (const Token& token : analyzed(text, "zh")) {
        if (token.end - token.begin == 3) {
            CHECK(token.begin == 3 * token.position);
            ++characters;
        }
    }
    CHECK(characters == text.size() / 3);
}

}  // namespace
}  // namespace kb::text
