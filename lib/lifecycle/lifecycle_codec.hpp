// SPDX-License-Identifier: Apache-2.0
#pragma once

// The bytes of a person, an audit record, a flag, a proposal and a link: records of tagged fields
// (base/record.hpp), each of format 1.

#include <kb/lifecycle.hpp>
#include <kb/proposal.hpp>
#include <kb/result.hpp>

#include <string>
#include <string_view>

namespace kb::lifecycle {

[[nodiscard]] std::string encode_person(const Person& person);
[[nodiscard]] std::string encode_audit_record(const AuditRecord& record);
[[nodiscard]] std::string encode_flag(const Flag& flag);
[[nodiscard]] std::string encode_proposal(const Proposal& proposal);
[[nodiscard]] std::string encode_link(const Link& link);

// Errors of all: kCorruption.
[[nodiscard]] Result<Person> decode_person(std::string_view bytes);
[[nodiscard]] Result<AuditRecord> decode_audit_record(std::string_view bytes);
[[nodiscard]] Result<Flag> decode_flag(std::string_view bytes);
[[nodiscard]] Result<Proposal> decode_proposal(std::string_view bytes);
[[nodiscard]] Result<Link> decode_link(std::string_view bytes);

}  // namespace kb::lifecycle
