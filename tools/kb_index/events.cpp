// SPDX-License-Identifier: Apache-2.0

// `events import`: what people did, for the reports.

#include "common/progress.hpp"
#include "common/terminal.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/import_output.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string file{};
    std::string report{};
    WriterFlags writer{};
};

ExitStatus run(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const InterruptWatch watch;
    ProgressLine line(console, "events");
    const Result<ImportSummary> summary = base.import_events(
        arguments.file, [&line](const Progress& progress) { return line.show(progress); },
        action_of(arguments.writer, context));
    line.wipe();
    if (!summary) {
        return fail_import(console, summary.error(), line.last());
    }
    return answer_import({.schema = "kb.events/1",
                          .unit = "events",
                          .report = arguments.report,
                          .warning = "have members that no event has, which were passed over"},
                         *summary, console);
}

}  // namespace

void add_events(Program& program) {
    const CommandText text{
        .details =
            "One JSON object a line, as docs/events.md describes. The same event again counts as "
            "unchanged; another event under a known event_id is refused, and what is there stays. "
            "Members that no event has are named and passed over.",
        .examples = {{"events import clicks.jsonl", "Searches, views, votes and cases."},
                     {"events import - < clicks.jsonl", "From a pipe."}},
        .exits =
            "0 done, 2 wrong use, 3 some events were refused, 4 base missing, locked, newer or "
            "damaged, 5 input or output failed, 6 nobody of that name is registered, 130 "
            "interrupted, 143 terminated"};
    CLI::App& family = program.add_family(
        {.name = "events", .purpose = "What people did", .group = kExchange, .text = text});
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add_below(
        family,
        {.name = "import",
         .purpose = "Record events from a file",
         .group = "Commands",
         .text = text,
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return run(base, *arguments, context); });
        });
    command.add_option("FILE", arguments->file, "Event JSONL, or - for standard input")->required();
    command
        .add_option("--report", arguments->report,
                    "Write what was refused or not understood, one JSON a line")
        ->type_name("FILE");
    add_writer_flags(command, arguments->writer);
    add_event_list(program, family);
}

}  // namespace kb::tools
