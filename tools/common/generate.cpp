// SPDX-License-Identifier: Apache-2.0

// Manual page, completions and help, from the tree of commands.

#include "common/program.hpp"
#include "common/suggestion.hpp"

#include <algorithm>
#include <memory>

namespace kb::tools {
namespace {

std::string generated(const std::string& kind, const CommandDescription& program) {
    if (kind == "man") {
        return manual_page(program);
    }
    if (kind == "bash") {
        return bash_completion(program);
    }
    return kind == "zsh" ? zsh_completion(program) : fish_completion(program);
}

ExitStatus help(const CommandDescription& program, const std::vector<std::string>& words,
                Console& console) {
    CommandDescription command = program;
    std::string path = program.name;
    for (const std::string& word : words) {
        const auto found =
            std::find_if(command.commands.begin(), command.commands.end(),
                         [&word](const CommandDescription& each) { return each.name == word; });
        if (found == command.commands.end()) {
            std::vector<std::string> known;
            std::transform(command.commands.begin(), command.commands.end(),
                           std::back_inserter(known),
                           [](const CommandDescription& each) { return each.name; });
            return console.fail(
                usage_failure("help: unknown command " + word,
                              did_you_mean(word, known, path + " --help lists them")));
        }
        path += " " + word;
        command = CommandDescription(*found);
    }
    console.write(help_text(command, path));
    return kDone;
}

ExitStatus text_only(std::string_view command, Console& console) {
    return console.fail(
        usage_failure(fmt::format("{}: --json: this is text alone", command), "leave --json out"));
}

}  // namespace

void add_generate(Program& program) {
    const auto kind = std::make_shared<std::string>();
    CLI::App& command = program.add_without_base(
        {.name = "generate",
         .purpose = "Print the manual page or a completion script",
         .group = "Help",
         .text = {.details = "",
                  .examples = {{"generate man | man -l -", "Read the manual."},
                               {"generate bash > ~/.local/share/bash-completion/completions/" +
                                    program.description().name,
                                "Complete commands and flags in bash from the next shell on."}},
                  .exits = "0 done, 2 wrong use, 5 output failed"}},
        [kind, &program](Context& context) {
            if (context.console.json()) {
                return text_only("generate", context.console);
            }
            context.console.write(generated(*kind, program.description()));
            return kDone;
        });
    add_choice(command, "KIND", *kind, {"man", "bash", "zsh", "fish"}, "What to print")->required();
}

void add_help(Program& program) {
    const auto words = std::make_shared<std::vector<std::string>>();
    CLI::App& command = program.add_without_base(
        {.name = "help",
         .purpose = "Print the help of the program or of one command",
         .group = "Help",
         .text = {.details = "", .examples = {}, .exits = "0 done, 2 no such command"}},
        [words, &program](Context& context) {
            if (context.console.json()) {
                return text_only("help", context.console);
            }
            return help(program.description(), *words, context.console);
        });
    command.add_option("COMMAND", *words, "The command, such as: search");
}

}  // namespace kb::tools
