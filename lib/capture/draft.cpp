// SPDX-License-Identifier: Apache-2.0
#include "capture/draft.hpp"

#include "article/codes.hpp"
#include "article/words.hpp"
#include "base/utf8.hpp"
#include "query/syntax_tree.hpp"

#include <algorithm>

namespace kb::capture {
namespace {

constexpr std::size_t kTypedBytesMax = 500;  // what is longer was pasted, and has no operators

std::string_view first_line_with_text(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        if (article::has_text(text.substr(0, end))) {
            return text.substr(0, end);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

// The first characters of a line that has one blank between words.
std::string_view cut_between_words(std::string_view line, std::size_t characters_max) {
    std::size_t end = 0;
    for (std::size_t count = 0; count < characters_max && end < line.size(); ++count) {
        static_cast<void>(base::next_code_point(line, end));
    }
    if (end == line.size()) {
        return line;
    }
    const std::size_t blank = line.substr(0, end + 1).rfind(' ');
    return line.substr(0, blank == std::string_view::npos || blank == 0 ? end : blank);
}

// Whether a word is the name of something rather than a word of a language: it has digits, signs or
// capitals inside.
bool is_name(std::string_view word) {
    while (!word.empty() &&
           std::string_view(".,:;!?").find(word.back()) != std::string_view::npos) {
        word.remove_suffix(1);
    }
    return std::ranges::any_of(word, [](char c) {
        return article::is_digit(c) || article::is_capital(c) ||
               std::string_view("_\\/.@:=+#$%&*").find(c) != std::string_view::npos;
    });
}

void add_statement(Article& article, Statement statement) {
    const bool said = std::ranges::any_of(
        article.issue, [&](const Statement& other) { return other.text == statement.text; });
    if (article::has_text(statement.text) && !said) {
        article.issue.push_back(std::move(statement));
    }
}

void add_codes(Article& article) {
    for (const Statement& statement : article.issue) {
        for (const article::Code& code : article::find_codes(statement.text)) {
            if (std::ranges::find(article.codes, code.text) == article.codes.end() &&
                article.codes.size() < kListEntriesMax) {
                article.codes.emplace_back(code.text);
            }
        }
    }
}

}  // namespace

std::string statement_of(std::string_view query) {
    const std::string_view typed = article::trim(query);
    if (typed.size() > kTypedBytesMax || typed.find_first_of("\r\n") != std::string_view::npos) {
        return std::string(typed);
    }
    const Query parsed = parse_query(typed);
    if (!query::has_operators(parsed)) {
        return std::string(typed);
    }
    std::string words;
    for (const std::string& word : query::asked_words(parsed)) {
        words += words.empty() ? "" : " ";
        words += word;
    }
    return words;
}

std::string title_of(std::string_view text) {
    const std::string line = article::in_one_line(first_line_with_text(text));
    const std::string_view cut = cut_between_words(line, kTitleCharactersMax);
    if (cut.empty() || is_name(cut.substr(0, cut.find(' ')))) {
        return std::string(cut);
    }
    std::size_t behind = 0;
    const char32_t first = base::next_code_point(cut, behind);
    std::string title;
    base::append_utf8(title, article::to_upper(first));
    title += cut.substr(behind);
    return title;
}

Article make_draft(const CaptureRequest& request, const PersonId& by, Timestamp now) {
    Article article;
    article.language = request.language;
    article.products = request.products;
    article.cause = request.cause;
    std::ranges::copy_if(
        request.environment, std::back_inserter(article.environment),
        [](const EnvironmentEntry& entry) { return article::has_text(entry.value); });

    add_statement(article, {.text = statement_of(request.query),
                            .source = StatementSource::kSearch,
                            .by = by,
                            .at = now,
                            .case_id = request.case_id});
    // With a case these are its customer's words; without one, somebody's whom the agent listened
    // to.
    const StatementSource source =
        request.case_id.empty() ? StatementSource::kAgent : StatementSource::kCustomer;
    for (const std::string& words : request.issue) {
        add_statement(article, {.text = std::string(article::trim(words)),
                                .source = source,
                                .by = by,
                                .at = now,
                                .case_id = request.case_id});
    }
    if (article::has_text(request.query)) {
        article.originating_queries.push_back(request.query);
    }
    add_codes(article);

    article.title = article::has_text(request.title) ? std::string(article::trim(request.title))
                    : article.issue.empty()          ? std::string()
                                                     : title_of(article.issue.front().text);
    const bool resolved = article::has_text(request.resolution);
    article.resolution = resolved ? request.resolution : "";
    article.state.confidence = resolved ? Confidence::kNotValidated : Confidence::kWorkInProgress;

    article.created_by = by;
    article.modified_by = by;
    article.created = now;
    article.modified = now;
    return article;
}

}  // namespace kb::capture
