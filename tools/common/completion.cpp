// SPDX-License-Identifier: Apache-2.0

// Completion scripts: commands after the program, flags after a dash, choices after a flag that has
// some, files otherwise.

#include "common/command_tree.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::tools {
namespace {

// Identifiers of shells have no dashes.
std::string identifier(std::string name) {
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

// Single quotes, for every shell here.
std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char byte : text) {
        out += byte == '\'' ? std::string("'\\''") : std::string(1, byte);
    }
    return out + "'";
}

// The options of a command and of those below it ("person" has those of "person add"), each once.
std::vector<OptionDescription> options_of(const CommandDescription& command) {
    std::vector<OptionDescription> options = command.options;
    for (const CommandDescription& inner : command.commands) {
        for (const OptionDescription& option : inner.options) {
            const bool known = std::any_of(
                options.begin(), options.end(), [&option](const OptionDescription& each) {
                    return !each.positional && each.names == option.names;
                });
            if (!known) {
                options.push_back(option);
            }
        }
    }
    return options;
}

// What may come next: the commands below, and the given options.
std::string words(const CommandDescription& command,
                  const std::vector<OptionDescription>& options) {
    std::string out;
    for (const CommandDescription& inner : command.commands) {
        out += inner.name + " ";
    }
    for (const OptionDescription& option : options) {
        for (const std::string& name : option.names) {
            out += name + " ";
        }
        if (option.positional) {
            out += fmt::format("{} ", fmt::join(option.choices, " "));
        }
    }
    return out;
}

std::string bash_choices(const CommandDescription& program) {
    std::string out;
    for (const CommandDescription& command : program.commands) {
        for (const OptionDescription& option : options_of(command)) {
            for (const std::string& name : option.names) {
                if (!option.choices.empty()) {
                    out += fmt::format("        {}:{}) words={} ;;\n", command.name, name,
                                       quoted(fmt::format("{}", fmt::join(option.choices, " "))));
                }
            }
        }
    }
    return out;
}

// Brackets and colons mean something inside a zsh specification.
std::string zsh_text(std::string_view text) {
    std::string out;
    for (const char byte : text) {
        if (byte == '[' || byte == ']' || byte == ':') {
            out += '\\';
        }
        out += byte;
    }
    return out;
}

std::string zsh_action(const OptionDescription& option) {
    if (option.value_name.empty() || option.value_is_optional) {
        return "";
    }
    const std::string values =
        option.choices.empty() ? "_files" : fmt::format("({})", fmt::join(option.choices, " "));
    return fmt::format(":{}:{}", zsh_text(option.value_name), values);
}

std::string zsh_options(const CommandDescription& command) {
    std::string out;
    for (const OptionDescription& option : options_of(command)) {
        for (const std::string& name : option.names) {
            const std::string star = option.repeated ? "*" : "";
            out += " \\\n                " +
                   quoted(fmt::format("{}{}[{}]{}", star, name, zsh_text(option.description),
                                      zsh_action(option)));
        }
        if (option.positional) {
            out += " \\\n                " + quoted("*" + zsh_action(option));
        }
    }
    return out;
}

std::string fish_option(const OptionDescription& option) {
    std::string out;
    for (const std::string& name : option.names) {
        const bool is_long = name.starts_with("--");
        out += fmt::format(" {} {}", is_long ? "-l" : "-s", name.substr(is_long ? 2 : 1));
    }
    if (!option.value_name.empty() && !option.value_is_optional) {
        out += " -r";
    }
    if (!option.choices.empty()) {
        out += fmt::format(" -f -a {}", quoted(fmt::format("{}", fmt::join(option.choices, " "))));
    }
    return fmt::format("{} -d {}", out, quoted(option.description));
}

}  // namespace

std::string bash_completion(const CommandDescription& program) {
    std::string cases;
    for (const CommandDescription& command : program.commands) {
        cases += fmt::format("        {}) words={} ;;\n", command.name,
                             quoted(words(command, options_of(command))));
    }
    return fmt::format(
        "_{0}() {{\n"
        "    local current=\"${{COMP_WORDS[COMP_CWORD]}}\" "
        "previous=\"${{COMP_WORDS[COMP_CWORD-1]}}\"\n"
        "    local verb=\"${{COMP_WORDS[1]}}\" words=''\n"
        "    COMPREPLY=()\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        "        COMPREPLY=($(compgen -W {1} -- \"$current\"))\n"
        "        return\n"
        "    fi\n"
        "    case \"$verb:$previous\" in\n{2}    esac\n"
        "    if [ -z \"$words\" ]; then\n"
        "        case \"$verb\" in\n{3}        esac\n"
        "    fi\n"
        "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
        "    if [ \"${{#COMPREPLY[@]}}\" -eq 0 ]; then\n"
        "        COMPREPLY=($(compgen -f -- \"$current\"))\n"
        "    fi\n"
        "}}\n"
        "complete -o filenames -F _{0} {4}\n",
        identifier(program.name), quoted(words(program, program.options)), bash_choices(program),
        cases, program.name);
}

std::string zsh_completion(const CommandDescription& program) {
    std::string verbs;
    std::string cases;
    for (const CommandDescription& command : program.commands) {
        verbs += "        " + quoted(command.name + ":" + zsh_text(command.purpose)) + "\n";
        std::string inner;
        for (const CommandDescription& each : command.commands) {
            inner += each.name + " ";
        }
        const std::string first =
            inner.empty() ? "" : " \\\n                " + quoted("1:command:(" + inner + ")");
        cases += fmt::format("        {})\n            _arguments{}{}\n            ;;\n",
                             command.name, first, zsh_options(command));
    }
    return fmt::format(
        "#compdef {0}\n"
        "_{1}() {{\n"
        "    local -a verbs\n"
        "    verbs=(\n{2}    )\n"
        "    if (( CURRENT == 2 )); then\n"
        "        _describe 'command' verbs\n"
        "        return\n"
        "    fi\n"
        "    local verb=\"$words[2]\"\n"
        "    shift words\n"
        "    (( CURRENT-- ))\n"
        "    case \"$verb\" in\n{3}    esac\n"
        "}}\n"
        "_{1} \"$@\"\n",
        program.name, identifier(program.name), verbs, cases);
}

std::string fish_completion(const CommandDescription& program) {
    std::string out;
    for (const CommandDescription& command : program.commands) {
        out += fmt::format("complete -c {} -n __fish_use_subcommand -f -a {} -d {}\n", program.name,
                           quoted(command.name), quoted(command.purpose));
    }
    for (const CommandDescription& command : program.commands) {
        const std::string seen =
            quoted(fmt::format("__fish_seen_subcommand_from {}", command.name));
        for (const CommandDescription& inner : command.commands) {
            out += fmt::format("complete -c {} -n {} -f -a {} -d {}\n", program.name, seen,
                               quoted(inner.name), quoted(inner.purpose));
        }
        for (const OptionDescription& option : options_of(command)) {
            if (!option.positional) {
                out += fmt::format("complete -c {} -n {}{}\n", program.name, seen,
                                   fish_option(option));
            } else if (!option.choices.empty()) {
                out += fmt::format("complete -c {} -n {} -f -a {}\n", program.name, seen,
                                   quoted(fmt::format("{}", fmt::join(option.choices, " "))));
            }
        }
    }
    return out;
}

}  // namespace kb::tools
