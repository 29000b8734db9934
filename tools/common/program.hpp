// SPDX-License-Identifier: Apache-2.0
#pragma once

// One command line program: its commands, their flags, and the order of things: parse everything,
// read the configuration, run one command, hand over the output.

#include "common/choices.hpp"
#include "common/command_tree.hpp"
#include "common/console.hpp"
#include "common/context.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace kb::tools {

using CommandBody = std::function<ExitStatus(Context&)>;

// What a new command is made of.
struct CommandHead {
    std::string name{};
    std::string purpose{};  // one line
    std::string group{};    // heading in the list of commands
    CommandText text{};
    bool writes = false;  // then it has --wait
};

class Program {
public:
    Program(std::string name, const std::string& purpose, CommandText text);
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    // A command with the flags every command has, and --base. `body` runs once all is parsed.
    CLI::App& add(CommandHead head, CommandBody body);
    // The same without --base.
    CLI::App& add_without_base(CommandHead head, CommandBody body);
    // A command of a command: "person add".
    CLI::App& add_below(CLI::App& parent, CommandHead head, CommandBody body);
    // A command that has others below it and does nothing itself.
    CLI::App& add_family(CommandHead head);

    [[nodiscard]] CommandDescription description() const { return describe(app_, texts_); }

    // The status for the shell. Lets no exception out.
    int run(int argc, char** argv);

private:
    CLI::App& add_to(CLI::App& parent, CommandHead head, CommandBody body);
    void add_output_flags(CLI::App& command);
    void add_base_flag(CLI::App& command);
    void add_wait_flag(CLI::App& command);
    ExitStatus run_checked(int argc, char** argv, Console& console);
    ExitStatus run_command(Console& console);
    ExitStatus answer_parse_error(const CLI::ParseError& error, Console& console);
    [[nodiscard]] Failure explain(const CLI::ParseError& error) const;
    void print_help(const CLI::App& command, Console& console) const;
    void print_version(Console& console) const;
    // The command that was named last, or the program itself.
    [[nodiscard]] const CLI::App& selected() const;

    CLI::App app_;
    CommandTexts texts_;
    std::map<const CLI::App*, CommandBody> bodies_;
    OutputFlags flags_;
    std::string base_;
    std::string wait_;
    bool version_ = false;
};

// -- Flags that several commands share
// --------------------------------------------------------------

// --by and --reason.
void add_writer_flags(CLI::App& command, WriterFlags& flags);

// --case.
void add_case_flag(CLI::App& command, std::string& case_id);

// --as.
void add_viewer_flag(CLI::App& command, std::string& viewer);

// --language.
void add_language_flag(CLI::App& command, std::string& language, const std::string& description);

// An option that may be given several times, one value each time.
CLI::Option* add_repeated(CLI::App& command, const std::string& names,
                          std::vector<std::string>& values, const std::string& description);

// A check for options: refuses whatever is no whole number of the range, and says the range.
[[nodiscard]] CLI::Validator within(NumberRange range);

// A check for options that fall back to the configuration: an empty value is a mistake.
[[nodiscard]] CLI::Validator not_empty();

// An option whose value is a whole number.
template <typename Number>
CLI::Option* add_number(CLI::App& command, const std::string& names, Number& value,
                        NumberRange range, const std::string& description) {
    return command.add_option(names, value, description)->type_name("N")->check(within(range));
}

// An option whose value is one of a few words.
CLI::Option* add_choice(CLI::App& command, const std::string& names, std::string& value,
                        const std::vector<std::string>& choices, const std::string& description);

// `generate man|bash|zsh|fish` and `help [COMMAND]`.
void add_generate(Program& program);
void add_help(Program& program);

}  // namespace kb::tools
