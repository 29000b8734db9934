// SPDX-License-Identifier: Apache-2.0

// `eval`: how good the ranking is against judgements, and how fast.

#include "common/document.hpp"
#include "common/input.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/eval_files.hpp"

#include <chrono>
#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string queries{};
    std::string judgements{};
    std::string run_file{};
    std::uint32_t limit = 100;
    std::string viewer{};
    std::string language{};
    bool no_correct = false;
};

struct Outcome {
    std::vector<Measures> measures{};
    std::vector<double> milliseconds{};
    std::uint64_t without_judgement = 0;
    std::string run{};  // in the format of TREC
};

// A line for each hit. The score falls strictly with the rank: trec_eval orders by score, then by
// descending article id, and must not undo the order of equal scores.
void add_to_run(std::string& run, const std::string& query, const std::vector<Hit>& hits) {
    for (const Hit& hit : hits) {
        run += fmt::format("{} Q0 {} {} {} kb\n", query, hit.id, hit.rank, kHitsMax + 1 - hit.rank);
    }
}

Result<void> run_query(const KnowledgeBase& base, const EvalQuery& query, SearchRequest request,
                       const Grades& grades, Outcome& outcome) {
    request.text = query.text;
    const auto start = std::chrono::steady_clock::now();
    const Result<SearchResponse> response = base.search(request);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (!response) {
        return Error{.code = response.error().code,
                     .message = fmt::format("query {}: {}", query.id, response.error().message)};
    }
    std::vector<std::string> ranking;
    for (const Hit& hit : response->hits) {
        ranking.push_back(hit.id);
    }
    outcome.measures.push_back(measure(ranking, grades));
    outcome.milliseconds.push_back(took.count());
    add_to_run(outcome.run, query.id, response->hits);
    return {};
}

Result<Outcome> evaluate(const KnowledgeBase& base, const Arguments& arguments,
                         const SearchRequest& request) {
    const Result<std::vector<EvalQuery>> queries = read_queries(arguments.queries);
    if (!queries) {
        return queries.error();
    }
    const Result<std::map<std::string, Grades>> judgements = read_judgements(arguments.judgements);
    if (!judgements) {
        return judgements.error();
    }
    Outcome outcome;
    for (const EvalQuery& query : *queries) {
        const auto grades = judgements->find(query.id);
        if (grades == judgements->end()) {
            ++outcome.without_judgement;
            continue;
        }
        const Result<void> done = run_query(base, query, request, grades->second, outcome);
        if (!done) {
            return done.error();
        }
    }
    return outcome;
}

void print_json(const Outcome& outcome, const Measures& measures, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.eval/1", console);
    json.member("queries", outcome.measures.size());
    json.member("without_judgement", outcome.without_judgement);
    const auto add = [&](std::string_view name, double value) {
        if (outcome.measures.empty()) {
            json.member_null(name);
        } else {
            json.member(name, value);
        }
    };
    add("ndcg_10", measures.ndcg_10);
    add("mrr_10", measures.mrr_10);
    add("recall_100", measures.recall_100);
    add("p50_ms", percentile(outcome.milliseconds, 0.50));
    add("p99_ms", percentile(outcome.milliseconds, 0.99));
    end_document(json, console);
}

void print_text(const Outcome& outcome, const Measures& measures, Console& console) {
    console.print("queries     {}\n", outcome.measures.size());
    if (outcome.measures.empty()) {
        console.write("no value: no query has a judgement\n");  // a mean of nothing is not 0
        return;
    }
    console.print("nDCG@10     {:.4f}\n", measures.ndcg_10);
    console.print("MRR@10      {:.4f}\n", measures.mrr_10);
    console.print("Recall@100  {:.4f}\n", measures.recall_100);
    console.print("p50         {:.2f} ms\n", percentile(outcome.milliseconds, 0.50));
    console.print("p99         {:.2f} ms\n", percentile(outcome.milliseconds, 0.99));
}

Result<SearchRequest> request_of(const Arguments& arguments, const Context& context) {
    Result<Viewer> viewer = viewer_of(arguments.viewer, context);
    if (!viewer) {
        return viewer.error();
    }
    Result<std::string> language = language_of(arguments.language, context);
    if (!language) {
        return language.error();
    }
    return SearchRequest{.viewer = *std::move(viewer),
                         .limit = arguments.limit,
                         .language = *std::move(language),
                         .snippets = false,
                         .correct_spelling = !arguments.no_correct};
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const Result<SearchRequest> request = request_of(arguments, context);
    if (!request) {
        return console.fail(request.error());
    }
    const Result<Outcome> outcome = evaluate(base, arguments, *request);
    if (!outcome) {
        return console.fail(outcome.error());
    }
    if (!arguments.run_file.empty()) {
        const Result<void> written = write_output(arguments.run_file, outcome->run);
        if (!written) {
            return console.fail(written.error());
        }
    }
    const Measures measures = mean(outcome->measures);
    if (console.json()) {
        print_json(*outcome, measures, console);
    } else {
        print_text(*outcome, measures, console);
    }
    if (outcome->without_judgement > 0) {
        console.note(fmt::format("{} queries have no judgement and were left out",
                                 outcome->without_judgement));
    }
    return outcome->measures.empty() ? kNothingFound : kDone;
}

void add_arguments(CLI::App& command, Arguments& arguments) {
    command.add_option("--queries", arguments.queries, "JSON lines with _id and text")
        ->required()
        ->type_name("FILE");
    command
        .add_option("--qrels", arguments.judgements,
                    "Query, article and grade in columns, with a head line; or the four of TREC")
        ->required()
        ->type_name("FILE");
    command.add_option("--run", arguments.run_file, "Write the rankings in the format of TREC")
        ->type_name("FILE");
    add_number(command, "-n,--limit", arguments.limit, {1, kHitsMax}, "Hits of a query; else 100");
    add_viewer_flag(command, arguments.viewer);
    add_language_flag(command, arguments.language, "Of the queries; else en");
    command.add_flag("--no-correct", arguments.no_correct, "Search for every word as it is spelt");
}

}  // namespace

void add_eval(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "eval",
         .purpose = "Measure the ranking against judged queries",
         .group = kCare,
         .text = {.details = "nDCG@10, MRR@10 and Recall@100 by the definitions of trec_eval, as "
                             "means over the queries that have judgements; a query without a hit "
                             "counts 0. Also the time a query takes.",
                  .examples = {{"eval --queries queries.jsonl --qrels qrels.tsv", "Six lines."},
                               {"eval --queries q.jsonl --qrels q.tsv --run run.trec --json",
                                "With the rankings, for trec_eval -c."}},
                  .exits = "0 done, 1 no query has a judgement, 2 wrong use or a malformed file, 4 "
                           "base missing, newer or damaged, 5 input or output failed"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context);
            });
        });
    add_arguments(command, *arguments);
}

}  // namespace kb::tools
