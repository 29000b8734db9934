// SPDX-License-Identifier: Apache-2.0

// `stats`: how much is in a base.

#include "common/document.hpp"
#include "kb_index/commands.hpp"

#include <kb/version.hpp>

namespace kb::tools {
namespace {

void print_json(const BaseStatistics& statistics, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.stats/1", console);
    json.key("base");
    json.begin_object();
    json.member("format", kFormatVersion);
    json.member("generation", statistics.generation);
    json.member("articles", statistics.articles);
    json.key("articles_on_shelf");
    json.begin_object();
    for (std::size_t shelf = 0; shelf < kShelfCount; ++shelf) {
        json.member(to_string(static_cast<Shelf>(shelf)), statistics.articles_on_shelf[shelf]);
    }
    json.end_object();
    json.member("versions", statistics.versions);
    json.member("events", statistics.events);
    json.member("people", statistics.people);
    json.member("links", statistics.links);
    json.member("open_flags", statistics.open_flags);
    json.member("open_proposals", statistics.open_proposals);
    json.member("segments", statistics.segments);
    json.member("index_bytes", statistics.index_bytes);
    json.member("memory_articles", statistics.memory_articles);
    json.end_object();
    end_document(json, console);
}

void print_text(const BaseStatistics& statistics, Console& console) {
    std::vector<std::vector<std::string>> rows;
    const auto add = [&rows](std::string name, std::uint64_t value) {
        rows.push_back({std::move(name), std::to_string(value)});
    };
    add("last change", statistics.generation);
    add("articles", statistics.articles);
    for (std::size_t shelf = 0; shelf < kShelfCount; ++shelf) {
        add("  " + std::string(to_string(static_cast<Shelf>(shelf))),
            statistics.articles_on_shelf[shelf]);
    }
    add("versions", statistics.versions);
    add("events", statistics.events);
    add("people", statistics.people);
    add("links", statistics.links);
    add("open flags", statistics.open_flags);
    add("open proposals", statistics.open_proposals);
    add("index files", statistics.segments);
    add("index bytes", statistics.index_bytes);
    add("articles not in a file yet", statistics.memory_articles);
    console.write(table_text(rows, console.width()));
}

ExitStatus run(const KnowledgeBase& base, Console& console) {
    const Result<BaseStatistics> statistics = base.statistics();
    if (!statistics) {
        return console.fail(statistics.error());
    }
    if (console.json()) {
        print_json(*statistics, console);
    } else {
        print_text(*statistics, console);
    }
    return kDone;
}

}  // namespace

void add_stats(Program& program) {
    program.add({.name = "stats",
                 .purpose = "How much is in the base",
                 .group = kCare,
                 .text = {.details = "",
                          .examples = {{"stats", "Counts by shelf, and of everything else."},
                                       {"stats --json", "The same for a script."}},
                          .exits = "0 done, 2 wrong use, 4 base missing, newer or damaged"}},
                [](Context& context) {
                    return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                        return run(base, context.console);
                    });
                });
}

}  // namespace kb::tools
