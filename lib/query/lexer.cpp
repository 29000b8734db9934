// SPDX-License-Identifier: Apache-2.0
#include "query/lexer.hpp"

#include "article/spelling.hpp"
#include "article/words.hpp"
#include "base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kb::query {
namespace {

using article::is_capital;
using article::is_digit;
using article::is_letter;

bool is_small(char32_t c) {
    // Latin, Greek, Cyrillic: the scripts that have two cases and whose users meet capital NOT.
    return (c >= U'a' && c <= U'z') || (c >= 0xDF && c <= 0xFF) || (c >= 0x3B1 && c <= 0x3C9) ||
           (c >= 0x430 && c <= 0x45F);
}

std::optional<Lexeme::Kind> keyword(std::string_view word) {
    if (word == "AND") {
        return Lexeme::Kind::kAnd;
    }
    if (word == "OR") {
        return Lexeme::Kind::kOr;
    }
    return word == "NOT" ? std::optional(Lexeme::Kind::kNot) : std::nullopt;
}

// Capitals only, with at least one word of two letters that is no operator.
bool is_shouted(std::string_view text) {
    bool shouted = false;
    for (std::size_t at = 0; at < text.size();) {
        if (is_small(base::next_code_point(text, at))) {
            return false;
        }
    }
    for (std::size_t at = 0; at < text.size() && !shouted; ++at) {
        std::size_t end = at;
        while (end < text.size() && is_capital(text[end])) {
            ++end;
        }
        shouted = end - at >= 2 && !keyword(text.substr(at, end - at));
        at = end;
    }
    return shouted;
}

// "-v"
bool is_short_option(std::string_view word) {
    return word.size() == 2 && word[0] == '-' && is_letter(word[1]);
}

// "--force"
bool is_long_option(std::string_view word) {
    return word.size() > 2 && word.substr(0, 2) == "--" && is_letter(word[2]);
}

class Lexer {
public:
    Lexer(std::string_view text, Warnings& warnings, std::size_t open_groups, bool command_line)
        : text_(text),
          warnings_(warnings),
          open_(open_groups),
          command_line_(command_line),
          shouted_(is_shouted(text)) {}

    Lexed run() {
        while (skip_separators()) {
            read_one();
        }
        if (excluded_as_text_ != std::string_view::npos) {
            warnings_.add(excluded_as_text_,
                          "taken for a command line, so \"-\" before a word is text; NOT excludes");
        }
        return std::move(lexed_);
    }

private:
    [[nodiscard]] bool is_at(std::size_t at, char c) const {
        return at < text_.size() && text_[at] == c;
    }

    // Whether a word cannot go on at `at`: the end, a separator, the end of the group.
    [[nodiscard]] bool ends_word(std::size_t at) const {
        if (at >= text_.size() || (text_[at] == ')' && open_ > 0)) {
            return true;
        }
        return is_separator(base::next_code_point(text_, at));
    }

    bool skip_separators() {
        while (at_ < text_.size()) {
            std::size_t next = at_;
            if (!is_separator(base::next_code_point(text_, next))) {
                return true;
            }
            at_ = next;
        }
        return false;
    }

    // The quote that ends the phrase whose first quote is at `at`; npos where none is on its line.
    [[nodiscard]] std::size_t closing_quote(std::size_t at) const {
        const std::size_t found = text_.find_first_of("\"\n\r", at + 1);
        return found != std::string_view::npos && text_[found] == '"' ? found
                                                                      : std::string_view::npos;
    }

    // The end of the word that begins at `at`. Parentheses that a word opens are its own.
    [[nodiscard]] std::size_t word_end(std::size_t at) const {
        std::size_t nested = 0;
        while (at < text_.size()) {
            if (text_[at] == '(') {
                ++nested;
            } else if (text_[at] == ')') {
                if (nested == 0 && open_ > 0) {
                    return at;
                }
                nested -= nested > 0 ? 1U : 0U;
            }
            std::size_t next = at;
            if (is_separator(base::next_code_point(text_, next))) {
                return at;
            }
            at = next;
        }
        return at;
    }

    void push(Lexeme lexeme) {
        lexeme.end = at_;
        lexed_.lexemes.push_back(lexeme);
    }

    void read_one() {
        Lexeme lexeme{.begin = at_};
        if (is_at(at_, ')')) {
            read_close(lexeme);
            return;
        }
        if (read_keyword(lexeme)) {
            return;
        }
        if (is_sign()) {
            lexeme.occur = text_[at_] == '+' ? Occur::kMust : Occur::kMustNot;
            ++at_;
        }
        read_field(lexeme);
        if (is_at(at_, '"') && !read_phrase(lexeme)) {
            return;
        }
        if (is_at(at_, '(')) {
            ++at_;
            ++open_;
            lexeme.kind = Lexeme::Kind::kOpen;
            push(lexeme);
        } else if (lexeme.kind != Lexeme::Kind::kPhrase) {
            read_word(lexeme);
        }
    }

    void read_close(Lexeme lexeme) {
        ++at_;
        if (open_ == 0) {
            warnings_.add(lexeme.begin, "there is nothing that \")\" could close");
            return;
        }
        --open_;
        lexeme.kind = Lexeme::Kind::kClose;
        push(lexeme);
    }

    bool read_keyword(Lexeme lexeme) {
        const std::size_t end = text_.find_first_not_of("ANDORT", at_);
        const std::string_view word = text_.substr(at_, end - at_);
        const auto kind = keyword(word);
        const std::size_t behind = at_ + word.size();
        if (!kind || !(ends_word(behind) || is_at(behind, '(') || is_at(behind, '"'))) {
            return false;
        }
        at_ = behind;
        lexeme.text = word;
        if (*kind == Lexeme::Kind::kNot && shouted_) {
            warnings_.add(lexeme.begin,
                          "all letters are capitals, so NOT is a word; \"-\" excludes");
        } else {
            lexeme.kind = *kind;
        }
        push(lexeme);
        return true;
    }

    // Whether the character here is an operator; see the head of lexer.hpp.
    bool is_sign() {
        if (!is_at(at_, '+') && !is_at(at_, '-')) {
            return false;
        }
        std::size_t next = at_ + 1;
        if (ends_word(next)) {
            return false;
        }
        if (text_[next] == '(') {
            return true;
        }
        if (text_[next] == '"') {
            // With a quote that stays open the sign falls, too.
            if (closing_quote(next) == std::string_view::npos) {
                ++at_;
                return false;
            }
            return true;
        }
        if (field_at(next)) {
            return true;
        }
        const std::string_view word = text_.substr(at_, word_end(at_) - at_);
        if (!article::is_word_character(base::next_code_point(text_, next))) {
            return false;
        }
        return text_[at_] == '+' ? is_required_word(word) : is_excluded_word(word);
    }

    static bool is_required_word(std::string_view word) {
        const auto is_number_byte = [](char c) {
            return !is_letter(c) && static_cast<unsigned char>(c) < 0x80U && c != '_';
        };
        return !std::ranges::all_of(word, is_number_byte);
    }

    bool is_excluded_word(std::string_view word) {
        if (is_digit(word[1]) || is_short_option(word) ||
            word.find('=') != std::string_view::npos) {
            return false;
        }
        if (command_line_) {
            excluded_as_text_ = std::min(excluded_as_text_, at_);
            return false;
        }
        return true;
    }

    // The field whose name and colon stand at `at`, if something follows that it can restrict.
    [[nodiscard]] std::optional<Field> field_at(std::size_t at) const {
        for (std::size_t i = 0; i < kFieldCount; ++i) {
            const auto field = static_cast<Field>(i);
            const std::string_view name = to_string(field);
            const std::size_t colon = at + name.size();
            if (text_.substr(at, name.size()) == name && is_at(colon, ':')) {
                const bool restricts = !ends_word(colon + 1) && text_[colon + 1] != ':';
                return restricts ? std::optional(field) : std::nullopt;
            }
        }
        return std::nullopt;
    }

    void read_field(Lexeme& lexeme) {
        lexeme.field = field_at(at_);
        if (lexeme.field) {
            at_ += to_string(*lexeme.field).size() + 1;
        }
    }

    // At a quote. False where nothing is left to be read of this lexeme.
    bool read_phrase(Lexeme& lexeme) {
        const std::size_t closing = closing_quote(at_);
        if (closing == std::string_view::npos) {
            warnings_.add(at_, "this quote has no partner on its line and is left out");
            ++at_;
            lexeme.occur = Occur::kShould;  // nothing is demanded or excluded by mistake
            return lexeme.field.has_value() && !ends_word(at_);
        }
        lexeme.text = article::trim(text_.substr(at_ + 1, closing - at_ - 1));
        at_ = closing + 1;
        if (!article::has_text(lexeme.text)) {
            warnings_.add(lexeme.begin, "there is nothing between the quotes");
            return false;
        }
        lexeme.kind = Lexeme::Kind::kPhrase;
        push(lexeme);
        return false;
    }

    void read_word(Lexeme lexeme) {
        const std::size_t begin = at_;
        at_ = word_end(begin);
        lexeme.text = text_.substr(begin, at_ - begin);
        if (!lexeme.field && lexeme.occur == Occur::kShould) {
            lexed_.command_line =
                lexed_.command_line || is_short_option(lexeme.text) || is_long_option(lexeme.text);
        }
        if (!lexeme.field) {
            warn_of_field(begin, lexeme.text);
        }
        if (is_prefix(lexeme.text)) {
            lexeme.kind = Lexeme::Kind::kPrefix;
            lexeme.text.remove_suffix(1);
        }
        push(lexeme);
    }

    static bool is_prefix(std::string_view word) {
        const std::size_t star = word.find('*');
        if (star == 0 || star + 1 != word.size()) {
            return false;
        }
        const char before = word[star - 1];
        return is_letter(before) || is_digit(before) || before == '_' ||
               static_cast<unsigned char>(before) >= 0x80U;
    }

    // Says so where a word looks as if a field had been meant: "titel:offline", "title:" alone.
    // Colons in "http://x", "C:\x", "std::string", "host:8080" and "error:" are nothing unusual.
    void warn_of_field(std::size_t at, std::string_view word) {
        const std::size_t colon = word.find(':');
        const std::string_view name = word.substr(0, colon);
        if (colon == std::string_view::npos || name.size() < 2 ||
            !std::ranges::all_of(name, is_letter)) {
            return;
        }
        const std::vector<std::string_view> fields = article::spellings<Field>();
        const auto meant = article::nearest(name, fields);
        const std::string_view rest = word.substr(colon + 1);
        if (rest.empty()) {
            if (std::ranges::find(fields, name) != fields.end()) {
                warnings_.add(at, fmt::format("nothing follows \"{}:\", so it is text", name));
            }
            return;
        }
        const bool looks_so = is_letter(rest.front()) || rest.front() == '"' ||
                              rest.front() == '(' || static_cast<unsigned char>(rest[0]) >= 0x80U;
        if (!looks_so && (!meant || rest.front() == ':')) {
            return;
        }
        warnings_.add(at, meant ? fmt::format("\"{}:\" is no field, so it is text; did you mean "
                                              "\"{}:\"?",
                                              name, *meant)
                                : fmt::format("{} is no field, so it is text",
                                              article::quoted(word.substr(0, colon + 1))));
    }

    std::string_view text_;
    Warnings& warnings_;
    Lexed lexed_{};
    std::size_t at_ = 0;
    std::size_t open_;   // groups that a ")" could close
    bool command_line_;  // "-word" is text
    bool shouted_;
    std::size_t excluded_as_text_ = std::string_view::npos;  // the first "-word" that became text
};

}  // namespace

bool is_separator(char32_t c) noexcept { return article::is_blank(c) || article::is_control(c); }

Lexed lex(std::string_view text, Warnings& warnings, std::size_t open_groups) {
    // Whether a text is a command line can show at its very end, and changes only what is a sign,
    // not where lexemes begin: so it is read once to see, and once more where it is one.
    Warnings first_warnings = warnings;
    Lexed lexed = Lexer(text, first_warnings, open_groups, false).run();
    if (lexed.command_line) {
        return Lexer(text, warnings, open_groups, true).run();
    }
    warnings = std::move(first_warnings);
    return lexed;
}

}  // namespace kb::query
