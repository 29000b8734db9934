// SPDX-License-Identifier: Apache-2.0

// `state`: how sure we are, who may read, who may edit.

#include "kb_index/article_output.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string id{};
    std::string confidence{};
    std::string audience{};
    std::string governance{};
    VersionNumber expected_version = 0;
    WriterFlags writer{};
};

// Sets `to` where a flag was given.
template <typename Value>
Result<void> set(std::optional<Value>& to, const std::string& text,
                 Result<Value> (*parse)(std::string_view)) {
    if (text.empty()) {
        return {};
    }
    const Result<Value> value = parse(text);
    if (!value) {
        return value.error();
    }
    to = *value;
    return {};
}

Result<StateChange> change_of(const Arguments& arguments) {
    StateChange change{.article = arguments.id, .expected_version = arguments.expected_version};
    for (const Result<void>& done :
         {set(change.confidence, arguments.confidence, parse_confidence),
          set(change.audience, arguments.audience, parse_audience),
          set(change.governance, arguments.governance, parse_governance)}) {
        if (!done) {
            return done.error();
        }
    }
    if (!change.confidence && !change.audience && !change.governance) {
        return Error{.code = ErrorCode::kInvalidArgument,
                     .message = "nothing to change: give --confidence, --audience or --governance"};
    }
    return change;
}

ExitStatus run(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    const Result<StateChange> change = change_of(arguments);
    if (!change) {
        return context.console.fail(change.error());
    }
    const Result<PutOutcome> outcome =
        base.set_state(*change, action_of(arguments.writer, context));
    if (!outcome) {
        return context.console.fail(outcome.error());
    }
    answer_put(*outcome, "changed", context.console);
    return kDone;
}

}  // namespace

void add_state(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "state",
         .purpose = "Change the state of an article: confidence, audience, governance",
         .group = kImproving,
         .text = {.details = "When the command returns, the new state is in force: an article that "
                             "was narrowed is found by nobody who may not read it.",
                  .examples = {{"state KB-17 --confidence validated", "Somebody checked it."},
                               {"state KB-17 --audience public --by ana", "For everybody."},
                               {"state KB-17 --confidence archived --reason 'client 3 is gone'",
                                "Out of searches, not out of the base."}},
                  .exits = kWritingExits},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return run(base, *arguments, context); });
        });
    command.add_option("ID", arguments->id, "The article")->required();
    add_choice(command, "--confidence", arguments->confidence, confidence_choices(),
               "How sure we are");
    add_choice(command, "--audience", arguments->audience, audience_choices(), "Who may read it");
    add_choice(command, "--governance", arguments->governance, governance_choices(),
               "Who may edit it");
    add_number(command, "--expect-version", arguments->expected_version, kVersions,
               "Refuse where the article has another version");
    add_writer_flags(command, arguments->writer);
}

}  // namespace kb::tools
