// SPDX-License-Identifier: Apache-2.0

// Reads, compares, writes in batches, and archives last, only after a complete reading.

#include "kb_index/folder_sync.hpp"

#include <kb/difference.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <utility>

namespace kb::tools {
namespace {

constexpr std::size_t kBatchArticles = 1000;
constexpr Viewer kEverything{.audience = Audience::kInternal, .archived = true};

// Why a sync archived an article; what it archived comes back with its document.
std::string vanished_from(std::string_view source) {
    return fmt::format("no longer in {}", source);
}

// A new empty file of its own; removed when this goes.
class TemporaryFile {
public:
    TemporaryFile() {
        std::error_code ignored;
        std::string name =
            (std::filesystem::temp_directory_path(ignored) / "kb-sync-XXXXXX").string();
        const int descriptor = ::mkstemp(name.data());
        if (descriptor >= 0) {
            static_cast<void>(::close(descriptor));
            path_ = name;
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    // Empty where none could be made.
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

bool has_mark(const Article& article, std::string_view prefix) {
    return std::any_of(article.external_ids.begin(), article.external_ids.end(),
                       [prefix](const std::string& id) { return id.starts_with(prefix); });
}

}  // namespace

std::string_view to_string(SyncStep step) noexcept {
    switch (step) {
    case SyncStep::kAdd: return "add";
    case SyncStep::kUpdate: return "update";
    case SyncStep::kArchive: return "archive";
    }
    return "unknown";
}

FolderSync::FolderSync(KnowledgeBase& base, std::string source, Action action, bool dry_run)
    : base_(base),
      source_(std::move(source)),
      mark_("sync:" + source_ + ":"),
      action_(std::move(action)),
      dry_run_(dry_run) {}

Result<SyncOutcome> FolderSync::run(const ImportRequest& request, const ProgressCallback& go_on) {
    bool stopped = false;
    const Result<ImportSummary> summary = read_articles(request, [&](SourceArticle source) {
        ++outcome_.read;
        stopped = !go_on({.done = outcome_.read});
        return !stopped && take(std::move(source));
    });
    if (!summary) {
        return summary.error();
    }
    if (failure_) {
        failure_ = flush();
    }
    if (!failure_) {
        return failure_.error();
    }
    if (stopped) {
        return Error{.code = ErrorCode::kCancelled, .message = "interrupted"};
    }
    outcome_.read = summary->read;
    outcome_.refused += summary->refused;
    outcome_.rejects.insert(outcome_.rejects.end(), summary->rejects.begin(),
                            summary->rejects.end());
    const Result<void> archived = archive_vanished();
    return archived ? Result<SyncOutcome>(std::move(outcome_))
                    : Result<SyncOutcome>(archived.error());
}

bool FolderSync::take(SourceArticle source) {
    Article& article = source.article;
    article.external_ids.push_back(mark_ + article.id);
    if (!seen_.insert(article.id).second) {
        refuse(source.file, article.id, "this folder has a document of that id already");
        return true;
    }
    const Result<Article> existing = base_.article(article.id, kEverything);
    if (!existing && existing.error().code != ErrorCode::kNotFound) {
        failure_ = existing.error();
        return false;
    }
    if (existing && existing->state.confidence == Confidence::kArchived &&
        existing->archive_reason.find(vanished_from(source_)) != std::string::npos) {
        source.overwrite = true;
        source.has_confidence = true;
        article.archive_reason.clear();
    }
    met_own_ = met_own_ || (existing && has_mark(*existing, mark_));
    batch_steps_.push_back({.step = existing ? SyncStep::kUpdate : SyncStep::kAdd,
                            .article = article.id,
                            .file = source.file});
    batch_.push_back(std::move(source));
    if (batch_.size() >= kBatchArticles) {
        failure_ = flush();
    }
    return failure_.has_value();
}

Result<void> FolderSync::flush() {
    const std::vector<SourceArticle> articles = std::exchange(batch_, {});
    const std::vector<PlannedStep> steps = std::exchange(batch_steps_, {});
    if (articles.empty()) {
        return {};
    }
    const Result<std::vector<Result<PutOutcome>>> done =
        base_.take_all(articles, action_, dry_run_);
    if (!done) {
        return done.error();
    }
    for (std::size_t index = 0; index < done->size(); ++index) {
        count((*done)[index], steps[index]);
    }
    return {};
}

void FolderSync::refuse(std::string file, ArticleId article, std::string reason) {
    ++outcome_.refused;
    outcome_.rejects.push_back({.file = std::move(file),
                                .line = 0,
                                .reason = std::move(reason),
                                .original = std::move(article)});
}

void FolderSync::count(const Result<PutOutcome>& outcome, const PlannedStep& step) {
    if (!outcome) {
        refuse(step.file, step.article, outcome.error().message);
    } else if (outcome->changed) {
        outcome_.steps.push_back(step);
    } else {
        ++outcome_.unchanged;
    }
}

Result<void> FolderSync::archive_vanished() {
    const Result<std::vector<ArticleId>> before = known();
    if (!before) {
        return before.error();
    }
    std::vector<ArticleId> vanished;
    std::copy_if(before->begin(), before->end(), std::back_inserter(vanished),
                 [this](const ArticleId& id) { return !seen_.contains(id); });
    // A file that cannot be read has not vanished, neither has a folder that is not mounted, and a
    // folder that has none of the articles is another one of the same name.
    outcome_.archiving_withheld =
        !vanished.empty() && (outcome_.refused > 0 || outcome_.read == 0 || !met_own_);
    if (outcome_.archiving_withheld) {
        return {};
    }
    Action action = action_;
    action.reason = action.reason.empty()
                        ? vanished_from(source_)
                        : fmt::format("{} ({})", action.reason, vanished_from(source_));
    for (const ArticleId& id : vanished) {
        const Result<bool> edited = was_edited(id);
        if (!edited) {
            return edited.error();
        }
        if (*edited) {
            refuse(source_, id,
                   fmt::format("{} has no document any more, but people changed it since it came; "
                               "it stays",
                               id));
            continue;
        }
        const Result<PutOutcome> done =
            dry_run_
                ? PutOutcome{}
                : base_.set_state({.article = id, .confidence = Confidence::kArchived}, action);
        if (!done) {
            return done.error();
        }
        outcome_.steps.push_back({.step = SyncStep::kArchive, .article = id});
    }
    return {};
}

Result<bool> FolderSync::was_edited(const ArticleId& id) const {
    const Result<std::vector<AuditRecord>> records = base_.history(id, kEverything);
    if (!records) {
        return records.error();
    }
    VersionNumber came = 0;
    for (const AuditRecord& record : *records) {
        if (record.verb == "put" || record.verb == "import") {
            came = record.version_after;
        }
    }
    const Result<Article> then = base_.article(id, kEverything, came);
    const Result<Article> now = base_.article(id, kEverything);
    if (!then || !now) {
        return (then ? now : then).error();
    }
    // Where it stands is no part of what it says.
    const std::vector<FieldDifference> differences = field_differences(*then, *now);
    return std::any_of(differences.begin(), differences.end(), [](const FieldDifference& each) {
        return each.field != "confidence" && each.field != "audience" &&
               each.field != "governance" && each.field != "archive_reason";
    });
}

Result<std::vector<ArticleId>> FolderSync::known() const {
    const TemporaryFile file;
    if (file.path().empty()) {
        return Error{.code = ErrorCode::kIo,
                     .message = fmt::format("cannot make a temporary file: {}",
                                            std::generic_category().message(errno))};
    }
    const Result<std::uint64_t> written =
        base_.export_articles({.path = file.path(), .viewer = {.audience = Audience::kInternal}});
    if (!written) {
        return written.error();
    }
    std::vector<ArticleId> ids;
    std::ifstream lines(file.path());
    for (std::string line; std::getline(lines, line);) {
        const Result<Article> article = article_from_json(line);
        if (!article) {
            return article.error();
        }
        if (has_mark(*article, mark_)) {
            ids.push_back(article->id);
        }
    }
    return ids;
}

}  // namespace kb::tools
