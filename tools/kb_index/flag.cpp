// SPDX-License-Identifier: Apache-2.0

// `flag`: say that an article needs work, or that the work is done.

#include "kb_index/commands.hpp"
#include "kb_index/flag_output.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string id{};
    std::string kind{};
    std::string text{};
    std::uint64_t resolve = 0;
    std::string case_id{};
    WriterFlags writer{};
};

Result<Flag> write(KnowledgeBase& base, const Arguments& arguments, const Action& action) {
    if (arguments.resolve != 0) {
        return base.resolve_flag(arguments.resolve, arguments.text, action);
    }
    if (arguments.id.empty()) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = "flag needs the ID of an article, or --resolve N"};
    }
    const std::string_view kind =
        arguments.kind.empty() ? to_string(FlagKind::kOther) : std::string_view(arguments.kind);
    const Result<FlagKind> parsed = parse_flag_kind(kind);
    return parsed ? base.flag(arguments.id, *parsed, arguments.text, action)
                  : Result<Flag>(parsed.error());
}

ExitStatus run(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Action action = action_of(arguments.writer, context);
    action.case_id = arguments.case_id;
    const Result<Flag> flag = write(base, arguments, action);
    if (!flag) {
        return context.console.fail(flag.error());
    }
    answer_flag(*flag, context.console);
    return kDone;
}

}  // namespace

void add_flag(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "flag",
         .purpose = "Flag an article that needs work, or resolve a flag",
         .group = kImproving,
         .text = {.details = "",
                  .examples = {{"flag KB-17 --kind outdated --text 'client 5 differs'",
                                "Prints the number of the flag."},
                               {"flag --resolve 3 --text 'rewritten for client 5'", "Done."}},
                  .exits = kWritingExits},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return run(base, *arguments, context); });
        });
    CLI::Option* const id = command.add_option("ID", arguments->id, "The article");
    add_choice(command, "--kind", arguments->kind, flag_kind_choices(),
               "What is wrong; else other");
    command.add_option("--text", arguments->text, "In words")->type_name("TEXT");
    add_number(command, "--resolve", arguments->resolve, kFromOne,
               "The number of a flag that is dealt with")
        ->excludes(id);
    add_case_flag(command, arguments->case_id);
    add_writer_flags(command, arguments->writer);
}

}  // namespace kb::tools
