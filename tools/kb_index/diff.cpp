// SPDX-License-Identifier: Apache-2.0

// `diff`: what two versions of an article say differently, field by field.

#include "common/document.hpp"
#include "kb_index/commands.hpp"
#include "kb_index/difference_output.hpp"

#include <memory>

namespace kb::tools {
namespace {

struct Arguments {
    std::string id{};
    VersionNumber from = 0;  // 0: the one before `to`
    VersionNumber to = 0;    // 0: the present one
    std::string viewer{};
};

void print_json(const Article& before, const Article& after,
                const std::vector<FieldDifference>& differences, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.diff/1", console);
    json.member("id", after.id);
    json.member("from", before.version);
    json.member("to", after.version);
    write_differences(json, differences);
    end_document(json, console);
}

ExitStatus run(const KnowledgeBase& base, const Arguments& arguments, Context& context) {
    Console& console = context.console;
    Result<Viewer> viewer = viewer_of(arguments.viewer, context);
    if (!viewer) {
        return console.fail(viewer.error());
    }
    viewer->archived = true;
    const Result<Article> after = base.article(arguments.id, *viewer, arguments.to);
    if (!after) {
        return console.fail(after.error());
    }
    if (arguments.from == 0 && after->version < 2) {
        console.note(fmt::format("{} has one version", after->id));
        return kNothingFound;
    }
    const VersionNumber from = arguments.from == 0 ? after->version - 1 : arguments.from;
    const Result<Article> before = base.article(arguments.id, *viewer, from);
    if (!before) {
        return console.fail(before.error());
    }
    const std::vector<FieldDifference> differences = field_differences(*before, *after);
    if (console.json()) {
        print_json(*before, *after, differences, console);
    } else {
        console.write(differences_text(differences));
    }
    if (differences.empty()) {
        console.note(fmt::format("versions {} and {} of {} say the same", before->version,
                                 after->version, after->id));
        return kNothingFound;
    }
    return kDone;
}

}  // namespace

void add_diff(Program& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& command = program.add(
        {.name = "diff",
         .purpose = "Compare two versions of an article, field by field",
         .group = kFinding,
         .text = {.details = "Lines that went begin with -, lines that came with +.",
                  .examples = {{"diff KB-17", "What the last change did."},
                               {"diff KB-17 2", "Version 2 and the present one."},
                               {"diff KB-17 2 5", "Two versions."}},
                  .exits =
                      "0 they differ, 1 they say the same, or there is no such article or version "
                      "for this viewer, 2 wrong use, 4 base missing, newer or damaged"}},
        [arguments](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *arguments, context);
            });
        });
    command.add_option("ID", arguments->id, "The article")->required();
    command.add_option("V1", arguments->from, "A version; else the one before V2")
        ->check(within(kVersions));
    command.add_option("V2", arguments->to, "A version; else the present one")
        ->check(within(kVersions));
    add_viewer_flag(command, arguments->viewer);
}

}  // namespace kb::tools
