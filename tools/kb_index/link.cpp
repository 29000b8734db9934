// SPDX-License-Identifier: Apache-2.0

// `link`, `unlink` and `links`: which article resolved which case.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "common/time_text.hpp"
#include "kb_index/commands.hpp"

#include <algorithm>
#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string case_id{};
    std::string article{};
    std::string kind{};
    WriterFlags writer{};
};

// Nothing that is no answer yet, or no longer, resolves a case.
void note_state(const KnowledgeBase& base, const Link& link, Console& console) {
    const Viewer linker{.audience = Audience::kInternal, .archived = true};
    const Result<Article> article = base.article(link.article, linker);
    const bool resolves =
        link.kind == LinkKind::kResolvedByKnown || link.kind == LinkKind::kResolvedByNew;
    if (!article || !resolves) {
        return;
    }
    if (article->state.confidence == Confidence::kWorkInProgress) {
        console.note(
            fmt::format("{} is work in progress; --kind joined_wip says that the case "
                        "joined it",
                        link.article));
    } else if (article->state.confidence == Confidence::kArchived) {
        console.note(fmt::format("{} is archived", link.article));
    }
}

ExitStatus link(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const Result<LinkKind> kind =
        arguments.kind.empty() ? LinkKind::kResolvedByKnown : parse_link_kind(arguments.kind);
    if (!kind) {
        return console.fail(kind.error());
    }
    const Result<Link> link = base.link(arguments.case_id, arguments.article, *kind,
                                        action_of(arguments.writer, context));
    if (!link) {
        return console.fail(link.error());
    }
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.link/1", console);
        json.member("case", link->case_id);
        json.member("article", link->article);
        json.member("version", link->version);
        json.member("kind", to_string(link->kind));
        json.member("by", link->by);
        write_time(json, "at", link->at);
        end_document(json, console);
    } else {
        console.print("{} -> {} version {}, {}\n", printable_line(link->case_id),
                      printable_line(link->article), link->version, spaced(to_string(link->kind)));
    }
    note_state(base, *link, console);
    return kDone;
}

ExitStatus unlink(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    const Result<void> done =
        base.unlink(arguments.case_id, arguments.article, action_of(arguments.writer, context));
    if (!done) {
        return console.fail(done.error());
    }
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.unlink/1", console);
        json.member("case", arguments.case_id);
        json.member("article", arguments.article);
        end_document(json, console);
    } else {
        console.print("{} is no longer linked to {}\n", printable_line(arguments.case_id),
                      printable_line(arguments.article));
    }
    return kDone;
}

using Body = ExitStatus (*)(KnowledgeBase& base, const Arguments& arguments, Context& context);

CLI::App& add(Program& program, CommandHead head, Body body,
              const std::shared_ptr<Arguments>& arguments) {
    CLI::App& command = program.add(std::move(head), [arguments, body](Context& context) {
        return with_base(context, OpenMode::kWrite,
                         [&](KnowledgeBase& base) { return body(base, *arguments, context); });
    });
    command.add_option("CASE", arguments->case_id, "The case system's number")->required();
    command.add_option("ID", arguments->article, "The article")->required();
    add_writer_flags(command, arguments->writer);
    return command;
}

struct ListArguments {
    std::string case_id{};
    std::string article{};
};

Result<std::vector<Link>> find_links(const KnowledgeBase& base, const ListArguments& arguments) {
    if (arguments.article.empty()) {
        return arguments.case_id.empty() ? base.links() : base.links_of_case(arguments.case_id);
    }
    Result<std::vector<Link>> links = base.links_of_article(arguments.article);
    if (links && !arguments.case_id.empty()) {
        std::erase_if(*links, [&](const Link& link) { return link.case_id != arguments.case_id; });
    }
    return links;
}

void print_json(const std::vector<Link>& links, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.links/1", console);
    json.key("links");
    json.begin_array();
    for (const Link& link : links) {
        json.begin_object();
        json.member("case", link.case_id);
        json.member("article", link.article);
        json.member("version", link.version);
        json.member("kind", to_string(link.kind));
        json.member("by", link.by);
        json.member("licence", to_string(link.licence));
        write_time(json, "at", link.at);
        json.member("use", to_string(link.use));
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

void print_text(const std::vector<Link>& links, Console& console) {
    std::vector<std::vector<std::string>> rows;
    for (const Link& link : links) {
        rows.push_back({to_minute(link.at), link.case_id, link.article,
                        link.version == 0 ? std::string() : fmt::format("v{}", link.version),
                        spaced(to_string(link.kind)), spaced(to_string(link.use)), link.by});
    }
    console.write(table_text(rows, console.width()));
}

ExitStatus list(const KnowledgeBase& base, const ListArguments& arguments, Console& console) {
    const Result<std::vector<Link>> links = find_links(base, arguments);
    if (!links) {
        return console.fail(links.error());
    }
    if (console.json()) {
        print_json(*links, console);
    } else {
        print_text(*links, console);
    }
    if (links->empty()) {
        console.note("there are no such links");
        return kNothingFound;
    }
    return kDone;
}

}  // namespace

void add_link(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command =
        add(program,
            {.name = "link",
             .purpose = "Link a case to the article that resolved it",
             .group = kImproving,
             .text = {.details = "Links are what reuse and most reports are counted from.",
                      .examples = {{"link CASE-9 KB-17", "It was known and resolved the case."},
                                   {"link CASE-9 KB-17 --kind sent_to_customer",
                                    "It was sent; what the customer reads now is assisted."}},
                      .exits = kWritingExits},
             .writes = true},
            link, arguments);
    add_choice(command, "--kind", arguments->kind, link_kind_choices(),
               "How they belong together; else resolved_by_known");
}

void add_unlink(Program& program) {
    add(program,
        {.name = "unlink",
         .purpose = "Take the links of a case and an article back, of every kind",
         .group = kImproving,
         .text = {.details = "",
                  .examples = {{"unlink CASE-9 KB-17", "It was the wrong article."}},
                  .exits = kWritingExits},
         .writes = true},
        unlink, std::make_shared<Arguments>());
}

void add_links(Program& program) {
    const auto arguments = std::make_shared<ListArguments>();
    CLI::App& command = program.add(
        {.name = "links",
         .purpose = "List links of cases and articles, oldest first",
         .group = kImproving,
         .text = {.details =
                      "Used as is, or improved or flagged for that case: using an article is "
                      "reviewing it.",
                  .examples = {{"links --article KB-17", "The cases it was used for."},
                               {"links --case CASE-9", "What resolved the case."}},
                  .exits = "0 found, 1 there are none or no such article, 2 wrong use, 4 base "
                           "missing, newer or damaged"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return list(base, *arguments, context.console);
            });
        });
    command.add_option("--case", arguments->case_id, "Only of this case")
        ->type_name("CASE")
        ->check(not_empty());
    command.add_option("--article", arguments->article, "Only of this article")
        ->type_name("ID")
        ->check(not_empty());
}

}  // namespace kb::tools
