// SPDX-License-Identifier: Apache-2.0
#include "engine/state.hpp"

#include "base/try.hpp"
#include "base/utf8.hpp"
#include "engine/budget.hpp"
#include "store/article_store.hpp"
#include "store/id_store.hpp"
#include "store/opaque_store.hpp"
#include "store/people_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kb::engine {

Timestamp State::now() const {
    return (open_options.clock != nullptr ? *open_options.clock : system_clock()).now();
}

void State::log(LogLevel level, std::string_view message) const {
    if (open_options.log) {
        open_options.log(level, message);
    }
}

Result<std::shared_ptr<const Article>> State::load(std::uint64_t article,
                                                   std::uint32_t version) const {
    if (auto known = articles.find(article, version)) {
        return known;
    }
    KB_TRY_ASSIGN(auto found, store::find_version(database->latest(), article, version));
    if (!found) {
        return Error{ErrorCode::kCorruption,
                     fmt::format("version {} of article number {} is in the index and not in the "
                                 "store; run kb-index rebuild",
                                 version, article)};
    }
    const auto text = std::make_shared<const Article>(*std::move(found));
    articles.keep(article, version, text);
    return text;
}

Result<void> check_not_closed(const State& state) {
    if (state.closed) {
        return Error{ErrorCode::kInvalidArgument, "the knowledge base was closed"};
    }
    return {};
}

Result<void> check_open(const State& state) {
    KB_TRY(check_not_closed(state));
    if (state.restoring) {
        return Error{ErrorCode::kCorruption,
                     fmt::format("{}: a restore into this base was not finished; run it again, or "
                                 "make a new base",
                                 state.directory.string())};
    }
    return {};
}

Result<void> check_writable(const State& state) {
    KB_TRY(check_open(state));
    if (state.database->mode() != store::Mode::kWrite) {
        return Error{ErrorCode::kUnsupported,
                     fmt::format("{} was opened for reading", state.directory.string())};
    }
    return {};
}

const std::atomic<bool>* stop_flag(const State& state) {
    const Cancellation* const cancellation = state.open_options.cancellation;
    return cancellation == nullptr ? nullptr : &cancellation->flag();
}

bool is_cancelled(const State& state) {
    const Cancellation* const cancellation = state.open_options.cancellation;
    return cancellation != nullptr && cancellation->requested();
}

Result<void> check_text(std::string_view name, std::string_view text) {
    if (text.size() > kFieldBytesMax) {
        return Error{ErrorCode::kResourceExhausted,
                     fmt::format("{} has {} bytes; at most {} are possible", name, text.size(),
                                 kFieldBytesMax)};
    }
    const std::size_t wrong = base::find_invalid_utf8(text);
    if (wrong != std::string_view::npos) {
        return Error{ErrorCode::kInvalidArgument,
                     fmt::format("{} is not valid UTF-8 at byte {}", name, wrong)};
    }
    return {};
}

Result<Person> find_actor(const State& state, const Action& action) {
    KB_TRY(check_text("the reason", action.reason));
    KB_TRY(check_text("the case", action.case_id));
    KB_TRY_ASSIGN(auto person, store::find_person(state.database->latest(), action.by));
    if (!person) {
        return Error{
            ErrorCode::kPermissionDenied,
            action.by.empty()
                ? std::string("nobody is named as acting")
                : fmt::format("nobody called \"{}\" is registered in this base", action.by)};
    }
    return *std::move(person);
}

Error no_such_article(const ArticleId& id) {
    return {ErrorCode::kNotFound, fmt::format("there is no article \"{}\"", id)};
}

Result<NamedArticle> find_named(const store::Source& source, const ArticleId& id) {
    KB_TRY_ASSIGN(const auto entry, store::find_id(source, id));
    if (!entry) {
        return no_such_article(id);
    }
    KB_TRY_ASSIGN(auto record, store::find_article(source, entry->article));
    if (!record) {
        return no_such_article(id);
    }
    return NamedArticle{
        .number = entry->article, .article = std::move(record->article), .change = record->change};
}

index::MemoryLimits memory_limits(const State& state) {
    return {.documents = state.open_options.memory_articles_max, .bytes = memory_at_flush(state)};
}

// With a budget there is no memory to spare for what is written beside the call.
index::MemoryLimits writer_limits(const State& state) {
    constexpr std::uint64_t kBehindMax = 2;
    const OpenOptions& options = state.open_options;
    const bool strict = options.write_memory_max != 0 || options.disk_bytes_max != 0;
    const index::MemoryLimits limits = memory_limits(state);
    const std::uint64_t times = strict ? 1 : kBehindMax;
    return {.documents = times * limits.documents, .bytes = times * limits.bytes};
}

namespace {

Result<void> remove_retired(State& state) {
    for (const std::string& file : std::exchange(state.retired, {})) {
        KB_TRY(base::remove_file(state.index->folder() / file));
    }
    return {};
}

// New files first, then the manifest that names them, and only with the manifest after that the
// removal of files no longer named: a reader in another process may still be opening them.
Result<void> keep_manifest(State& state, index::Index::Flushed flushed) {
    if (state.index_lacks_changes) {
        return {};  // opening the base again begins with the list there is, and brings them
    }
    if (flushed.manifest == state.manifest) {
        return remove_retired(state);
    }
    store::Batch batch = state.database->batch();
    store::put_manifest(batch, flushed.manifest);
    KB_TRY(state.database->commit(std::move(batch)));
    state.manifest = std::move(flushed.manifest);
    KB_TRY(remove_retired(state));
    state.retired = std::move(flushed.retired);
    return {};
}

}  // namespace

Result<void> flush_index(State& state, Flush flush) {
    KB_TRY_ASSIGN(const store::Counters counters, state.database->counters());
    KB_TRY(state.index->apply({}, counters[store::Counter::kChange]));
    const bool all = flush == Flush::kAll || flush == Flush::kCompact;
    index::FlushRules rules = flush_rules(state);
    rules.stop = all ? stop_flag(state) : nullptr;
    rules.leaves_files = flush == Flush::kMemory;
    rules.reorders = flush == Flush::kCompact;
    KB_TRY_ASSIGN(index::Index::Flushed flushed, state.index->flush(all, rules));
    return keep_manifest(state, std::move(flushed));
}

Result<void> flush_if_above(State& state, const index::MemoryLimits& limits) {
    return state.index->is_above(limits) ? flush_index(state, Flush::kMemory) : Result<void>();
}

Result<void> adopt_task(State& state, const index::Task& task,
                        std::vector<index::SegmentState> merged) {
    auto flushed = state.index->adopt(task, std::move(merged));
    if (!flushed || flushed->manifest.empty()) {
        return {};
    }
    return keep_manifest(state, *std::move(flushed));
}

}  // namespace kb::engine
