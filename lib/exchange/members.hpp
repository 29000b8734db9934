// SPDX-License-Identifier: Apache-2.0
#pragma once

// The members of an article as other systems name them: front-matter keys, CSV columns, HTML meta
// names and foreign JSON members all end up here as named lists of text.

#include "exchange/reader.hpp"

#include <kb/exchange.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kb::exchange {

enum class Member : std::uint8_t {
    // A FieldMap may name these.
    kId,
    kTitle,
    kIssue,
    kEnvironment,
    kResolution,
    kCause,
    kKeywords,
    kCodes,
    kProducts,
    kLanguage,
    kExternalIds,
    kOwnerDomain,
    kConfidence,
    kAudience,
    kCreated,
    kModified,
    // These go by their own names.
    kGovernance,
    kTranslationOf,
    kTranslationOfVersion,
    kOriginatingQueries,
    kArchiveReason,
    kArticleVersion,
    kCreatedBy,
    kModifiedBy,
    kDescription,     // issue where there is none, else part of the resolution
    kProductVersion,  // an environment entry called "version"
};

// One member of a record: its foreign name, and its entries, which have names of their own only
// where the format gives them ({"os": "Windows 11"}).
struct NamedValues {
    std::string name{};
    std::vector<EnvironmentEntry> values{};
    bool is_list = false;  // written as a list, so that a comma in an entry is part of it
};

// What to do with a state, language or time that is not one of ours.
enum class Reading : std::uint8_t {
    kLenient,  // pass over it, unless it looks like a slip of the pen: "intenal"
    kStrict,   // refuse the record
};

// Which of our members a foreign name fills. Names in the map are compared without case, the usual
// ones also without punctuation. A member that the map assigns goes by no other name, and a name in
// the map means nothing else. Immutable.
class MemberNames {
public:
    // Precondition: check_field_map(map) succeeded.
    explicit MemberNames(const FieldMap& map = {});
    [[nodiscard]] std::vector<Member> find(std::string_view theirs) const;

private:
    std::unordered_map<std::string, std::vector<Member>> mapped_{};
    std::unordered_map<std::string, std::vector<Member>> known_{};
};

// Errors: kInvalidArgument, naming the pair and the nearest of our fields.
[[nodiscard]] Result<void> check_field_map(const FieldMap& map);

// Puts what was read into an article: lists and texts are added to, single values are replaced by
// what is not empty. The article has been given defaults before.
//
// Errors: kInvalidArgument, naming the member.
[[nodiscard]] Result<void> set_member(ReadArticle& to, Member member,
                                      const std::vector<EnvironmentEntry>& values, Reading reading);

// An empty article with the request's defaults.
[[nodiscard]] ReadArticle make_article(const ImportRequest& request);

// "Windows 10, Windows 11" to two; a piece that goes on in lower case or with a digit stays with
// the one before it, as in "SQL Server 2019, 2022" and "Windows 10, version 22H2".
[[nodiscard]] std::vector<std::string> split_products(std::string_view text);

// A language tag in the form we use: "de_AT" to "de-AT", "EN" to "en"; empty where it is none.
[[nodiscard]] std::string language_tag(std::string_view text);

[[nodiscard]] std::string_view trim(std::string_view text) noexcept;  // blanks, NBSP included

}  // namespace kb::exchange
