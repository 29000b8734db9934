// SPDX-License-Identifier: Apache-2.0

// man(7) source of a program's manual page.

#include "common/command_tree.hpp"

#include <kb/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace kb::tools {
namespace {

// Text as roff prints it: no escapes, no request at the beginning of a line.
std::string roff(std::string_view text) {
    std::string out;
    if (text.starts_with('.') || text.starts_with('\'')) {
        out += "\\&";
    }
    for (const char byte : text) {
        if (byte == '\\') {
            out += "\\e";
        } else if (byte == '-') {
            out += "\\-";
        } else {
            out += byte;
        }
    }
    return out;
}

std::string option_entry(const OptionDescription& option) {
    std::string head;
    if (option.positional) {
        head = "\\fI" + roff(option.value_name) + "\\fR" + (option.repeated ? "..." : "");
    }
    for (const std::string& name : option.names) {
        head += fmt::format("{}\\fB{}\\fR", head.empty() ? "" : ", ", roff(name));
    }
    if (!option.positional && !option.value_name.empty()) {
        const std::string value = "\\fI" + roff(option.value_name) + "\\fR";
        head += option.value_is_optional ? "[=" + value + "]" : " " + value;
    }
    std::string text = roff(option.description);
    if (!option.choices.empty()) {
        text += roff(fmt::format(": {}", fmt::join(option.choices, ", ")));
    }
    return ".TP\n" + head + "\n" + text + "\n";
}

std::string command_section(const CommandDescription& command, const std::string& path) {
    std::string out =
        fmt::format(".SS {}\n{}\n", roff(usage_line(command, path)), roff(command.purpose));
    if (!command.text.details.empty()) {
        out += ".PP\n" + roff(command.text.details) + "\n";
    }
    for (const OptionDescription& option : command.options) {
        if (!option.common) {
            out += option_entry(option);
        }
    }
    for (const Example& example : command.text.examples) {
        const std::string program = path.substr(0, path.find(' '));
        out += fmt::format(".PP\n.nf\n    {}\n.fi\n{}\n", roff(program + " " + example.command),
                           roff(example.meaning));
    }
    if (!command.text.exits.empty()) {
        out += ".PP\nExit codes: " + roff(command.text.exits) + "\n";
    }
    for (const CommandDescription& inner : command.commands) {
        out += command_section(inner, path + " " + inner.name);
    }
    return out;
}

}  // namespace

std::string manual_page(const CommandDescription& program) {
    std::string title = program.name;
    std::transform(title.begin(), title.end(), title.begin(),
                   [](unsigned char byte) { return static_cast<char>(std::toupper(byte)); });
    std::string out =
        fmt::format(".TH {} 1 \"\" \"kb {}\" \"User Commands\"\n", roff(title), kVersion);
    out += fmt::format(".SH NAME\n{} \\- {}\n", roff(program.name), roff(program.purpose));
    out += fmt::format(".SH SYNOPSIS\n.B {}\n.I COMMAND\n[OPTIONS]\n", roff(program.name));
    out += ".SH DESCRIPTION\n" + roff(program.text.details) + "\n";
    out += ".SH COMMANDS\n";
    for (const CommandDescription& command : program.commands) {
        out += command_section(command, program.name + " " + command.name);
    }
    out += ".SH OPTIONS OF EVERY COMMAND\n";
    for (const OptionDescription& option : program.commands.front().options) {
        if (option.common) {
            out += option_entry(option);
        }
    }
    return out + ".SH EXIT STATUS\n" + roff(program.text.exits) + "\n";
}

}  // namespace kb::tools
