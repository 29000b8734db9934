// SPDX-License-Identifier: Apache-2.0
#pragma once

// What an open base consists of: store, index, signals, and how it was set up.
//
// Threads: `write` is held by whoever writes, `reopen` exclusively by refresh() and shared by all
// other calls; the members themselves may be read by any thread.

#include "engine/analyzer_pool.hpp"
#include "engine/article_cache.hpp"
#include "engine/base_options.hpp"
#include "engine/merger.hpp"
#include "engine/signal_table.hpp"
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
    bool closed = false;
    bool restoring = false;  // the store holds part of a base, and nothing else may be done with it

    mutable std::mutex write{};
    mutable std::shared_mutex reopen{};
    Merger merger{*this};  // the last, so that its thread ends before anything else does

    [[nodiscard]] Timestamp now() const;
    [[nodiscard]] Result<std::shared_ptr<const Article>> load(std::uint64_t article,
                                                              std::uint32_t version) const override;
    void log(LogLevel level, std::string_view message) const;

    [[nodiscard]] Shelf shelf_of(const Article& article) const {
        return kb::shelf_of(article.state, base_options.policy);
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

// Writes the memory segments to files once they are larger than the options allow, or always.
[[nodiscard]] Result<void> flush_if_large(State& state);
[[nodiscard]] Result<void> flush_index(State& state, bool merge_all);

}  // namespace kb::engine
