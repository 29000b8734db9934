// SPDX-License-Identifier: Apache-2.0
#pragma once

// A whole base as lines of JSON: what stands in each line of a complete export, in the order in
// which the kinds follow each other. `schema` names the kind and its version:
//
//     kb.base/1     how the base was set up, the last numbers it gave, how many of each it holds
//     kb.person/1   who may act
//     kb.article/1  an article as it is: the line that every export writes, and its number
//     kb.version/1  an article as it was
//     kb.audit/1    what somebody did to an article
//     kb.name/1     a former id of an article
//     kb.link/1     a case and an article
//     kb.flag/1     a remark, open or resolved
//     kb.proposal/1 a revision that waits for somebody, or waited
//     kb.reuse/1    how often and when an article resolved cases
//     kb.event/1    what people did: the line of an event file, and its sequence
//     kb.change/1   one committed change, with the hash over all changes before it
//     kb.end/1      how many lines stand before it, so that a file that was cut shows
//
// docs/formats.md has the members of each. Everything here is a plain value.

#include <kb/access.hpp>
#include <kb/event.hpp>
#include <kb/lifecycle.hpp>
#include <kb/proposal.hpp>
#include <kb/result.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kb::exchange {

struct FieldNumbers {
    double boost = 0;
    double length_norm = 0;
    friend bool operator==(const FieldNumbers&, const FieldNumbers&) = default;
};

struct BaseHeader {
    Policy policy{};
    double saturation = 0;
    std::array<FieldNumbers, kFieldCount> fields{};
    // The last numbers given.
    std::uint64_t last_article = 0;
    std::uint64_t last_change = 0;
    std::uint64_t last_event = 0;
    std::uint64_t last_flag = 0;
    std::uint64_t last_proposal = 0;
    std::uint64_t chain = 0;  // the hash of the last change
    // How many there are.
    std::uint64_t people = 0;
    std::uint64_t articles = 0;
    std::uint64_t versions = 0;  // those that are current too
    std::uint64_t links = 0;
    std::uint64_t open_flags = 0;
    std::uint64_t open_proposals = 0;
    std::uint64_t events = 0;
    friend bool operator==(const BaseHeader&, const BaseHeader&) = default;
};

struct ArticleLine {
    std::uint64_t number = 0;  // within the base; of the article in all kinds
    ChangeNumber change = 0;   // the last that the index had to follow
    Article article{};
    friend bool operator==(const ArticleLine&, const ArticleLine&) = default;
};

struct VersionLine {
    std::uint64_t number = 0;
    Article article{};
    friend bool operator==(const VersionLine&, const VersionLine&) = default;
};

struct AuditLine {
    std::uint64_t number = 0;
    AuditRecord record{};
    friend bool operator==(const AuditLine&, const AuditLine&) = default;
};

struct NameLine {
    std::string name{};
    std::uint64_t number = 0;
    friend bool operator==(const NameLine&, const NameLine&) = default;
};

struct LinkLine {
    std::uint64_t number = 0;
    Link link{};
    friend bool operator==(const LinkLine&, const LinkLine&) = default;
};

struct FlagLine {
    std::uint64_t number = 0;  // of the article; that of the flag is in it
    Flag flag{};
    friend bool operator==(const FlagLine&, const FlagLine&) = default;
};

struct ProposalLine {
    std::uint64_t number = 0;  // of the article; that of the proposal is in it
    Proposal proposal{};
    friend bool operator==(const ProposalLine&, const ProposalLine&) = default;
};

struct ReuseLine {
    std::uint64_t number = 0;
    std::uint64_t solved = 0;
    Timestamp last{};
    std::vector<Timestamp> recent{};
    friend bool operator==(const ReuseLine&, const ReuseLine&) = default;
};

struct EventLine {
    std::uint64_t sequence = 0;  // in the order of recording
    Event event{};
    friend bool operator==(const EventLine&, const EventLine&) = default;
};

struct TouchedLine {
    std::uint64_t number = 0;
    std::optional<Shelf> from{};
    std::optional<Shelf> to{};
    VersionNumber version = 0;
    friend bool operator==(const TouchedLine&, const TouchedLine&) = default;
};

struct ChangeLine {
    ChangeNumber change = 0;
    std::uint8_t kind = 0;  // a position in kChangeKinds
    Timestamp at{};
    PersonId by{};
    std::string reason{};
    std::vector<TouchedLine> articles{};
    std::uint64_t chain = 0;
    friend bool operator==(const ChangeLine&, const ChangeLine&) = default;
};

struct EndLine {
    std::uint64_t lines = 0;
    friend bool operator==(const EndLine&, const EndLine&) = default;
};

// By the numbers of kinds of change in the store; none has the number 0.
inline constexpr std::array<std::string_view, 11> kChangeKinds{
    "", "setup", "put", "state", "delete", "people", "events", "link", "flag", "signal", "options"};

// In the order of their lines.
using BaseRecord =
    std::variant<BaseHeader, Person, ArticleLine, VersionLine, AuditLine, NameLine, LinkLine,
                 FlagLine, ProposalLine, ReuseLine, EventLine, ChangeLine, EndLine>;

// "kb.link" without its version, by BaseRecord::index().
[[nodiscard]] std::string_view kind_of(const BaseRecord& record) noexcept;

// Whether a schema is that of a kind other than articles, in the version that this build reads.
[[nodiscard]] bool is_history(std::string_view schema);

// One line without its end, and back.
//
// Errors: kInvalidArgument, naming the byte or the member; kUnsupported for a newer schema.
[[nodiscard]] std::string to_line(const BaseRecord& record);
[[nodiscard]] Result<BaseRecord> read_line(std::string_view line);

}  // namespace kb::exchange
