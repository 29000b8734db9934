// SPDX-License-Identifier: Apache-2.0

// `define`: what a figure means.

#include "common/document.hpp"
#include "common/text_layout.hpp"
#include "kb_report/commands.hpp"

#include <array>
#include <memory>
#include <utility>

namespace kb::tools {
namespace {

// What is said about a definition, in order; empty parts are left out.
std::array<std::pair<std::string_view, std::string_view>, 7> parts_of(
    const Definition& definition) {
    return {{{"formula", definition.formula},
             {"numerator", definition.numerator},
             {"denominator", definition.denominator},
             {"window", definition.window},
             {"exclusions", definition.exclusions},
             {"pitfalls", definition.pitfalls},
             {"example", definition.example}}};
}

void write_definition(JsonWriter& json, const Definition& definition) {
    json.begin_object();
    json.member("id", definition.id);
    json.member("version", definition.version);
    json.member("name", definition.name);
    for (const auto& [name, text] : parts_of(definition)) {
        json.member(name, text);
    }
    json.end_object();
}

void print_json(const std::vector<Definition>& definitions, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.definitions/1", console);
    json.key("definitions");
    json.begin_array();
    for (const Definition& definition : definitions) {
        write_definition(json, definition);
    }
    json.end_array();
    end_document(json, console);
}

void print_one(const Definition& definition, Console& console) {
    constexpr std::size_t kUsualColumns = 80;
    const std::size_t width = console.width() == 0 ? kUsualColumns : console.width();
    console.print("{}: {} (version {})\n", console.bold(definition.id), definition.name,
                  definition.version);
    for (const auto& [name, text] : parts_of(definition)) {
        if (!text.empty()) {
            console.print("  {}\n{}", name, wrap(text, width, 4));
        }
    }
}

ExitStatus run(const std::string& id, Console& console) {
    std::vector<Definition> shown;
    if (id.empty()) {
        shown = definitions();
    } else {
        Result<Definition> definition = find_definition(id);
        if (!definition) {
            return console.fail(definition.error());
        }
        shown.push_back(*std::move(definition));
    }
    if (console.json()) {
        print_json(shown, console);
    } else if (!id.empty()) {
        print_one(shown.front(), console);
    } else {
        std::vector<std::vector<std::string>> rows;
        for (const Definition& definition : shown) {
            rows.push_back({definition.id, definition.name});
        }
        console.write(table_text(rows, console.width()));
    }
    return kDone;
}

}  // namespace

void add_define(Program& program) {
    const auto id = std::make_shared<std::string>();
    CLI::App& command = program.add_without_base(
        {.name = "define",
         .purpose = "What a figure means; without ID, the list of all",
         .group = "Reports",
         .text = {.details = "",
                  .examples = {{"define", "Every id and name."},
                               {"define link_rate", "Formula, window, exclusions, pitfalls."}},
                  .exits = "0 done, 1 no such definition, 2 wrong use"}},
        [id](Context& context) { return run(*id, context.console); });
    command.add_option("ID", *id, "The id of a figure");
}

}  // namespace kb::tools
