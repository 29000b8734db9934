// SPDX-License-Identifier: Apache-2.0
#pragma once

// A folder of documents and the articles made of them, kept alike: what is new is added, what
// changed is updated, what vanished is archived and never deleted.
//
// An article that came from a folder carries the external id "sync:<source>:<its id>". The list of
// what was there the last time is therefore in the base itself: it is never out of step, and works
// from any copy of the folder. One thread at a time.

#include <kb/knowledge_base.hpp>

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kb::tools {

enum class SyncStep : std::uint8_t { kAdd, kUpdate, kArchive };
[[nodiscard]] std::string_view to_string(SyncStep step) noexcept;  // "add"

struct PlannedStep {
    SyncStep step = SyncStep::kAdd;
    ArticleId article{};
    std::string file{};  // empty for kArchive
};

struct SyncOutcome {
    std::vector<PlannedStep> steps{};  // done, or with a dry run what would be
    std::uint64_t read = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t refused = 0;
    std::vector<Reject> rejects{};
    // Something was refused, the folder is empty, or it has none of the source's articles.
    bool archiving_withheld = false;
};

class FolderSync {
public:
    // `source` names the folder across machines.
    FolderSync(KnowledgeBase& base, std::string source, Action action, bool dry_run);

    // Errors: those of reading, of writing, and kCancelled once `go_on` answers false; what was
    // written before stays.
    Result<SyncOutcome> run(const ImportRequest& request, const ProgressCallback& go_on);

private:
    bool take(SourceArticle source);
    Result<void> flush();
    void refuse(std::string file, ArticleId article, std::string reason);
    void count(const Result<PutOutcome>& outcome, const PlannedStep& step);
    Result<void> archive_vanished();
    // Whether people changed what an article says since it came from outside.
    Result<bool> was_edited(const ArticleId& id) const;
    Result<std::vector<ArticleId>> known() const;

    KnowledgeBase& base_;
    std::string source_;  // "docs"
    std::string mark_;    // "sync:docs:", the beginning of an external id
    Action action_;
    bool dry_run_;
    SyncOutcome outcome_{};
    bool met_own_ = false;  // the folder has an article that is the source's already
    std::set<ArticleId> seen_{};
    std::vector<SourceArticle> batch_{};
    std::vector<PlannedStep> batch_steps_{};
    Result<void> failure_{};
};

}  // namespace kb::tools
