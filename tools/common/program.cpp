// SPDX-License-Identifier: Apache-2.0

// CLI11 reads the arguments; what it answers wrongly or too long is answered here.

#include "common/program.hpp"

#include "common/json_writer.hpp"
#include "common/suggestion.hpp"
#include "common/terminal.hpp"

#include <kb/version.hpp>

#include <CLI/Version.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <new>
#include <string_view>

namespace kb::tools {
namespace {

// --json must be known before parsing, which may fail.
bool asks_for_json(int argc, char** argv) {
    return std::any_of(argv, argv + argc,
                       [](const char* argument) { return std::string_view(argument) == "--json"; });
}

// CLI11 takes a word in brackets for a list and drops the brackets. A mark before the word hides
// them until it has passed.
constexpr char kBracketMark = '\x1d';

std::vector<std::string> marked_arguments(int argc, char** argv) {
    std::vector<std::string> arguments;
    for (int index = argc - 1; index > 0; --index) {  // CLI11 wants the last one first
        std::string argument = argv[index];
        if (argument.starts_with('[') && argument.ends_with(']')) {
            argument.insert(argument.begin(), kBracketMark);
        }
        arguments.push_back(std::move(argument));
    }
    return arguments;
}

std::string without_mark(std::string value) {
    if (value.starts_with(kBracketMark)) {
        value.erase(0, 1);
    }
    return value;
}

void remove_marks(CLI::App& command) {
    for (CLI::Option* option : command.get_options()) {
        if (option->get_items_expected_max() > 0) {
            option->transform(without_mark);
        }
    }
    for (CLI::App* inner : command.get_subcommands(std::function<bool(CLI::App*)>{})) {
        remove_marks(*inner);
    }
}

// "search" of "kb-index search"; empty for the program itself.
std::string name_in(const std::string& path) {
    const std::size_t blank = path.find(' ');
    return blank == std::string::npos ? "" : path.substr(blank + 1) + ": ";
}

std::string path_of(const CLI::App& command) {
    const CLI::App* const parent = command.get_parent();
    return parent == nullptr ? command.get_name() : path_of(*parent) + " " + command.get_name();
}

std::vector<std::string> known_words(const CLI::App& command, bool flags) {
    std::vector<std::string> words;
    if (!flags) {
        for (const CLI::App* each :
             command.get_subcommands(std::function<bool(const CLI::App*)>{})) {
            words.push_back(each->get_name());
        }
        return words;
    }
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            words.push_back("--" + name);
        }
    }
    return words;
}

}  // namespace

Program::Program(std::string name, const std::string& purpose, CommandText text)
    : app_(purpose, std::move(name)) {
    texts_[&app_] = std::move(text);
    // One command; what follows it is its own, also where it is spelt like another command.
    app_.require_subcommand(0, 1);
    app_.set_help_flag("-h,--help", "Print this help");
    app_.add_flag("--version", version_, "Print the version; with --json, what it is made of");
    // Before the command or after it, as people type it.
    add_output_flags(app_);
    add_base_flag(app_);
}

CLI::App& Program::add(CommandHead head, CommandBody body) {
    CLI::App& command = add_without_base(std::move(head), std::move(body));
    add_base_flag(command);
    return command;
}

CLI::App& Program::add_without_base(CommandHead head, CommandBody body) {
    return add_to(app_, std::move(head), std::move(body));
}

CLI::App& Program::add_below(CLI::App& parent, CommandHead head, CommandBody body) {
    CLI::App& command = add_to(parent, std::move(head), std::move(body));
    add_base_flag(command);
    return command;
}

CLI::App& Program::add_family(CommandHead head) {
    CLI::App& command = add_without_base(std::move(head), {});
    command.require_subcommand(0, 1);
    return command;
}

CLI::App& Program::add_to(CLI::App& parent, CommandHead head, CommandBody body) {
    CLI::App& command = *parent.add_subcommand(head.name, head.purpose);
    command.group(head.group.empty() ? "Commands" : head.group);
    command.set_help_flag("-h,--help", "Print this help")->group(kCommonGroup);
    add_output_flags(command);
    if (head.writes) {
        add_wait_flag(command);
    }
    texts_[&command] = std::move(head.text);
    bodies_[&command] = std::move(body);
    return command;
}

void Program::add_output_flags(CLI::App& command) {
    command.add_flag("--json", flags_.json, "Answer as one JSON document")->group(kCommonGroup);
    command.add_flag("-q,--quiet", flags_.quiet, "No notes and no progress")->group(kCommonGroup);
    command.add_flag("-v,--verbose", flags_.verbose, "Say more, such as which base is meant")
        ->group(kCommonGroup);
    command.add_option("--color", flags_.color, "Emphasis in the answer")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("WHEN")
        ->group(kCommonGroup);
}

void Program::add_base_flag(CLI::App& command) {
    command
        .add_option("--base", base_,
                    "The base; else KB_BASE, else base in kb.toml, else the only *.kb folder here")
        ->type_name("FOLDER")
        ->check(not_empty())
        ->group(kCommonGroup);
}

void Program::add_wait_flag(CLI::App& command) {
    command
        .add_option("--wait", wait_,
                    "How long to wait while somebody else writes; 0: not; else KB_WAIT, else 10")
        ->type_name("SECONDS")
        ->check(within({0, kWaitSecondsMax}));
}

int Program::run(int argc, char** argv) {
    ignore_closed_pipes();
    OutputFlags before_parsing;
    before_parsing.json = asks_for_json(argc, argv);
    Console console(app_.get_name(), before_parsing);
    try {
        return run_checked(argc, argv, console);
    } catch (const std::bad_alloc&) {
        return console.fail(Error{.code = ErrorCode::kInternal, .message = "out of memory"});
    } catch (const std::exception& error) {
        return console.fail(Error{.code = ErrorCode::kInternal, .message = error.what()});
    }
}

ExitStatus Program::run_checked(int argc, char** argv, Console& console) {
    try {
        remove_marks(app_);
        app_.parse(marked_arguments(argc, argv));
    } catch (const CLI::ParseError& error) {
        return answer_parse_error(error, console);
    }
    if (version_) {
        print_version(console);
        return console.finish(kDone);
    }
    return run_command(console);
}

ExitStatus Program::run_command(Console& console) {
    const CLI::App& command = selected();
    const auto body = bodies_.find(&command);
    if (body == bodies_.end() || !body->second) {
        return console.fail(usage_failure(name_in(path_of(command)) + "a command is missing",
                                          path_of(command) + " --help lists them"));
    }
    const Result<Settings> settings = Settings::load();
    if (!settings) {
        return console.fail(settings.error());
    }
    const bool color_given =
        command.get_option("--color")->count() > 0 || app_.get_option("--color")->count() > 0;
    if (!color_given) {
        flags_.color = settings->value_or("", "color");
    }
    Console chosen(app_.get_name(), flags_);
    Context context{
        .console = chosen, .settings = *settings, .base_flag = base_, .wait_flag = wait_};
    return chosen.finish(body->second(context));
}

ExitStatus Program::answer_parse_error(const CLI::ParseError& error, Console& console) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        print_help(selected(), console);
        return console.finish(kDone);
    }
    return console.fail(explain(error));
}

Failure Program::explain(const CLI::ParseError& error) const {
    const CLI::App& command = selected();
    const std::string path = path_of(command);
    const std::string where = name_in(path);
    const std::string help = path + " --help says more";
    const std::vector<std::string> extra = app_.remaining(true);
    // What is missing may well be what a mistyped flag has swallowed.
    const bool is_about_words =
        error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError) ||
        error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
    if (!is_about_words || extra.empty()) {
        return usage_failure(where + error.what(), help);
    }
    const std::string word = extra.front().substr(0, extra.front().find('='));
    const bool is_flag = word.starts_with('-');
    const std::vector<std::string> known = known_words(command, is_flag);
    const std::string_view kind = is_flag         ? "unknown flag"
                                  : known.empty() ? "unexpected argument"
                                                  : "unknown command";
    return usage_failure(fmt::format("{}{} {}", where, kind, without_mark(word)),
                         did_you_mean(word, known, help));
}

void Program::print_help(const CLI::App& command, Console& console) const {
    console.write(help_text(describe(command, texts_), path_of(command)));
}

void Program::print_version(Console& console) const {
    if (!flags_.json) {
        console.print("{} {}\n", app_.get_name(), kVersion);
        return;
    }
    JsonWriter json;
    json.begin_object();
    json.member("schema", "kb.version/1");
    json.member("tool", app_.get_name());
    json.member("version", kVersion);
    json.member("format", kFormatVersion);
    json.member("compiler", __VERSION__);
    json.member("cplusplus", __cplusplus);
    json.key("libraries");
    json.begin_object();
    json.member("cli11", CLI11_VERSION);
    json.member("fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
                                   FMT_VERSION % 100));
    json.end_object();
    json.end_object();
    console.write(json.take());
}

const CLI::App& Program::selected() const {
    const CLI::App* command = &app_;
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
    }
    return *command;
}

}  // namespace kb::tools
