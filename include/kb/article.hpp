// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is known: one article, its fields and its state.
//
// The structure is that of Knowledge-Centered Service: the issue in the requestor's own words (to
// be added to, never rewritten), the environment it was seen in, the resolution and the cause.
// Article state is three independent values: how sure we are (confidence), who may read (audience)
// and who may edit (governance). All types here are plain values.

#include <kb/result.hpp>
#include <kb/types.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

// The searchable parts of an article.
enum class Field : std::uint8_t {
    kTitle,
    kIssue,
    kEnvironment,
    kResolution,
    kCause,
    kKeywords,
    kCodes,  // error codes, and every name the article is known by: id, external ids
};
inline constexpr std::size_t kFieldCount = 7;

enum class Confidence : std::uint8_t { kWorkInProgress, kNotValidated, kValidated, kArchived };

// Ordered: each audience includes those after it, so an article for kPublic is for everybody.
enum class Audience : std::uint8_t { kInternal, kPartner, kCustomer, kPublic };

enum class Governance : std::uint8_t { kExperienceBased, kComplianceBased };

// Where an issue statement came from.
enum class StatementSource : std::uint8_t { kSearch, kCase, kAgent, kCustomer, kEditor };

// One thing the requestor said. Improvers add statements; they do not change or remove them.
struct Statement {
    std::string text{};  // UTF-8, not empty
    StatementSource source = StatementSource::kAgent;
    PersonId by{};     // empty: unknown
    Timestamp at{};    // the epoch: unknown
    CaseId case_id{};  // empty: no case
    friend bool operator==(const Statement&, const Statement&) = default;
};

// One fact that is true before and after the fix: {"os", "Windows 11"}.
struct EnvironmentEntry {
    std::string name{};   // may be empty
    std::string value{};  // not empty
    friend bool operator==(const EnvironmentEntry&, const EnvironmentEntry&) = default;
};

struct ArticleState {
    Confidence confidence = Confidence::kWorkInProgress;
    Audience audience = Audience::kInternal;
    Governance governance = Governance::kExperienceBased;
    friend bool operator==(const ArticleState&, const ArticleState&) = default;
};

struct Article {
    ArticleId id{};               // empty when handed in: the base chooses "KB-<number>"
    std::string language = "en";  // BCP 47 tag, lower case primary subtag decides the analysis
    ArticleId translation_of{};   // empty: an original
    VersionNumber translation_of_version = 0;  // the version it was translated from

    std::string title{};
    std::vector<Statement> issue{};
    std::vector<EnvironmentEntry> environment{};
    std::string resolution{};  // empty in work in progress
    std::string cause{};
    std::vector<std::string> keywords{};  // customer words that are not in the text already
    std::vector<std::string> codes{};     // error codes and identifiers
    std::vector<std::string> products{};
    std::string owner_domain{};
    std::vector<std::string> external_ids{};         // names in other systems
    std::vector<std::string> originating_queries{};  // searches it was captured from

    ArticleState state{};
    std::string archive_reason{};  // required once archived

    // Kept by the base; what a caller writes here is ignored except by imports.
    VersionNumber version = 0;
    PersonId created_by{};
    PersonId modified_by{};
    Timestamp created{};
    Timestamp modified{};
    friend bool operator==(const Article&, const Article&) = default;
};

// The stable spelling of each value: "title", "work_in_progress", "internal", "experience", "case".
[[nodiscard]] std::string_view to_string(Field field) noexcept;
[[nodiscard]] std::string_view to_string(Confidence confidence) noexcept;
[[nodiscard]] std::string_view to_string(Audience audience) noexcept;
[[nodiscard]] std::string_view to_string(Governance governance) noexcept;
[[nodiscard]] std::string_view to_string(StatementSource source) noexcept;

// The way back. Errors: kInvalidArgument, listing what is possible.
[[nodiscard]] Result<Field> parse_field(std::string_view text);
[[nodiscard]] Result<Confidence> parse_confidence(std::string_view text);
[[nodiscard]] Result<Audience> parse_audience(std::string_view text);
[[nodiscard]] Result<Governance> parse_governance(std::string_view text);
[[nodiscard]] Result<StatementSource> parse_statement_source(std::string_view text);

// Tells whether an id may be used: 1 to 255 bytes of valid UTF-8 without controls or outer blanks.
//
// Errors: kInvalidArgument, naming the rule that is broken.
[[nodiscard]] Result<void> check_id(std::string_view id);

// The limits of one article; beyond them a write is refused with kResourceExhausted.
inline constexpr std::size_t kArticleBytesMax = 4U << 20U;  // all fields together
inline constexpr std::size_t kFieldBytesMax = 1U << 20U;    // one text, statement or value
inline constexpr std::size_t kTitleBytesMax = 4096;         // the title
inline constexpr std::size_t kListEntriesMax = 10'000;      // statements, values, keywords, ...

// Tells whether an article can be stored at all: valid UTF-8, a known language tag form, a valid id
// (or none), every part within its limit.
//
// Errors: kInvalidArgument or kResourceExhausted, naming the field.
[[nodiscard]] Result<void> check_storable(const Article& article);

}  // namespace kb
