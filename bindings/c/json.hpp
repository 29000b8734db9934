// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers as JSON, for callers that have a parser and no wish for a structure of each kind. The
// shapes are in docs/c-api.md. Members are only added.

#include <kb/knowledge_base.hpp>

#include <string>
#include <vector>

namespace kb::c {

[[nodiscard]] std::string search_json(const SearchResponse& response);
[[nodiscard]] std::string statistics_json(const BaseStatistics& statistics);
[[nodiscard]] std::string backup_json(const BackupSummary& backup);
[[nodiscard]] std::string verify_json(const VerifyReport& report);

[[nodiscard]] std::string flags_json(const std::vector<Flag>& flags);
[[nodiscard]] std::string history_json(const std::vector<AuditRecord>& records);
[[nodiscard]] std::string links_json(const std::vector<Link>& links);
[[nodiscard]] std::string people_json(const std::vector<Person>& people);
[[nodiscard]] std::string proposals_json(const std::vector<Proposal>& proposals);
[[nodiscard]] std::string proposal_json(const ProposalPreview& preview);
[[nodiscard]] std::string queue_json(const Queue& queue);
[[nodiscard]] std::string waiting_json(const ArticleId& article,
                                       const std::vector<WaitingReader>& readers);
[[nodiscard]] std::string changes_json(const std::vector<Change>& changes);
[[nodiscard]] std::string undo_json(const UndoOutcome& outcome, bool dry_run);
[[nodiscard]] std::string policy_outcome_json(const PolicyOutcome& outcome, bool dry_run);
[[nodiscard]] std::string person_json(const Person& person);
[[nodiscard]] std::string rejects_json(const std::vector<Reject>& rejects);
[[nodiscard]] std::string similar_json(const std::vector<SimilarArticle>& similar);

}  // namespace kb::c
