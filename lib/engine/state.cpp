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

Result<void> flush_if_large(State& state) {
    const index::IndexSize size = state.index->size();
    if (size.memory_documents > state.open_options.memory_articles_max ||
        size.memory_bytes > memory_at_flush(state)) {
        return flush_index(state, false);
    }
    return {};
}

namespace {

// Without the files that a flush leaves which did not come to its end.
Result<index::Index::Flushed> flush_or_clean_up(State& state, bool merge_all) {
    const base::Path& folder = state.index->folder();
    KB_TRY_ASSIGN(const std::vector<std::string> before, base::list_directory(folder));
    index::FlushRules rules = flush_rules(state);
    rules.stop = merge_all ? stop_flag(state) : nullptr;
    auto flushed = state.index->flush(merge_all, rules);
    if (!flushed) {
        KB_TRY_ASSIGN(const std::vector<std::string> after, base::list_directory(folder));
        for (const std::string& name : after) {
            if (!std::ranges::binary_search(before, name)) {
                KB_TRY(base::remove_file(folder / name));
            }
        }
    }
    return flushed;
}

}  // namespace

// New files first, then the manifest that names them, and only at the flush after that the removal
// of files no longer named: a reader in another process may still be opening them.
Result<void> flush_index(State& state, bool merge_all) {
    KB_TRY_ASSIGN(const store::Counters counters, state.database->counters());
    KB_TRY(state.index->apply({}, counters[store::Counter::kChange]));
    KB_TRY_ASSIGN(index::Index::Flushed flushed, flush_or_clean_up(state, merge_all));
    if (flushed.manifest == state.manifest) {
        return {};
    }
    store::Batch batch = state.database->batch();
    store::put_manifest(batch, flushed.manifest);
    KB_TRY(state.database->commit(std::move(batch)));
    state.manifest = std::move(flushed.manifest);
    for (const std::string& file : state.retired) {
        KB_TRY(base::remove_file(state.index->folder() / file));
    }
    state.retired = std::move(flushed.retired);
    return {};
}

}  // namespace kb::engine
