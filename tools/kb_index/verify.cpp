// SPDX-License-Identifier: Apache-2.0

// `verify`: is everything in the base as it was written?

#include "common/document.hpp"
#include "kb_index/commands.hpp"

#include <memory>

namespace kb::tools {
namespace {

void print_json(const VerifyReport& report, Console& console) {
    JsonWriter json;
    begin_document(json, "kb.verify/1", console);
    json.member("sound", report.damage.empty());
    json.member("articles_checked", report.articles_checked);
    json.member("segments_checked", report.segments_checked);
    json.member("changes_checked", report.changes_checked);
    json.key("damage");
    json.begin_array();
    for (const Damage& damage : report.damage) {
        json.begin_object();
        json.member("where", damage.where);
        json.member("expected", damage.expected);
        json.member("found", damage.found);
        json.member("advice", damage.advice);
        json.end_object();
    }
    json.end_array();
    end_document(json, console);
}

void print_text(const VerifyReport& report, Console& console) {
    for (const Damage& damage : report.damage) {
        console.print("damaged: {}: expected {}, found {}; {}\n", damage.where, damage.expected,
                      damage.found, damage.advice);
    }
    console.print(
        "{}: {} articles, {} index files and {} changes checked\n",
        report.damage.empty() ? "sound" : fmt::format("{} damaged places", report.damage.size()),
        report.articles_checked, report.segments_checked, report.changes_checked);
}

ExitStatus run(const KnowledgeBase& base, bool quick, Console& console) {
    const Result<VerifyReport> report = base.verify({.deep = !quick});
    if (!report) {
        return console.fail(report.error());
    }
    if (console.json()) {
        print_json(*report, console);
    } else {
        print_text(*report, console);
    }
    return report->damage.empty() ? kDone : kNothingFound;
}

}  // namespace

void add_verify(Program& program) {
    const auto quick = std::make_shared<bool>(false);
    CLI::App& command = program.add(
        {.name = "verify",
         .purpose = "Check that the base is sound",
         .group = kCare,
         .text = {.details = "Reads everything, makes the index of every article again in memory "
                             "and compares. Writes nothing and needs no lock.",
                  .examples = {{"verify", "Everything."},
                               {"verify --quick", "Only headers, checksums and counts."}},
                  .exits =
                      "0 sound, 1 damage was found, 2 wrong use, 4 the base cannot be opened"}},
        [quick](Context& context) {
            return with_base(context, OpenMode::kRead, [&](const KnowledgeBase& base) {
                return run(base, *quick, context.console);
            });
        });
    command.add_flag("--quick", *quick, "Headers, checksums and counts only");
}

}  // namespace kb::tools
