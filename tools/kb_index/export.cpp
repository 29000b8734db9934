// SPDX-License-Identifier: Apache-2.0

// `export`: a base as files.

#include "common/document.hpp"
#include "common/terminal.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string format = "jsonl";
    std::string to = "-";
    std::string viewer{};
    bool archived = false;
    bool articles = false;
};

// JSONL for those who may read everything holds everything, unless only articles are wanted.
bool is_complete(const Arguments& arguments, const Viewer& viewer) {
    return arguments.format == "jsonl" && viewer.audience == Audience::kInternal &&
           !arguments.articles;
}

// With "-" the articles themselves are the answer, and the count is a note.
void answer(const Arguments& arguments, bool complete, std::uint64_t written, Console& console) {
    const std::string_view rest = complete ? ", and everything else the base holds" : "";
    if (arguments.to == "-") {
        console.note(fmt::format("{} articles written{}", written, rest));
    } else if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.export/1", console);
        json.member("articles", written);
        json.member("complete", complete);
        json.member("format", arguments.format);
        json.member("to", arguments.to);
        end_document(json, console);
    } else {
        console.print("{} articles written to {}{}\n", written, arguments.to, rest);
    }
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    const Result<ExchangeFormat> format = parse_exchange_format(arguments.format);
    if (!format) {
        return context.console.fail(format.error());
    }
    const Result<Viewer> viewer = viewer_of(arguments.viewer, context, arguments.archived);
    if (!viewer) {
        return context.console.fail(viewer.error());
    }
    const InterruptWatch watch;
    const bool complete = is_complete(arguments, *viewer);
    const Result<std::uint64_t> written = base.export_articles(
        {.path = arguments.to, .format = *format, .viewer = *viewer, .complete = complete});
    if (!written) {
        const bool pipe_closed = arguments.to == "-" && written.error().code == ErrorCode::kIo &&
                                 context.console.reader_gone();
        return pipe_closed ? kDone : context.console.fail(written.error());
    }
    answer(arguments, complete, *written, context.console);
    return kDone;
}

}  // namespace

void add_export(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "export",
         .purpose = "Write the base as JSONL, or its articles as Markdown or CSV",
         .group = kExchange,
         .text = {.details =
                      "JSONL for internal viewers is complete: articles with their versions and "
                      "history, people, links, flags and events. import --restore makes the same "
                      "base of it. For other viewers it holds the articles they may read, without "
                      "the people, cases and searches behind them.",
                  .examples = {{"export > all.jsonl", "Everything, to standard output."},
                               {"export --articles --to articles.jsonl", "Articles as they are."},
                               {"export --format markdown --to docs/", "One file an article."},
                               {"export --format csv --to public.csv --as public",
                                "Only what everybody may read."}},
                  .exits =
                      "0 done, 2 wrong use, 4 base missing, newer or damaged, 5 output failed, 130 "
                      "interrupted, 143 terminated"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context);
            });
        });
    add_choice(command, "--format", arguments->format, {"jsonl", "markdown", "csv"},
               "The format; else jsonl");
    command.add_option("--to", arguments->to, "A file, a folder for Markdown, or - (the default)")
        ->type_name("PATH");
    add_viewer_flag(command, arguments->viewer);
    command.add_flag("--archived", arguments->archived,
                     "Archived articles too (internal only); a complete export has them");
    command.add_flag("--articles", arguments->articles, "JSONL of the articles alone, as they are");
}

}  // namespace kb::tools
