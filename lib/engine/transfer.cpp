// SPDX-License-Identifier: Apache-2.0
#include "engine/transfer.hpp"

#include "article/words.hpp"
#include "base/checksum.hpp"
#include "base/try.hpp"
#include "engine/articles.hpp"
#include "engine/measuring.hpp"
#include "engine/restoring.hpp"
#include "exchange/reader.hpp"
#include "lifecycle/licence.hpp"

#include <fmt/format.h>

#include <unordered_map>
#include <unordered_set>

namespace kb::engine {
namespace {

constexpr std::size_t kBatchTextMax = 64U << 20U;  // bytes of articles in one synced write
constexpr std::size_t kEventBatch = 10'000;

std::size_t text_bytes(const Article& article) {
    std::size_t bytes = article.title.size() + article.resolution.size() + article.cause.size();
    for (const Statement& statement : article.issue) {
        bytes += statement.text.size();
    }
    return bytes;
}

// The name of a record without one: the same content is the same article, however often it comes.
std::string content_id(const exchange::ReadArticle& read) {
    Article article = read.article;
    article.state = {};  // what the record names of it is in the text below
    article.language = read.has_language ? article.language : "";
    std::string content = to_json(article);
    content += read.has_confidence ? to_string(read.article.state.confidence) : "";
    content += read.has_audience ? to_string(read.article.state.audience) : "";
    const std::uint64_t first = base::checksum(content);
    return fmt::format("import:{:016x}{:016x}", first, base::checksum(content + "."));
}

void add_remark(ImportSummary& summary, Remark remark) {
    if (summary.remarks.size() < kRemarksMax) {
        summary.remarks.push_back(std::move(remark));
    }
}

Error interrupted(std::uint64_t kept) {
    return {
        ErrorCode::kCancelled,
        fmt::format("interrupted; {} records were read and are kept; run it again to go on", kept)};
}

// Articles on their way into the base.
class ArticleImport {
public:
    ArticleImport(State& state, const ImportRequest& request, const Action& action)
        : state_(state), request_(request), action_(action) {}

    // Refuses a record whose id an earlier one of this import has.
    void take(exchange::ReadArticle read, ImportSummary& summary) {
        if (read.article.id.empty() && read.article.external_ids.empty()) {
            read.article.external_ids.push_back(content_id(read));
            if (!seen_.insert(read.article.external_ids.front()).second) {
                ++summary.unchanged;  // word for word what an earlier record of this import says
                return;
            }
        }
        if (article::has_control(read.article.title)) {
            ++summary.retitled;
            add_remark(summary, {.file = read.file,
                                 .line = read.line,
                                 .id = read.article.id,
                                 .field = "title",
                                 .text = "line breaks and control characters became blanks"});
        }
        for (const auto& [member, value] : read.strange) {
            remark_strange(member, value, read, summary);
        }
        if (!read.article.id.empty() && !seen_.insert(read.article.id).second) {
            add_reject(summary, {.file = read.file,
                                 .line = read.line,
                                 .reason = "this import has an article of that id already",
                                 .original = read.article.id});
            return;
        }
        bytes_ += text_bytes(read.article);
        articles_.push_back({.article = std::move(read.article),
                             .file = std::move(read.file),
                             .line = read.line,
                             .has_confidence = read.has_confidence,
                             .has_audience = read.has_audience,
                             .overwrite = request_.overwrite});
    }

    [[nodiscard]] bool is_full() const {
        return articles_.size() >= request_.batch || bytes_ >= kBatchTextMax;
    }

    Result<void> write(ImportSummary& summary) {
        if (articles_.empty()) {
            return {};
        }
        KB_TRY_ASSIGN(const auto outcomes,
                      take_articles(state_, articles_, action_, request_.dry_run));
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            count(outcomes[i], i, summary);
        }
        articles_.clear();
        bytes_ = 0;
        return {};
    }

private:
    // One for each value, at the first article that has it.
    void remark_strange(const std::string& member, const std::string& value,
                        const exchange::ReadArticle& read, ImportSummary& summary) {
        const auto [known, is_new] =
            strange_.try_emplace(member + "=" + value, summary.remarks.size());
        if (!is_new) {
            if (known->second < summary.remarks.size()) {
                ++summary.remarks[known->second].times;
            }
            return;
        }
        add_remark(summary, {.file = read.file,
                             .line = read.line,
                             .id = read.article.id,
                             .field = member,
                             .text = fmt::format("\"{}\" is none of ours; what the import is told "
                                                 "or takes without it stands",
                                                 value)});
    }

    void count(const Result<PutOutcome>& outcome, std::size_t i, ImportSummary& summary) const {
        if (!outcome) {
            add_reject(summary, {.file = articles_[i].file,
                                 .line = articles_[i].line,
                                 .reason = outcome.error().message,
                                 .original = articles_[i].article.id});
            return;
        }
        ++(outcome->created   ? summary.added
           : outcome->changed ? summary.updated
                              : summary.unchanged);
        bool lacks_field = false;
        for (const Finding& finding : outcome->findings) {
            if (finding.severity == Severity::kError) {
                lacks_field = true;
                add_remark(summary, {.file = articles_[i].file,
                                     .line = articles_[i].line,
                                     .id = outcome->article.id,
                                     .field = std::string(to_string(finding.field)),
                                     .text = finding.message});
            }
        }
        summary.warnings += lacks_field ? 1 : 0;
    }

    State& state_;
    const ImportRequest& request_;
    const Action& action_;
    std::vector<SourceArticle> articles_;
    std::unordered_set<ArticleId> seen_;  // ids of the whole import
    std::size_t bytes_ = 0;
    std::unordered_map<std::string, std::size_t> strange_;  // to their remarks
};

Result<void> check_importer(const State& state, const Action& action) {
    KB_TRY(check_writable(state));
    KB_TRY_ASSIGN(const Person person, find_actor(state, action));
    return lifecycle::check_permission(state.policy(), Step::kImport, person);
}

// Events on their way into the base.
class EventImport {
public:
    EventImport(State& state, PersonId by) : state_(state), by_(std::move(by)) {}

    void take(exchange::ReadEvent read, ImportSummary& summary) {
        summary.warnings += read.unknown.empty() ? 0 : 1;
        for (const std::string& name : read.unknown) {
            remark(name, read, summary);
        }
        events_.push_back(std::move(read.event));
        places_.push_back({.file = std::move(read.file), .line = read.line});
    }
    [[nodiscard]] bool is_full() const { return events_.size() >= kEventBatch; }

    Result<void> write(ImportSummary& summary) {
        std::vector<Reject> rejects;
        KB_TRY_ASSIGN(const RecordSummary recorded, record_events(state_, events_, &rejects, by_));
        summary.added += recorded.accepted;
        summary.unchanged += recorded.duplicate;
        for (Reject& reject : rejects) {
            const Reject& place = places_[reject.line - 1];
            reject.file = place.file;
            reject.line = place.line;
            add_reject(summary, std::move(reject));
        }
        events_.clear();
        places_.clear();
        return {};
    }

private:
    // One for each name, at the first event that has it.
    void remark(const std::string& name, const exchange::ReadEvent& read, ImportSummary& summary) {
        if (const auto known = unknown_.find(name); known != unknown_.end()) {
            ++summary.remarks[known->second].times;
            return;
        }
        if (unknown_.size() == kRemarksMax) {
            return;
        }
        const std::string nearest = exchange::nearest_event_member(name);
        unknown_.emplace(name, summary.remarks.size());
        add_remark(summary, {.file = read.file,
                             .line = read.line,
                             .id = read.event.event_id,
                             .field = name,
                             .text = nearest.empty()
                                         ? "no event has such a member"
                                         : fmt::format("no event has such a member; did you mean "
                                                       "{}?",
                                                       nearest)});
    }

    State& state_;
    PersonId by_;
    std::unordered_map<std::string, std::size_t> unknown_;  // to their remarks
    std::vector<Event> events_;
    std::vector<Reject> places_;
};

// Reads all records of a reader into an import, batch by batch.
template <typename Record, typename Reader, typename Import>
Result<ImportSummary> import_all(const State& state, Reader& reader, Import& import,
                                 const ProgressCallback& progress) {
    ImportSummary summary;
    const auto go_on = [&] {
        return (!progress || progress({.done = summary.read,
                                       .bytes_done = reader.bytes_done(),
                                       .bytes_total = reader.bytes_total()})) &&
               !is_cancelled(state);
    };
    Record record;
    std::uint64_t kept = 0;  // records up to the last batch
    for (;;) {
        const Result<bool> more = reader.next(record);
        if (!more && is_cancelled(state)) {
            return interrupted(kept);  // a signal ends a read that waits, too
        }
        if (!more) {
            return more.error();
        }
        if (!*more) {
            break;
        }
        ++summary.read;
        if (record.refused) {
            add_reject(summary, std::move(record.reject));
            continue;
        }
        if (record.passed_over) {
            --summary.read;
            ++summary.passed_over;
            continue;
        }
        import.take(std::move(record.read), summary);
        if (import.is_full()) {
            KB_TRY(import.write(summary));
            kept = summary.read;
            if (!go_on()) {
                return interrupted(kept);
            }
        }
    }
    KB_TRY(import.write(summary));
    go_on();
    return summary;
}

}  // namespace

void add_reject(ImportSummary& summary, Reject reject) {
    ++summary.refused;
    if (summary.rejects.size() < kRejectsKept) {
        summary.rejects.push_back(std::move(reject));
    }
}

Result<ImportSummary> import_articles(State& state, const ImportRequest& request,
                                      const Action& action, const ProgressCallback& progress) {
    if (request.batch < 1 || request.batch > kImportBatchMax) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("batch is {}, outside [1, {}]", request.batch, kImportBatchMax)};
    }
    if (request.restore) {
        return restore_base(state, request, action, progress);
    }
    KB_TRY(check_importer(state, action));
    KB_TRY_ASSIGN(const auto reader, exchange::open_articles(request));
    ArticleImport import(state, request, action);
    return import_all<exchange::ArticleRecord>(state, *reader, import, progress);
}

Result<ImportSummary> import_events(State& state, const std::filesystem::path& file,
                                    const ProgressCallback& progress, const Action& action) {
    KB_TRY(check_writable(state));
    if (!action.by.empty()) {
        KB_TRY(find_actor(state, action));
    }
    KB_TRY_ASSIGN(const auto reader, exchange::open_events(file));
    EventImport import(state, action.by);
    return import_all<exchange::EventRecord>(state, *reader, import, progress);
}

}  // namespace kb::engine
