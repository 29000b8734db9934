// SPDX-License-Identifier: Apache-2.0

// `link` and `unlink`: which article resolved which case.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string case_id{};
    std::string article{};
    std::string kind{};
    WriterFlags writer{};
};

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
         .purpose = "Take a link back",
         .group = kImproving,
         .text = {.details = "",
                  .examples = {{"unlink CASE-9 KB-17", "It was the wrong article."}},
                  .exits = kWritingExits},
         .writes = true},
        unlink, std::make_shared<Arguments>());
}

}  // namespace kb::tools
