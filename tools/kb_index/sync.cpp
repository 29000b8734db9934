// SPDX-License-Identifier: Apache-2.0

// `sync`: a folder again and again.

#include "common/document.hpp"
#include "common/progress.hpp"
#include "common/terminal.hpp"
#include "common/text_layout.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/folder_sync.hpp"
#include "kb_index/import_output.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string folder{};
    std::string source{};
    std::string language{};
    bool dry_run = false;
    WriterFlags writer{};
};

// "docs" for "docs/" and for "/srv/docs".
std::string source_of(const Arguments& arguments) {
    if (!arguments.source.empty()) {
        return arguments.source;
    }
    std::error_code ignored;
    const std::filesystem::path full = std::filesystem::weakly_canonical(arguments.folder, ignored);
    return full.filename().string();
}

std::uint64_t count(const SyncOutcome& outcome, SyncStep step) {
    return static_cast<std::uint64_t>(
        std::count_if(outcome.steps.begin(), outcome.steps.end(),
                      [step](const PlannedStep& planned) { return planned.step == step; }));
}

void print_json(const SyncOutcome& outcome, bool dry_run, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.sync/1", console);
    json.member("dry_run", dry_run);
    json.member("read", outcome.read);
    json.member("added", count(outcome, SyncStep::kAdd));
    json.member("updated", count(outcome, SyncStep::kUpdate));
    json.member("unchanged", outcome.unchanged);
    json.member("refused", outcome.refused);
    json.member("archived", count(outcome, SyncStep::kArchive));
    json.member("archiving_withheld", outcome.archiving_withheld);
    json.key("steps");
    json.begin_array();
    for (const PlannedStep& step : outcome.steps) {
        json.begin_object();
        json.member("step", to_string(step.step));
        json.member("id", step.article);
        json.member("file", step.file);
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

void print_text(const SyncOutcome& outcome, bool dry_run, Console& console) {
    if (dry_run || console.verbose()) {
        for (const PlannedStep& step : outcome.steps) {
            console.print("{:<8} {}\n", to_string(step.step), printable_line(step.article));
        }
    }
    console.print(
        "{}{} read: {} new, {} changed, {} unchanged, {} refused, {} vanished -> archive\n",
        dry_run ? "dry run: " : "", outcome.read, count(outcome, SyncStep::kAdd),
        count(outcome, SyncStep::kUpdate), outcome.unchanged, outcome.refused,
        count(outcome, SyncStep::kArchive));
}

ExitStatus answer(const SyncOutcome& outcome, bool dry_run, Console& console) {
    if (console.json()) {
        print_json(outcome, dry_run, console);
    } else {
        print_text(outcome, dry_run, console);
    }
    for (const Reject& reject : outcome.rejects) {
        console.note(fmt::format("refused {}: {}", reject.file, reject.reason));
    }
    if (outcome.archiving_withheld) {
        console.note(fmt::format(
            "nothing was archived, because {}",
            outcome.read == 0     ? "the folder holds no document at all"
            : outcome.refused > 0 ? "some documents were refused"
                                  : "the folder holds none of the articles of its source; another "
                                    "folder of the same name needs --source"));
    }
    return outcome.refused == 0 ? kDone : kSomeRefused;
}

ExitStatus run(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    std::error_code ignored;
    if (!std::filesystem::is_directory(arguments.folder, ignored)) {
        return console.fail(
            Error{.code = ErrorCode::kIo, .message = arguments.folder + " is not a folder"});
    }
    const Result<std::string> language = language_of(arguments.language, context);
    if (!language) {
        return console.fail(language.error());
    }
    const InterruptWatch watch;
    ProgressLine line(console, "documents");
    FolderSync sync(base, source_of(arguments), action_of(arguments.writer, context),
                    arguments.dry_run);
    const Result<SyncOutcome> outcome =
        sync.run({.path = arguments.folder, .language = *language},
                 [&line](const Progress& progress) { return line.show(progress); });
    line.wipe();
    if (!outcome) {
        return fail_import(console, outcome.error(), line.last());
    }
    return answer(*outcome, arguments.dry_run, console);
}

}  // namespace

void add_sync(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "sync",
         .purpose = "Keep the articles of a folder like the folder",
         .group = kExchange,
         .text = {.details =
                      "Markdown and HTML. What is new is added, what changed is updated, what "
                      "vanished is archived, never deleted. What people changed in the base "
                      "stays: an article that they and the folder changed is refused. Needs a "
                      "publisher.",
                  .examples = {{"sync docs/ --dry-run", "The plan: add, update, archive."},
                               {"sync docs/", "The same, done."},
                               {"sync /srv/wiki/de --source wiki-de",
                                "Under a name that does not depend on the folder's."}},
                  .exits =
                      "0 done, 2 wrong use, 3 some documents were refused, 4 base missing, "
                      "locked, newer or damaged, 5 the folder cannot be read, 6 not a publisher, "
                      "130 interrupted, 143 terminated"},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return run(base, *arguments, context); });
        });
    command.add_option("DIR", arguments->folder, "The folder")->required();
    command
        .add_option("--source", arguments->source, "Its name in the base; else the folder's name")
        ->type_name("NAME");
    add_language_flag(command, arguments->language, "Of documents that name none; else en");
    command.add_flag("--dry-run", arguments->dry_run, "Print the plan, write nothing");
    add_writer_flags(command, arguments->writer);
}

}  // namespace kb::tools
