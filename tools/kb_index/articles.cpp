// SPDX-License-Identifier: Apache-2.0

// `articles`: which there are, without a search.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "common/time_text.hpp"
#include "kb_index/commands.hpp"

#include <algorithm>
#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::vector<std::string> states{};
    std::vector<std::string> audiences{};
    std::vector<std::string> owners{};
    std::string order = "updated";
    std::uint64_t limit = 0;
    bool archived = false;
    bool ids = false;
    std::string viewer{};
};

template <typename Value>
Result<std::vector<Value>> parse_all(const std::vector<std::string>& texts,
                                     Result<Value> (*parse)(std::string_view)) {
    std::vector<Value> values;
    for (const std::string& text : texts) {
        const Result<Value> value = parse(text);
        if (!value) {
            return value.error();
        }
        values.push_back(*value);
    }
    return values;
}

Result<ListRequest> request_of(const Arguments& arguments, const Context& context) {
    const auto states = parse_all(arguments.states, parse_confidence);
    const auto audiences = parse_all(arguments.audiences, parse_audience);
    const Result<ListOrder> order = parse_list_order(arguments.order);
    if (!states) {
        return states.error();
    }
    if (!audiences) {
        return audiences.error();
    }
    if (!order) {
        return order.error();
    }
    // Whoever asks for archived ones by name means them.
    const bool archived = arguments.archived || std::find(states->begin(), states->end(),
                                                          Confidence::kArchived) != states->end();
    Result<Viewer> viewer = viewer_of(arguments.viewer, context, archived);
    if (!viewer) {
        return viewer.error();
    }
    return ListRequest{.viewer = *std::move(viewer),
                       .confidences = *states,
                       .audiences = *audiences,
                       .owner_domains = arguments.owners,
                       .order = *order,
                       .limit = arguments.limit};
}

void print_json(const ArticleList& list, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.articles/1", console);
    json.member("total", list.total);
    json.key("articles");
    json.begin_array();
    for (const ListedArticle& article : list.articles) {
        json.begin_object();
        json.member("id", article.id);
        json.member("version", article.version);
        json.member("title", article.title);
        json.member("language", article.language);
        json.member("owner_domain", article.owner_domain);
        write_state(json, article.state);
        write_time(json, "created", article.created);
        write_time(json, "modified", article.modified);
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

void print_text(const ArticleList& list, Console& console) {
    std::vector<std::vector<std::string>> rows;
    for (const ListedArticle& article : list.articles) {
        rows.push_back({article.id, to_day(article.modified), state_text(article.state),
                        article.owner_domain, article.title});
    }
    console.write(table_text(rows, console.width()));
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    if (arguments.ids && console.json()) {
        return console.fail(
            Error{ErrorCode::kInvalidArgument, "--ids prints ids alone: leave --json out"});
    }
    const Result<ListRequest> request = request_of(arguments, context);
    if (!request) {
        return console.fail(request.error());
    }
    const Result<ArticleList> list = base.articles(*request);
    if (!list) {
        return console.fail(list.error());
    }
    if (arguments.ids) {
        for (const ListedArticle& article : list->articles) {
            console.print("{}\n", printable_line(article.id));
        }
    } else if (console.json()) {
        print_json(*list, console);
    } else {
        print_text(*list, console);
        if (list->articles.size() < list->total) {
            console.note(fmt::format("{} of {}", list->articles.size(), list->total));
        }
    }
    if (list->articles.empty()) {
        console.note("there are no such articles");
        return kNothingFound;
    }
    return kDone;
}

void add_arguments(CLI::App& command, Arguments& arguments) {
    add_repeated(command, "--state", arguments.states, "Only of this confidence")
        ->check(CLI::IsMember(confidence_choices()));
    add_repeated(command, "--audience", arguments.audiences, "Only for this audience")
        ->check(CLI::IsMember(audience_choices()));
    add_repeated(command, "--owner", arguments.owners, "Only of this owner domain")
        ->type_name("NAME");
    add_choice(command, "--sort", arguments.order, {"updated", "created", "id", "title"},
               "The order; else updated, changed last first");
    add_number(command, "-n,--limit", arguments.limit, kFromOne, "The first so many; else all");
    command.add_flag("--archived", arguments.archived, "Archived articles too (internal only)");
    command.add_flag("--ids", arguments.ids, "Ids only, one a line");
    add_viewer_flag(command, arguments.viewer);
}

}  // namespace

void add_articles(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "articles",
         .purpose = "List articles",
         .group = kFinding,
         .text = {.details = "Those that the viewer may read: id, day of the last change, state, "
                             "owner, title.",
                  .examples = {{"articles -n 20", "What changed last."},
                               {"articles --state work_in_progress --owner network --sort created",
                                "What the network team has not finished."},
                               {"articles --ids --audience public", "For a pipe."}},
                  .exits =
                      "0 found, 1 there are none, 2 wrong use, 4 base missing, newer or damaged"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context);
            });
        });
    add_arguments(command, *arguments);
}

}  // namespace kb::tools
