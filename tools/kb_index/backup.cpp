// SPDX-License-Identifier: Apache-2.0

// `backup`: the base once more, while it is in use.

#include "common/document.hpp"
#include "common/terminal.hpp"
#include "common/text_layout.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

ExitStatus run(const KnowledgeBase& base, const std::string& directory, Console& console) {
    const InterruptWatch watch;
    const Result<BackupSummary> done = base.backup(directory);
    if (!done) {
        return console.fail(done.error());
    }
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.backup/1", console);
        json.member("directory", directory);
        json.member("generation", done->generation);
        json.member("articles", done->articles);
        json.member("records", done->records);
        json.member("segments", done->segments);
        json.member("bytes", done->bytes);
        end_document(json, console);
    } else {
        console.print("{} articles, as of change {}, copied to {}\n", done->articles,
                      done->generation, printable_line(directory));
    }
    return kDone;
}

}  // namespace

void add_backup(Program& program) {
    const auto directory = std::make_shared<std::string>();
    CLI::App& command = program.add(
        {.name = "backup",
         .purpose = "Copy the base, also while somebody writes to it",
         .group = kCare,
         .text = {.details = "The copy is the base as it was when the command began: whole, with "
                             "history, events and people. It is a base of its own, which opens "
                             "and verifies; to go back to it, put it in the place of the other. "
                             "Whoever can read it can read every article.",
                  .examples = {{"backup /backup/support-monday.kb", "A new folder."},
                               {"verify --base /backup/support-monday.kb", "Is it sound?"}},
                  .exits = "0 done, 2 the folder is not empty, too little room or wrong use, 4 "
                           "base missing, "
                           "newer or damaged, 5 reading or writing failed, 130 interrupted, 143 "
                           "terminated"}},
        [directory](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *directory, context.console);
            });
        });
    command.add_option("DIR", *directory, "A folder that is empty or not there")
        ->required()
        ->check(not_empty());
}

}  // namespace kb::tools
