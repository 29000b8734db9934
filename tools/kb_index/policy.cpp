// SPDX-License-Identifier: Apache-2.0

// `policy`: who may do what, and who finds what is not validated.

#include "common/document.hpp"
#include "common/input.hpp"
#include "common/text_layout.hpp"
#include "kb_index/commands.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string file{};
    bool dry_run = false;
    WriterFlags writer{};
};

std::string readers_text(const Policy& policy) {
    std::vector<std::string_view> readers{to_string(Audience::kInternal)};
    for (const auto& [reads, audience] :
         {std::pair{policy.partner_reads_not_validated, Audience::kPartner},
          std::pair{policy.customer_reads_not_validated, Audience::kCustomer},
          std::pair{policy.public_reads_not_validated, Audience::kPublic}}) {
        if (reads) {
            readers.push_back(to_string(audience));
        }
    }
    return fmt::format(
        "found before it is validated by: {}\nmay be validated by its author: {}\n\n",
        fmt::join(readers, ", "), policy.author_validates ? "yes" : "no");
}

std::string policy_text(const Policy& policy, std::size_t width) {
    std::vector<std::vector<std::string>> rows{{"step", "own", "of others", "external", ""}};
    for (std::size_t s = 0; s < kStepCount; ++s) {
        const Rule& rule = policy.rules[s];
        const std::string step = spaced(to_string(static_cast<Step>(s)));
        if (!rule.forbidden.empty()) {
            rows.push_back({step, "nobody", "nobody", "nobody", rule.forbidden});
            continue;
        }
        rows.push_back({step, std::string(to_string(rule.own)), std::string(to_string(rule.others)),
                        std::string(to_string(rule.external)), rule.reason ? "with a reason" : ""});
    }
    return readers_text(policy) + table_text(rows, width);
}

ExitStatus show(const KnowledgeBase& base, Console& console) {
    const Result<Policy> policy = base.policy();
    if (!policy) {
        return console.fail(policy.error());
    }
    console.write(console.json() ? to_json(*policy) + "\n" : policy_text(*policy, console.width()));
    return kDone;
}

Result<Policy> read_policy(const std::string& file) {
    const Result<std::string> text = read_input(file);
    if (!text) {
        return text.error();
    }
    Result<Policy> policy = policy_from_json(*text);
    if (!policy) {
        return Error{policy.error().code, fmt::format("{}: {}", file, policy.error().message)};
    }
    return policy;
}

void print_outcome(const PolicyOutcome& outcome, bool dry_run, Console& console) {
    if (console.json()) {
        JsonWriter json;
        begin_document(json, "kb.policy_change/1", console);
        json.member("dry_run", dry_run);
        json.member("changed", outcome.changed);
        json.member("moved", outcome.moved);
        std::vector<std::string> steps;
        for (const Step step : outcome.steps) {
            steps.emplace_back(to_string(step));
        }
        write_texts(json, "rules", steps);
        json.key("moves");
        json.begin_array();
        for (const ShelfMove& move : outcome.moves) {
            json.begin_object();
            json.member("from", to_string(move.from));
            json.member("to", to_string(move.to));
            json.member("articles", move.articles);
            json.end_object();
        }
        json.end_array();
        end_document(json, console);
        return;
    }
    if (!outcome.changed) {
        console.print("the policy is that already\n");
        return;
    }
    console.print("{}{} rules changed, {} articles moved to another shelf\n",
                  dry_run ? "would do: " : "", outcome.steps.size(), outcome.moved);
    for (const ShelfMove& move : outcome.moves) {
        console.print("{} -> {}: {}\n", to_string(move.from), to_string(move.to), move.articles);
    }
}

ExitStatus set(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    const Result<Policy> policy = read_policy(arguments.file);
    if (!policy) {
        return context.console.fail(policy.error());
    }
    const Result<PolicyOutcome> outcome =
        base.set_policy(*policy, action_of(arguments.writer, context), arguments.dry_run);
    if (!outcome) {
        return context.console.fail(outcome.error());
    }
    print_outcome(*outcome, arguments.dry_run, context.console);
    return kDone;
}

void add_check(Program& program, CLI::App& family) {
    const auto file = std::make_shared<std::string>();
    CLI::App& command = program.add_below(
        family,
        {.name = "check",
         .purpose = "Tell whether a base could live with a policy",
         .group = "Commands",
         .text = {.details = "Looks at the file alone, at no base.",
                  .examples = {{"policy check ours.json", "Nothing is printed where it is sound."}},
                  .exits =
                      "0 sound, 2 wrong use or a policy that is refused, 4 of a newer schema, 5 "
                      "cannot be read"}},
        [file](Context& context) {
            const Result<Policy> policy = read_policy(*file);
            return policy ? kDone : context.console.fail(policy.error());
        });
    command.add_option("FILE", *file, "The policy as JSON; - is standard input")->required();
}

void add_set(Program& program, CLI::App& family) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add_below(
        family,
        {.name = "set",
         .purpose = "Give the base another policy",
         .group = "Commands",
         .text = {.details = "Articles that stand on another shelf by it are moved in the same "
                             "change, and how many is said. Rules that the file does not name are "
                             "the default ones.",
                  .examples = {{"policy set ours.json --dry-run", "What it would change and move."},
                               {"policy set ours.json --reason 'council of May'", "Done."}},
                  .exits = "0 done, 2 wrong use or a policy that is refused, 4 base missing, "
                           "locked, newer or damaged, 5 input or output failed, 6 not allowed"},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite,
                             [&](KnowledgeBase& base) { return set(base, *arguments, context); });
        });
    command.add_option("FILE", arguments->file, "The policy as JSON; - is standard input")
        ->required();
    command.add_flag("--dry-run", arguments->dry_run, "Tell, and write nothing");
    add_writer_flags(command, arguments->writer);
}

}  // namespace

void add_policy(Program& program) {
    CLI::App& family = program.add_family(
        {.name = "policy",
         .purpose = "Who may do what, and who finds what is not validated",
         .group = kCare,
         .text = {.details = "A policy is a file: policy show --json writes the present one.",
                  .examples = {{"policy show", "Every step and the licence it needs."},
                               {"policy show --json > ours.json", "A file to edit."},
                               {"policy set ours.json --dry-run", "What it would change."}},
                  .exits = "0 done, 2 wrong use or a policy that is refused, 4 base missing, "
                           "locked, newer or damaged, 5 input or output failed, 6 not allowed"}});
    program.add_below(family,
                      {.name = "show",
                       .purpose = "Show the policy of the base",
                       .group = "Commands",
                       .text = {.details = "The licence that each step needs: for an article of "
                                           "one's own, of others, and one that readers outside "
                                           "see.",
                                .examples = {{"policy show --json > ours.json", "A file to edit."}},
                                .exits = "0 done, 2 wrong use, 4 base missing, newer or damaged"}},
                      [](Context& context) {
                          return with_base(context, OpenMode::kRead,
                                           [&](const KnowledgeBase& base) {
                                               return show(base, context.console);
                                           });
                      });
    add_check(program, family);
    add_set(program, family);
}

}  // namespace kb::tools
