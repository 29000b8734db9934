// SPDX-License-Identifier: Apache-2.0
//
// The canonical spelling. Each node is printed the plain way and read again by the lexer; where
// that does not give the same node, its text is put in quotes. So whatever the lexer takes for
// syntax, now or later, the printer does not need to know.

#include "query/syntax_tree.hpp"

#include "article/words.hpp"
#include "base/utf8.hpp"
#include "query/lexer.hpp"

#include <algorithm>

namespace kb {
namespace {

std::string sign_and_field(const QueryNode& node) {
    std::string text = node.occur == Occur::kMust ? "+" : "";
    text += node.occur == Occur::kMustNot ? "-" : "";
    if (node.field) {
        text += to_string(*node.field);
        text += ':';
    }
    return text;
}

// In quotes: on one line, one blank between words, without a quote inside.
std::string in_quotes(std::string_view text) {
    std::string quoted = "\"";
    bool separated = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = base::next_code_point(text, at);
        if (query::is_separator(c)) {
            separated = quoted.size() > 1;
            continue;
        }
        if (separated) {
            quoted += ' ';
        }
        separated = false;
        base::append_utf8(quoted, c == U'"' ? U'\'' : c);
    }
    return quoted + '"';
}

// Whether a word or prefix printed as `spelled` reads back as that, alone and wherever it stands.
// Inside a group it could stand before the end, which a "(" in it would take for its own.
bool reads_back(const QueryNode& node, const std::string& spelled, std::size_t depth) {
    const std::string printed = depth > 0 ? spelled + ')' : spelled;
    query::Warnings warnings(printed);
    const query::Lexed lexed = query::lex(printed, warnings, depth);
    if (lexed.command_line || lexed.lexemes.size() != (depth > 0 ? 2U : 1U)) {
        return false;
    }
    const query::Lexeme& lexeme = lexed.lexemes.front();
    const auto kind = node.kind == QueryNode::Kind::kPrefix ? query::Lexeme::Kind::kPrefix
                                                            : query::Lexeme::Kind::kWord;
    return lexeme.kind == kind && lexeme.occur == node.occur && lexeme.field == node.field &&
           lexeme.text == node.text && lexeme.begin == 0 && lexeme.end == spelled.size();
}

std::string spell_word(const QueryNode& node, std::size_t depth) {
    const std::string before = sign_and_field(node);
    const std::string word = node.kind == QueryNode::Kind::kPrefix ? node.text + '*' : node.text;
    const std::string plain = before + word;
    return reads_back(node, plain, depth) ? plain : before + in_quotes(word);
}

std::string spell(const QueryNode& node, std::size_t depth);

std::string spell_children(const QueryNode& group, std::size_t depth) {
    std::string text;
    for (const QueryNode& child : group.children) {
        text += text.empty() ? "" : " ";
        text += spell(child, depth);
    }
    return text;
}

std::string spell(const QueryNode& node, std::size_t depth) {
    switch (node.kind) {
    case QueryNode::Kind::kText:
    case QueryNode::Kind::kPrefix: return spell_word(node, depth);
    case QueryNode::Kind::kPhrase: return sign_and_field(node) + in_quotes(node.text);
    case QueryNode::Kind::kGroup:
        return sign_and_field(node) + '(' + spell_children(node, depth + 1) + ')';
    }
    return {};
}

void collect_asked(const QueryNode& node, std::vector<std::string>& words) {
    if (node.occur == Occur::kMustNot) {
        return;
    }
    if (node.kind != QueryNode::Kind::kGroup) {
        words.push_back(node.text);
    }
    for (const QueryNode& child : node.children) {
        collect_asked(child, words);
    }
}

bool is_operator(const QueryNode& node) {
    return node.occur != Occur::kShould || node.field || node.kind == QueryNode::Kind::kPrefix ||
           std::ranges::any_of(node.children, is_operator);
}

}  // namespace

namespace query {

std::size_t height(const QueryNode& node) {
    std::size_t below = 0;
    for (const QueryNode& child : node.children) {
        below = std::max(below, height(child));
    }
    return below + (node.kind == QueryNode::Kind::kGroup ? 1U : 0U);
}

std::vector<std::string> asked_words(const Query& query) {
    std::vector<std::string> words;
    collect_asked(query.root, words);
    return words;
}

bool has_operators(const Query& query) {
    return std::ranges::any_of(query.root.children, is_operator);
}

}  // namespace query

std::string to_string(const Query& query) { return spell_children(query.root, 0); }

}  // namespace kb
