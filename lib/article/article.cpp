// SPDX-License-Identifier: Apache-2.0
#include "article/spelling.hpp"

#include <kb/article.hpp>

namespace kb {

// No default in these switches, so that a value without a spelling does not compile.

std::string_view to_string(Field field) noexcept {
    switch (field) {
    case Field::kTitle: return "title";
    case Field::kIssue: return "issue";
    case Field::kEnvironment: return "environment";
    case Field::kResolution: return "resolution";
    case Field::kCause: return "cause";
    case Field::kKeywords: return "keywords";
    case Field::kCodes: return "codes";
    }
    return article::kNoSpelling;
}

std::string_view to_string(Confidence confidence) noexcept {
    switch (confidence) {
    case Confidence::kWorkInProgress: return "work_in_progress";
    case Confidence::kNotValidated: return "not_validated";
    case Confidence::kValidated: return "validated";
    case Confidence::kArchived: return "archived";
    }
    return article::kNoSpelling;
}

std::string_view to_string(Audience audience) noexcept {
    switch (audience) {
    case Audience::kInternal: return "internal";
    case Audience::kPartner: return "partner";
    case Audience::kCustomer: return "customer";
    case Audience::kPublic: return "public";
    }
    return article::kNoSpelling;
}

std::string_view to_string(Governance governance) noexcept {
    switch (governance) {
    case Governance::kExperienceBased: return "experience";
    case Governance::kComplianceBased: return "compliance";
    }
    return article::kNoSpelling;
}

std::string_view to_string(StatementSource source) noexcept {
    switch (source) {
    case StatementSource::kSearch: return "search";
    case StatementSource::kCase: return "case";
    case StatementSource::kAgent: return "agent";
    case StatementSource::kCustomer: return "customer";
    case StatementSource::kEditor: return "editor";
    }
    return article::kNoSpelling;
}

Result<Field> parse_field(std::string_view text) {
    return article::parse_spelling<Field>("field", text);
}

Result<Confidence> parse_confidence(std::string_view text) {
    if (article::same_word(text, "wip")) {  // what everybody says
        return Confidence::kWorkInProgress;
    }
    return article::parse_spelling<Confidence>("confidence", text);
}

Result<Audience> parse_audience(std::string_view text) {
    return article::parse_spelling<Audience>("audience", text);
}

Result<Governance> parse_governance(std::string_view text) {
    return article::parse_spelling<Governance>("governance", text);
}

Result<StatementSource> parse_statement_source(std::string_view text) {
    return article::parse_spelling<StatementSource>("statement source", text);
}

}  // namespace kb
