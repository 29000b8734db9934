// SPDX-License-Identifier: Apache-2.0
#pragma once

// The index of a base: its shelves, each with segments in memory and in files.
//
// One thread at a time applies operations and flushes; any thread takes a snapshot. What was
// applied is in the next snapshot. Segments in memory are as immutable as those in files: an
// operation makes a small one, and small ones are merged geometrically, so that each document is
// rewritten a few times before it reaches a file.

#include "base/file.hpp"
#include "base/shared_cell.hpp"
#include "index/document.hpp"
#include "index/merge.hpp"
#include "index/snapshot.hpp"
#include "index/task.hpp"

#include <kb/result.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kb::index {

// What one committed change means for the index: an article leaves a shelf, or enters one, or both.
struct Operation {
    std::uint64_t article = 0;
    std::optional<std::uint8_t> leaves{};
    std::optional<std::uint8_t> enters{};
    Document document{};  // where it enters one
};

struct IndexSize {
    std::uint64_t memory_documents = 0;
    std::uint64_t memory_bytes = 0;
    std::uint64_t files = 0;
    std::uint64_t file_bytes = 0;
};

// What a flush asks before it takes memory and disk, in bytes; an error refuses. Empty: all is
// allowed.
struct FlushRules {
    std::function<Result<void>(std::uint64_t)> may_merge{};  // of what is merged
    std::function<Result<void>(std::uint64_t)> may_write{};  // of a file
    const std::atomic<bool>* stop = nullptr;                 // true: a merge ends with kCancelled
    bool leaves_files = false;                               // merges memory alone
    bool reorders = false;  // with all merged: puts documents that are alike side by side
};

class Index {
public:
    // Opens the files that a manifest names; an empty manifest is an empty index.
    //
    // Errors: kCorruption, kUnsupported, kNotFound, kIo, naming the file.
    [[nodiscard]] static Result<std::unique_ptr<Index>> open(const base::Path& folder,
                                                             const Schema& schema,
                                                             std::string_view manifest);

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const { return snapshot_.load(); }

    // Whether apply() merges segments that have become many, or leaves that to whoever asks for
    // next_task(), until kMemorySegmentsMax wait.
    enum class Merging : std::uint8_t { kNow, kLater };

    // Applies the operations of the changes up to `change`, in order, and publishes.
    //
    // Errors: kResourceExhausted, kCorruption; then nothing was published.
    Result<void> apply(std::vector<Operation> operations, std::uint64_t change,
                       Merging merging = Merging::kNow);

    // What is due, to be done by run_task() in any thread: memory above the limits to files, else
    // segments in memory merged, else files. One at a time, ended by adopt() or abandon().
    [[nodiscard]] std::optional<Task> next_task(const MemoryLimits& limits);
    // Whether there is such a task, and whether it can wait for more to come and be done with it.
    enum class Due : std::uint8_t { kNothing, kSoon, kNow };
    [[nodiscard]] Due due(const MemoryLimits& limits) const;
    [[nodiscard]] bool is_above(const MemoryLimits& limits) const;
    struct Flushed {
        std::string manifest{};              // to be kept by the caller before...; empty: as it was
        std::vector<std::string> retired{};  // ...these files are removed
    };
    // Writes the memory segments to files, merges files that have become many (all with
    // `merge_all`), and publishes. Where only that was refused, it merges less and writes all the
    // same, unless `merge_all` was asked for.
    //
    // Errors: kIo, kResourceExhausted, kCorruption, kCancelled; then nothing was published.
    Result<Flushed> flush(bool merge_all, const FlushRules& rules = {});

    // Publishes what became of a task. None where it came too late and was left out.
    [[nodiscard]] std::optional<Flushed> adopt(const Task& task, std::vector<SegmentState> merged);
    // Ends a task without a result. One that failed is left out until a flush, which says why.
    enum class Because : std::uint8_t { kStopped, kFailed };
    void abandon(const Task& task, Because because);

    // Gives files no name that `other`, of the same folder, has given or will give until now.
    void continue_names_of(const Index& other) {
        next_file_ = std::max(next_file_, other.next_file_);
    }
    // Counts files that lie in the folder as its own: their names are not used again, and those
    // that the next flush does not write are retired by it.
    void adopt_files(std::vector<std::string> names);

    [[nodiscard]] IndexSize size() const;
    [[nodiscard]] const Schema& schema() const { return schema_; }
    [[nodiscard]] const base::Path& folder() const { return folder_; }

private:
    Index(base::Path folder, const Schema& schema);
    struct Step {
        std::uint32_t shelf = 0;
        std::uint64_t change = 0;
        Merging merging = Merging::kNow;
    };
    Result<void> apply_to_shelf(std::vector<Operation*>& operations, ShelfState& state,
                                const Step& step) const;
    Result<void> merge_tail(ShelfState& state, std::size_t count, std::uint32_t shelf,
                            std::uint64_t change, const std::atomic<bool>* stop = nullptr) const;
    Result<void> merge_memory(ShelfState& state, const Step& step) const;
    Result<void> flush_shelf(ShelfState& state, std::uint32_t shelf, bool merge_all,
                             const FlushRules& rules);
    Result<void> write_segment(SegmentState& segment, std::uint32_t shelf, const FlushRules& rules);
    Result<void> reorder_merged(ShelfState& state, std::uint32_t shelf,
                                const FlushRules& rules) const;
    void discard_new(const Snapshot& snapshot) const;
    [[nodiscard]] std::string next_file_name(std::uint32_t shelf);
    [[nodiscard]] Flushed publish(std::shared_ptr<const Snapshot> shown,
                                  std::shared_ptr<const Snapshot> flushed);
    [[nodiscard]] std::optional<PlannedMerge> plan_merge() const;
    [[nodiscard]] bool is_flush_due(const MemoryLimits& limits) const;
    [[nodiscard]] bool has_failed(const PlannedMerge& merge, bool to_file) const;
    [[nodiscard]] Task flush_task();
    [[nodiscard]] std::string encode_manifest(const Snapshot& snapshot) const;
    Result<void> decode_manifest(std::string_view manifest);
    [[nodiscard]] SegmentRecipe recipe(const ShelfState& state, std::uint32_t shelf,
                                       std::uint64_t change) const;

    base::Path folder_;
    Schema schema_;
    std::uint64_t next_file_ = 1;
    std::vector<std::string> files_;           // that the last manifest names
    std::shared_ptr<const Snapshot> flushed_;  // what it describes: nothing but files
    // The last segment in memory of each shelf that a task is about; those up to it are not merged
    // meanwhile.
    std::array<std::shared_ptr<const Segment>, kShelvesMax> busy_{};
    struct Failed {
        std::shared_ptr<const Segment> first{};  // of its sources
        bool to_file = false;
        friend bool operator==(const Failed&, const Failed&) = default;
    };
    std::vector<Failed> failed_;  // merges that did
    base::SharedCell<const Snapshot> snapshot_;
};

}  // namespace kb::index
