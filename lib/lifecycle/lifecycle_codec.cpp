// SPDX-License-Identifier: Apache-2.0
#include "lifecycle/lifecycle_codec.hpp"

#include "article/article_codec.hpp"
#include "base/record.hpp"
#include "base/try.hpp"
#include "lifecycle/edit_fields.hpp"

#include <string>

namespace kb::lifecycle {
namespace {

using base::FieldReader;
using base::Tag;

constexpr std::uint8_t kFormat = 1;

// Tags: never renumber, never reuse; new fields get the next number.
enum class PersonPart : Tag { kId = 1, kName = 2, kLicence = 3 };

enum class AuditPart : Tag {
    kChange = 1,
    kArticle = 2,
    kBy = 3,
    kLicence = 4,
    kAt = 5,
    kVerb = 6,
    kReason = 7,
    kCase = 8,
    kVersionBefore = 9,
    kVersionAfter = 10,
    kStateBefore = 11,  // confidence, audience, governance: a byte each
    kStateAfter = 12,
    kChanged = 13,  // repeated
    kProposedBy = 14,
};

enum class FlagPart : Tag {
    kNumber = 1,
    kArticle = 2,
    kVersion = 3,
    kKind = 4,
    kText = 5,
    kBy = 6,
    kAt = 7,
    kOpen = 8,
    kResolvedBy = 9,
    kResolvedAt = 10,
    kResolution = 11,
};

enum class ProposalPart : Tag {
    kNumber = 1,
    kArticle = 2,
    kVersion = 3,
    kFields = 4,  // repeated
    kValues = 5,  // an article record
    kBy = 6,
    kLicence = 7,
    kAt = 8,
    kReason = 9,
    kCase = 10,
    kStatus = 11,
    kDecidedBy = 12,
    kDecidedAt = 13,
    kDecision = 14,
    kVersionMade = 15,
};

enum class LinkPart : Tag {
    kCase = 1,
    kArticle = 2,
    kKind = 3,
    kVersion = 4,
    kBy = 5,
    kLicence = 6,
    kAt = 7,
    kUse = 8,
};

template <typename Part>
constexpr Tag tag(Part part) {
    return static_cast<Tag>(part);
}

std::string begin() { return std::string(1, static_cast<char>(kFormat)); }

template <typename Value, typename DecodePart>
Result<Value> decode(std::string_view bytes, std::string_view what, DecodePart decode_part) {
    Value value;
    FieldReader reader = FieldReader::of_record(bytes, kFormat);
    while (reader.next()) {
        decode_part(reader, value);
    }
    if (!reader.good()) {
        return Error{ErrorCode::kCorruption, "the bytes of " + std::string(what) + " are damaged"};
    }
    return value;
}

void add_state(std::string& to, AuditPart part, const std::optional<ArticleState>& state) {
    if (state) {
        const char bytes[3] = {static_cast<char>(state->confidence),
                               static_cast<char>(state->audience),
                               static_cast<char>(state->governance)};
        base::put_text_field(to, tag(part), {bytes, sizeof bytes});
    }
}

ArticleState decode_state(FieldReader& reader) {
    const std::string_view bytes = reader.bytes();
    if (bytes.size() != 3 || bytes[0] < 0 || bytes[0] > static_cast<char>(Confidence::kArchived) ||
        bytes[1] < 0 || bytes[1] > static_cast<char>(Audience::kPublic) || bytes[2] < 0 ||
        bytes[2] > static_cast<char>(Governance::kComplianceBased)) {
        reader.fail();
        return {};
    }
    return {.confidence = static_cast<Confidence>(bytes[0]),
            .audience = static_cast<Audience>(bytes[1]),
            .governance = static_cast<Governance>(bytes[2])};
}

void decode_person_part(FieldReader& reader, Person& person) {
    switch (static_cast<PersonPart>(reader.tag())) {
    case PersonPart::kId: person.id = reader.text(); break;
    case PersonPart::kName: person.name = reader.text(); break;
    case PersonPart::kLicence: person.licence = reader.enumerator(Licence::kCoach); break;
    default: break;
    }
}

void decode_audit_part(FieldReader& reader, AuditRecord& record) {
    switch (static_cast<AuditPart>(reader.tag())) {
    case AuditPart::kChange: record.change = reader.number(); break;
    case AuditPart::kArticle: record.article = reader.text(); break;
    case AuditPart::kBy: record.by = reader.text(); break;
    case AuditPart::kLicence: record.licence = reader.enumerator(Licence::kCoach); break;
    case AuditPart::kAt: record.at = reader.time(); break;
    case AuditPart::kVerb: record.verb = reader.text(); break;
    case AuditPart::kReason: record.reason = reader.text(); break;
    case AuditPart::kCase: record.case_id = reader.text(); break;
    case AuditPart::kVersionBefore: record.version_before = reader.number32(); break;
    case AuditPart::kVersionAfter: record.version_after = reader.number32(); break;
    case AuditPart::kStateBefore: record.state_before = decode_state(reader); break;
    case AuditPart::kStateAfter: record.state_after = decode_state(reader); break;
    case AuditPart::kChanged: record.changed.push_back(reader.text()); break;
    case AuditPart::kProposedBy: record.proposed_by = reader.text(); break;
    default: break;
    }
}

void decode_flag_part(FieldReader& reader, Flag& flag) {
    switch (static_cast<FlagPart>(reader.tag())) {
    case FlagPart::kNumber: flag.number = reader.number(); break;
    case FlagPart::kArticle: flag.article = reader.text(); break;
    case FlagPart::kVersion: flag.version = reader.number32(); break;
    case FlagPart::kKind: flag.kind = reader.enumerator(FlagKind::kOther); break;
    case FlagPart::kText: flag.text = reader.text(); break;
    case FlagPart::kBy: flag.by = reader.text(); break;
    case FlagPart::kAt: flag.at = reader.time(); break;
    case FlagPart::kOpen: flag.open = reader.boolean(); break;
    case FlagPart::kResolvedBy: flag.resolved_by = reader.text(); break;
    case FlagPart::kResolvedAt: flag.resolved_at = reader.time(); break;
    case FlagPart::kResolution: flag.resolution = reader.text(); break;
    default: break;
    }
}

// A proposal and what it wants, in the form that it is kept in.
struct KeptProposal {
    Proposal proposal{};
    EditValues wanted{};
};

void decode_values(FieldReader& reader, Article& values) {
    if (Result<Article> article = article::decode_article(reader.bytes())) {
        values = *std::move(article);
    } else {
        reader.fail();
    }
}

void decode_proposal_part(FieldReader& reader, KeptProposal& kept) {
    Proposal& proposal = kept.proposal;
    switch (static_cast<ProposalPart>(reader.tag())) {
    case ProposalPart::kNumber: proposal.number = reader.number(); break;
    case ProposalPart::kArticle: proposal.article = reader.text(); break;
    case ProposalPart::kVersion: proposal.version = reader.number32(); break;
    case ProposalPart::kFields: kept.wanted.fields.push_back(reader.text()); break;
    case ProposalPart::kValues: decode_values(reader, kept.wanted.values); break;
    case ProposalPart::kBy: proposal.by = reader.text(); break;
    case ProposalPart::kLicence: proposal.licence = reader.enumerator(Licence::kCoach); break;
    case ProposalPart::kAt: proposal.at = reader.time(); break;
    case ProposalPart::kReason: proposal.reason = reader.text(); break;
    case ProposalPart::kCase: proposal.case_id = reader.text(); break;
    case ProposalPart::kStatus:
        proposal.status = reader.enumerator(ProposalStatus::kWithdrawn);
        break;
    case ProposalPart::kDecidedBy: proposal.decided_by = reader.text(); break;
    case ProposalPart::kDecidedAt: proposal.decided_at = reader.time(); break;
    case ProposalPart::kDecision: proposal.decision = reader.text(); break;
    case ProposalPart::kVersionMade: proposal.version_made = reader.number32(); break;
    default: break;
    }
}

void decode_link_part(FieldReader& reader, Link& link) {
    switch (static_cast<LinkPart>(reader.tag())) {
    case LinkPart::kCase: link.case_id = reader.text(); break;
    case LinkPart::kArticle: link.article = reader.text(); break;
    case LinkPart::kKind: link.kind = reader.enumerator(LinkKind::kSentToCustomer); break;
    case LinkPart::kVersion: link.version = reader.number32(); break;
    case LinkPart::kBy: link.by = reader.text(); break;
    case LinkPart::kLicence: link.licence = reader.enumerator(Licence::kCoach); break;
    case LinkPart::kAt: link.at = reader.time(); break;
    case LinkPart::kUse: link.use = reader.enumerator(Use::kFlagged); break;
    default: break;
    }
}

}  // namespace

std::string encode_person(const Person& person) {
    std::string bytes = begin();
    base::add_text(bytes, tag(PersonPart::kId), person.id);
    base::add_text(bytes, tag(PersonPart::kName), person.name);
    base::put_number_field(bytes, tag(PersonPart::kLicence),
                           static_cast<std::uint64_t>(person.licence));
    bytes.push_back('\0');
    return bytes;
}

std::string encode_audit_record(const AuditRecord& record) {
    std::string bytes = begin();
    base::add_number(bytes, tag(AuditPart::kChange), record.change);
    base::add_text(bytes, tag(AuditPart::kArticle), record.article);
    base::add_text(bytes, tag(AuditPart::kBy), record.by);
    base::add_enum(bytes, tag(AuditPart::kLicence), record.licence);
    base::add_time(bytes, tag(AuditPart::kAt), record.at);
    base::add_text(bytes, tag(AuditPart::kVerb), record.verb);
    base::add_text(bytes, tag(AuditPart::kReason), record.reason);
    base::add_text(bytes, tag(AuditPart::kCase), record.case_id);
    base::add_number(bytes, tag(AuditPart::kVersionBefore), record.version_before);
    base::add_number(bytes, tag(AuditPart::kVersionAfter), record.version_after);
    add_state(bytes, AuditPart::kStateBefore, record.state_before);
    add_state(bytes, AuditPart::kStateAfter, record.state_after);
    for (const std::string& name : record.changed) {
        base::put_text_field(bytes, tag(AuditPart::kChanged), name);
    }
    base::add_text(bytes, tag(AuditPart::kProposedBy), record.proposed_by);
    bytes.push_back('\0');
    return bytes;
}

std::string encode_flag(const Flag& flag) {
    std::string bytes = begin();
    base::add_number(bytes, tag(FlagPart::kNumber), flag.number);
    base::add_text(bytes, tag(FlagPart::kArticle), flag.article);
    base::add_number(bytes, tag(FlagPart::kVersion), flag.version);
    base::put_number_field(bytes, tag(FlagPart::kKind), static_cast<std::uint64_t>(flag.kind));
    base::add_text(bytes, tag(FlagPart::kText), flag.text);
    base::add_text(bytes, tag(FlagPart::kBy), flag.by);
    base::add_time(bytes, tag(FlagPart::kAt), flag.at);
    base::put_number_field(bytes, tag(FlagPart::kOpen), flag.open ? 1 : 0);
    base::add_text(bytes, tag(FlagPart::kResolvedBy), flag.resolved_by);
    base::add_time(bytes, tag(FlagPart::kResolvedAt), flag.resolved_at);
    base::add_text(bytes, tag(FlagPart::kResolution), flag.resolution);
    bytes.push_back('\0');
    return bytes;
}

std::string encode_proposal(const Proposal& proposal) {
    const EditValues wanted = values_of(proposal.edit);
    std::string bytes = begin();
    base::add_number(bytes, tag(ProposalPart::kNumber), proposal.number);
    base::add_text(bytes, tag(ProposalPart::kArticle), proposal.article);
    base::add_number(bytes, tag(ProposalPart::kVersion), proposal.version);
    for (const std::string& name : wanted.fields) {
        base::put_text_field(bytes, tag(ProposalPart::kFields), name);
    }
    base::put_text_field(bytes, tag(ProposalPart::kValues), article::encode_article(wanted.values));
    base::add_text(bytes, tag(ProposalPart::kBy), proposal.by);
    base::add_enum(bytes, tag(ProposalPart::kLicence), proposal.licence);
    base::add_time(bytes, tag(ProposalPart::kAt), proposal.at);
    base::add_text(bytes, tag(ProposalPart::kReason), proposal.reason);
    base::add_text(bytes, tag(ProposalPart::kCase), proposal.case_id);
    base::add_enum(bytes, tag(ProposalPart::kStatus), proposal.status);
    base::add_text(bytes, tag(ProposalPart::kDecidedBy), proposal.decided_by);
    base::add_time(bytes, tag(ProposalPart::kDecidedAt), proposal.decided_at);
    base::add_text(bytes, tag(ProposalPart::kDecision), proposal.decision);
    base::add_number(bytes, tag(ProposalPart::kVersionMade), proposal.version_made);
    bytes.push_back('\0');
    return bytes;
}

std::string encode_link(const Link& link) {
    std::string bytes = begin();
    base::add_text(bytes, tag(LinkPart::kCase), link.case_id);
    base::add_text(bytes, tag(LinkPart::kArticle), link.article);
    base::add_enum(bytes, tag(LinkPart::kKind), link.kind);
    base::add_number(bytes, tag(LinkPart::kVersion), link.version);
    base::add_text(bytes, tag(LinkPart::kBy), link.by);
    base::add_enum(bytes, tag(LinkPart::kLicence), link.licence);
    base::add_time(bytes, tag(LinkPart::kAt), link.at);
    base::add_enum(bytes, tag(LinkPart::kUse), link.use);
    bytes.push_back('\0');
    return bytes;
}

Result<Person> decode_person(std::string_view bytes) {
    return decode<Person>(bytes, "a person", decode_person_part);
}

Result<AuditRecord> decode_audit_record(std::string_view bytes) {
    return decode<AuditRecord>(bytes, "an audit record", decode_audit_part);
}

Result<Flag> decode_flag(std::string_view bytes) {
    return decode<Flag>(bytes, "a flag", decode_flag_part);
}

Result<Proposal> decode_proposal(std::string_view bytes) {
    KB_TRY_ASSIGN(KeptProposal kept,
                  decode<KeptProposal>(bytes, "a proposal", decode_proposal_part));
    Result<Edit> edit = edit_of(kept.wanted);
    if (!edit) {
        return Error{ErrorCode::kCorruption,
                     "the bytes of a proposal are damaged: " + edit.error().message};
    }
    kept.proposal.edit = *std::move(edit);
    return std::move(kept.proposal);
}

Result<Link> decode_link(std::string_view bytes) {
    return decode<Link>(bytes, "a link", decode_link_part);
}

}  // namespace kb::lifecycle
