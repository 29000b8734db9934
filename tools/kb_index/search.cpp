// SPDX-License-Identifier: Apache-2.0

// `search`: find articles, best first.

#include "common/document.hpp"
#include "common/suggestion.hpp"
#include "common/text_layout.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/search_output.hpp"
#include "kb_index/search_record.hpp"

#include <kb/clock.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <iostream>
#include <memory>

namespace kb::tools {
namespace {

constexpr const char* kExplainAll = "true";  // what --explain without a value is

struct Arguments {
    std::vector<std::string> words{};
    std::uint32_t limit = 10;
    std::uint32_t offset = 0;
    std::string viewer{};
    std::vector<std::string> filters{};
    std::string language{};
    std::string explain{};  // empty: no; kExplainAll; or the article
    bool archived = false;
    bool no_correct = false;
    bool no_snippet = false;
    bool ids = false;
    double time_limit_ms = 0.0;
    bool from_stdin = false;
    RecordFlags record{};
    std::vector<std::string> fields{};

    [[nodiscard]] bool reads_stdin() const {
        return from_stdin || (words.size() == 1 && words.front() == "-");
    }
    [[nodiscard]] bool explains_one() const { return !explain.empty() && explain != kExplainAll; }
};

Result<void> check_fields(const std::vector<std::string>& fields) {
    const std::vector<std::string> known(hit_fields().begin(), hit_fields().end());
    for (const std::string& field : fields) {
        if (std::find(known.begin(), known.end(), field) == known.end()) {
            const std::string all = fmt::format("there are {}", fmt::join(known, ", "));
            return Error{.code = ErrorCode::kInvalidArgument,
                         .message = fmt::format("--fields: hits have no {}; {}", field,
                                                did_you_mean(field, known, all))};
        }
    }
    return {};
}

Result<void> check_combination(const Arguments& arguments, const Context& context) {
    const bool as_json = context.console.json();
    const auto refuse = [](std::string message) {
        return Error{.code = ErrorCode::kInvalidArgument, .message = std::move(message)};
    };
    if (!arguments.fields.empty() && !as_json && !arguments.reads_stdin()) {
        return refuse("--fields chooses members of the JSON answer: add --json");
    }
    if (arguments.ids && (as_json || arguments.reads_stdin() || !arguments.explain.empty())) {
        return refuse("--ids prints ids alone: leave --json, --stdin and --explain out");
    }
    if (arguments.reads_stdin() &&
        ((arguments.from_stdin && !arguments.words.empty()) || arguments.explains_one())) {
        return refuse("--stdin reads the texts: leave TEXT and --explain=ID out");
    }
    if (arguments.explains_one() && arguments.time_limit_ms > 0.0) {
        return refuse("--explain=ID looks at all hits: leave --time-limit out");
    }
    if (!arguments.reads_stdin() && arguments.words.empty()) {
        return refuse("TEXT is required: what to look for, or --stdin");
    }
    return {};
}

Result<SearchRequest> request_of(const Arguments& arguments, const Context& context) {
    const Result<void> fields = check_fields(arguments.fields);
    if (!fields) {
        return fields.error();
    }
    Result<std::string> language = language_of(arguments.language, context);
    if (!language) {
        return language.error();
    }
    Result<Viewer> viewer = viewer_of(arguments.viewer, context, arguments.archived);
    if (!viewer) {
        return viewer.error();
    }
    Result<Filter> filter = parse_filter(fmt::format("{}", fmt::join(arguments.filters, " ")));
    if (!filter) {
        return filter.error();
    }
    SearchRequest request{
        .text = fmt::format("{}", fmt::join(arguments.words, " ")),
        .viewer = *std::move(viewer),
        .limit = arguments.limit,
        .offset = arguments.offset,
        .filter = *std::move(filter),
        .language = *std::move(language),
        .snippets = !arguments.no_snippet,
        .explain = !arguments.explain.empty(),
        .correct_spelling = !arguments.no_correct,
        .time_limit = std::chrono::microseconds(std::llround(arguments.time_limit_ms * 1000.0))};
    if (arguments.explains_one()) {
        request.limit = kHitsMax;
        request.offset = 0;
        request.snippets = false;
    }
    return request;
}

void note_no_hit(const SearchRequest& request, const SearchResponse& response, Console& console) {
    const std::string_view what = request.offset > 0 && response.total.value > 0
                                      ? "no further article for"
                                      : "no article for";
    console.note(
        fmt::format("{} {} as {}", what, request.text, to_string(request.viewer.audience)));
}

ExitStatus answer(const SearchAnswer& found, const Arguments& arguments, Console& console) {
    if (arguments.ids) {
        for (const Hit& hit : found.response.hits) {
            console.print("{}\n", printable_line(hit.id));
        }
    } else if (console.json()) {
        print_json(found, arguments.fields, console);
    } else {
        print_text(found, system_clock().now(), console);
    }
    if (found.response.hits.empty()) {
        if (found.response.complete) {
            note_no_hit(found.request, found.response, console);
        }
        return kNothingFound;
    }
    return kDone;
}

// Told of each search that was made.
using Recorder = std::function<void(const SearchRequest&, const SearchResponse&)>;

// Which article --explain=ID means: an id of another system becomes ours.
Result<ArticleId> explained_article(const KnowledgeBase& base, const Arguments& arguments,
                                    const Viewer& viewer) {
    const Result<Article> article = base.article(arguments.explain, viewer);
    return article ? Result<ArticleId>(article->id) : Result<ArticleId>(article.error());
}

// One search: the request, what came of it, and how long it took.
struct Searched {
    SearchResponse response{};
    double took_ms = 0.0;
};

Result<Searched> search(const KnowledgeBase& base, const SearchRequest& request) {
    const auto start = std::chrono::steady_clock::now();
    Result<SearchResponse> response = base.search(request);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (!response) {
        return response.error();
    }
    return Searched{.response = *std::move(response), .took_ms = took.count()};
}

// Each line of standard input is a text; each answer is a line of JSON.
ExitStatus run_batch(const KnowledgeBase& base, const Arguments& arguments, SearchRequest request,
                     const Recorder& record, Console& console) {
    const Result<BaseStatistics> statistics = base.statistics();
    if (!statistics) {
        return console.fail(statistics.error());
    }
    bool found = false;
    std::string line;
    while (!console.reader_gone() && std::getline(std::cin, line)) {
        line.erase(line.find_last_not_of('\r') + 1);
        request.text = line;
        const Result<Searched> searched = search(base, request);
        if (!searched) {
            return console.fail(searched.error());
        }
        if (line.find_first_not_of(" \t") != std::string::npos) {
            record(request, searched->response);
        }
        found = found || !searched->response.hits.empty();
        print_json({.request = request,
                    .response = searched->response,
                    .statistics = *statistics,
                    .took_ms = searched->took_ms},
                   arguments.fields, console);
    }
    return found ? kDone : kNothingFound;
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, const Recorder& record,
               Context& context) {
    Console& console = context.console;
    const Result<SearchRequest> request = request_of(arguments, context);
    if (!request) {
        return console.fail(request.error());
    }
    if (arguments.reads_stdin()) {
        return run_batch(base, arguments, *request, record, console);
    }
    const Result<Searched> searched = search(base, *request);
    if (!searched) {
        return console.fail(searched.error());
    }
    const Result<BaseStatistics> statistics = base.statistics();
    if (!statistics) {
        return console.fail(statistics.error());
    }
    const SearchResponse& response = searched->response;
    console.detail("understood as " + response.parsed);
    for (const std::string& warning : response.warnings) {
        console.note(warning);
    }
    const SearchAnswer found{.request = *request,
                             .response = response,
                             .statistics = *statistics,
                             .took_ms = searched->took_ms};
    if (!arguments.explains_one()) {
        record(*request, response);
        return answer(found, arguments, console);
    }
    const Result<ArticleId> id = explained_article(base, arguments, request->viewer);
    return id ? answer_explain(found, *id, console) : console.fail(id.error());
}

// The search, and then, where that is wished, a word of it to the reports.
ExitStatus run_and_record(const Arguments& arguments, Context& context) {
    const Result<void> combination = check_combination(arguments, context);
    if (!combination) {
        return context.console.fail(combination.error());
    }
    const Result<bool> records = records_searches(arguments.record, context);
    if (!records) {
        return context.console.fail(records.error());
    }
    std::vector<Event> events;
    const Recorder record = [&](const SearchRequest& request, const SearchResponse& response) {
        if (*records) {
            events.push_back(search_event(request, response, arguments.record, context));
        }
    };
    const ExitStatus status = with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
        return run(base, arguments, record, context);
    });
    if (events.empty()) {
        return status;
    }
    const ExitStatus recorded = record_searches(events, context);
    return recorded == kDone ? status : recorded;
}

void add_record_flags(CLI::App& command, RecordFlags& flags) {
    CLI::Option* const record = command.add_flag("--record", flags.record,
                                                 "Keep the search as an event, which reports see");
    command.add_flag("--no-record", flags.no_record, "Not, whatever is configured")
        ->excludes(record);
    command.add_option("--session", flags.session, "With --record: the sitting it belongs to")
        ->type_name("ID");
    command
        .add_option("--by", flags.writer.by,
                    "With --record: who searches; else KB_BY, else by in kb.toml, else your user "
                    "name")
        ->type_name("PERSON")
        ->check(not_empty());
}

void add_arguments(CLI::App& command, Arguments& arguments) {
    command.add_option("TEXT", arguments.words, "What to look for; - alone is --stdin");
    add_number(command, "-n,--limit", arguments.limit, {1, kHitsMax},
               fmt::format("Hits wanted, 1 to {}; else 10", kHitsMax));
    add_number(command, "--offset", arguments.offset, {0, kHitOffsetMax}, "Hits to pass over");
    add_viewer_flag(command, arguments.viewer);
    add_repeated(command, "--filter", arguments.filters,
                 "Such as 'product:client state:validated language:en,de modified:2026-01-01..'")
        ->type_name("FILTER");
    add_language_flag(command, arguments.language, "Of the text; else en");
    command
        .add_flag("--explain", arguments.explain,
                  "Why each hit has its score; with ID, why that article stands where it stands")
        ->type_name("ID");
    command.add_flag("--archived", arguments.archived, "Archived articles too (internal only)");
    command.add_flag("--no-correct", arguments.no_correct, "Search for every word as it is spelt");
    command.add_flag("--no-snippet", arguments.no_snippet, "No passage with a hit");
    command
        .add_option("--time-limit", arguments.time_limit_ms,
                    "End after MS milliseconds with what was found")
        ->type_name("MS")
        ->check(CLI::Range(0.001, 3'600'000.0))
        ->check([](const std::string& text) {
            return text.find_first_not_of("0123456789.") == std::string::npos
                       ? std::string()
                       : fmt::format("{} is not a number of milliseconds", text);
        });
    command.add_flag("--ids", arguments.ids, "Ids only, one a line");
    command.add_flag("--stdin", arguments.from_stdin,
                     "A text on each line of standard input, a line of JSON for each");
    add_record_flags(command, arguments.record);
    command
        .add_option("--fields", arguments.fields, "Members of a hit with --json, such as id,title")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("NAMES");
}

}  // namespace

void add_search(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "search",
         .purpose = "Find articles, best first",
         .group = kFinding,
         .text =
             {.details = "Any of the words, the more the better; +word must be there, -word "
                         "must not, \"a phrase\" as written, title:word in one field, print* "
                         "the words that begin so. Put -- before a text that begins with a "
                         "dash. --record, or record_searches = \"on\" in kb.toml, keeps the search "
                         "as an event after the answer: inside as the person's, registered, "
                         "outside as that of the customer or partner whom --as names.",
              .examples = {{"search vpn keeps dropping 0x800704C9 -n 5 --as customer",
                            "What a customer finds."},
                           {"search vpn --filter product:client --json --fields id,title,score",
                            "For a script."},
                           {"search vpn --ids | xargs -n1 kb-index show", "Every hit whole."},
                           {"search --stdin --fields id,score < queries.txt",
                            "Many searches, a line of JSON for each."},
                           {"search vpn --record --as customer:ada",
                            "For a customer on the phone; the reports count it."},
                           {"search vpn --explain=KB-17", "Why there, and why not higher."}},
              .exits =
                  "0 found, 1 nothing found (said on standard error; with --json the "
                  "envelope alone is printed), 2 wrong use, 4 base missing, newer or damaged, 6 "
                  "--record by nobody who is registered; a closed pipe is 0"}},
        [arguments](Context& context) { return run_and_record(*arguments, context); });
    add_arguments(command, *arguments);
}

}  // namespace kb::tools
