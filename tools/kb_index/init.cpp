// SPDX-License-Identifier: Apache-2.0

// `init`: an empty base and its first person.

#include "common/document.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string folder{};
    WriterFlags writer{};
    std::vector<std::string> not_validated_for{};
};

Policy policy_of(const std::vector<std::string>& audiences) {
    Policy policy;
    for (const std::string& audience : audiences) {
        policy.partner_reads_not_validated |= audience == to_string(Audience::kPartner);
        policy.customer_reads_not_validated |= audience == to_string(Audience::kCustomer);
        policy.public_reads_not_validated |= audience == to_string(Audience::kPublic);
    }
    return policy;
}

ExitStatus run(const Arguments& arguments, Context& context) {
    const Action action = action_of(arguments.writer, context);
    Result<KnowledgeBase> base = KnowledgeBase::create(
        arguments.folder, {.owner = {.id = action.by, .licence = Licence::kCoach},
                           .policy = policy_of(arguments.not_validated_for)});
    if (!base) {
        // There is no folder to make it in; "not found" here is not about a base.
        const bool no_place = base.error().code == ErrorCode::kNotFound;
        Failure failure = no_place ? failure_of(base.error()) : base_failure(base.error());
        failure.status = no_place ? kInputOutput : failure.status;
        return context.console.fail(failure);
    }
    if (context.console.json()) {
        JsonWriter json;
        begin_document(json, "kb.init/1", context.console);
        json.member("base", arguments.folder);
        json.member("coach", action.by);
        end_document(json, context.console);
    } else {
        context.console.print("made {}; {} is its coach\n", arguments.folder, action.by);
    }
    return close_base(*base, context, kDone);
}

}  // namespace

void add_init(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add_without_base(
        {.name = "init",
         .purpose = "Make an empty base",
         .group = kCare,
         .text = {.details = "The person who makes a base is its coach: may do everything, and "
                             "gives the others their licences (kb-index person).",
                  .examples = {{"init support.kb", "You are its coach."},
                               {"init support.kb --by ana --not-validated-for partner",
                                "Partners find articles that nobody has validated yet."}},
                  .exits =
                      "0 made, 2 wrong use, 4 there is a base or something else already, 5 the "
                      "folder cannot be written"}},
        [arguments](Context& context) { return run(*arguments, context); });
    command.add_option("BASE", arguments->folder, "A folder that does not exist or is empty")
        ->required();
    add_writer_flags(command, arguments->writer);
    command
        .add_option("--not-validated-for", arguments->not_validated_for,
                    "Audiences that find articles before they are validated")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"partner", "customer", "public"}));
}

}  // namespace kb::tools
