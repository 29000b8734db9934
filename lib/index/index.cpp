// SPDX-License-Identifier: Apache-2.0
#include "index/index.hpp"

#include "base/try.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <utility>

namespace kb::index {
namespace {

// With Merging::kLater: at so many segments in memory a writer who is faster than the merges has to
// do some himself.
constexpr std::size_t kMemorySegmentsMax = 48;
// Fewer segments in memory than these wait for more, so that one merge does for many.
constexpr std::size_t kAtEaseMax = 12;

// Where the segments begin that a flush makes one: all in memory, and files before them that have
// become many, or all of them, or those from the first on that is mostly dead.
std::size_t first_to_merge(const ShelfState& state, bool merge_all) {
    const std::size_t files = state.segments.size() - memory_of(state).size();
    std::size_t first = files;
    for (std::size_t i = 0; i < files; ++i) {
        const double dead = dead_share(state.segments[i]);
        if ((merge_all && (state.segments.size() > 1 || dead > 0)) || dead > kDeadShareMax) {
            first = i;
            break;
        }
    }
    // What is merged so counts as one when it is asked whether the files have become many; they are
    // merged in one go.
    std::vector<std::uint32_t> sizes = live_sizes(state.segments);
    if (sizes.size() - first > 1) {
        const auto tail = sizes.begin() + static_cast<std::ptrdiff_t>(first);
        *tail = std::accumulate(tail, sizes.end(), 0U);
        sizes.resize(first + 1);
    }
    const std::size_t more = pick_merge(sizes);
    return more > 1 ? sizes.size() - more : first;
}

// One segment of so many documents that another order would gain something.
bool is_worth_reordering(const ShelfState& state) {
    std::uint64_t live = 0;
    for (const SegmentState& segment : state.segments) {
        live += segment.live->live();
    }
    return live >= kReorderedMin && live <= kReorderedMax;
}

Result<void> may_merge(const ShelfState& state, std::size_t count, const FlushRules& rules) {
    std::uint64_t bytes = 0;
    for (const SegmentState& segment : std::span(state.segments).last(count)) {
        bytes += segment.segment->bytes().size();
    }
    const bool merges = count > 1 || (count == 1 && !state.segments.back().file.empty());
    return merges && rules.may_merge ? rules.may_merge(bytes) : Result<void>();
}

}  // namespace

Index::Index(base::Path folder, const Schema& schema)
    : folder_(std::move(folder)), schema_(schema) {}

Result<std::unique_ptr<Index>> Index::open(const base::Path& folder, const Schema& schema,
                                           std::string_view manifest) {
    std::unique_ptr<Index> index(new Index(folder, schema));
    KB_TRY(index->decode_manifest(manifest));
    return index;
}

SegmentRecipe Index::recipe(const ShelfState& state, std::uint32_t shelf,
                            std::uint64_t change) const {
    return {.schema = schema_, .epoch = state.epoch, .shelf = shelf, .last_change = change};
}

Result<void> Index::apply(std::vector<Operation> operations, std::uint64_t change,
                          Merging merging) {
    const std::shared_ptr<const Snapshot> before = snapshot();
    auto after = std::make_shared<Snapshot>(*before);
    after->change = change;
    for (std::uint32_t shelf = 0; shelf < kShelvesMax; ++shelf) {
        std::vector<Operation*> mine;
        for (Operation& operation : operations) {
            if (operation.leaves == shelf || operation.enters == shelf) {
                mine.push_back(&operation);
            }
        }
        if (!mine.empty()) {
            auto state = std::make_shared<ShelfState>(*before->shelves[shelf]);
            KB_TRY(apply_to_shelf(mine, *state, {shelf, change, merging}));
            after->shelves[shelf] = std::move(state);
        }
    }
    snapshot_.store(std::move(after));
    return {};
}

// Sums and epoch follow each operation in turn, so that they depend on the shelf's history alone
// and not on how it was cut into batches.
Result<void> Index::apply_to_shelf(std::vector<Operation*>& operations, ShelfState& state,
                                   const Step& step) const {
    const auto [shelf, change, merging] = step;
    std::map<std::size_t, std::vector<std::uint32_t>> dead;  // segment to documents
    std::map<std::uint64_t, Operation*> fresh;               // article to its newest addition
    std::map<std::uint64_t, bool> gone;                      // articles taken out of older segments
    Epoch epoch = state.epoch;
    const auto remove = [&](const Lengths& lengths) -> Result<void> {
        if (!state.sums.remove(lengths)) {
            return Error{ErrorCode::kCorruption,
                         fmt::format("the sums of shelf {} do not fit its documents", step.shelf)};
        }
        return {};
    };
    for (Operation* operation : operations) {
        if (operation->leaves == shelf) {
            const auto pending = fresh.find(operation->article);
            if (pending != fresh.end()) {
                KB_TRY(remove(capped_lengths(pending->second->document.lengths)));
                fresh.erase(pending);
            } else if (!std::exchange(gone[operation->article], true)) {
                const DocumentPlace place = find_article(state, operation->article);
                if (place.state != nullptr) {
                    KB_TRY(remove(place.state->segment->columns().lengths(place.document)));
                    dead[static_cast<std::size_t>(place.state - state.segments.data())].push_back(
                        place.document);
                }
            }
        }
        if (operation->enters == shelf) {
            state.sums.add(capped_lengths(operation->document.lengths));
            fresh[operation->article] = operation;
        }
        if (has_drifted(epoch, state.sums)) {
            epoch = next_epoch(epoch, state.sums);
        }
    }
    for (const auto& [index, documents] : dead) {
        SegmentState& segment = state.segments[index];
        segment.live = LiveDocuments::without(*segment.live, documents);
    }
    std::erase_if(state.segments, [](const SegmentState& s) { return s.live->live() == 0; });
    const bool new_epoch = !(epoch == state.epoch);
    state.epoch = epoch;
    if (!fresh.empty()) {
        std::vector<Document> documents;
        for (Operation* operation : operations) {
            const auto kept = fresh.find(operation->article);
            if (kept != fresh.end() && kept->second == operation) {
                documents.push_back(std::move(operation->document));
            }
        }
        KB_TRY_ASSIGN(std::string image, build_segment(documents, recipe(state, shelf, change)));
        KB_TRY_ASSIGN(SegmentState segment, segment_in_memory(std::move(image), schema_));
        state.segments.push_back(std::move(segment));
    }
    if (new_epoch && !state.segments.empty()) {
        return merge_tail(state, state.segments.size(), shelf, change);
    }
    return merge_memory(state, step);
}

Result<void> Index::merge_tail(ShelfState& state, std::size_t count, std::uint32_t shelf,
                               std::uint64_t change, const std::atomic<bool>* stop) const {
    const auto tail = std::span(state.segments).last(count);
    SegmentRecipe how = recipe(state, shelf, change);
    how.stop = stop;
    KB_TRY_ASSIGN(std::string image, merge_segments(tail, how));
    KB_TRY_ASSIGN(SegmentState merged, segment_in_memory(std::move(image), schema_));
    state.segments.resize(state.segments.size() - count);
    state.segments.push_back(std::move(merged));
    return {};
}

Result<void> Index::merge_memory(ShelfState& state, const Step& step) const {
    for (;;) {
        auto memory = memory_of(state);
        if (step.merging == Merging::kLater && memory.size() < kMemorySegmentsMax) {
            return {};
        }
        const auto busy = std::ranges::find(memory, busy_[step.shelf], &SegmentState::segment);
        if (busy != memory.end()) {
            memory = {busy + 1, memory.end()};
        }
        const std::size_t count = pick_merge(live_sizes(memory));
        if (count == 0) {
            return {};
        }
        KB_TRY(merge_tail(state, count, step.shelf, step.change));
    }
}

bool Index::has_failed(const PlannedMerge& merge, bool to_file) const {
    const Failed failed{.first = merge.sources.front().segment, .to_file = to_file};
    return std::ranges::find(failed_, failed) != failed_.end();
}

// Files are merged as the list of files describes them; what died since has to be known to it too.
std::optional<PlannedMerge> Index::plan_merge() const {
    const std::shared_ptr<const Snapshot> current = snapshot();
    if (auto merge = plan_memory_merge(
            *current, [&](const PlannedMerge& planned) { return !has_failed(planned, false); })) {
        return merge;
    }
    return plan_file_merge(*flushed_, [&](const PlannedMerge& planned) {
        return !has_failed(planned, true) &&
               can_take_over(planned, *current->shelves[planned.shelf]);
    });
}

bool Index::is_flush_due(const MemoryLimits& limits) const {
    return is_above(limits) &&
           std::ranges::none_of(plan_flush(*snapshot()),
                                [&](const auto& merge) { return has_failed(merge, true); });
}

void Index::abandon(const Task& task, Because because) {
    busy_ = {};
    for (const PlannedMerge& merge : task.merges) {
        if (because == Because::kFailed) {
            failed_.push_back(
                {.first = merge.sources.front().segment, .to_file = !merge.file.empty()});
        }
    }
}

bool Index::is_above(const MemoryLimits& limits) const {
    const IndexSize now = size();
    return now.memory_documents > limits.documents || now.memory_bytes > limits.bytes;
}

Index::Due Index::due(const MemoryLimits& limits) const {
    const bool is_crowded = std::ranges::any_of(snapshot()->shelves, [](const auto& shelf) {
        return memory_of(*shelf).size() >= kAtEaseMax;
    });
    if (is_flush_due(limits)) {
        return Due::kNow;
    }
    return !plan_merge() ? Due::kNothing : is_crowded ? Due::kNow : Due::kSoon;
}

std::optional<Task> Index::next_task(const MemoryLimits& limits) {
    busy_ = {};
    if (is_flush_due(limits)) {
        Task task = flush_task();
        for (const PlannedMerge& merge : task.merges) {
            busy_[merge.shelf] = merge.sources.back().segment;
        }
        return task;
    }
    auto merge = plan_merge();
    if (!merge) {
        return std::nullopt;
    }
    if (merge->sources.front().file.empty()) {
        busy_[merge->shelf] = merge->sources.back().segment;
    } else {
        merge->file = next_file_name(merge->shelf);
    }
    return Task{.schema = schema_, .folder = folder_, .merges = {*std::move(merge)}};
}

Task Index::flush_task() {
    auto current = snapshot();
    Task task{.schema = schema_, .folder = folder_, .merges = plan_flush(*current)};
    for (PlannedMerge& merge : task.merges) {
        merge.file = next_file_name(merge.shelf);
    }
    task.flushes = std::move(current);
    return task;
}

std::optional<Index::Flushed> Index::adopt(const Task& task, std::vector<SegmentState> merged) {
    busy_ = {};
    auto shown = std::make_shared<Snapshot>(*snapshot());
    const bool is_flush = task.flushes != nullptr;
    const bool to_files = is_flush || !task.merges.front().file.empty();
    auto flushed = std::make_shared<Snapshot>(is_flush ? *task.flushes : *flushed_);
    const auto take_over_in = [](Snapshot& snapshot, const PlannedMerge& merge,
                                 const SegmentState& segment) {
        auto state = std::make_shared<ShelfState>(*snapshot.shelves[merge.shelf]);
        const bool taken = take_over(merge, segment, *state);
        snapshot.shelves[merge.shelf] = std::move(state);
        return taken;
    };
    for (std::size_t i = 0; i < task.merges.size(); ++i) {
        if (!take_over_in(*shown, task.merges[i], merged[i]) ||
            (to_files && !take_over_in(*flushed, task.merges[i], merged[i]))) {
            discard(merged, folder_);
            return std::nullopt;
        }
    }
    if (to_files) {
        return publish(std::move(shown), std::move(flushed));
    }
    snapshot_.store(std::move(shown));
    return Flushed{};
}

Index::Flushed Index::publish(std::shared_ptr<const Snapshot> shown,
                              std::shared_ptr<const Snapshot> flushed) {
    Flushed result{.manifest = encode_manifest(*flushed)};
    std::vector<std::string> names;
    for (const auto& shelf : flushed->shelves) {
        for (const SegmentState& segment : shelf->segments) {
            names.push_back(segment.file);
        }
    }
    for (const std::string& file : files_) {
        if (std::ranges::find(names, file) == names.end()) {
            result.retired.push_back(file);
        }
    }
    files_ = std::move(names);
    flushed_ = std::move(flushed);
    snapshot_.store(std::move(shown));
    return result;
}

std::string Index::next_file_name(std::uint32_t shelf) {
    return fmt::format("{}-{:06}.seg", shelf, next_file_++);
}

Result<void> Index::write_segment(SegmentState& segment, std::uint32_t shelf,
                                  const FlushRules& rules) {
    if (rules.may_write) {
        KB_TRY(rules.may_write(segment.segment->bytes().size()));
    }
    const std::string name = next_file_name(shelf);
    segment.file = name;
    KB_TRY(base::write_file_durably(folder_ / name, segment.segment->bytes()));
    KB_TRY_ASSIGN(segment.segment, Segment::open(folder_ / name, schema_));
    return {};
}

Result<void> Index::flush_shelf(ShelfState& state, std::uint32_t shelf, bool merge_all,
                                const FlushRules& rules) {
    const std::size_t files = state.segments.size() - memory_of(state).size();
    std::size_t first = rules.leaves_files ? files
                        : rules.reorders && is_worth_reordering(state)
                            ? 0
                            : first_to_merge(state, merge_all);
    std::size_t count = state.segments.size() - first;
    auto allowed = may_merge(state, count, rules);
    if (!allowed && !merge_all && first < files) {  // then files are merged another time
        first = files;
        count = state.segments.size() - first;
        allowed = may_merge(state, count, rules);
    }
    if (!allowed && merge_all) {
        return allowed;
    }
    const bool has_dead = count == 1 && dead_share(state.segments[first]) > 0;
    if (allowed && (count > 1 || (count == 1 && first < files) || (rules.reorders && has_dead))) {
        KB_TRY(merge_tail(state, count, shelf, snapshot()->change, rules.stop));
    }
    if (rules.reorders) {
        KB_TRY(reorder_merged(state, shelf, rules));
    }
    for (SegmentState& segment : state.segments) {
        if (segment.file.empty()) {
            KB_TRY(write_segment(segment, shelf, rules));
        }
    }
    return {};
}

Result<void> Index::reorder_merged(ShelfState& state, std::uint32_t shelf,
                                   const FlushRules& rules) const {
    // What was not merged keeps its order: dead documents would come back.
    if (state.segments.size() != 1 || !state.segments.front().file.empty() ||
        dead_share(state.segments.front()) > 0 || !is_worth_reordering(state)) {
        return {};
    }
    const Segment& merged = *state.segments.front().segment;
    if (rules.may_merge) {
        KB_TRY(rules.may_merge(merged.bytes().size()));
    }
    SegmentRecipe how = recipe(state, shelf, merged.header().last_change);
    how.stop = rules.stop;
    KB_TRY_ASSIGN(std::string image, reorder_segment(merged, how));
    KB_TRY_ASSIGN(state.segments.front(), segment_in_memory(std::move(image), schema_));
    return {};
}

Result<Index::Flushed> Index::flush(bool merge_all, const FlushRules& rules) {
    const std::shared_ptr<const Snapshot> before = snapshot();
    auto after = std::make_shared<Snapshot>(*before);
    for (std::uint32_t shelf = 0; shelf < kShelvesMax; ++shelf) {
        auto state = std::make_shared<ShelfState>(*before->shelves[shelf]);
        after->shelves[shelf] = state;
        if (auto flushed = flush_shelf(*state, shelf, merge_all, rules); !flushed) {
            discard_new(*after);
            return flushed.error();
        }
    }
    failed_.clear();
    return publish(after, after);
}

// Removes the files that no list names.
void Index::discard_new(const Snapshot& snapshot) const {
    for (const auto& shelf : snapshot.shelves) {
        for (const SegmentState& state : shelf->segments) {
            if (std::ranges::find(files_, state.file) == files_.end()) {
                discard({&state, 1}, folder_);
            }
        }
    }
}

void Index::adopt_files(std::vector<std::string> names) {
    for (const std::string& name : names) {
        const std::size_t dash = name.find('-');
        std::uint64_t number = 0;
        if (dash != std::string::npos) {
            std::from_chars(name.data() + dash + 1, name.data() + name.size(), number);
        }
        next_file_ = std::max(next_file_, number + 1);
    }
    files_ = std::move(names);
}

IndexSize Index::size() const {
    IndexSize size;
    const auto current = snapshot();
    for (const auto& shelf : current->shelves) {
        for (const SegmentState& segment : shelf->segments) {
            const std::uint64_t bytes = segment.segment->bytes().size();
            if (segment.file.empty()) {
                size.memory_documents += segment.live->live();
                size.memory_bytes += bytes;
            } else {
                ++size.files;
                size.file_bytes += bytes;
            }
        }
    }
    return size;
}

}  // namespace kb::index
