// SPDX-License-Identifier: Apache-2.0
// The public class: each call takes the shared side of `reopen` and hands on to one of the parts.
#include "base/try.hpp"
#include "engine/articles.hpp"
#include "engine/backup.hpp"
#include "engine/capturing.hpp"
#include "engine/care.hpp"
#include "engine/exporting.hpp"
#include "engine/listing.hpp"
#include "engine/marks.hpp"
#include "engine/measuring.hpp"
#include "engine/people.hpp"
#include "engine/policy_change.hpp"
#include "engine/proposals.hpp"
#include "engine/queueing.hpp"
#include "engine/reading.hpp"
#include "engine/recovery.hpp"
#include "engine/transfer.hpp"
#include "engine/undoing.hpp"
#include "store/link_store.hpp"

#include <kb/knowledge_base.hpp>

#include <shared_mutex>

namespace kb {

struct KnowledgeBase::Impl {
    std::unique_ptr<engine::State> state;
    [[nodiscard]] std::shared_lock<std::shared_mutex> hold() const {
        return std::shared_lock(state->reopen);
    }
};

KnowledgeBase::KnowledgeBase(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KnowledgeBase::KnowledgeBase(KnowledgeBase&&) noexcept = default;
KnowledgeBase& KnowledgeBase::operator=(KnowledgeBase&& other) noexcept {
    if (this != &other) {
        const KnowledgeBase old(std::move(*this));
        impl_ = std::move(other.impl_);
    }
    return *this;
}

KnowledgeBase::~KnowledgeBase() {
    if (impl_ != nullptr && !impl_->state->closed) {
        if (const auto closed = close(); !closed) {
            impl_->state->log(LogLevel::kError, closed.error().message);
        }
    }
}

Result<KnowledgeBase> KnowledgeBase::create(const std::filesystem::path& directory,
                                            const CreateOptions& options,
                                            const OpenOptions& open_options) {
    KB_TRY_ASSIGN(auto state, engine::create_base(directory, options, open_options));
    return KnowledgeBase(std::make_unique<Impl>(Impl{std::move(state)}));
}

Result<KnowledgeBase> KnowledgeBase::open(const std::filesystem::path& directory,
                                          const OpenOptions& options) {
    KB_TRY_ASSIGN(auto state, engine::open_base(directory, options));
    return KnowledgeBase(std::make_unique<Impl>(Impl{std::move(state)}));
}

Result<void> KnowledgeBase::close() {
    engine::State& state = *impl_->state;
    state.upkeep.stop();
    const std::unique_lock alone(state.reopen);
    const std::lock_guard lock(state.write);
    KB_TRY(engine::check_not_closed(state));
    state.closed = true;
    Result<void> flushed;
    if (state.database->mode() == store::Mode::kWrite && !state.restoring) {
        flushed = engine::flush_index(state, engine::Flush::kDue);
    }
    state.index.reset();
    KB_TRY(state.database->close());
    return flushed;
}

Result<void> KnowledgeBase::refresh() {
    const std::unique_lock alone(impl_->state->reopen);
    KB_TRY(engine::check_not_closed(*impl_->state));
    return engine::refresh(*impl_->state);
}

Result<SearchResponse> KnowledgeBase::search(const SearchRequest& request) const {
    const auto hold = impl_->hold();
    return engine::search(*impl_->state, request);
}

Result<std::vector<SimilarArticle>> KnowledgeBase::similar(const ArticleId& article,
                                                           const Viewer& viewer,
                                                           std::uint32_t limit) const {
    const auto hold = impl_->hold();
    return engine::find_similar(*impl_->state, article, viewer, limit);
}

Result<ArticleList> KnowledgeBase::articles(const ListRequest& request) const {
    const auto hold = impl_->hold();
    return engine::list_articles(*impl_->state, request);
}

Result<Article> KnowledgeBase::article(const ArticleId& id, const Viewer& viewer,
                                       VersionNumber version) const {
    const auto hold = impl_->hold();
    return engine::read_article(*impl_->state, id, viewer, version);
}

Result<std::vector<AuditRecord>> KnowledgeBase::history(const ArticleId& id,
                                                        const Viewer& viewer) const {
    const auto hold = impl_->hold();
    return engine::read_history(*impl_->state, id, viewer);
}

Result<CaptureOutcome> KnowledgeBase::capture(const CaptureRequest& request, const Action& action) {
    const auto hold = impl_->hold();
    return engine::capture_article(*impl_->state, request, action);
}

Result<PutOutcome> KnowledgeBase::put(const Article& article, const Action& action) {
    const auto hold = impl_->hold();
    KB_TRY_ASSIGN(auto outcomes, engine::put_articles(*impl_->state, {&article, 1}, action));
    return std::move(outcomes.front());
}

Result<std::vector<Result<PutOutcome>>> KnowledgeBase::put_all(std::span<const Article> articles,
                                                               const Action& action) {
    const auto hold = impl_->hold();
    return engine::put_articles(*impl_->state, articles, action);
}

Result<std::vector<Result<PutOutcome>>> KnowledgeBase::take_all(
    std::span<const SourceArticle> articles, const Action& action, bool dry_run) {
    const auto hold = impl_->hold();
    return engine::take_articles(*impl_->state, articles, action, dry_run);
}

Result<PutOutcome> KnowledgeBase::add(const Article& article, const Action& action) {
    const auto hold = impl_->hold();
    return engine::add_article(*impl_->state, article, action);
}

Result<PutOutcome> KnowledgeBase::edit(const Edit& edit, const Action& action) {
    const auto hold = impl_->hold();
    return engine::edit_article(*impl_->state, edit, action);
}

Result<PutOutcome> KnowledgeBase::set_state(const StateChange& change, const Action& action) {
    const auto hold = impl_->hold();
    return engine::change_state(*impl_->state, change, action);
}

Result<Flag> KnowledgeBase::flag(const ArticleId& article, FlagKind kind, std::string_view text,
                                 const Action& action) {
    const auto hold = impl_->hold();
    return engine::flag_article(
        *impl_->state, {.article = article, .kind = kind, .text = std::string(text)}, action);
}

Result<Flag> KnowledgeBase::resolve_flag(std::uint64_t number, std::string_view resolution,
                                         const Action& action) {
    const auto hold = impl_->hold();
    return engine::resolve_flag(*impl_->state, number, resolution, action);
}

Result<std::vector<Flag>> KnowledgeBase::flags(const ArticleId& article, bool open_only) const {
    const auto hold = impl_->hold();
    return engine::list_flags(*impl_->state, article, open_only);
}

Result<Proposal> KnowledgeBase::propose(const Edit& edit, const Action& action) {
    const auto hold = impl_->hold();
    return engine::propose(*impl_->state, edit, action);
}

Result<PutOutcome> KnowledgeBase::accept(std::uint64_t proposal, const Action& action,
                                         bool even_if_overtaken) {
    const auto hold = impl_->hold();
    return engine::accept_proposal(*impl_->state, proposal, action, even_if_overtaken);
}

Result<Proposal> KnowledgeBase::reject(std::uint64_t proposal, const Action& action) {
    const auto hold = impl_->hold();
    return engine::reject_proposal(*impl_->state, proposal, action);
}

Result<std::vector<Proposal>> KnowledgeBase::proposals(const ProposalRequest& request) const {
    const auto hold = impl_->hold();
    return engine::list_proposals(*impl_->state, request);
}

Result<ProposalPreview> KnowledgeBase::proposal(std::uint64_t number) const {
    const auto hold = impl_->hold();
    return engine::preview_proposal(*impl_->state, number);
}

Result<Queue> KnowledgeBase::queue(const QueueRequest& request) const {
    const auto hold = impl_->hold();
    return engine::read_queue(*impl_->state, request);
}

Result<std::vector<WaitingReader>> KnowledgeBase::waiting_readers(const ArticleId& article) const {
    const auto hold = impl_->hold();
    return engine::list_waiting(*impl_->state, article);
}

Result<std::vector<Change>> KnowledgeBase::changes(const ChangeRequest& request) const {
    const auto hold = impl_->hold();
    return engine::list_changes(*impl_->state, request);
}

Result<UndoOutcome> KnowledgeBase::undo(const UndoRequest& request, const Action& action) {
    const auto hold = impl_->hold();
    return engine::undo(*impl_->state, request, action);
}

Result<Link> KnowledgeBase::link(const CaseId& case_id, const ArticleId& article, LinkKind kind,
                                 const Action& action) {
    const auto hold = impl_->hold();
    return engine::link_case(*impl_->state, {.case_id = case_id, .article = article, .kind = kind},
                             action);
}

Result<void> KnowledgeBase::unlink(const CaseId& case_id, const ArticleId& article,
                                   const Action& action) {
    const auto hold = impl_->hold();
    return engine::unlink_case(*impl_->state, case_id, article, action);
}

Result<std::vector<Link>> KnowledgeBase::links_of_article(const ArticleId& article) const {
    const auto hold = impl_->hold();
    KB_TRY(engine::check_open(*impl_->state));
    const store::View view = impl_->state->database->snapshot();
    KB_TRY_ASSIGN(const engine::NamedArticle named, engine::find_named(view, article));
    return store::links_of_article(view, named.number);
}

Result<std::vector<Link>> KnowledgeBase::links_of_case(const CaseId& case_id) const {
    const auto hold = impl_->hold();
    KB_TRY(engine::check_open(*impl_->state));
    return store::links_of_case(impl_->state->database->snapshot(), case_id);
}

Result<std::vector<Link>> KnowledgeBase::links() const {
    const auto hold = impl_->hold();
    return engine::list_links(*impl_->state);
}

Result<Policy> KnowledgeBase::policy() const {
    const auto hold = impl_->hold();
    KB_TRY(engine::check_open(*impl_->state));
    return impl_->state->policy();
}

Result<PolicyOutcome> KnowledgeBase::set_policy(const Policy& policy, const Action& action,
                                                bool dry_run) {
    if (dry_run) {
        const auto hold = impl_->hold();
        return engine::set_policy(*impl_->state, policy, action, dry_run);
    }
    const std::unique_lock alone(impl_->state->reopen);
    return engine::set_policy(*impl_->state, policy, action, dry_run);
}

Result<void> KnowledgeBase::put_person(const Person& person, const Action& action) {
    const auto hold = impl_->hold();
    return engine::put_person(*impl_->state, person, action);
}

Result<Person> KnowledgeBase::person(const PersonId& id) const {
    const auto hold = impl_->hold();
    return engine::find_person(*impl_->state, id);
}

Result<std::vector<Person>> KnowledgeBase::people() const {
    const auto hold = impl_->hold();
    return engine::list_people(*impl_->state);
}

Result<RecordSummary> KnowledgeBase::record(std::span<const Event> events,
                                            std::vector<Reject>* rejects) {
    const auto hold = impl_->hold();
    return engine::record_events(*impl_->state, events, rejects);
}

Result<void> KnowledgeBase::events(const EventRequest& request, const EventCallback& each) const {
    const auto hold = impl_->hold();
    return engine::read_events(*impl_->state, request, each);
}

Result<Report> KnowledgeBase::report(const ReportRequest& request) const {
    const auto hold = impl_->hold();
    return engine::make_report(*impl_->state, request);
}

Result<ImportSummary> KnowledgeBase::import_articles(const ImportRequest& request,
                                                     const Action& action,
                                                     const ProgressCallback& progress) {
    if (request.restore) {  // changes what other calls read without a lock
        const std::unique_lock alone(impl_->state->reopen);
        return engine::import_articles(*impl_->state, request, action, progress);
    }
    const auto hold = impl_->hold();
    return engine::import_articles(*impl_->state, request, action, progress);
}

Result<ImportSummary> KnowledgeBase::import_events(const std::filesystem::path& file,
                                                   const ProgressCallback& progress,
                                                   const Action& action) {
    const auto hold = impl_->hold();
    return engine::import_events(*impl_->state, file, progress, action);
}

Result<std::uint64_t> KnowledgeBase::export_articles(const ExportRequest& request) const {
    const auto hold = impl_->hold();
    return engine::export_articles(*impl_->state, request);
}

Result<BaseStatistics> KnowledgeBase::statistics() const {
    const auto hold = impl_->hold();
    return engine::read_statistics(*impl_->state);
}

Result<VerifyReport> KnowledgeBase::verify(const VerifyOptions& options) const {
    const auto hold = impl_->hold();
    return engine::verify(*impl_->state, options);
}

Result<VerifyReport> KnowledgeBase::verify_files(const std::filesystem::path& directory) {
    return engine::verify_files(directory);
}

Result<BackupSummary> KnowledgeBase::backup(const std::filesystem::path& directory) const {
    const auto hold = impl_->hold();
    return engine::backup_base(*impl_->state, directory);
}

Result<void> KnowledgeBase::rebuild() {
    const std::unique_lock alone(impl_->state->reopen);
    KB_TRY(engine::check_writable(*impl_->state));
    const std::lock_guard lock(impl_->state->write);
    return engine::rebuild_index(*impl_->state);
}

Result<void> KnowledgeBase::flush(bool merge) {
    const auto hold = impl_->hold();
    KB_TRY(engine::check_writable(*impl_->state));
    const std::lock_guard lock(impl_->state->write);
    return engine::flush_index(*impl_->state, merge ? engine::Flush::kAll : engine::Flush::kDue);
}

Result<void> KnowledgeBase::compact() {
    const auto hold = impl_->hold();
    KB_TRY(engine::check_writable(*impl_->state));
    const std::lock_guard lock(impl_->state->write);
    return engine::flush_index(*impl_->state, engine::Flush::kCompact);
}

Result<Inspection> KnowledgeBase::inspect(const InspectRequest& request) const {
    const auto hold = impl_->hold();
    return engine::inspect(*impl_->state, request);
}

}  // namespace kb
