// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tokens as lines that a table of cases can hold: "1 part fi" is the exact form "fi" at position 1;
// "0 word printers ~printer" has another base form; "2 word the stop" is a function word.

#include "text/analyzer.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace kb::text {

inline Analyzer make_analyzer() {
    auto analyzer = Analyzer::make();
    REQUIRE(analyzer);
    return *std::move(analyzer);
}

inline std::vector<Token> analyzed(std::string_view text, std::string_view language = "en") {
    static Analyzer analyzer = make_analyzer();
    std::vector<Token> tokens;
    analyzer.analyze(text, language, tokens);
    return tokens;
}

inline std::string_view name_of(TokenKind kind) {
    switch (kind) {
    case TokenKind::kWord: return "word";
    case TokenKind::kIdentifier: return "identifier";
    case TokenKind::kJoined: return "joined";
    case TokenKind::kPart: return "part";
    case TokenKind::kBigram: return "bigram";
    case TokenKind::kUnigram: return "unigram";
    }
    return "";
}

inline std::string line_of(const Token& token) {
    std::string line = std::to_string(token.position);
    line += ' ';
    line += name_of(token.kind);
    line += ' ';
    line += token.exact;
    if (token.base != token.exact) {
        line += " ~" + token.base;
    }
    return token.stop_word ? line + " stop" : line;
}

inline std::vector<std::string> lines(std::string_view text, std::string_view language = "en") {
    std::vector<std::string> all;
    for (const Token& token : analyzed(text, language)) {
        all.push_back(line_of(token));
    }
    return all;
}

struct Case {
    std::string_view text;
    std::string_view language;
    std::vector<std::string> want;
};

inline void check_all(const std::vector<Case>& cases) {
    for (const Case& row : cases) {
        CAPTURE(row.text, row.language);
        CHECK(lines(row.text, row.language) == row.want);
    }
}

}  // namespace kb::text
