// SPDX-License-Identifier: Apache-2.0

// `search`: find articles, best first.

#include "common/document.hpp"
#include "common/suggestion.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/search_output.hpp"

#include <kb/clock.hpp>

#include <algorithm>
#include <chrono>
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
    std::vector<std::string> fields{};

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

Result<SearchRequest> request_of(const Arguments& arguments, const Context& context) {
    if (!arguments.fields.empty() && !context.console.json()) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = "--fields chooses members of the JSON answer: add --json"};
    }
    const Result<void> fields = check_fields(arguments.fields);
    if (!fields) {
        return fields.error();
    }
    Result<Viewer> viewer = viewer_of(arguments.viewer, context, arguments.archived);
    if (!viewer) {
        return viewer.error();
    }
    Result<Filter> filter = parse_filter(fmt::format("{}", fmt::join(arguments.filters, " ")));
    if (!filter) {
        return filter.error();
    }
    SearchRequest request{.text = fmt::format("{}", fmt::join(arguments.words, " ")),
                          .viewer = *std::move(viewer),
                          .limit = arguments.limit,
                          .offset = arguments.offset,
                          .filter = *std::move(filter),
                          .language = context.settings.value_or(arguments.language, "language"),
                          .snippets = !arguments.no_snippet,
                          .explain = !arguments.explain.empty(),
                          .correct_spelling = !arguments.no_correct};
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
    if (console.json()) {
        print_json(found, arguments.fields, console);
    } else {
        print_text(found, system_clock().now(), console);
    }
    if (found.response.hits.empty()) {
        note_no_hit(found.request, found.response, console);
        return kNothingFound;
    }
    return kDone;
}

// Which article --explain=ID means: an id of another system becomes ours.
Result<ArticleId> explained_article(const KnowledgeBase& base, const Arguments& arguments,
                                    const Viewer& viewer) {
    const Result<Article> article = base.article(arguments.explain, viewer);
    return article ? Result<ArticleId>(article->id) : Result<ArticleId>(article.error());
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const Result<SearchRequest> request = request_of(arguments, context);
    if (!request) {
        return console.fail(request.error());
    }
    const auto start = std::chrono::steady_clock::now();
    const Result<SearchResponse> response = base.search(*request);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (!response) {
        return console.fail(response.error());
    }
    const Result<BaseStatistics> statistics = base.statistics();
    if (!statistics) {
        return console.fail(statistics.error());
    }
    console.detail("understood as " + response->parsed);
    for (const std::string& warning : response->warnings) {
        console.note(warning);
    }
    const SearchAnswer found{.request = *request,
                             .response = *response,
                             .statistics = *statistics,
                             .took_ms = took.count()};
    if (!arguments.explains_one()) {
        return answer(found, arguments, console);
    }
    const Result<ArticleId> id = explained_article(base, arguments, request->viewer);
    return id ? answer_explain(found, *id, console) : console.fail(id.error());
}

void add_arguments(CLI::App& command, Arguments& arguments) {
    command.add_option("TEXT", arguments.words, "What to look for")->required();
    add_number(command, "-n,--limit", arguments.limit, {1, kHitsMax},
               "Hits wanted, 1 to 1000; else 10");
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
         .text = {.details = "Any of the words, the more the better; +word must be there, -word "
                             "must not, \"a phrase\" as written, title:word in one field, print* "
                             "the words that begin so. Put -- before a text that begins with a "
                             "dash.",
                  .examples = {{"search vpn keeps dropping 0x800704C9 -n 5 --as customer",
                                "What a customer finds."},
                               {"search vpn --filter product:client --json --fields id,title,score",
                                "For a script."},
                               {"search vpn --explain=KB-17", "Why there, and why not higher."}},
                  .exits =
                      "0 found, 1 nothing found (said on standard error; with --json the "
                      "envelope alone is printed), 2 wrong use, 4 base missing, newer or damaged; "
                      "a closed pipe is 0"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context);
            });
        });
    add_arguments(command, *arguments);
}

}  // namespace kb::tools
