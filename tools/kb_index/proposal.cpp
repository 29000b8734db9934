// SPDX-License-Identifier: Apache-2.0

// `proposals`, `proposal`, `accept` and `reject`: revisions that wait for somebody with the
// licence.

#include "common/document.hpp"
#include "kb_index/article_output.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/difference_output.hpp"
#include "kb_index/proposal_output.hpp"

#include <memory>

namespace kb::tools {
namespace {

ExitStatus list(const KnowledgeBase& base, const ProposalRequest& request, Console& console) {
    const Result<std::vector<Proposal>> proposals = base.proposals(request);
    if (!proposals) {
        return console.fail(proposals.error());
    }
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.proposals/1", console);
        json.key("proposals");
        json.begin_array();
        for (const Proposal& proposal : *proposals) {
            write_proposal(json, proposal);
        }
        json.end_array();
        end_document(json, console);
    } else {
        console.write(proposals_text(*proposals, console.width()));
    }
    if (proposals->empty()) {
        console.note(request.open_only ? "no proposal is open" : "there are no proposals");
        return kNothingFound;
    }
    return kDone;
}

ExitStatus show(const KnowledgeBase& base, std::uint64_t number, Console& console) {
    const Result<ProposalPreview> preview = base.proposal(number);
    if (!preview) {
        return console.fail(preview.error());
    }
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.proposal/1", console);
        json.key("proposal");
        write_proposal(json, preview->proposal);
        write_differences(json, field_differences(preview->before, preview->after));
        write_texts(json, "overtaken", preview->overtaken);
        end_document(json, console);
    } else {
        console.write(proposal_text(*preview, console.width()));
    }
    return kDone;
}

struct Decision {
    std::uint64_t number = 0;
    bool even_if_overtaken = false;
    WriterFlags writer{};
};

ExitStatus accept(KnowledgeBase& base, const Decision& decision, Context& context) {
    const Result<PutOutcome> outcome = base.accept(
        decision.number, action_of(decision.writer, context), decision.even_if_overtaken);
    if (!outcome) {
        return context.console.fail(outcome.error());
    }
    answer_put(*outcome, "edited", context.console);
    return kDone;
}

ExitStatus reject(KnowledgeBase& base, const Decision& decision, Context& context) {
    const Result<Proposal> proposal =
        base.reject(decision.number, action_of(decision.writer, context));
    if (!proposal) {
        return context.console.fail(proposal.error());
    }
    answer_proposal(*proposal, context.console);
    return kDone;
}

using Body = ExitStatus (*)(KnowledgeBase& base, const Decision& decision, Context& context);

CLI::App& add_deciding(Program& program, CommandHead head, Body body,
                       const std::shared_ptr<Decision>& decision) {
    CLI::App& command = program.add(std::move(head), [decision, body](Context& context) {
        return with_base(context, OpenMode::kWrite,
                         [&](KnowledgeBase& base) { return body(base, *decision, context); });
    });
    add_number(command, "N", decision->number, kFromOne, "The number of the proposal")->required();
    add_writer_flags(command, decision->writer);
    return command;
}

}  // namespace

void add_proposals(Program& program) {
    const auto request = std::make_shared<ProposalRequest>();
    CLI::App& command = program.add(
        {.name = "proposals",
         .purpose = "List proposed revisions, oldest first",
         .group = kImproving,
         .text = {.details = "An edit by somebody without the licence for it is kept as a "
                             "proposal.",
                  .examples = {{"proposals --open", "What waits for somebody."},
                               {"proposals KB-17", "All of one article."},
                               {"proposals --of bob", "What became of bob's."}},
                  .exits =
                      "0 found, 1 there are none, 2 wrong use, 4 base missing, newer or damaged"}},
        [request](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return list(base, *request, context.console);
            });
        });
    command.add_option("ID", request->article, "Of this article; else of all");
    command.add_option("--of", request->by, "Of this person; else of all")
        ->type_name("NAME")
        ->check(not_empty());
    command.add_flag("--open", request->open_only, "Only what is not decided");
}

void add_proposal(Program& program) {
    const auto number = std::make_shared<std::uint64_t>();
    CLI::App& command = program.add(
        {.name = "proposal",
         .purpose = "Show what a proposed revision changes",
         .group = kImproving,
         .text = {.details = "Lines that would go begin with -, lines that would come with +. Of a "
                             "decided proposal: what it changed, or would have.",
                  .examples = {{"proposal 3", "Beside the article as it is."},
                               {"proposal 3 --json", "For a script."},
                               {"proposals --open", "Their numbers."}},
                  .exits = "0 shown, 1 no such proposal, 2 wrong use, 4 base missing, newer or "
                           "damaged"}},
        [number](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return show(base, *number, context.console);
            });
        });
    add_number(command, "N", *number, kFromOne, "The number of the proposal")->required();
}

void add_accept(Program& program) {
    const auto decision = std::make_shared<Decision>();
    CLI::App& command = add_deciding(
        program,
        {.name = "accept",
         .purpose = "Make a version of a proposed revision",
         .group = kImproving,
         .text = {.details = "Needs the licence for the edit. The audit record names both who "
                             "accepted it and whose it is.",
                  .examples = {{"accept 3 --reason 'tried it on client 5'", "A new version."},
                               {"accept 3 --even-if-overtaken",
                                "Also where somebody changed the same field since; his change "
                                "goes, and stays in the version before."},
                               {"proposal 3", "Look first."}},
                  .exits = kWritingExits},
         .writes = true},
        accept, decision);
    command.add_flag("--even-if-overtaken", decision->even_if_overtaken,
                     "Also where the same field was changed since");
}

void add_reject(Program& program) {
    add_deciding(program,
                 {.name = "reject",
                  .purpose = "Close a proposed revision without a version",
                  .group = kImproving,
                  .text = {.details = "Needs the licence for the edit, and --reason; whoever made "
                                      "the proposal takes it back without either.",
                           .examples = {{"reject 3 --reason 'client 4 only, see KB-20'",
                                         "The reason stays with the proposal."},
                                        {"reject 3", "One's own: withdrawn."},
                                        {"proposals --open", "What is left."}},
                           .exits = kWritingExits},
                  .writes = true},
                 reject, std::make_shared<Decision>());
}

}  // namespace kb::tools
