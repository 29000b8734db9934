// SPDX-License-Identifier: Apache-2.0

// --help: purpose, usage, arguments, flags, examples, exit codes; 80 columns.

#include "common/command_tree.hpp"
#include "common/text_layout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kb::tools {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kTextColumn = 26;

// "  left                   right, wrapped and aligned"
std::string entry(const std::string& left, const std::string& right) {
    std::string text = wrap(right, kColumns, kTextColumn);
    if (text.empty()) {
        return "  " + left + "\n";
    }
    const std::string head = pad("  " + left, kTextColumn);
    if (columns_of(head) > kTextColumn || head.back() != ' ') {
        return head + "\n" + text;
    }
    return text.replace(0, kTextColumn, head);
}

std::string left_of(const OptionDescription& option) {
    if (option.positional) {
        return option.value_name + (option.repeated ? "..." : "");
    }
    std::string left = fmt::format("{}", fmt::join(option.names, ", "));
    const bool long_only = option.names.front().starts_with("--");
    if (long_only) {
        left = "    " + left;
    }
    if (option.value_is_optional && !option.value_name.empty()) {
        return left + "[=" + option.value_name + "]";
    }
    return option.value_name.empty() ? left : left + " " + option.value_name;
}

std::string right_of(const OptionDescription& option) {
    std::string right = option.description;
    if (!option.choices.empty()) {
        right += fmt::format(": {}", fmt::join(option.choices, ", "));
    }
    if (option.required && !option.positional) {
        right += " (required)";
    }
    return option.repeated && !option.positional ? right + " (repeatable)" : right;
}

template <typename Wanted>
std::string option_group(const CommandDescription& command, const std::string& title,
                         const Wanted& wanted) {
    std::string out;
    for (const OptionDescription& option : command.options) {
        if (wanted(option)) {
            out += entry(left_of(option), right_of(option));
        }
    }
    return out.empty() ? out : "\n" + title + ":\n" + out;
}

std::string command_groups(const CommandDescription& command) {
    std::string out;
    std::vector<std::string> groups;
    for (const CommandDescription& each : command.commands) {
        if (std::find(groups.begin(), groups.end(), each.group) == groups.end()) {
            groups.push_back(each.group);
        }
    }
    for (const std::string& group : groups) {
        out += "\n" + group + ":\n";
        for (const CommandDescription& each : command.commands) {
            if (each.group == group) {
                out += entry(each.name, each.purpose);
            }
        }
    }
    return out;
}

std::string examples(const CommandDescription& command, const std::string& program) {
    std::string out;
    for (const Example& example : command.text.examples) {
        out += fmt::format("  {} {}\n{}", program, example.command,
                           wrap(example.meaning, kColumns, 6));
    }
    return out.empty() ? out : "\nExamples:\n" + out;
}

}  // namespace

std::string usage_line(const CommandDescription& command, const std::string& path) {
    std::string line = path + " [OPTIONS]";
    for (const OptionDescription& option : command.options) {
        if (option.positional) {
            const std::string name = option.value_name + (option.repeated ? "..." : "");
            line += option.required ? " " + name : " [" + name + "]";
        }
    }
    return command.commands.empty() ? line : line + " COMMAND";
}

std::string help_text(const CommandDescription& command, const std::string& path) {
    const std::string program = path.substr(0, path.find(' '));
    std::string out = wrap(command.purpose, kColumns, 0);
    out += "\nUsage: " + usage_line(command, path) + "\n";
    if (!command.text.details.empty()) {
        out += "\n" + wrap(command.text.details, kColumns, 0);
    }
    out += command_groups(command);
    out += option_group(command, "Arguments",
                        [](const OptionDescription& option) { return option.positional; });
    out += option_group(command, "Options", [](const OptionDescription& option) {
        return !option.positional && !option.common;
    });
    out += option_group(command, "Options of every command", [](const OptionDescription& option) {
        return !option.positional && option.common;
    });
    out += examples(command, program);
    if (!command.text.exits.empty()) {
        out += "\nExit codes:\n" + wrap(command.text.exits, kColumns, 2);
    }
    return out;
}

}  // namespace kb::tools
