// SPDX-License-Identifier: Apache-2.0

// The reports: a window, a kind, a format, a place to write to.

#include "common/document.hpp"
#include "common/input.hpp"
#include "kb_report/commands.hpp"

#include <kb/clock.hpp>

#include <charconv>
#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    ReportKind kind = ReportKind::kSummary;
    std::string last{};
    std::string from{};
    std::string to{};
    std::string zone{};
    std::string format{};
    std::string output = "-";
    std::string case_window{};
    std::string cost_per_case{};
    std::string top{};
    std::string people_min{};
};

// A number of a flag or of the configuration.
template <typename Number>
Result<Number> number_of(const std::string& flag, std::string_view key, const Context& context) {
    const std::string text = context.settings.value_or(flag, key);
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = fmt::format("{} is not a number for {}", text, key)};
    }
    return number;
}

Result<ReportRequest> request_of(const Arguments& arguments, const Context& context) {
    ReportRequest request{.kind = arguments.kind,
                          .zone = context.settings.value_or(arguments.zone, "report.tz")};
    const auto window = parse_window(arguments.last, arguments.from, arguments.to, request.zone,
                                     system_clock().now());
    if (!window) {
        return window.error();
    }
    const auto case_window =
        number_of<std::uint32_t>(arguments.case_window, "report.case_window", context);
    const auto cost = number_of<double>(arguments.cost_per_case, "report.cost_per_case", context);
    const auto top = number_of<std::uint32_t>(arguments.top, "report.top", context);
    const auto people =
        number_of<std::uint32_t>(arguments.people_min, "report.min_people", context);
    if (!case_window) {
        return case_window.error();
    }
    if (!cost) {
        return cost.error();
    }
    if (!top) {
        return top.error();
    }
    if (!people) {
        return people.error();
    }
    request.from = window->first;
    request.until = window->second;
    request.case_window_hours = *case_window;
    request.cost_per_case = *cost;
    request.top = *top;
    request.people_min = *people;
    return request;
}

Result<ReportFormat> format_of(const Arguments& arguments, const Console& console) {
    if (!arguments.format.empty()) {
        return parse_report_format(arguments.format);
    }
    return console.json() ? ReportFormat::kJson : ReportFormat::kText;
}

ExitStatus write(const std::string& content, const Arguments& arguments, Console& console) {
    if (arguments.output == "-") {
        console.write(content);
        return kDone;
    }
    const Result<void> written = write_output(arguments.output, content);
    if (!written) {
        return console.fail(written.error());
    }
    console.print("{}\n", arguments.output);
    return kDone;
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const Result<ReportRequest> request = request_of(arguments, context);
    if (!request) {
        return console.fail(request.error());
    }
    const Result<ReportFormat> format = format_of(arguments, console);
    if (!format) {
        return console.fail(format.error());
    }
    const Result<Report> report = base.report(*request);
    if (!report) {
        return console.fail(report.error());
    }
    return write(render(*report, *format), arguments, console);
}

void add_arguments(CLI::App& command, Arguments& arguments) {
    CLI::Option* const last =
        command
            .add_option(
                "--last", arguments.last,
                "Such as 28d or 4w, ending with today; or the last full week, month, quarter, year")
            ->type_name("WINDOW");
    command.add_option("--from", arguments.from, "First day, as 2026-01-01, or a moment")
        ->type_name("DATE")
        ->excludes(last);
    command.add_option("--to", arguments.to, "Last day, itself included; else today")
        ->type_name("DATE")
        ->excludes(last);
    command.add_option("--tz", arguments.zone, "Where days begin, such as Europe/Berlin; else UTC")
        ->type_name("ZONE");
    command
        .add_option("--case-window", arguments.case_window,
                    "A case this soon after an attempt counts against it; else 72")
        ->type_name("HOURS");
    command
        .add_option("--cost-per-case", arguments.cost_per_case,
                    "Shows what was saved; else no savings are shown")
        ->type_name("AMOUNT");
    command.add_option("--top", arguments.top, "Rows of lists; else 25")->type_name("N");
    command
        .add_option("--min-people", arguments.people_min,
                    "Texts that fewer people searched are not shown; else 5")
        ->type_name("N");
    command.add_option("-o,--output", arguments.output, "A file, or - for standard output")
        ->type_name("FILE");
}

CLI::App& add(Program& program, CommandHead head, const std::shared_ptr<Arguments>& arguments) {
    head.group = "Reports";
    head.text.exits =
        "0 done, 2 wrong use (window, zone, value), 4 base missing, newer or damaged, 5 output "
        "failed";
    CLI::App& command = program.add(std::move(head), [arguments](Context& context) {
        return with_base(context, OpenMode::kRead,
                         [&](const KnowledgeBase& base) { return run(base, *arguments, context); });
    });
    add_arguments(command, *arguments);
    return command;
}

// A report whose format the caller chooses.
void add_tabular(Program& program, CommandHead head, ReportKind kind) {
    const auto arguments = std::make_shared<Arguments>();
    arguments->kind = kind;
    CLI::App& command = add(program, std::move(head), arguments);
    add_choice(command, "--format", arguments->format, {"text", "json", "csv", "html"},
               "The format; else text");
}

}  // namespace

void add_summary(Program& program) {
    add_tabular(program,
                {.name = "summary",
                 .purpose = "The headline figures of a window",
                 .text = {.details = "Without a window, the last 28 days.",
                          .examples = {{"summary --last 28d --tz Europe/Berlin", "As text."},
                                       {"summary --last 90d --format csv -o summary.csv",
                                        "For a spreadsheet."}}}},
                ReportKind::kSummary);
}

void add_deflection(Program& program) {
    add_tabular(program,
                {.name = "deflection",
                 .purpose = "Cases that did not come, from floor to ceiling",
                 .text = {.details = "Three numbers, never one: what was confirmed, what is "
                                     "probable, what is possible. Attempts whose window is still "
                                     "open are pending.",
                          .examples = {{"deflection --from 2026-01-01 --to 2026-03-31",
                                        "A quarter, both days included."},
                                       {"deflection --last 28d --case-window 48 --cost-per-case 22",
                                        "With what it saved."}}}},
                ReportKind::kDeflection);
}

void add_articles(Program& program) {
    add_tabular(program,
                {.name = "articles",
                 .purpose = "Which articles carry the reuse, and their health",
                 .text = {.details = "",
                          .examples = {{"articles --last 90d --top 50", "The 50 most used."},
                                       {"articles --last 90d --format json", "For a script."}}}},
                ReportKind::kArticles);
}

void add_html(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    arguments->kind = ReportKind::kFull;
    arguments->format = "html";
    arguments->output = "report.html";
    add(program,
        {.name = "html",
         .purpose = "Everything as one page to send around; prints its path",
         .text = {.details = "One file without script and without any address outside of it. "
                             "Without -o it is report.html.",
                  .examples = {{"html --last 28d -o november.html", "Prints november.html."}}}},
        arguments);
}

}  // namespace kb::tools
