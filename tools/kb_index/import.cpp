// SPDX-License-Identifier: Apache-2.0

// `import`: articles of other systems into the base.

#include "common/document.hpp"
#include "common/input.hpp"
#include "common/progress.hpp"
#include "common/terminal.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/import_output.hpp"
#include "kb_index/json_guess.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string path{};
    std::string format{};
    std::vector<std::string> map{};
    std::string language{};
    std::string confidence{};
    std::string audience{};
    std::uint32_t batch = 1000;
    bool dry_run = false;
    bool restore = false;
    bool overwrite = false;
    std::string report{};
    WriterFlags writer{};
};

Result<ImportRequest> request_of(const Arguments& arguments, const Context& context) {
    ImportRequest request{.path = arguments.path,
                          .language = arguments.language,
                          .batch = arguments.batch,
                          .dry_run = arguments.dry_run,
                          .overwrite = arguments.overwrite,
                          .restore = arguments.restore};
    if (!arguments.restore) {
        Result<std::string> language = language_of(arguments.language, context);
        if (!language) {
            return language.error();
        }
        request.language = *std::move(language);
    }
    if (!arguments.format.empty()) {
        const Result<ExchangeFormat> format = parse_exchange_format(arguments.format);
        if (!format) {
            return format.error();
        }
        request.format = *format;
    }
    const Result<FieldMap> map = parse_field_map(fmt::format("{}", fmt::join(arguments.map, ",")));
    if (!map) {
        return map.error();
    }
    request.map = *map;
    if (!arguments.confidence.empty()) {
        const Result<Confidence> confidence = parse_confidence(arguments.confidence);
        if (!confidence) {
            return confidence.error();
        }
        request.confidence = *confidence;
    }
    if (!arguments.audience.empty()) {
        const Result<Audience> audience = parse_audience(arguments.audience);
        if (!audience) {
            return audience.error();
        }
        request.audience = *audience;
    }
    return request;
}

ExitStatus run(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const Result<ImportRequest> request = request_of(arguments, context);
    if (!request) {
        return console.fail(request.error());
    }
    const bool as_document = arguments.format == "markdown" || arguments.format == "html";
    if (as_document && begins_like_json(arguments.path)) {
        return console.fail(
            failure_of({.code = ErrorCode::kInvalidArgument,
                        .message = arguments.path + " holds JSON, not " + arguments.format},
                       "--from jsonl"));
    }
    const InterruptWatch watch;
    const std::string unit = arguments.restore ? "records" : "articles";
    ProgressLine line(console, unit);
    const Result<ImportSummary> summary =
        base.import_articles(*request, action_of(arguments.writer, context),
                             [&line](const Progress& progress) { return line.show(progress); });
    line.wipe();
    if (!summary) {
        return fail_import(console, summary.error(), line.last());
    }
    return answer_import({.schema = "kb.import/1",
                          .unit = unit,
                          .all_or_nothing = arguments.restore,
                          .dry_run = arguments.dry_run,
                          .report = arguments.report},
                         *summary, console);
}

void add_arguments(CLI::App& command, Arguments& arguments) {
    command.add_option("PATH", arguments.path, "A file, a folder, or - for standard input")
        ->required();
    add_choice(command, "--from", arguments.format, {"markdown", "jsonl", "csv", "html"},
               "The format; else by the file's ending");
    add_repeated(command, "--map", arguments.map,
                 "Our field = their field, such as id=_id,resolution=text")
        ->type_name("PAIRS");
    add_language_flag(command, arguments.language, "Of articles that name none");
    add_choice(command, "--confidence", arguments.confidence, confidence_choices(),
               "Of articles that name none; else validated");
    add_choice(command, "--audience", arguments.audience, audience_choices(),
               "Of articles that name none; else internal");
    add_number(command, "--batch", arguments.batch, {1, kImportBatchMax},
               "Articles in one synced write, 1 to 10000");
    command.add_flag("--dry-run", arguments.dry_run, "Read and check, write nothing");
    command.add_flag("--overwrite", arguments.overwrite,
                     "Also articles that people changed since the last import");
    command.add_flag("--restore", arguments.restore,
                     "A complete export, history, people and all, into a new base; a coach");
    command
        .add_option("--report", arguments.report,
                    "Write what was refused or lacks a field, one JSON a line")
        ->type_name("FILE");
    add_writer_flags(command, arguments.writer);
}

}  // namespace

void add_import(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "import",
         .purpose = "Bring in articles from Markdown, JSONL, CSV or HTML",
         .group = kExchange,
         .text = {.details =
                      "What is there already with the same content stays as it is, so an "
                      "import that was interrupted is simply run again. What people changed "
                      "in the base stays too; where the file changed as well, the article "
                      "is refused, unless --overwrite. A record without an id is known again "
                      "by its content: changed, it is another article. Needs a publisher. "
                      "Of a complete export it takes the articles; --restore takes all of "
                      "it, as it was, into a base that init has just made.",
                  .examples = {{"import docs/ --from markdown", "A folder, in the order of names."},
                               {"import corpus.jsonl --map id=_id,resolution=text --language en",
                                "JSON lines with names of their own."},
                               {"import faq.csv --dry-run --report rejects.jsonl",
                                "What would happen, and what would be refused."},
                               {"import all.jsonl --restore",
                                "The same base again, from its complete export."}},
                  .exits =
                      "0 done, 2 wrong use, 3 some records were refused, 4 base missing, locked, "
                      "newer or damaged, 5 input or output failed, 6 not a publisher, 130 "
                      "interrupted, 143 terminated"},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return run(base, *arguments, context); });
        });
    add_arguments(command, *arguments);
}

}  // namespace kb::tools
