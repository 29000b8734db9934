// SPDX-License-Identifier: Apache-2.0

// `capture`: from a search that found nothing fitting to a known article, or to a new one.

#include "common/document.hpp"
#include "common/input.hpp"
#include "common/text_layout.hpp"
#include "kb_index/article_fields.hpp"
#include "kb_index/article_output.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    CaptureRequest request{};
    std::vector<std::string> environment{};
    std::string resolution{};
    std::string cause{};
    std::string language{};
    WriterFlags writer{};
};

Result<CaptureRequest> request_of(const Arguments& arguments, const Context& context) {
    CaptureRequest request = arguments.request;
    for (const std::string& entry : arguments.environment) {
        if (entry.find('=') == std::string::npos) {
            return Error{.code = ErrorCode::kInvalidArgument,
                         .message = fmt::format("--env {}: write name=value", entry)};
        }
    }
    const Result<std::vector<EnvironmentEntry>> environment =
        parse_environment(arguments.environment);
    if (!environment) {
        return environment.error();
    }
    Result<std::string> resolution = text_or_file(arguments.resolution);
    if (!resolution) {
        return resolution.error();
    }
    Result<std::string> cause = text_or_file(arguments.cause);
    if (!cause) {
        return cause.error();
    }
    request.environment = *environment;
    request.resolution = *std::move(resolution);
    request.cause = *std::move(cause);
    Result<std::string> language = language_of(arguments.language, context);
    if (!language) {
        return language.error();
    }
    request.language = *std::move(language);
    return request;
}

void print_json(const CaptureOutcome& outcome, bool dry_run, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.capture/1", console);
    json.member("kind", outcome.kind == CaptureKind::kCaptured ? "captured" : "known");
    json.member("dry_run", dry_run);
    json.member("id", outcome.article.id);
    json.member("version", outcome.article.version);
    json.member("title", outcome.article.title);
    write_state(json, outcome.article.state);
    write_similar(json, outcome.similar);
    write_findings(json, outcome.findings);
    end_document(json, console);
}

void print_text(const CaptureOutcome& outcome, const CaptureRequest& request, Console& console) {
    const Article& article = outcome.article;
    const bool captured = outcome.kind == CaptureKind::kCaptured;
    const std::string_view what = !captured         ? "known"
                                  : request.dry_run ? "would capture"
                                                    : "captured";
    console.print("{}{}  {}  ({})\n", what,
                  article.id.empty() ? "" : " " + printable_line(article.id),
                  printable_line(article.title), state_text(article.state));
    if (captured && !outcome.similar.empty()) {
        console.print("similar:\n{}", similar_text(outcome.similar, console.width()));
    }
    note_findings(console, outcome.findings);
}

ExitStatus run(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const Result<CaptureRequest> request = request_of(arguments, context);
    if (!request) {
        return console.fail(request.error());
    }
    Action action = action_of(arguments.writer, context);
    action.case_id = request->case_id;
    const Result<CaptureOutcome> outcome = base.capture(*request, action);
    if (!outcome) {
        return console.fail(outcome.error());
    }
    if (console.json()) {
        print_json(*outcome, request->dry_run, console);
    } else {
        print_text(*outcome, *request, console);
    }
    if (outcome->kind == CaptureKind::kCaptured) {
        return kDone;
    }
    const std::string case_id = request->case_id.empty() ? "CASE" : request->case_id;
    const bool in_work = outcome->article.state.confidence == Confidence::kWorkInProgress;
    console.note(
        fmt::format("nothing was captured: {} says this; kb-index link {} {}{} {} it, --force "
                    "captures anyway",
                    in_work ? "work in progress" : "an article", case_id, outcome->article.id,
                    in_work ? " --kind joined_wip" : "", in_work ? "joins" : "uses"));
    return kNothingFound;
}

void add_arguments(CLI::App& command, Arguments& arguments) {
    CaptureRequest& request = arguments.request;
    command.add_option("--query", request.query, "The search that found nothing fitting")
        ->type_name("TEXT");
    add_repeated(command, "--issue", request.issue, "More of the requestor's words")
        ->type_name("TEXT");
    add_repeated(command, "--env", arguments.environment,
                 "Where it was seen, such as os='Windows 11'")
        ->type_name("NAME=VALUE");
    command.add_option("--title", request.title, "Else made from the query")->type_name("TEXT");
    command.add_option("--resolution", arguments.resolution, "What solves it; @FILE reads a file")
        ->type_name("TEXT");
    command.add_option("--cause", arguments.cause, "Why it happens; @FILE reads a file")
        ->type_name("TEXT");
    command.add_option("--case", request.case_id, "The case to link to the new article")
        ->type_name("CASE");
    add_language_flag(command, arguments.language, "Of these words");
    add_repeated(command, "--product", request.products, "What it is about")->type_name("NAME");
    command.add_flag("--force", request.even_if_known, "Also where an article says the same");
    command.add_flag("--dry-run", request.dry_run, "Decide and tell, write nothing");
    add_writer_flags(command, arguments.writer);
}

}  // namespace

void add_capture(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "capture",
         .purpose = "Turn a search into a new article, unless one says it already",
         .group = kImproving,
         .text = {.details = "Without a resolution the article is work in progress. Prints the new "
                             "article's id, or the known article.",
                  .examples = {{"capture --query 'vpn keeps dropping' --case CASE-9",
                                "In the customer's words, linked to the case."},
                               {"capture --query 'vpn drops' --resolution @fix.md --env os=Linux",
                                "With the fix from a file."},
                               {"capture --query 'vpn drops' --dry-run",
                                "Is it known? Nothing is written."}},
                  .exits =
                      "0 captured, 1 known already (--force captures anyway), 2 wrong use, 4 "
                      "base missing, locked, newer or damaged, 5 input or output failed, 6 not "
                      "allowed"},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return run(base, *arguments, context); });
        });
    add_arguments(command, *arguments);
}

}  // namespace kb::tools
