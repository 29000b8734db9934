// SPDX-License-Identifier: Apache-2.0
#include "engine/exporting.hpp"

#include "base/try.hpp"
#include "engine/reading.hpp"
#include "exchange/base_file.hpp"
#include "exchange/writer.hpp"
#include "store/article_store.hpp"
#include "store/audit_store.hpp"
#include "store/change_log.hpp"
#include "store/counters.hpp"
#include "store/event_store.hpp"
#include "store/flag_store.hpp"
#include "store/id_store.hpp"
#include "store/link_store.hpp"
#include "store/opaque_store.hpp"
#include "store/people_store.hpp"
#include "store/proposal_store.hpp"

#include <fmt/format.h>

namespace kb::engine {
namespace {

using store::ArticleNumber;
using store::Counter;

// Every so many records an export asks whether it is still wanted.
constexpr std::uint64_t kExportStep = 1000;

// An error as it is, unless the caller asked to end: a signal ends a write that waits, too.
Error why(const State& state, const Error& error, std::uint64_t written) {
    if (!is_cancelled(state)) {
        return error;
    }
    return {ErrorCode::kCancelled,
            fmt::format("interrupted after {} records; a file keeps what it held before, run it "
                        "again to begin anew",
                        written)};
}

// Calls `write` for one more record, unless the caller has asked to end.
template <typename Write>
Result<void> write_one(const State& state, std::uint64_t& written, const Write& write) {
    const bool asks = written % kExportStep == 0;
    auto done = asks && is_cancelled(state) ? Result<void>(Error{ErrorCode::kCancelled, ""})
                                            : Result<void>(write());
    if (!done) {
        return why(state, done.error(), written);
    }
    ++written;
    return done;
}

Result<std::uint64_t> export_visible(const State& state, const ExportRequest& request) {
    KB_TRY_ASSIGN(const auto writer, exchange::make_writer(request));
    const store::View view = state.database->snapshot();
    std::uint64_t written = 0;
    KB_TRY(store::for_each_article(
        view, [&](ArticleNumber, const store::ArticleRecord& record) -> Result<void> {
            if (!may_read(request.viewer, state.shelf_of(record.article))) {
                return {};
            }
            return write_one(state, written, [&]() -> Result<void> {
                if (request.viewer.audience == Audience::kInternal) {
                    return writer->write(record.article);
                }
                KB_TRY_ASSIGN(const Article article,
                              as_seen_by_outside(state, view, request.viewer, record.article));
                return writer->write(article);
            });
        }));
    if (const auto finished = writer->finish(); !finished) {
        return why(state, finished.error(), written);
    }
    return written;
}

std::optional<Shelf> shelf_of(std::uint8_t number) {
    return number == store::kNoShelf ? std::nullopt : std::optional(static_cast<Shelf>(number));
}

// Everything that a view of the store holds, to one file, in the order of exchange::BaseRecord.
class BaseExport {
public:
    BaseExport(const State& state, exchange::BaseWriter& writer)
        : state_(state), view_(state.database->snapshot()), writer_(writer) {}

    Result<std::uint64_t> write() {
        KB_TRY_ASSIGN(const store::Counters counters, store::find_counters(view_));
        KB_TRY(write_header(counters));
        KB_TRY(write_people());
        KB_TRY(write_articles());
        KB_TRY(write_beside_articles());
        KB_TRY(write_log());
        if (const auto finished = writer_.finish(); !finished) {
            return why(state_, finished.error(), written_);
        }
        return counters[Counter::kArticles];
    }

private:
    Result<void> put(const exchange::BaseRecord& record) {
        return write_one(state_, written_, [&] { return writer_.write(record); });
    }

    Result<void> write_header(const store::Counters& counters) {
        KB_TRY_ASSIGN(const auto bytes, store::find_options(view_));
        KB_TRY_ASSIGN(const BaseOptions options, decode_options(bytes.value_or("")));
        exchange::BaseHeader header{.policy = options.policy,
                                    .saturation = static_cast<double>(options.text.saturation),
                                    .last_article = counters[Counter::kArticleNumber],
                                    .last_change = counters[Counter::kChange],
                                    .last_event = counters[Counter::kEventSequence],
                                    .last_flag = counters[Counter::kFlagNumber],
                                    .last_proposal = counters[Counter::kProposalNumber],
                                    .chain = counters[Counter::kChain],
                                    .people = counters[Counter::kPeople],
                                    .articles = counters[Counter::kArticles],
                                    .versions = counters[Counter::kVersions],
                                    .links = counters[Counter::kLinks],
                                    .open_flags = counters[Counter::kOpenFlags],
                                    .open_proposals = counters[Counter::kOpenProposals],
                                    .events = counters[Counter::kEvents]};
        for (std::size_t f = 0; f < kFieldCount; ++f) {
            const FieldWeight& weight = options.text.fields[f];
            header.fields[f] = {.boost = static_cast<double>(weight.boost),
                                .length_norm = static_cast<double>(weight.length_norm)};
        }
        return put(header);
    }

    Result<void> write_people() {
        KB_TRY_ASSIGN(const std::vector<Person> people, store::people(view_));
        for (const Person& person : people) {
            KB_TRY(put(person));
        }
        return {};
    }

    Result<void> write_articles() {
        std::map<ArticleNumber, VersionNumber> current;
        KB_TRY(store::for_each_article(
            view_, [&](ArticleNumber number, const store::ArticleRecord& record) {
                current.emplace(number, record.article.version);
                return put(exchange::ArticleLine{
                    .number = number, .change = record.change, .article = record.article});
            }));
        // The current version stands with its article.
        return store::for_each_version(
            view_, [&](ArticleNumber number, const Article& article) -> Result<void> {
                const auto found = current.find(number);
                if (found != current.end() && found->second == article.version) {
                    return {};
                }
                return put(exchange::VersionLine{.number = number, .article = article});
            });
    }

    Result<void> write_beside_articles() {
        KB_TRY(store::for_each_audit(view_, [&](ArticleNumber number, const AuditRecord& record) {
            return put(exchange::AuditLine{.number = number, .record = record});
        }));
        KB_TRY(store::for_each_id(
            view_, [&](std::string_view name, const store::IdEntry& entry) -> Result<void> {
                if (entry.kind != store::IdKind::kFormer) {
                    return {};  // its article names it
                }
                return put(exchange::NameLine{.name = std::string(name), .number = entry.article});
            }));
        KB_TRY(store::for_each_link(view_, [&](ArticleNumber number, const Link& link) {
            return put(exchange::LinkLine{.number = number, .link = link});
        }));
        KB_TRY_ASSIGN(const auto flags, store::flags(view_));
        for (const store::FlagNote& note : flags) {
            KB_TRY(put(exchange::FlagLine{.number = note.article, .flag = note.value}));
        }
        KB_TRY_ASSIGN(const auto proposals, store::proposals(view_));
        for (const store::ProposalNote& note : proposals) {
            KB_TRY(put(exchange::ProposalLine{.number = note.article, .proposal = note.value}));
        }
        return store::for_each_signals(
            view_, [&](ArticleNumber number, std::string_view bytes) -> Result<void> {
                KB_TRY_ASSIGN(const ranking::Reuse reuse, decode_reuse(bytes));
                return put(exchange::ReuseLine{.number = number,
                                               .solved = reuse.solved,
                                               .last = reuse.last,
                                               .recent = reuse.recent});
            });
    }

    Result<void> write_log() {
        KB_TRY(store::for_each_event(view_, [&](std::uint64_t sequence, const Event& event) {
            return put(exchange::EventLine{.sequence = sequence, .event = event});
        }));
        store::ChangeCursor cursor(view_, 1);
        store::ChangeRecord record;
        for (;;) {
            KB_TRY_ASSIGN(const bool more, cursor.next(record));
            if (!more) {
                return {};
            }
            exchange::ChangeLine line{.change = record.number,
                                      .kind = static_cast<std::uint8_t>(record.kind),
                                      .at = record.at,
                                      .by = record.by,
                                      .reason = record.reason,
                                      .chain = record.chain};
            for (const store::TouchedArticle& touched : record.articles) {
                line.articles.push_back({.number = touched.article,
                                         .from = shelf_of(touched.shelf_before),
                                         .to = shelf_of(touched.shelf_after),
                                         .version = touched.version});
            }
            KB_TRY(put(line));
            record = {};
        }
    }

    const State& state_;
    store::View view_;
    exchange::BaseWriter& writer_;
    std::uint64_t written_ = 0;
};

Result<std::uint64_t> export_base(const State& state, const ExportRequest& request) {
    if (request.format != ExchangeFormat::kJsonl) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("a complete export is JSONL, not {}", to_string(request.format))};
    }
    if (request.viewer.audience != Audience::kInternal) {
        return Error{ErrorCode::kPermissionDenied,
                     fmt::format("a complete export holds what viewer {} may not read",
                                 to_string(request.viewer.audience))};
    }
    KB_TRY_ASSIGN(exchange::BaseWriter writer, exchange::BaseWriter::open(request.path));
    return BaseExport(state, writer).write();
}

}  // namespace

Result<std::uint64_t> export_articles(const State& state, const ExportRequest& request) {
    KB_TRY(check_open(state));
    return request.complete ? export_base(state, request) : export_visible(state, request);
}

}  // namespace kb::engine
