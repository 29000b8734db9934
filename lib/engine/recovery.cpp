// SPDX-License-Identifier: Apache-2.0
#include "engine/recovery.hpp"

#include "base/try.hpp"
#include "engine/budget.hpp"
#include "engine/document_builder.hpp"
#include "store/article_store.hpp"
#include "store/change_log.hpp"
#include "store/opaque_store.hpp"
#include "store/people_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace kb::engine {
namespace {

constexpr std::size_t kReplayStep = 1000;  // operations applied at a time
constexpr int kReaderTries = 20;

std::filesystem::path index_folder(const std::filesystem::path& directory) {
    return directory / "index";
}

store::LogFunction log_function(const OpenOptions& options) {
    if (!options.log) {
        return {};
    }
    return [sink = options.log](store::LogSeverity severity, std::string_view message) {
        switch (severity) {
        case store::LogSeverity::kInfo: return sink(LogLevel::kInfo, message);
        case store::LogSeverity::kWarning: return sink(LogLevel::kWarning, message);
        case store::LogSeverity::kError: return sink(LogLevel::kError, message);
        }
    };
}

std::optional<std::uint8_t> shelf_of(std::uint8_t number) {
    return number == store::kNoShelf ? std::nullopt : std::optional(number);
}

// How the base was set up, and whether it is whole.
Result<void> load_setup(State& state) {
    const store::View view = state.database->latest();
    KB_TRY_ASSIGN(const auto restore, store::find_unfinished_restore(view));
    state.restoring = restore.has_value();
    KB_TRY_ASSIGN(const auto bytes, store::find_options(view));
    KB_TRY_ASSIGN(state.base_options, decode_options(bytes.value_or("")));
    return {};
}

Result<void> open_index(State& state) {
    KB_TRY_ASSIGN(const auto manifest, store::find_manifest(state.database->latest()));
    state.manifest = manifest.value_or("");
    KB_TRY_ASSIGN(state.index,
                  index::Index::open(index_folder(state.directory),
                                     make_schema(state.base_options.text), state.manifest));
    KB_TRY_ASSIGN(const store::Counters counters, state.database->counters());
    if (state.index->snapshot()->change > counters[store::Counter::kChange]) {
        return Error{ErrorCode::kCorruption,
                     fmt::format("{}: the index knows change {}, the store only {}: the store has "
                                 "lost writes; restore it from a backup",
                                 state.directory.string(), state.index->snapshot()->change,
                                 counters[store::Counter::kChange])};
    }
    return {};
}

// With an index of nothing, because none can be made of part of a base.
Result<std::unique_ptr<State>> open_part(std::unique_ptr<State> state) {
    KB_TRY_ASSIGN(state->index, index::Index::open(index_folder(state->directory),
                                                   make_schema(state->base_options.text), ""));
    return state;
}

// It removes, when it is flushed, the files that the index before it left.
Result<std::unique_ptr<index::Index>> make_empty_index(const State& state) {
    KB_TRY_ASSIGN(auto fresh, index::Index::open(index_folder(state.directory),
                                                 make_schema(state.base_options.text), ""));
    KB_TRY_ASSIGN(auto files, base::list_directory(index_folder(state.directory)));
    fresh->adopt_files(std::move(files));
    if (state.index != nullptr) {
        fresh->continue_names_of(*state.index);  // a task may be about to write a file
    }
    return fresh;
}

// Files in the index folder that the manifest does not name: leftovers of a crash.
Result<void> remove_orphans(const State& state) {
    std::set<std::string> named;
    const auto snapshot = state.index->snapshot();
    for (const auto& shelf : snapshot->shelves) {
        for (const auto& segment : shelf->segments) {
            named.insert(segment.file);
        }
    }
    KB_TRY_ASSIGN(const auto names, base::list_directory(state.index->folder()));
    for (const std::string& name : names) {
        if (!named.contains(name)) {
            KB_TRY(base::remove_file(state.index->folder() / name));
        }
    }
    return {};
}

Result<std::unique_ptr<State>> open_once(const std::filesystem::path& directory,
                                         const OpenOptions& options) {
    auto state = std::make_unique<State>();
    state->directory = directory;
    state->open_options = options;
    const bool writes = options.mode == OpenMode::kWrite;
    KB_TRY_ASSIGN(state->database, store::Database::open(
                                       directory, writes ? store::Mode::kWrite : store::Mode::kRead,
                                       log_function(options)));
    KB_TRY(load_setup(*state));
    if (state->restoring) {
        return open_part(std::move(state));
    }
    KB_TRY(load_signals(*state));
    if (writes && options.rebuild_index) {
        KB_TRY(rebuild_index(*state));
        return state;
    }
    KB_TRY(open_index(*state));
    if (writes) {
        // Before the replay: that may take files out of the snapshot which the stored manifest
        // still names, and needs after the next crash.
        KB_TRY(remove_orphans(*state));
    }
    KB_TRY(replay(*state));
    return state;
}

// A writer may replace segment files while a reader opens them.
Result<std::unique_ptr<State>> open_to_read(const std::filesystem::path& directory,
                                            const OpenOptions& options) {
    for (int attempt = 1;; ++attempt) {
        auto state = open_once(directory, options);
        const bool vanished = !state && state.error().code == ErrorCode::kNotFound &&
                              base::exists(directory / "kb.format");
        if (!vanished || attempt == kReaderTries) {
            return state;
        }
    }
}

// What the first search would otherwise wait for: the index but for the details of postings, and an
// analyzer.
Result<void> warm_up(const State& state) {
    for (const auto& shelf : state.index->snapshot()->shelves) {
        for (const index::SegmentState& segment : shelf->segments) {
            segment.segment->warm_up();
        }
    }
    KB_TRY_ASSIGN(const AnalyzerPool::Lease analyzer, state.analyzers.borrow());
    std::vector<text::Token> tokens;
    analyzer.get().analyze("warm", "en", tokens);
    return {};
}

// A base without room can still be opened: what is in the log is safe.
Result<void> flush_if_there_is_room(State& state) {
    auto flushed = flush_if_above(state, memory_limits(state));
    if (!flushed && flushed.error().code == ErrorCode::kResourceExhausted) {
        state.log(LogLevel::kWarning, flushed.error().message);
        return {};
    }
    return flushed;
}

Error rebuild_interrupted(std::uint64_t done, std::uint64_t all) {
    return {ErrorCode::kCancelled,
            fmt::format("interrupted after {} of {} articles; the index is as it was, and "
                        "rebuilding begins anew",
                        done, all)};
}

}  // namespace

Result<void> load_signals(State& state) {
    std::vector<SignalTable::Entry> entries;
    KB_TRY(store::for_each_signals(
        state.database->latest(),
        [&](store::ArticleNumber article, std::string_view bytes) -> Result<void> {
            KB_TRY_ASSIGN(ranking::Reuse reuse, decode_reuse(bytes));
            entries.emplace_back(article, std::move(reuse));
            return {};
        }));
    state.signals.assign(std::move(entries));
    return {};
}

Result<void> replay(State& state) {
    KB_TRY_ASSIGN(AnalyzerPool::Lease analyzer, state.analyzers.borrow());
    const store::View view = state.database->snapshot();
    store::ChangeCursor cursor(view, state.index->snapshot()->change + 1);
    std::vector<index::Operation> operations;
    store::ChangeRecord change;
    ChangeNumber last = state.index->snapshot()->change;
    for (;;) {
        KB_TRY_ASSIGN(const bool more, cursor.next(change));
        if (!more || operations.size() >= kReplayStep) {
            KB_TRY(state.index->apply(std::move(operations), last));
            operations.clear();
            if (state.database->mode() == store::Mode::kWrite) {
                KB_TRY(flush_if_there_is_room(state));
            }
        }
        if (!more) {
            return {};
        }
        if (operations.empty() && is_cancelled(state)) {
            return Error{ErrorCode::kCancelled,
                         fmt::format("interrupted; the index shows change {}, and opening the base "
                                     "again brings it up to date",
                                     last)};
        }
        last = change.number;
        for (const store::TouchedArticle& touched : change.articles) {
            index::Operation operation{.article = touched.article,
                                       .leaves = shelf_of(touched.shelf_before),
                                       .enters = shelf_of(touched.shelf_after)};
            if (operation.enters) {
                KB_TRY_ASSIGN(const auto article,
                              store::find_version(view, touched.article, touched.version));
                if (!article) {
                    return Error{ErrorCode::kCorruption,
                                 fmt::format("change {} names version {} of article number {}, "
                                             "which is not in the store",
                                             change.number, touched.version, touched.article)};
                }
                operation.document = build_document(touched.article, *article, analyzer.get());
            }
            operations.push_back(std::move(operation));
        }
    }
}

Result<std::unique_ptr<State>> create_base(const std::filesystem::path& directory,
                                           const CreateOptions& options,
                                           const OpenOptions& open_options) {
    KB_TRY(check(open_options));
    KB_TRY(check(options.text));
    KB_TRY(check(options.policy));
    KB_TRY(check_id(options.owner.id));
    KB_TRY(check_text("the name", options.owner.name));
    Person owner = options.owner;
    owner.licence = Licence::kCoach;
    const Clock& clock = options.clock != nullptr ? *options.clock : system_clock();
    const auto fill = [&](store::Batch& batch) -> Result<void> {
        store::put_options(batch, encode_options({.policy = options.policy, .text = options.text}));
        KB_TRY(store::put_person(batch, owner));
        store::append_change(
            batch, {.kind = store::ChangeKind::kSetup, .at = clock.now(), .by = owner.id});
        return {};
    };
    KB_TRY_ASSIGN(const auto database,
                  store::Database::create(directory, fill, log_function(open_options)));
    KB_TRY(database->close());
    KB_TRY(base::make_directories(index_folder(directory)));
    KB_TRY(base::sync_directory(directory));
    OpenOptions writing = open_options;
    writing.mode = OpenMode::kWrite;
    return open_base(directory, writing);
}

Result<std::unique_ptr<State>> open_base(const std::filesystem::path& directory,
                                         const OpenOptions& options) {
    KB_TRY(check(options));
    const bool writes = options.mode == OpenMode::kWrite;
    if (writes && base::exists(directory / "kb.format")) {
        KB_TRY(base::make_directories(index_folder(directory)));
    }
    KB_TRY_ASSIGN(auto state,
                  writes ? open_once(directory, options) : open_to_read(directory, options));
    if (options.warm_up) {
        KB_TRY(warm_up(*state));
    }
    return state;
}

Result<void> refresh(State& state) {
    if (state.database->mode() == store::Mode::kWrite) {
        return {};
    }
    for (int attempt = 1;; ++attempt) {
        KB_TRY(state.database->catch_up());
        state.articles.clear();
        KB_TRY(load_setup(state));
        KB_TRY(check_open(state));
        KB_TRY_ASSIGN(const auto manifest, store::find_manifest(state.database->latest()));
        auto opened = manifest.value_or("") == state.manifest ? Result<void>() : open_index(state);
        if (opened) {
            break;
        }
        if (opened.error().code != ErrorCode::kNotFound || attempt == kReaderTries) {
            return opened;
        }
    }
    KB_TRY(load_signals(state));
    KB_TRY(replay(state));
    return state.open_options.warm_up ? warm_up(state) : Result<void>();
}

Result<void> replay_from_start(State& state) {
    KB_TRY_ASSIGN(state.index, make_empty_index(state));
    KB_TRY(replay(state));
    return flush_index(state, Flush::kDue);
}

Result<void> rebuild_index(State& state) {
    KB_TRY_ASSIGN(AnalyzerPool::Lease analyzer, state.analyzers.borrow());
    KB_TRY_ASSIGN(auto fresh, make_empty_index(state));
    std::vector<index::Operation> operations;
    KB_TRY_ASSIGN(const store::Counters counters, state.database->counters());
    const ChangeNumber change = counters[store::Counter::kChange];
    std::uint64_t done = 0;
    KB_TRY(store::for_each_article(
        state.database->snapshot(),
        [&](store::ArticleNumber number, const store::ArticleRecord& record) -> Result<void> {
            if (operations.empty() && is_cancelled(state)) {
                return rebuild_interrupted(done, counters[store::Counter::kArticles]);
            }
            operations.push_back(
                {.article = number,
                 .enters = static_cast<std::uint8_t>(state.shelf_of(record.article)),
                 .document = build_document(number, record.article, analyzer.get())});
            ++done;
            if (operations.size() < kReplayStep) {
                return {};
            }
            KB_TRY(fresh->apply(std::move(operations), change));
            operations.clear();
            return check_budget_of_rebuild(state, *fresh);
        }));
    KB_TRY(fresh->apply(std::move(operations), change));
    KB_TRY(check_budget_of_rebuild(state, *fresh));
    std::swap(state.index, fresh);
    const bool lacked = std::exchange(state.index_lacks_changes, false);
    auto flushed = flush_index(state, Flush::kAll);
    if (!flushed) {
        state.index_lacks_changes = lacked;
        std::swap(state.index, fresh);  // and the files that the manifest names are still there
        state.index->continue_names_of(*fresh);
    }
    return flushed;
}

}  // namespace kb::engine
