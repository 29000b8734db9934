// SPDX-License-Identifier: Apache-2.0
#pragma once

// What may happen to an article, and by whom: licences, transitions, flags, audit.

#include <kb/article.hpp>

#include <optional>
#include <string>
#include <vector>

namespace kb {

// Each licence includes the ones before it. kReader is everybody who may search.
enum class Licence : std::uint8_t { kReader, kCandidate, kContributor, kPublisher, kCoach };

struct Person {
    PersonId id{};
    std::string name{};  // for display; empty: the id
    Licence licence = Licence::kCandidate;
    friend bool operator==(const Person&, const Person&) = default;
};

// Who does something, and why. Every writing call takes one.
struct Action {
    PersonId by{};
    std::string reason{};
    CaseId case_id{};  // the case that gave rise to it; empty: none
};

// What changes of an article's state; what is not set stays.
struct StateChange {
    ArticleId article{};
    std::optional<Confidence> confidence{};
    std::optional<Audience> audience{};
    std::optional<Governance> governance{};
    VersionNumber expected_version = 0;  // refuse with kConflict where the article moved on; 0: any
};

// What somebody did to one article.
struct AuditRecord {
    ChangeNumber change = 0;
    ArticleId article{};
    PersonId by{};
    Licence licence = Licence::kReader;  // at that time
    Timestamp at{};
    std::string
        verb{};  // "capture", "put", "import", "edit", "state", "flag", "resolve_flag", "link", ...
    std::string reason{};
    CaseId case_id{};
    VersionNumber version_before = 0;  // 0: it did not exist
    VersionNumber version_after = 0;
    std::optional<ArticleState> state_before{};
    std::optional<ArticleState> state_after{};
    std::vector<std::string> changed{};  // names of the fields that differ
    PersonId proposed_by{};              // whose proposal `by` accepted; empty: his own doing
    friend bool operator==(const AuditRecord&, const AuditRecord&) = default;
};

enum class FlagKind : std::uint8_t { kOutdated, kWrong, kUnclear, kDuplicate, kAudience, kOther };

// A reader's or agent's remark that an article needs work.
struct Flag {
    std::uint64_t number = 0;  // within the base; the first is 1
    ArticleId article{};
    VersionNumber version = 0;  // the version flagged
    FlagKind kind = FlagKind::kOther;
    std::string text{};
    PersonId by{};
    Timestamp at{};
    bool open = true;
    PersonId resolved_by{};
    Timestamp resolved_at{};
    std::string resolution{};
    friend bool operator==(const Flag&, const Flag&) = default;
};

// How a case and an article belong together; the distinctions are what the metrics count.
enum class LinkKind : std::uint8_t {
    kResolvedByKnown,  // the article existed before the case and resolved it
    kResolvedByNew,    // it was written for this case
    kJoinedWip,        // the case joined somebody's work in progress
    kReference,        // it helped, it did not resolve
    kSentToCustomer,   // the agent sent it; later views are assisted
};

// What whoever used an article for a case did to it: using it is reviewing it. The base tells it
// from edits, proposals and flags that name the same case; a flag outweighs the others. Of a link
// that comes in as an event it knows only what follows.
enum class Use : std::uint8_t { kAsIs, kImproved, kFlagged };

struct Link {
    CaseId case_id{};
    ArticleId article{};
    LinkKind kind = LinkKind::kResolvedByKnown;
    VersionNumber version = 0;  // of the article when it was linked
    PersonId by{};
    Licence licence = Licence::kReader;  // of that person at that time
    Timestamp at{};
    Use use = Use::kAsIs;
    friend bool operator==(const Link&, const Link&) = default;
};

[[nodiscard]] std::string_view to_string(Licence licence) noexcept;     // "publisher"
[[nodiscard]] std::string_view to_string(FlagKind kind) noexcept;       // "outdated"
[[nodiscard]] std::string_view to_string(LinkKind kind) noexcept;       // "resolved_by_known"
[[nodiscard]] std::string_view to_string(Use use) noexcept;             // "as_is"
[[nodiscard]] Result<Licence> parse_licence(std::string_view text);     // kInvalidArgument
[[nodiscard]] Result<FlagKind> parse_flag_kind(std::string_view text);  // kInvalidArgument
[[nodiscard]] Result<LinkKind> parse_link_kind(std::string_view text);  // kInvalidArgument
[[nodiscard]] Result<Use> parse_use(std::string_view text);             // kInvalidArgument

}  // namespace kb
