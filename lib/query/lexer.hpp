// SPDX-License-Identifier: Apache-2.0
#pragma once

// From the characters of a query to lexemes.
//
// Most of what reaches a support search was never meant as a query: error messages, paths, stack
// traces, command lines, sentences. So a sign is an operator only where it could hardly be anything
// else, and text everywhere else:
//
//     "        begins a phrase at the start of a word, if another " stands on the same line
//     ( )      group at the start of a word, or close what was opened; "foo(bar)" is a word
//     + -      bind to what follows without a blank: a letter, a phrase, a group. "-1", "--flag",
//              "a-b", "C++", "-Dname=value" and "-x" (one letter) are words, and so is "+49", but
//              not "+0x80070005"
//     name:    restricts to a field, if it is one of the seven in small letters
//     word*    words that begin so, if a letter, digit or '_' stands before the star
//     OR AND NOT   in capitals, as whole words
//
// Command lines: "-colour" excludes. But where a text has an option that cannot be meant so
// ("--force", "-v"), it is taken for a pasted command line, and "-la" in it is text as well; NOT
// and
// "-" before a phrase, a group or a field still exclude. A lone "ls -la" excludes "la", as the
// language says; the canonical spelling shows it.
//
// Shouting: in a text all of whose letters are capitals NOT is a word like any other, because
// "PRINTER DOES NOT PRINT" excludes nothing.

#include "query/warnings.hpp"

#include <kb/query.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace kb::query {

struct Lexeme {
    enum class Kind : std::uint8_t { kWord, kPrefix, kPhrase, kOpen, kClose, kAnd, kOr, kNot };
    Kind kind = Kind::kWord;
    Occur occur = Occur::kShould;  // what a sign before it says
    std::optional<Field> field{};
    std::string_view text{};  // without sign, field, quotes and star
    std::size_t begin = 0;    // bytes, with all of them
    std::size_t end = 0;
};

struct Lexed {
    std::vector<Lexeme> lexemes{};
    bool command_line = false;  // an option was seen that makes the text a command line
};

// White space and controls separate words.
[[nodiscard]] bool is_separator(char32_t c) noexcept;

// Reads all of `text`, as if `open_groups` groups had been opened before it. Never fails. A kClose
// always belongs to a kOpen before it (or to one of `open_groups`); not every kOpen has its kClose.
[[nodiscard]] Lexed lex(std::string_view text, Warnings& warnings, std::size_t open_groups = 0);

}  // namespace kb::query
