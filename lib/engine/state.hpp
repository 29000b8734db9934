// SPDX-License-Identifier: Apache-2.0
#pragma once

// What an open base consists of: store, index, signals, and how it was set up.
//
// Threads: `write` is held by whoever writes, `reopen` exclusively by refresh() and shared by all
// other calls; the members themselves may be read by any thread.

#include "base/fair_mutex.hpp"
#include "engine/analyzer_pool.hpp"
#include "engine/article_cache.hpp"
#include "engine/base_options.hpp"
#include "engine/signal_table.hpp"
#include "engine/upkeep.hpp"
#include "index/index.hpp"
#include "search/searcher.hpp"
#include "store/database.hpp"

#include <kb/options.hpp>
#include <kb/result.hpp>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace kb::engine {

class State final : public search::TextSource {
public:
    std::filesystem::path directory{};
    OpenOptions open_options{};
    BaseOptions base_options{};
    std::unique_ptr<store::Database> database{};
    std::unique_ptr<index::Index> index{};
    SignalTable signals{};
    mutable AnalyzerPool analyzers{};
    mutable ArticleCache articles{};
    std::vector<std::string> retired{};  // segment files to remove at the next flush
    std::string manifest{};              // as the index was opened with
    bool index_lacks_changes = false;    // that could not be applied; it is not to be listed
    bool closed = false;
    bool restoring = false;  // the store holds part of a base, and nothing else may be done with it

    mutable base::FairMutex write{};  // so that upkeep has its turn beside a busy writer
    mutable std::shared_mutex reopen{};
    Upkeep upkeep{*this};  // the last, so that its thread ends before anything else does

    [[nodiscard]] Timestamp now() const;
    [[nodiscard]] Result<std::shared_ptr<const Article>> load(std::uint64_t article,
                                                              std::uint32_t version) const override;
    void log(LogLevel level, std::string_view message) const;

    [[nodiscard]] const Policy& policy() const { return base_options.policy; }
    [[nodiscard]] Shelf shelf_of(const Article& article) const {
        return kb::shelf_of(article.state, policy());
    }
};

// What every call begins with: the base is open; and, for writing calls, for writing.
//
// Errors: kInvalidArgument (closed), kCorruption (part of a base), kUnsupported (opened for
// reading).
[[nodiscard]] Result<void> check_not_closed(const State& state);
[[nodiscard]] Result<void> check_open(const State& state);
[[nodiscard]] Result<void> check_writable(const State& state);

// The wish of the caller that long calls end; null: there is none to come.
[[nodiscard]] const std::atomic<bool>* stop_flag(const State& state);
[[nodiscard]] bool is_cancelled(const State& state);

// A text that stands nowhere in an article: UTF-8 of at most kFieldBytesMax.
//
// Errors: kInvalidArgument, kResourceExhausted.
[[nodiscard]] Result<void> check_text(std::string_view name, std::string_view text);

// The person of an action. Errors: kPermissionDenied where nobody of that name is registered, those
// of check_text().
[[nodiscard]] Result<Person> find_actor(const State& state, const Action& action);

// An article by any of its names.
struct NamedArticle {
    store::ArticleNumber number = 0;
    Article article{};
    ChangeNumber change = 0;
};
// Errors: kNotFound.
[[nodiscard]] Result<NamedArticle> find_named(const store::Source& source, const ArticleId& id);
[[nodiscard]] Error no_such_article(const ArticleId& id);

// How much may be in memory before it is to be written to files, and before a writing call waits
// until it is.
[[nodiscard]] index::MemoryLimits memory_limits(const State& state);
[[nodiscard]] index::MemoryLimits writer_limits(const State& state);
// Writes the memory segments to files. Files stay, or are merged where they have become many, or
// all of them, and then also with documents that are alike side by side.
enum class Flush : std::uint8_t { kMemory, kDue, kAll, kCompact };
[[nodiscard]] Result<void> flush_index(State& state, Flush flush);
// The same with kMemory where more than `limits` is in memory.
[[nodiscard]] Result<void> flush_if_above(State& state, const index::MemoryLimits& limits);
// Publishes what became of a task, and keeps the new list of files. Errors: those of the store.
[[nodiscard]] Result<void> adopt_task(State& state, const index::Task& task,
                                      std::vector<index::SegmentState> merged);

}  // namespace kb::engine
