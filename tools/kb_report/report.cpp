// SPDX-License-Identifier: Apache-2.0

// The reports: a window, a kind, a format, a place to write to.

#include "common/document.hpp"
#include "common/input.hpp"
#include "kb_report/commands.hpp"

#include <kb/clock.hpp>

#include <filesystem>
#include <memory>

namespace kb::tools {
namespace {

constexpr const char* kFigures = "figures";  // --table: not a table of a section

struct Arguments {
    ReportKind kind = ReportKind::kSummary;
    std::string last{};
    std::string from{};
    std::string to{};
    std::string zone{};
    std::string format{};
    std::string table{};  // of CSV; empty: `table_else`
    std::string table_else = kFigures;
    std::string output = "-";
    bool keeps_others_files = false;  // the output is nobody's wish, so it overwrites only its own
    std::string case_window{};
    std::string cost_per_case{};
    std::string top{};
    std::string people_min{};
};

constexpr NumberRange kCaseWindowHours{1, 2400};  // what ReportRequest takes
constexpr NumberRange kTop{1, 10'000};
constexpr NumberRange kPeopleMin{1, 1000};
constexpr double kCostMax = 1e9;

Result<ReportRequest> request_of(const Arguments& arguments, const Context& context) {
    const Settings& settings = context.settings;
    ReportRequest request{.kind = arguments.kind,
                          .zone = settings.value_or(arguments.zone, "report.tz")};
    const auto window = parse_window(arguments.last, arguments.from, arguments.to, request.zone,
                                     system_clock().now());
    if (!window) {
        return window.error();
    }
    const auto case_window = settings.number(arguments.case_window, "--case-window",
                                             "report.case_window", kCaseWindowHours);
    const auto cost = settings.amount(arguments.cost_per_case, "--cost-per-case",
                                      "report.cost_per_case", kCostMax);
    const auto top = settings.number(arguments.top, "--top", "report.top", kTop);
    const auto people =
        settings.number(arguments.people_min, "--min-people", "report.min_people", kPeopleMin);
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
    request.case_window_hours = static_cast<std::uint32_t>(*case_window);
    request.cost_per_case = *cost;
    request.top = static_cast<std::uint32_t>(*top);
    request.people_min = static_cast<std::uint32_t>(*people);
    return request;
}

Result<ReportFormat> format_of(const Arguments& arguments, const Console& console) {
    if (!arguments.format.empty()) {
        if (console.json() && arguments.format != "json") {
            return Error{.code = ErrorCode::kInvalidArgument,
                         .message = fmt::format("--json asks for JSON and this writes {}: leave "
                                                "--json out",
                                                arguments.format)};
        }
        return parse_report_format(arguments.format);
    }
    return console.json() ? ReportFormat::kJson : ReportFormat::kText;
}

// A report of nothing but what one CSV file can hold: the figures, or one table.
Result<Report> only_table(Report report, const std::string& name) {
    std::vector<std::string> known{kFigures};
    for (Section& section : report.sections) {
        if (!section.table.columns.empty()) {
            known.push_back(section.table.id);
        }
        if (name == section.table.id && name != kFigures) {
            section.figures.clear();
            report.sections = {Section(std::move(section))};
            return report;
        }
    }
    if (name != kFigures) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = fmt::format("--table: this report has no {}; there are {}", name,
                                            fmt::join(known, ", "))};
    }
    return report;
}

Result<std::string> content_of(Report report, ReportFormat format, const Arguments& arguments,
                               bool to_terminal) {
    if (format != ReportFormat::kCsv) {
        if (arguments.table.empty()) {
            // What goes to a file or a pipe is not cut to anybody's screen.
            return render(report, format, to_terminal ? kReportColumns : 0);
        }
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = "--table chooses a table of CSV: add --format csv"};
    }
    const Result<Report> chosen = only_table(
        std::move(report), arguments.table.empty() ? arguments.table_else : arguments.table);
    return chosen ? Result<std::string>(render(*chosen, format))
                  : Result<std::string>(chosen.error());
}

// Whether a file is there that was not made by this command.
bool is_others_file(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        return false;
    }
    const Result<std::string> content = read_input(path);
    return !content || content->find("<title>Knowledge report") == std::string::npos;
}

ExitStatus write(const std::string& content, const Arguments& arguments, Console& console) {
    if (arguments.output == "-") {
        console.write(content);
        return kDone;
    }
    if (arguments.keeps_others_files && is_others_file(arguments.output)) {
        return console.fail(usage_failure(arguments.output + " is there already and no report",
                                          "-o names another file, or that one"));
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
    Result<Report> report = base.report(*request);
    if (!report) {
        return console.fail(report.error());
    }
    const Result<std::string> content = content_of(*std::move(report), *format, arguments,
                                                   arguments.output == "-" && console.width() > 0);
    return content ? write(*content, arguments, console) : console.fail(content.error());
}

// Returns the option of the output.
CLI::Option& add_arguments(CLI::App& command, Arguments& arguments) {
    CLI::Option* const last =
        command
            .add_option(
                "--last", arguments.last,
                "Such as 28d or 4w, ending with today; or the last full week, month, quarter, year")
            ->type_name("WINDOW")
            ->check(not_empty());
    command.add_option("--from", arguments.from, "First day, as 2026-01-01, or a moment")
        ->type_name("DATE")
        ->check(not_empty())
        ->excludes(last);
    command.add_option("--to", arguments.to, "Last day, itself included; else today")
        ->type_name("DATE")
        ->check(not_empty())
        ->excludes(last);
    command.add_option("--tz", arguments.zone, "Where days begin, such as Europe/Berlin; else UTC")
        ->type_name("ZONE")
        ->check(not_empty());
    command
        .add_option("--case-window", arguments.case_window,
                    "A case this soon after an attempt counts against it; else 72")
        ->type_name("HOURS")
        ->check(within(kCaseWindowHours));
    command
        .add_option("--cost-per-case", arguments.cost_per_case,
                    "Shows what was saved; else no savings are shown")
        ->type_name("AMOUNT")
        ->check(not_empty());
    command.add_option("--top", arguments.top, "Rows of lists; else 25")
        ->type_name("N")
        ->check(within(kTop));
    command
        .add_option("--min-people", arguments.people_min,
                    "Texts that fewer people searched are not shown; else 5")
        ->type_name("N")
        ->check(within(kPeopleMin));
    return *command.add_option("-o,--output", arguments.output, "A file, or - for standard output")
                ->type_name("FILE")
                ->check(not_empty());
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
    CLI::Option& output = add_arguments(command, *arguments);
    output.each([arguments](const std::string&) { arguments->keeps_others_files = false; });
    return command;
}

// A report whose format the caller chooses.
void add_tabular(Program& program, CommandHead head, ReportKind kind,
                 const std::string& table_else = kFigures) {
    const auto arguments = std::make_shared<Arguments>();
    arguments->kind = kind;
    arguments->table_else = table_else;
    CLI::App& command = add(program, std::move(head), arguments);
    add_choice(command, "--format", arguments->format, {"text", "json", "csv", "html"},
               "The format; else text");
    command
        .add_option("--table", arguments->table,
                    "The table of a CSV file: figures or a table of the report; else " + table_else)
        ->type_name("NAME")
        ->check(not_empty());
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
                                       {"articles --format csv --table gaps -o gaps.csv",
                                        "Another table of the report."},
                                       {"articles --last 90d --format json", "For a script."}}}},
                ReportKind::kArticles, "top_articles");
}

void add_html(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    arguments->kind = ReportKind::kFull;
    arguments->format = "html";
    arguments->output = "report.html";
    arguments->keeps_others_files = true;
    add(program,
        {.name = "html",
         .purpose = "Everything as one page to send around; prints its path",
         .text = {.details =
                      "One file without script and without any address outside of it. "
                      "Without -o it is report.html, which is overwritten only where it is such a "
                      "page.",
                  .examples = {{"html --last 28d -o november.html", "Prints november.html."}}}},
        arguments);
}

}  // namespace kb::tools
