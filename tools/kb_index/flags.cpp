// SPDX-License-Identifier: Apache-2.0

// `flags`: what needs work.

#include "common/document.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/flag_output.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string id{};
    bool open_only = false;
};

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Console& console) {
    const Result<std::vector<Flag>> flags = base.flags(arguments.id, arguments.open_only);
    if (!flags) {
        return console.fail(flags.error());
    }
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.flags/1", console);
        json.key("flags");
        json.begin_array();
        for (const Flag& flag : *flags) {
            write_flag(json, flag);
        }
        json.end_array();
        end_document(json, console);
    } else {
        console.write(flags_text(*flags, console.width()));
    }
    if (flags->empty()) {
        console.note(arguments.open_only ? "no flag is open" : "there are no flags");
        return kNothingFound;
    }
    return kDone;
}

}  // namespace

void add_flags(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "flags",
         .purpose = "List flags, oldest first",
         .group = kImproving,
         .text = {.details = "",
                  .examples = {{"flags --open", "What waits for somebody."},
                               {"flags KB-17", "All of one article."}},
                  .exits =
                      "0 found, 1 there are none, 2 wrong use, 4 base missing, newer or damaged"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context.console);
            });
        });
    command.add_option("ID", arguments->id, "Of this article; else of all");
    command.add_flag("--open", arguments->open_only, "Only what is not resolved");
}

}  // namespace kb::tools
