// SPDX-License-Identifier: Apache-2.0

// `person`: who may do what.

#include "common/document.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string id{};
    std::string name{};
    std::string licence{};
    WriterFlags writer{};
};

void write_person(JsonWriter& json, const Person& person) {
    json.begin_object();
    json.member("id", person.id);
    json.member("name", person.name.empty() ? person.id : person.name);
    json.member("licence", to_string(person.licence));
    json.end_object();
}

ExitStatus add_one(KnowledgeBase& base, const Arguments& arguments, Context& context) {
    const Result<Licence> licence = parse_licence(arguments.licence);
    if (!licence) {
        return context.console.fail(licence.error());
    }
    const Person person{.id = arguments.id, .name = arguments.name, .licence = *licence};
    const Result<void> done = base.put_person(person, action_of(arguments.writer, context));
    if (!done) {
        return context.console.fail(done.error());
    }
    if (context.console.json()) {
        JsonWriter json;
        begin_document(json, "kb.person/1", context.console);
        json.key("person");
        write_person(json, person);
        end_document(json, context.console);
    } else {
        context.console.print("{} is a {}\n", person.id, to_string(person.licence));
    }
    return kDone;
}

ExitStatus list(const KnowledgeBase& base, Context& context) {
    const Result<std::vector<Person>> people = base.people();
    if (!people) {
        return context.console.fail(people.error());
    }
    if (context.console.json()) {
        JsonWriter json;
        begin_document(json, "kb.people/1", context.console);
        json.key("people");
        json.begin_array();
        for (const Person& person : *people) {
            write_person(json, person);
        }
        json.end_array();
        end_document(json, context.console);
        return kDone;
    }
    std::vector<std::vector<std::string>> rows;
    for (const Person& person : *people) {
        rows.push_back({person.id, std::string(to_string(person.licence)), person.name});
    }
    context.console.write(table_text(rows, context.console.width()));
    return kDone;
}

void add_person_add(Program& program, CLI::App& family) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add_below(
        family,
        {.name = "add",
         .purpose = "Add a person or change a licence",
         .group = "Commands",
         .text = {.details = "",
                  .examples = {{"person add ben --licence contributor", "Ben may validate."},
                               {"person add ben --licence coach --name 'Ben B.'",
                                "The same person again: the licence changes."}},
                  .exits = "0 done, 2 wrong use, 4 base missing or locked, 6 only a coach may"},
         .writes = true},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kWrite, [&](KnowledgeBase& base) {
                return add_one(base, *arguments, context);
            });
        });
    command.add_option("NAME", arguments->id, "The name that --by takes")->required();
    add_choice(command, "--licence", arguments->licence, licence_choices(), "What he may do")
        ->required();
    command.add_option("--name", arguments->name, "The name to show; else NAME");
    add_writer_flags(command, arguments->writer);
}

}  // namespace

void add_person(Program& program) {
    CLI::App& family = program.add_family(
        {.name = "person",
         .purpose = "Who may do what: add and list people",
         .group = kCare,
         .text = {.details = "A reader searches; a candidate captures; a contributor validates; a "
                             "publisher writes for people outside; a coach does everything.",
                  .examples = {{"person add ben --licence publisher", "Ben may publish."},
                               {"person list", "Everybody, with licence."}},
                  .exits = "0 done, 2 wrong use, 4 base missing or locked, 6 only a coach may"}});
    add_person_add(program, family);
    program.add_below(family,
                      {.name = "list",
                       .purpose = "List everybody and their licences",
                       .group = "Commands",
                       .text = {.details = "",
                                .examples = {{"person list --json", "For a script."}},
                                .exits = "0 done, 2 wrong use, 4 base missing"}},
                      [](Context& context) {
                          return with_base(
                              context, OpenMode::kRead,
                              [&](const KnowledgeBase& base) { return list(base, context); });
                      });
}

}  // namespace kb::tools
