// SPDX-License-Identifier: Apache-2.0
#include "exchange/members.hpp"

#include "base/time.hpp"
#include "base/try.hpp"
#include "exchange/input.hpp"
#include "text/edit_distance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <optional>

namespace kb::exchange {
namespace {

// "Work in Progress" and "work-in-progress" to "work_in_progress".
std::string state_word(std::string_view text) {
    std::string word;
    for (const char c : trim(text)) {
        const bool upper = c >= 'A' && c <= 'Z';
        word += upper ? static_cast<char>(c - 'A' + 'a') : (c == ' ' || c == '-') ? '_' : c;
    }
    return word;
}

// A value of one of the three state enumerations, or nothing where it may be passed over. A value
// almost spelled like one of ours is refused even in lenient reading: an article must not come out
// with another audience because of a slip of the pen.
template <typename Enum>
Result<std::optional<Enum>> parse_state(std::string_view name, std::string_view text,
                                        Result<Enum> (*parse)(std::string_view),
                                        std::initializer_list<Enum> all, Reading reading) {
    constexpr unsigned kSlipDistance = 2;
    constexpr std::size_t kWordBytesMax = 64;
    const std::string word = state_word(text);
    if (word.size() <= kWordBytesMax) {
        if (const auto value = parse(word)) {
            return std::optional(*value);
        }
    }
    const bool slip =
        word.size() <= kWordBytesMax && std::any_of(all.begin(), all.end(), [&](Enum value) {
            return text::edit_distance(word, to_string(value), kSlipDistance).has_value();
        });
    if (reading == Reading::kLenient && !slip) {
        return std::optional<Enum>{};
    }
    std::string names;
    for (const Enum value : all) {
        names += fmt::format("{}{}", names.empty() ? "" : ", ", to_string(value));
    }
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("{}: {} is none of {}", name, quote(text), names)};
}

Result<void> set_confidence(ReadArticle& to, std::string_view text, Reading reading) {
    KB_TRY_ASSIGN(const auto value,
                  parse_state<Confidence>("confidence", text, parse_confidence,
                                          {Confidence::kWorkInProgress, Confidence::kNotValidated,
                                           Confidence::kValidated, Confidence::kArchived},
                                          reading));
    if (!value) {
        to.strange.emplace_back("confidence", text);
    }
    to.article.state.confidence = value.value_or(to.article.state.confidence);
    to.has_confidence |= value.has_value();
    return {};
}

Result<void> set_audience(ReadArticle& to, std::string_view text, Reading reading) {
    KB_TRY_ASSIGN(const auto value, parse_state<Audience>("audience", text, parse_audience,
                                                          {Audience::kInternal, Audience::kPartner,
                                                           Audience::kCustomer, Audience::kPublic},
                                                          reading));
    if (!value) {
        to.strange.emplace_back("audience", text);
    }
    to.article.state.audience = value.value_or(to.article.state.audience);
    to.has_audience |= value.has_value();
    return {};
}

Result<void> set_governance(ReadArticle& to, std::string_view text, Reading reading) {
    KB_TRY_ASSIGN(const auto value,
                  parse_state<Governance>(
                      "governance", text, parse_governance,
                      {Governance::kExperienceBased, Governance::kComplianceBased}, reading));
    if (!value) {
        to.strange.emplace_back("governance", text);
    }
    to.article.state.governance = value.value_or(to.article.state.governance);
    return {};
}

Result<void> set_language(ReadArticle& to, std::string_view text, Reading reading) {
    std::string tag = language_tag(text);
    if (tag.empty()) {
        if (reading == Reading::kLenient) {
            return {};
        }
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("language: {} is no language tag", quote(text))};
    }
    to.article.language = std::move(tag);
    to.has_language = true;
    return {};
}

Result<void> set_time(Timestamp& to, std::string_view name, std::string_view text,
                      Reading reading) {
    const auto time = base::parse_iso8601(trim(text));
    if (time) {
        to = *time;
    } else if (reading == Reading::kStrict) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("{}: {} is no ISO 8601 time", name, quote(text))};
    }
    return {};
}

Result<void> set_version(VersionNumber& to, std::string_view name, std::string_view text) {
    const std::string_view digits = trim(text);
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), to);
    if (code != std::errc{} || end != digits.data() + digits.size()) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("{}: {} is no version number", name, quote(text))};
    }
    return {};
}

void append_text(std::string& to, std::string_view text) {
    if (!to.empty()) {
        to += "\n\n";
    }
    to += text;
}

void append_list(std::vector<std::string>& to, const std::vector<EnvironmentEntry>& values) {
    for (const EnvironmentEntry& value : values) {
        if (!value.value.empty()) {
            to.push_back(value.value);
        }
    }
}

void append_description(Article& to, std::string_view text) {
    if (to.issue.empty()) {
        to.issue.push_back({.text = std::string(text), .source = StatementSource::kEditor});
    } else if (to.resolution.find(text) == std::string::npos) {
        to.resolution = to.resolution.empty() ? std::string(text)
                                              : fmt::format("{}\n\n{}", text, to.resolution);
    }
}

// The members that hold one value; `text` is not empty.
Result<void> set_single(ReadArticle& to, Member member, const std::string& text, Reading reading) {
    Article& article = to.article;
    switch (member) {
    case Member::kId: article.id = text; break;
    case Member::kTitle: article.title = article.title.empty() ? text : article.title; break;
    case Member::kResolution: append_text(article.resolution, text); break;
    case Member::kCause: append_text(article.cause, text); break;
    case Member::kLanguage: return set_language(to, text, reading);
    case Member::kOwnerDomain: article.owner_domain = text; break;
    case Member::kConfidence: return set_confidence(to, text, reading);
    case Member::kAudience: return set_audience(to, text, reading);
    case Member::kGovernance: return set_governance(to, text, reading);
    case Member::kCreated: return set_time(article.created, "created", text, reading);
    case Member::kModified: return set_time(article.modified, "modified", text, reading);
    case Member::kTranslationOf: article.translation_of = text; break;
    case Member::kTranslationOfVersion:
        return set_version(article.translation_of_version, "translation_of_version", text);
    case Member::kArticleVersion: return set_version(article.version, "article_version", text);
    case Member::kArchiveReason: article.archive_reason = text; break;
    case Member::kCreatedBy: article.created_by = text; break;
    case Member::kModifiedBy: article.modified_by = text; break;
    case Member::kDescription: append_description(article, text); break;
    case Member::kProductVersion: article.environment.push_back({"version", text}); break;
    case Member::kIssue:
    case Member::kEnvironment:
    case Member::kKeywords:
    case Member::kCodes:
    case Member::kProducts:
    case Member::kExternalIds:
    case Member::kOriginatingQueries: break;  // lists: set_member() has them
    }
    return {};
}

}  // namespace

std::string_view trim(std::string_view text) noexcept {
    constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
    const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    for (;;) {
        if (!text.empty() && is_blank(text.front())) {
            text.remove_prefix(1);
        } else if (text.starts_with(kNoBreakSpace)) {
            text.remove_prefix(kNoBreakSpace.size());
        } else {
            break;
        }
    }
    for (;;) {
        if (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
        } else if (text.ends_with(kNoBreakSpace)) {
            text.remove_suffix(kNoBreakSpace.size());
        } else {
            return text;
        }
    }
}

std::string language_tag(std::string_view text) {
    constexpr std::size_t kTagBytesMax = 35;  // RFC 5646, section 4.4.1
    std::string tag(trim(text));
    if (tag.empty() || tag.size() > kTagBytesMax) {
        return {};
    }
    std::size_t subtag = 0;  // its first byte
    for (std::size_t i = 0; i <= tag.size(); ++i) {
        if (i == tag.size() || tag[i] == '-' || tag[i] == '_') {
            const std::size_t length = i - subtag;
            if (length < (subtag == 0 ? 2U : 1U) || length > 8) {
                return {};
            }
            if (i < tag.size()) {
                tag[i] = '-';
            }
            subtag = i + 1;
            continue;
        }
        const char c = tag[i];
        const bool upper = c >= 'A' && c <= 'Z';
        const bool letter = upper || (c >= 'a' && c <= 'z');
        if (!letter && (subtag == 0 || c < '0' || c > '9')) {
            return {};
        }
        tag[i] = upper && subtag == 0 ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return tag;
}

std::vector<std::string> split_products(std::string_view text) {
    std::vector<std::string> products;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view piece = trim(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        if (piece.empty()) {
            continue;
        }
        const char c = piece.front();
        const bool goes_on = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (goes_on && !products.empty()) {
            products.back() += fmt::format(", {}", piece);
        } else {
            products.emplace_back(piece);
        }
    }
    return products;
}

Result<void> set_member(ReadArticle& to, Member member, const std::vector<EnvironmentEntry>& values,
                        Reading reading) {
    Article& article = to.article;
    if (member == Member::kIssue) {
        for (const EnvironmentEntry& value : values) {
            if (!value.value.empty()) {
                article.issue.push_back({.text = value.value, .source = StatementSource::kEditor});
            }
        }
    } else if (member == Member::kEnvironment) {
        std::copy_if(values.begin(), values.end(), std::back_inserter(article.environment),
                     [](const EnvironmentEntry& entry) { return !entry.value.empty(); });
    } else if (member == Member::kKeywords) {
        append_list(article.keywords, values);
    } else if (member == Member::kCodes) {
        append_list(article.codes, values);
    } else if (member == Member::kProducts) {
        append_list(article.products, values);
    } else if (member == Member::kExternalIds) {
        append_list(article.external_ids, values);
    } else if (member == Member::kOriginatingQueries) {
        append_list(article.originating_queries, values);
    } else {
        for (const EnvironmentEntry& value : values) {
            if (!value.value.empty()) {
                KB_TRY(set_single(to, member, value.value, reading));
            }
        }
    }
    return {};
}

ReadArticle make_article(const ImportRequest& request) {
    ReadArticle made;
    made.article.language = request.language.empty() ? "en" : request.language;
    made.article.state.confidence = request.confidence.value_or(Confidence::kValidated);
    made.article.state.audience = request.audience.value_or(Audience::kInternal);
    return made;
}

}  // namespace kb::exchange
