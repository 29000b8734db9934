// SPDX-License-Identifier: Apache-2.0

// From CLI11's objects to plain data.

#include "common/command_tree.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <sstream>
#include <string_view>

namespace kb::tools {
namespace {

// CLI11 keeps the choices of IsMember only as text behind the type: "TEXT:{auto,always,never}".
std::vector<std::string> choices_in(std::string_view type) {
    const std::size_t open = type.find('{');
    const std::size_t close = type.rfind('}');
    std::vector<std::string> choices;
    if (open == std::string_view::npos || close == std::string_view::npos) {
        return choices;
    }
    std::istringstream list{std::string(type.substr(open + 1, close - open - 1))};
    for (std::string choice; std::getline(list, choice, ',');) {
        choices.push_back(choice);
    }
    return choices;
}

OptionDescription describe(const CLI::Option& option) {
    OptionDescription out;
    out.positional = option.get_positional();
    for (const std::string& name : option.get_snames()) {
        out.names.push_back("-" + name);
    }
    for (const std::string& name : option.get_lnames()) {
        out.names.push_back("--" + name);
    }
    const std::string type = option.get_type_name();
    out.value_name = out.positional ? option.get_name() : type.substr(0, type.find(':'));
    out.value_is_optional = option.get_items_expected_min() == 0;
    out.description = option.get_description();
    out.choices = choices_in(type);
    out.required = option.get_required();
    out.repeated = option.get_items_expected_max() > 1 && option.get_items_expected_min() > 0;
    out.common = option.get_group() == kCommonGroup;
    return out;
}

}  // namespace

CommandDescription describe(const CLI::App& app, const CommandTexts& texts) {
    CommandDescription out;
    out.name = app.get_name();
    out.purpose = app.get_description();
    out.group = app.get_group();
    if (const auto text = texts.find(&app); text != texts.end()) {
        out.text = text->second;
    }
    for (const CLI::Option* option : app.get_options()) {
        out.options.push_back(describe(*option));
    }
    for (const CLI::App* command : app.get_subcommands(std::function<bool(const CLI::App*)>{})) {
        out.commands.push_back(describe(*command, texts));
    }
    return out;
}

}  // namespace kb::tools
