// SPDX-License-Identifier: Apache-2.0

// `log`: what was changed, by whom. `undo`: take changes back.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "common/time_text.hpp"
#include "kb_index/commands.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace kb::tools {
namespace {

constexpr std::size_t kArticlesShown = 5;  // of a change, in a row

void write_shelf(JsonWriter& json, std::string_view name, const std::optional<Shelf>& shelf) {
    if (shelf) {
        json.member(name, to_string(*shelf));
    } else {
        json.member_null(name);
    }
}

void write_changes(const std::vector<Change>& changes, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.changes/1", console);
    json.key("changes");
    json.begin_array();
    for (const Change& change : changes) {
        json.begin_object();
        json.member("number", change.number);
        json.member("kind", change.kind);
        write_time(json, "at", change.at);
        json.member("by", change.by);
        json.member("reason", change.reason);
        json.key("articles");
        json.begin_array();
        for (const ChangedArticle& article : change.articles) {
            json.begin_object();
            json.member("id", article.id);
            json.member("version", article.version);
            write_shelf(json, "from", article.from);
            write_shelf(json, "to", article.to);
            json.end_object();
        }
        json.end_array();
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

// "KB-1 v3, KB-2 new and 40 more"
std::string articles_text(const std::vector<ChangedArticle>& articles) {
    std::vector<std::string> shown;
    for (const ChangedArticle& article : articles) {
        if (shown.size() == kArticlesShown) {
            break;
        }
        shown.push_back(article.from ? fmt::format("{} v{}", article.id, article.version)
                                     : fmt::format("{} new", article.id));
    }
    std::string text = fmt::format("{}", fmt::join(shown, ", "));
    if (articles.size() > shown.size()) {
        text += fmt::format(" and {} more", articles.size() - shown.size());
    }
    return text;
}

std::string changes_text(const std::vector<Change>& changes, std::size_t width) {
    std::vector<std::vector<std::string>> rows;
    for (const Change& change : changes) {
        rows.push_back({std::to_string(change.number), to_minute(change.at), change.kind, change.by,
                        articles_text(change.articles), change.reason});
    }
    return table_text(rows, width);
}

ExitStatus list(const KnowledgeBase& base, const ChangeRequest& request, Console& console) {
    const Result<std::vector<Change>> changes = base.changes(request);
    if (!changes) {
        return console.fail(changes.error());
    }
    if (console.json()) {
        write_changes(*changes, console);
    } else {
        console.write(changes_text(*changes, console.width()));
    }
    if (changes->empty()) {
        console.note("there are no such changes");
        return kNothingFound;
    }
    return kDone;
}

struct Arguments {
    UndoRequest request{};
    WriterFlags writer{};
};

void write_outcome(const UndoOutcome& outcome, bool dry_run, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.undo/1", console);
    json.member("dry_run", dry_run);
    json.member("changes", outcome.changes);
    json.member("restored", outcome.restored);
    json.member("archived", outcome.archived);
    json.member("unchanged", outcome.unchanged);
    json.key("conflicts");
    json.begin_array();
    for (const UndoConflict& conflict : outcome.conflicts) {
        json.begin_object();
        json.member("article", conflict.article);
        json.member("version", conflict.version);
        json.member("now", conflict.now);
        json.member("why", conflict.why);
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

void print_outcome(const UndoOutcome& outcome, bool dry_run, Console& console) {
    console.print("{}{} restored, {} archived, {} as they were before, {} left as they are\n",
                  dry_run ? "would do: " : "", outcome.restored, outcome.archived,
                  outcome.unchanged, outcome.conflicts.size());
    for (const UndoConflict& conflict : outcome.conflicts) {
        console.print("{}: version {} is to be taken back, it is at {}: {}\n",
                      printable_line(conflict.article), conflict.version, conflict.now,
                      printable_line(conflict.why));
    }
}

ExitStatus undo(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    const Result<UndoOutcome> outcome =
        base.undo(arguments.request, action_of(arguments.writer, context));
    if (!outcome) {
        return context.console.fail(outcome.error());
    }
    if (context.console.json()) {
        write_outcome(*outcome, arguments.request.dry_run, context.console);
    } else {
        print_outcome(*outcome, arguments.request.dry_run, context.console);
    }
    return outcome->conflicts.empty() ? kDone : kSomeRefused;
}

}  // namespace

void add_log(Program& program) {
    const auto request = std::make_shared<ChangeRequest>();
    request->limit = 20;
    CLI::App& command = program.add(
        {.name = "log",
         .purpose = "List what was changed, newest first",
         .group = kCare,
         .text = {.details = "Number, time, kind, person, articles that got a version.",
                  .examples = {{"log", "The last 20 changes."},
                               {"log --articles --of ana -n 100", "Versions that ana made."},
                               {"log --from 812 --until 820 --json", "A range, for a script."}},
                  .exits = "0 found, 1 there are none, 2 wrong use, 4 base missing, newer or "
                           "damaged"}},
        [request](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return list(base, *request, context.console);
            });
        });
    add_number(command, "--from", request->from, kFromOne, "Not before this change");
    add_number(command, "--until", request->until, kFromOne, "Not after this change");
    command.add_option("--of", request->by, "Only of this person")
        ->type_name("NAME")
        ->check(not_empty());
    command.add_flag("--articles", request->articles_only, "Only changes that made versions");
    add_number(command, "-n,--limit", request->limit, kFromOne, "How many at most; else 20");
}

void add_undo(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "undo",
         .purpose = "Take changes of articles back",
         .group = kCare,
         .text = {.details =
                      "Articles get the content and state they had before, as a new version; those "
                      "that did not exist are archived. What people said in between stays, and so "
                      "does every version. What somebody changed since is left alone and listed.",
                  .examples = {{"undo 812", "One change; log has the numbers."},
                               {"undo 812 820 --dry-run", "What a whole import would come to."},
                               {"undo 812 820 --reason 'wrong file'", "The history says why."}},
                  .exits = "0 done, 1 no such change, 2 wrong use or nothing to take back, 3 some "
                           "articles were changed since, 4 base missing, locked, newer or damaged, "
                           "5 input or output failed, 6 not allowed, 130 interrupted"},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return undo(base, *arguments, context); });
        });
    add_number(command, "FROM", arguments->request.from, kFromOne, "The number of a change")
        ->required();
    add_number(command, "UNTIL", arguments->request.until, kFromOne,
               "And of all after it up to this one");
    command.add_flag("--dry-run", arguments->request.dry_run, "Tell, and write nothing");
    add_writer_flags(command, arguments->writer);
}

}  // namespace kb::tools
