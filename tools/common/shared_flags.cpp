// SPDX-License-Identifier: Apache-2.0

// Flags that several commands share, spelt and described once.

#include "common/program.hpp"

#include <kb/language.hpp>

namespace kb::tools {

CLI::Validator within(NumberRange range) {
    return {[range](const std::string& text) {
                const Result<std::uint64_t> number = parse_number(text, range);
                return number ? std::string{} : number.error().message;
            },
            ""};
}

CLI::Validator not_empty() {
    return {[](const std::string& text) {
                return text.empty() ? std::string("the value is missing") : std::string{};
            },
            ""};
}

void add_writer_flags(CLI::App& command, WriterFlags& flags) {
    command
        .add_option("--by", flags.by,
                    "Who does this; else KB_BY, else by in kb.toml, else your user name")
        ->type_name("PERSON")
        ->check(not_empty());
    command.add_option("--reason", flags.reason, "Why, for the history")->type_name("TEXT");
}

void add_case_flag(CLI::App& command, std::string& case_id) {
    command.add_option("--case", case_id, "The case it is done for")
        ->type_name("CASE")
        ->check(not_empty());
}

void add_viewer_flag(CLI::App& command, std::string& viewer) {
    command
        .add_option("--as", viewer,
                    "Who asks: public, customer, partner or internal, with :ID for a person "
                    "(default internal)")
        ->type_name("VIEWER")
        ->check(not_empty());
}

void add_language_flag(CLI::App& command, std::string& language, const std::string& description) {
    const auto check = [](const std::string& tag) {
        const Result<LanguageSupport> support = language_support(tag);
        return support ? std::string{} : support.error().message;
    };
    command.add_option("--language", language, description)
        ->type_name("TAG")
        ->check(CLI::Validator(check, ""));
}

CLI::Option* add_repeated(CLI::App& command, const std::string& names,
                          std::vector<std::string>& values, const std::string& description) {
    CLI::Option* const option = command.add_option(names, values, description);
    // One value each time: otherwise CLI11 takes the words behind it as well.
    option->allow_extra_args(false);
    return option;
}

CLI::Option* add_choice(CLI::App& command, const std::string& names, std::string& value,
                        const std::vector<std::string>& choices, const std::string& description) {
    return command.add_option(names, value, description)->check(CLI::IsMember(choices));
}

}  // namespace kb::tools
