// SPDX-License-Identifier: Apache-2.0

// `rebuild`: the index anew from the articles.

#include "common/document.hpp"
#include "kb_index/commands.hpp"

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
    Result<KnowledgeBase> base =
        open_base(context, {.mode = OpenMode::kWrite, .rebuild_index = true});
    if (!base) {
        return console.fail(base_failure(base.error()));
    }
    const Result<BaseStatistics> statistics = base->statistics();
    if (!statistics) {
        return console.fail(statistics.error());
    }
    print(*statistics, console);
    return close_base(*base, context, kDone);
}

}  // namespace

void add_rebuild(Program& program) {
    program.add(
        {.name = "rebuild",
         .purpose = "Make the index anew from the articles",
         .group = kCare,
         .text = {.details = "Articles, versions and events are not touched.",
                  .examples = {{"rebuild", "After verify found damage in the index."}},
                  .exits = "0 done, 2 wrong use, 4 base missing, locked or damaged, 5 output "
                           "failed"},
         .writes = true},
        run);
}

}  // namespace kb::tools
