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

// Segments in files are merged away once this share of their documents is dead.
constexpr double kDeadShareMax = 0.25;

// With Merging::kLater: so many documents are merged at once all the same, because it takes no
// longer than to hand them on; and with so many segments in memory a writer who is faster than the
// merges has to wait for one.
constexpr std::uint64_t kMergedAtOnceMax = 2048;
constexpr std::size_t kMemorySegmentsMax = 48;

std::vector<std::uint32_t> live_sizes(std::span<const SegmentState> segments) {
    std::vector<std::uint32_t> sizes;
    for (const SegmentState& state : segments) {
        sizes.push_back(state.live->live());
    }
    return sizes;
}

Lengths capped_lengths(const Document& document) {
    Lengths lengths{};
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        lengths[f] = static_cast<std::uint16_t>(std::min(document.lengths[f], kLengthMax));
    }
    return lengths;
}

std::size_t memory_segments(const ShelfState& state) {
    return static_cast<std::size_t>(
        std::ranges::count_if(state.segments, [](const auto& s) { return s.file.empty(); }));
}

Result<void> may_merge(const ShelfState& state, std::size_t count, const FlushRules& rules) {
    std::uint64_t bytes = 0;
    for (const SegmentState& segment : std::span(state.segments).last(count)) {
        bytes += segment.segment->bytes().size();
    }
    return count == 0 || !rules.may_merge ? Result<void>() : rules.may_merge(bytes);
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
                KB_TRY(remove(capped_lengths(pending->second->document)));
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
            state.sums.add(capped_lengths(operation->document));
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
        const auto memory = std::span(state.segments).last(memory_segments(state));
        const std::vector<std::uint32_t> sizes = live_sizes(memory);
        const std::size_t count = pick_merge(sizes);
        const auto documents = std::accumulate(sizes.end() - static_cast<std::ptrdiff_t>(count),
                                               sizes.end(), std::uint64_t{0});
        const bool later = step.merging == Merging::kLater && documents > kMergedAtOnceMax &&
                           memory.size() < kMemorySegmentsMax;
        if (count == 0 || later) {
            return {};
        }
        KB_TRY(merge_tail(state, count, step.shelf, step.change));
    }
}

std::optional<PendingMerge> Index::next_merge() const {
    return index::next_merge(*snapshot(), schema_);
}

bool Index::adopt(const PendingMerge& merge, SegmentState merged) {
    const std::shared_ptr<const Snapshot> before = snapshot();
    auto state = std::make_shared<ShelfState>(*before->shelves[merge.shelf]);
    if (!adopt_merge(merge, std::move(merged), *state)) {
        return false;
    }
    auto after = std::make_shared<Snapshot>(*before);
    after->shelves[merge.shelf] = std::move(state);
    snapshot_.store(std::move(after));
    return true;
}

Result<void> Index::write_segment(SegmentState& segment, std::uint32_t shelf,
                                  const FlushRules& rules) {
    if (rules.may_write) {
        KB_TRY(rules.may_write(segment.segment->bytes().size()));
    }
    const std::string name = fmt::format("{}-{:06}.seg", shelf, next_file_++);
    KB_TRY(base::write_file_durably(folder_ / name, segment.segment->bytes()));
    KB_TRY_ASSIGN(segment.segment, Segment::open(folder_ / name, schema_));
    segment.file = name;
    return {};
}

Result<void> Index::flush_shelf(ShelfState& state, std::uint32_t shelf, bool merge_all,
                                const FlushRules& rules) {
    const std::uint64_t change = snapshot()->change;
    std::size_t count = memory_segments(state);
    const std::size_t files = state.segments.size() - count;
    // What is merged always reaches to the end of the list: memory, and the files before it.
    std::size_t first = files;
    for (std::size_t i = 0; i < files; ++i) {
        const SegmentState& segment = state.segments[i];
        const double dead = 1.0 - static_cast<double>(segment.live->live()) /
                                      static_cast<double>(segment.segment->documents());
        if ((merge_all && (state.segments.size() > 1 || dead > 0)) || dead > kDeadShareMax) {
            first = i;
            break;
        }
    }
    // What is merged so counts as one when it is asked whether the files have become many; they are
    // merged in one go.
    std::vector<std::uint32_t> sizes = live_sizes(state.segments);
    count = sizes.size() - first;
    if (count > 1) {
        const auto tail = sizes.begin() + static_cast<std::ptrdiff_t>(first);
        *tail = std::accumulate(tail, sizes.end(), 0U);
        sizes.resize(first + 1);
    }
    if (const std::size_t more = pick_merge(sizes); more > 1) {
        first = sizes.size() - more;
        count = state.segments.size() - first;
    }
    auto allowed = may_merge(state, count, rules);
    if (!allowed && !merge_all && first < files) {  // then files are merged another time
        first = files;
        count = state.segments.size() - first;
        allowed = may_merge(state, count, rules);
    }
    if (!allowed && merge_all) {
        return allowed;
    }
    if (allowed && (count > 1 || (count == 1 && first < files))) {
        KB_TRY(merge_tail(state, count, shelf, change, rules.stop));
    }
    for (SegmentState& segment : state.segments) {
        if (segment.file.empty()) {
            KB_TRY(write_segment(segment, shelf, rules));
        }
    }
    return {};
}

Result<Index::Flushed> Index::flush(bool merge_all, const FlushRules& rules) {
    const std::shared_ptr<const Snapshot> before = snapshot();
    auto after = std::make_shared<Snapshot>(*before);
    for (std::uint32_t shelf = 0; shelf < kShelvesMax; ++shelf) {
        auto state = std::make_shared<ShelfState>(*before->shelves[shelf]);
        KB_TRY(flush_shelf(*state, shelf, merge_all, rules));
        after->shelves[shelf] = std::move(state);
    }
    Flushed flushed;
    flushed.manifest = encode_manifest(*after);
    std::vector<std::string> names;
    for (const auto& shelf : after->shelves) {
        for (const SegmentState& segment : shelf->segments) {
            names.push_back(segment.file);
        }
    }
    for (const std::string& file : files_) {
        if (std::ranges::find(names, file) == names.end()) {
            flushed.retired.push_back(file);
        }
    }
    files_ = std::move(names);
    snapshot_.store(std::move(after));
    return flushed;
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
