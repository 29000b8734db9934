// SPDX-License-Identifier: Apache-2.0
#include "article/codes.hpp"
#include "article/field_text.hpp"
#include "article/spelling.hpp"
#include "article/words.hpp"
#include "base/utf8.hpp"

#include <kb/content_standard.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <unordered_set>

namespace kb {
namespace {

constexpr std::size_t kTitleCharactersMax = 125;

// What nobody reads to the end need not be complete.
constexpr std::size_t kPersonalDataShownMax = 100;  // a field
constexpr std::size_t kCodesShownMax = 20;
constexpr std::size_t kKeywordsCheckedMax = 100;

// --- What must be there --------------------------------------------------------------------------

enum class Need : std::uint8_t { kOptional, kAdvised, kRequired };

bool has_issue(const Article& article) {
    return std::ranges::any_of(article.issue,
                               [](const Statement& said) { return article::has_text(said.text); });
}

bool has_environment(const Article& article) {
    return std::ranges::any_of(article.environment, [](const EnvironmentEntry& entry) {
        return article::has_text(entry.value);
    });
}

bool has_resolution(const Article& article) { return article::has_text(article.resolution); }
bool has_title(const Article& article) { return article::has_text(article.title); }
bool has_archive_reason(const Article& article) {
    return article::has_text(article.archive_reason);
}

bool has_product(const Article& article) {
    return std::ranges::any_of(article.products, article::has_text);
}

struct Mandatory {
    std::string_view check;
    std::string_view name;
    Field field;
    bool (*is_there)(const Article& article);
    std::array<Need, 4> need;  // by Confidence
};

// What an article must hold, by confidence. An archived article keeps what it had. Three choices
// are ours: title and environment may come later than the first words, because a capture in the
// middle of a call has nothing but these; and a product is advised but never enforced, because a
// base about one product has no use for it and the environment names it anyway.
using enum Need;
constexpr std::array<Mandatory, 6> kMandatory{{
    // clang-format off
    // needs in: work in progress, not validated, validated, archived
    {"issue-missing", "the issue", Field::kIssue, has_issue,
     {kRequired, kRequired, kRequired, kOptional}},
    {"environment-missing", "the environment", Field::kEnvironment, has_environment,
     {kAdvised, kRequired, kRequired, kOptional}},
    {"resolution-missing", "the resolution", Field::kResolution, has_resolution,
     {kOptional, kRequired, kRequired, kOptional}},
    {"title-missing", "the title", Field::kTitle, has_title,
     {kAdvised, kRequired, kRequired, kOptional}},
    {"product-missing", "the product", Field::kEnvironment, has_product,
     {kOptional, kAdvised, kAdvised, kOptional}},
    {"archive-reason-missing", "the reason for archiving", Field::kTitle, has_archive_reason,
     {kOptional, kOptional, kOptional, kRequired}},
    // clang-format on
}};

void check_mandatory(const Article& article, Confidence confidence,
                     std::vector<Finding>& findings) {
    const auto column = static_cast<std::size_t>(confidence);
    for (const Mandatory& row : kMandatory) {
        const Need need = column < row.need.size() ? row.need[column] : kOptional;
        if (need == kOptional || row.is_there(article)) {
            continue;
        }
        const bool required = need == kRequired;
        findings.push_back({.check = std::string(row.check),
                            .severity = required ? Severity::kError : Severity::kWarning,
                            .field = row.field,
                            .message = fmt::format("{} is missing", row.name)});
    }
}

// --- What should be otherwise --------------------------------------------------------------------

void check_title_length(const Article& article, std::vector<Finding>& findings) {
    std::size_t at = 0;
    for (std::size_t count = 0; count < kTitleCharactersMax && at < article.title.size(); ++count) {
        static_cast<void>(base::next_code_point(article.title, at));
    }
    if (at < article.title.size()) {
        findings.push_back({.check = "title-long",
                            .severity = Severity::kWarning,
                            .field = Field::kTitle,
                            .begin = at,
                            .end = article.title.size(),
                            .message = fmt::format("the title is longer than {} characters; what "
                                                   "is behind them is often not shown",
                                                   kTitleCharactersMax)});
    }
}

// Whether one of the sorted words is a form of `word`, as far as that can be told without a
// language: one begins with the whole of the other, as "print" and "printing" do.
bool has_form_of(const std::vector<std::string>& sorted, std::string_view word) {
    constexpr std::size_t kStemBytesMin = 4;
    for (std::size_t size = std::min(word.size(), kStemBytesMin); size <= word.size(); ++size) {
        if (std::ranges::binary_search(sorted, word.substr(0, size))) {
            return true;  // the word itself, or one that it begins with
        }
    }
    const auto longer = std::ranges::lower_bound(sorted, word);
    return word.size() >= kStemBytesMin && longer != sorted.end() && longer->starts_with(word);
}

void check_title_against_issue(const Article& article, std::vector<Finding>& findings) {
    std::vector<std::string> said;
    for (article::Word& word : article::split_words(article::field_text(article, Field::kIssue))) {
        if (article::is_content_word(word.folded)) {
            said.push_back(std::move(word.folded));
        }
    }
    std::ranges::sort(said);
    bool has_content = false;
    for (const article::Word& word : article::split_words(article.title)) {
        if (!article::is_content_word(word.folded)) {
            continue;
        }
        has_content = true;
        if (has_form_of(said, word.folded)) {
            return;
        }
    }
    if (has_content && !said.empty()) {
        findings.push_back({.check = "title-unrelated",
                            .severity = Severity::kWarning,
                            .field = Field::kTitle,
                            .message = "the title has no word of the issue; say it as the "
                                       "requestor does"});
    }
}

void check_early_resolution(const Article& article, Confidence confidence,
                            std::vector<Finding>& findings) {
    if (confidence == Confidence::kWorkInProgress && has_resolution(article)) {
        findings.push_back({.check = "resolution-early",
                            .severity = Severity::kWarning,
                            .field = Field::kResolution,
                            .message = "there is a resolution, so the article need not stay work "
                                       "in progress"});
    }
}

void check_keywords(const Article& article, std::vector<Finding>& findings) {
    if (article.keywords.empty()) {
        return;
    }
    std::string text;
    for (const Field field :
         {Field::kTitle, Field::kIssue, Field::kEnvironment, Field::kResolution, Field::kCause}) {
        text += article::spaced_words(article::field_text(article, field));
    }
    std::size_t begin = 0;
    const std::size_t checked = std::min(article.keywords.size(), kKeywordsCheckedMax);
    for (const std::string& keyword : std::span(article.keywords).first(checked)) {
        const std::string words = article::spaced_words(keyword);
        if (words.size() > 1 && text.find(words) != std::string::npos) {
            findings.push_back({.check = "keyword-redundant",
                                .severity = Severity::kHint,
                                .field = Field::kKeywords,
                                .begin = begin,
                                .end = begin + keyword.size(),
                                .message = fmt::format("the keyword {} stands in the text already",
                                                       article::quoted(keyword))});
        }
        begin += keyword.size() + 1;
    }
}

void check_codes(const Article& article, std::vector<Finding>& findings) {
    std::unordered_set<std::string> known;
    for (const std::string& code : article.codes) {
        known.insert(article::spaced_words(code));
    }
    for (const std::string& id : article.external_ids) {
        known.insert(article::spaced_words(id));
    }
    known.insert(article::spaced_words(article.id));
    std::size_t shown = 0;
    for (const Field field :
         {Field::kTitle, Field::kIssue, Field::kEnvironment, Field::kResolution, Field::kCause}) {
        const std::string text = article::field_text(article, field);
        for (const article::Code& code : article::find_codes(text)) {
            if (!known.insert(article::spaced_words(code.text)).second) {
                continue;  // listed, or said before
            }
            if (++shown > kCodesShownMax) {
                return;
            }
            findings.push_back(
                {.check = "code-unlisted",
                 .severity = Severity::kHint,
                 .field = field,
                 .begin = code.begin,
                 .end = code.end,
                 .message = fmt::format("{} could be listed as a code of the article",
                                        article::quoted(code.text))});
        }
    }
}

void check_personal_data(const Article& article, std::vector<Finding>& findings) {
    for (std::size_t field = 0; field < kFieldCount; ++field) {
        const auto checked = static_cast<Field>(field);
        std::vector<Finding> found =
            find_personal_data(article::field_text(article, checked), checked);
        found.resize(std::min(found.size(), kPersonalDataShownMax));
        std::ranges::move(found, std::back_inserter(findings));
    }
}

}  // namespace

std::vector<Finding> check_content(const Article& article, Confidence confidence) {
    std::vector<Finding> findings;
    check_mandatory(article, confidence, findings);
    check_early_resolution(article, confidence, findings);
    check_title_length(article, findings);
    check_title_against_issue(article, findings);
    check_personal_data(article, findings);
    check_keywords(article, findings);
    check_codes(article, findings);
    return findings;
}

}  // namespace kb
