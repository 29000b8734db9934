// SPDX-License-Identifier: Apache-2.0

// `rebuild`: the index anew from the articles. `compact`: in as few files as there can be.

#include "common/document.hpp"
#include "common/terminal.hpp"
#include "kb_index/commands.hpp"

#include <optional>

namespace kb::tools {
namespace {

void print(const BaseStatistics& statistics, Console& console) {
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.rebuild/1", console);
        json.member("articles", statistics.articles);
        json.member("segments", statistics.segments);
        json.member("index_bytes", statistics.index_bytes);
        end_document(json, console);
    } else {
        console.print("rebuilt the index of {} articles\n", statistics.articles);
    }
}

// An index that is damaged cannot be opened, so opening is what rebuilds.
ExitStatus run(Context& context) {
    Console& console = context.console;
    std::optional<InterruptWatch> watch(std::in_place);
    Result<KnowledgeBase> base =
        open_base(context, {.mode = OpenMode::kWrite, .rebuild_index = true});
    if (!base) {
        return console.fail(base_failure(base.error()));
    }
    const Result<BaseStatistics> statistics = base->statistics();
    if (!statistics) {
        return console.fail(statistics.error());
    }
    watch.reset();  // the index is made, and closing is not to be interrupted
    print(*statistics, console);
    return close_base(*base, context, kDone);
}

void print_compacted(const BaseStatistics& before, const BaseStatistics& after, Console& console) {
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.compact/1", console);
        json.member("segments_before", before.segments);
        json.member("segments", after.segments);
        json.member("index_bytes_before", before.index_bytes);
        json.member("index_bytes", after.index_bytes);
        end_document(json, console);
    } else {
        console.print("{} index files of {} bytes became {} of {} bytes\n", before.segments,
                      before.index_bytes, after.segments, after.index_bytes);
    }
}

ExitStatus compact(KnowledgeBase& base, Console& console) {
    const InterruptWatch watch;
    const Result<BaseStatistics> before = base.statistics();
    if (!before) {
        return console.fail(before.error());
    }
    const Result<void> merged = base.compact();
    if (!merged && merged.error().code == ErrorCode::kCancelled) {
        return console.fail(failure_of(
            {.code = ErrorCode::kCancelled, .message = "interrupted; the index is as it was"},
            "run it again to begin anew"));
    }
    if (!merged) {
        return console.fail(merged.error());
    }
    const Result<BaseStatistics> after = base.statistics();
    if (!after) {
        return console.fail(after.error());
    }
    print_compacted(*before, *after, console);
    return kDone;
}

}  // namespace

void add_rebuild(Program& program) {
    program.add(
        {.name = "rebuild",
         .purpose = "Make the index anew from the articles",
         .group = kCare,
         .text = {.details =
                      "Articles, versions and events are not touched. Interrupted, it leaves the "
                      "index as it was, and begins anew when it is run again.",
                  .examples = {{"rebuild", "After verify found damage in the index."}},
                  .exits =
                      "0 done, 2 wrong use or too little room, 4 base missing, locked or damaged, "
                      "5 output failed, 130 interrupted, 143 terminated"},
         .writes = true},
        run);
}

void add_compact(Program& program) {
    program.add(
        {.name = "compact",
         .purpose = "Merge the index to one file for each shelf",
         .group = kCare,
         .text = {.details =
                      "Searches of one file are quicker than of many, what was replaced leaves the "
                      "index, and articles that are alike come to lie side by side, which makes "
                      "it smaller and searches quicker again. It needs, for a while, as much room "
                      "again as the index has. Writing merges by itself, so this is never "
                      "necessary.",
                  .examples = {{"compact", "After a large import."}},
                  .exits = "0 done, 2 wrong use or too little room, 4 base missing, locked or "
                           "damaged, 5 output failed, 130 interrupted, 143 terminated"},
         .writes = true},
        [](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return compact(base, context.console); });
        });
}

}  // namespace kb::tools
