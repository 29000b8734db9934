// SPDX-License-Identifier: Apache-2.0
#pragma once

// One knowledge base: a folder on disk.
//
// A KnowledgeBase may be used from any number of threads. Searches and reads take no lock that a
// write holds. When a writing call returns, what it wrote is on disk and the next search finds it.

#include <kb/access.hpp>
#include <kb/capture.hpp>
#include <kb/care.hpp>
#include <kb/change.hpp>
#include <kb/edit.hpp>
#include <kb/event.hpp>
#include <kb/exchange.hpp>
#include <kb/lifecycle.hpp>
#include <kb/listing.hpp>
#include <kb/options.hpp>
#include <kb/proposal.hpp>
#include <kb/queue.hpp>
#include <kb/report.hpp>
#include <kb/result.hpp>
#include <kb/search.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

class KnowledgeBase {
public:
    // Makes an empty base in a folder that does not exist or is empty, and opens it for writing.
    //
    // Errors: kAlreadyExists, kInvalidArgument, kIo.
    static Result<KnowledgeBase> create(const std::filesystem::path& directory,
                                        const CreateOptions& options = {},
                                        const OpenOptions& open_options = {});

    // Errors: kNotFound where there is no base, kLocked (mode kWrite only), kUnsupported for a
    // newer format, kCorruption, kIo, kInvalidArgument.
    static Result<KnowledgeBase> open(const std::filesystem::path& directory,
                                      const OpenOptions& options = {});

    KnowledgeBase(const KnowledgeBase&) = delete;
    KnowledgeBase& operator=(const KnowledgeBase&) = delete;
    KnowledgeBase(KnowledgeBase&&) noexcept;
    KnowledgeBase& operator=(KnowledgeBase&&) noexcept;
    ~KnowledgeBase();  // closes; what close() would have reported is logged

    // Writes the memory segments to files and lets go of the folder. Later calls fail.
    Result<void> close();

    // Opened for reading: sees what another process has written until now. Opened for writing there
    // is nothing to do: every call sees the last write.
    Result<void> refresh();

    // -- Finding
    // ------------------------------------------------------------------------------------

    // Errors: kInvalidArgument (limits, profile).
    [[nodiscard]] Result<SearchResponse> search(const SearchRequest& request) const;

    // Articles with the same words as `article`, best first, at most `limit` of [1, kSimilarMax].
    [[nodiscard]] Result<std::vector<SimilarArticle>> similar(const ArticleId& article,
                                                              const Viewer& viewer,
                                                              std::uint32_t limit = 10) const;

    // The articles that a viewer may read, without a search.
    [[nodiscard]] Result<ArticleList> articles(const ListRequest& request) const;

    // An article, or one of its versions. A former or external id of it will do.
    //
    // Errors: kNotFound, also where it exists and the viewer may not read it.
    [[nodiscard]] Result<Article> article(const ArticleId& id, const Viewer& viewer,
                                          VersionNumber version = 0) const;

    // What happened to an article, oldest first. Internal viewers only.
    //
    // Errors: kNotFound.
    [[nodiscard]] Result<std::vector<AuditRecord>> history(const ArticleId& id,
                                                           const Viewer& viewer) const;

    // -- Capturing and improving
    // --------------------------------------------------------------------- Errors of all of these:
    // kPermissionDenied (says which licence is missing), kConflict, kInvalidArgument,
    // kResourceExhausted, kNotFound, kIo, kUnsupported (opened for reading).

    Result<CaptureOutcome> capture(const CaptureRequest& request, const Action& action);

    // Creates an article or replaces the one of that id, as an import does: mandatory fields that
    // are missing are findings, not refusals. Needs a publisher.
    Result<PutOutcome> put(const Article& article, const Action& action);

    // The same for many in one synced write. The outcomes are in the order of the articles, with
    // one Error in place of each that was refused; those do not keep the others from being written.
    Result<std::vector<Result<PutOutcome>>> put_all(std::span<const Article> articles,
                                                    const Action& action);

    // As put_all(), under the rules of a repeated import: what people changed since is not undone
    // (ImportRequest::overwrite). kConflict in place of those that changed on both sides. A dry run
    // tells the same and writes nothing.
    Result<std::vector<Result<PutOutcome>>> take_all(std::span<const SourceArticle> articles,
                                                     const Action& action, bool dry_run = false);

    // Creates an article in its state under the rules of the life cycle: `add` in the tools.
    Result<PutOutcome> add(const Article& article, const Action& action);

    Result<PutOutcome> edit(const Edit& edit, const Action& action);
    Result<PutOutcome> set_state(const StateChange& change, const Action& action);

    Result<Flag> flag(const ArticleId& article, FlagKind kind, std::string_view text,
                      const Action& action);
    Result<Flag> resolve_flag(std::uint64_t number, std::string_view resolution,
                              const Action& action);
    // Oldest first; of one article, or of all where `article` is empty.
    [[nodiscard]] Result<std::vector<Flag>> flags(const ArticleId& article, bool open_only) const;

    // Keeps an edit for somebody with the licence for it. Needs no more than a reader's licence;
    // the edit is checked as if it were made. kInvalidArgument also where the article says that
    // already.
    Result<Proposal> propose(const Edit& edit, const Action& action);
    // Makes a version of an open proposal; who made it stays its author in the audit record. Needs
    // the licence for the edit. kConflict where others changed the same fields since, unless
    // `even_if_overtaken`, and where it is decided already.
    Result<PutOutcome> accept(std::uint64_t proposal, const Action& action,
                              bool even_if_overtaken = false);
    // Closes an open proposal without a version: with a reason by whoever could accept it, with or
    // without one by whoever made it.
    Result<Proposal> reject(std::uint64_t proposal, const Action& action);
    // Oldest first.
    [[nodiscard]] Result<std::vector<Proposal>> proposals(
        const ProposalRequest& request = {}) const;
    // One of them beside the article.
    [[nodiscard]] Result<ProposalPreview> proposal(std::uint64_t number) const;

    // What waits for somebody. Looks at every article where work in progress or reviews are wanted.
    [[nodiscard]] Result<Queue> queue(const QueueRequest& request = {}) const;
    // Who flagged an article, proposed a revision of it or voted it down, oldest first: whom to
    // tell once it is mended. Looks at every event.
    //
    // Errors: kNotFound.
    [[nodiscard]] Result<std::vector<WaitingReader>> waiting_readers(
        const ArticleId& article) const;

    // Links a case to an article. The same link again changes nothing.
    Result<Link> link(const CaseId& case_id, const ArticleId& article, LinkKind kind,
                      const Action& action);
    Result<void> unlink(const CaseId& case_id, const ArticleId& article, const Action& action);
    [[nodiscard]] Result<std::vector<Link>> links_of_article(const ArticleId& article) const;
    [[nodiscard]] Result<std::vector<Link>> links_of_case(const CaseId& case_id) const;
    [[nodiscard]] Result<std::vector<Link>> links() const;  // all, oldest first

    // The log of changes, newest first. Errors: kCorruption, kIo.
    [[nodiscard]] Result<std::vector<Change>> changes(const ChangeRequest& request = {}) const;
    // Takes a range of changes back: articles get the content and state they had before it as a new
    // version, and those that did not exist are archived. Statements that people added stay. What
    // somebody changed since is left alone and told. Nothing is lost: every version stays. Needs a
    // publisher.
    Result<UndoOutcome> undo(const UndoRequest& request, const Action& action);

    // -- People
    // --------------------------------------------------------------------------------------

    // Adds a person or changes the licence. Needs a coach.
    Result<void> put_person(const Person& person, const Action& action);
    [[nodiscard]] Result<Person> person(const PersonId& id) const;  // kNotFound
    [[nodiscard]] Result<std::vector<Person>> people() const;

    // -- Policy
    // --------------------------------------------------------------------------------------

    [[nodiscard]] Result<Policy> policy() const;
    // Gives the base another policy; articles that stand on another shelf by it are moved in the
    // same change. Searches and reads wait for it. Needs the licence of Step::kSetPolicy.
    //
    // Errors: also those of check(Policy).
    Result<PolicyOutcome> set_policy(const Policy& policy, const Action& action,
                                     bool dry_run = false);

    // -- Measuring
    // -----------------------------------------------------------------------------------

    // Records events in one synced write; `rejects[i].line` counts from 1 within `events`. The same
    // event again is a duplicate; another one under an id that is taken is refused.
    Result<RecordSummary> record(std::span<const Event> events,
                                 std::vector<Reject>* rejects = nullptr);

    // Hands out recorded events, oldest first.
    //
    // Errors: kInvalidArgument (`until` is not after `from`).
    [[nodiscard]] Result<void> events(const EventRequest& request, const EventCallback& each) const;

    // Errors: kInvalidArgument (window, zone).
    [[nodiscard]] Result<Report> report(const ReportRequest& request) const;

    // -- In, out, care
    // -------------------------------------------------------------------------------

    // Continues where an interrupted run stopped: what is there already with the same content
    // counts as unchanged. Needs a publisher; a restore needs a coach and, with kAlreadyExists
    // otherwise, a base without articles or the one it made.
    Result<ImportSummary> import_articles(const ImportRequest& request, const Action& action,
                                          const ProgressCallback& progress = {});
    // Reads event JSONL; "-" is standard input. Where `action` names a person, that person has to
    // be registered and is kept as who brought the events in.
    Result<ImportSummary> import_events(const std::filesystem::path& file,
                                        const ProgressCallback& progress = {},
                                        const Action& action = {});
    // The number of articles written.
    //
    // Errors: kInvalidArgument, kPermissionDenied (complete, for a viewer outside), kIo.
    [[nodiscard]] Result<std::uint64_t> export_articles(const ExportRequest& request) const;

    [[nodiscard]] Result<BaseStatistics> statistics() const;
    [[nodiscard]] Result<VerifyReport> verify(const VerifyOptions& options = {}) const;
    // Of a base that open() calls damaged: all that is wrong with its files. kNotFound where there
    // is no base.
    static Result<VerifyReport> verify_files(const std::filesystem::path& directory);
    // Copies the base, as it is at this moment, to a folder that does not exist or is empty. The
    // copy is a base. Works in every mode, also beside a writer.
    //
    // Errors: kAlreadyExists, kIo.
    Result<BackupSummary> backup(const std::filesystem::path& directory) const;

    // Makes the index anew from the store.
    Result<void> rebuild();
    // Writes the memory segments to files; with `merge`, also makes one file of each shelf.
    Result<void> flush(bool merge = false);
    // One file of each shelf, in which articles that are alike lie side by side: searches are
    // quicker and the index is smaller. Takes several times as long as merging, in two threads;
    // writes wait for it, searches do not. Errors: kCancelled leaves the index as it was.
    Result<void> compact();

    [[nodiscard]] Result<Inspection> inspect(const InspectRequest& request) const;

private:
    struct Impl;
    explicit KnowledgeBase(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
